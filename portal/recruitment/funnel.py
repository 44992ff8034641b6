"""How many came how far, and how long each step took: counts in the database, medians from counts of whole days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import and_, func, select

from portal.accounts.models import User
from portal.database import db
from portal.recruitment.lists import Filters, clauses
from portal.recruitment.models import Move, Prospect
from portal.recruitment.stages import PATH, Loss, Stage


@dataclass(frozen=True)
class Step:
    stage: Stage
    count: int  # of firms that came at least so far
    share: float | None  # of those who had reached the stage before, in percent
    width: float  # of the first bar, in percent
    days: float | None  # the median, from this stage onward
    timed: int  # of firms whose days are known


@dataclass(frozen=True)
class Funnel:
    steps: list[Step]
    losses: dict[Loss, int]

    @property
    def total(self) -> int:
        return self.steps[0].count


def read(user: User, asked: Filters) -> Funnel:
    """Three statements, for any number of prospects."""
    asked = Filters(programme=asked.programme, source=asked.source)
    reached = cumulated(user, asked)
    days = {stage: median(pairs) for stage, pairs in days_in(user, asked).items()}
    before = {after: before for before, after in pairwise(PATH)}
    steps = []
    for stage in PATH:
        base = reached[before[stage]] if stage in before else 0
        share = 100 * reached[stage] / base if base else None
        middle, number = days.get(stage, (None, 0))
        steps.append(Step(stage, reached[stage], share, 100 * reached[stage] / max(1, reached[PATH[0]]), middle, number))
    return Funnel(steps, losses(user, asked))


def cumulated(user: User, asked: Filters) -> dict[Stage, int]:
    found = select(Prospect.furthest, func.count()).where(*clauses(user, asked)).group_by(Prospect.furthest)
    counts = dict(db.session.execute(found).all())
    return {stage: sum(count for rank, count in counts.items() if rank >= stage.rank) for stage in PATH}


def days_in(user: User, asked: Filters) -> dict[Stage, list[tuple[int, int]]]:
    """Stage → (whole days in it before the firm went on, how many firms)."""
    of_it = and_(Prospect.programme_id == Move.programme_id, Prospect.id == Move.prospect_id)
    found = select(Move.from_stage, Move.days, func.count(func.distinct(Move.prospect_id))).join(Prospect, of_it)
    found = found.where(*clauses(user, asked), Move.is_onward, Move.days.is_not(None)).group_by(Move.from_stage, Move.days)
    by_stage: dict[Stage, list[tuple[int, int]]] = defaultdict(list)
    for stage, days, count in db.session.execute(found):
        if stage is not None and days is not None:
            by_stage[stage].append((days, count))
    return by_stage


def median(pairs: Iterable[tuple[int, int]]) -> tuple[float | None, int]:
    """The middle of values with their counts, and how many there are."""
    ordered = sorted(pairs)
    number = sum(count for _value, count in ordered)
    if not number:
        return None, 0

    def at(place: int) -> int:
        for value, count in ordered:
            if place < count:
                return value
            place -= count
        raise IndexError(place)

    return (at((number - 1) // 2) + at(number // 2)) / 2, number


def losses(user: User, asked: Filters) -> dict[Loss, int]:
    found = select(Prospect.lost_reason, func.count()).where(*clauses(user, asked), Prospect.stage == Stage.LOST)
    counts = dict(db.session.execute(found.group_by(Prospect.lost_reason)).all())
    return {loss: counts[loss] for loss in sorted(Loss, key=lambda one: -counts.get(one, 0)) if loss in counts}
