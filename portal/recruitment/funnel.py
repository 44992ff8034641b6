"""How many came how far, and how long each step took: counts in the database, medians from counts of whole days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, not_, select

from portal import clock
from portal.accounts.models import User
from portal.accounts.reach import NOWHERE, Reach, clause_of, counted_of
from portal.database import db
from portal.recruitment import lists
from portal.recruitment.lists import Filters
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
    unnamed_count: int  # of firms that took their data back: counted, and in no list

    @property
    def total(self) -> int:
        return self.steps[0].count


def read(user: User, asked: Filters) -> Funnel:
    """Three statements, for any number of prospects."""
    reach = user.reach or NOWHERE
    asked = Filters(programme=asked.programme, source=asked.source, event=asked.event)
    come, went, lost = statements(reach, asked, user.person_id, clock.today())
    counts = db.session.execute(come).all()
    reached = cumulated(counts)
    days = {stage: median(pairs) for stage, pairs in days_in(went).items()}
    before = {after: before for before, after in pairwise(PATH)}
    steps = []
    for stage in PATH:
        base = reached[before[stage]] if stage in before else 0
        share = 100 * reached[stage] / base if base else None
        middle, number = days.get(stage, (None, 0))
        steps.append(Step(stage, reached[stage], share, 100 * reached[stage] / max(1, reached[PATH[0]]), middle, number))
    return Funnel(steps, losses(lost), sum(row.unnamed for row in counts))


@lru_cache(256)
def statements(reach: Reach, asked: Filters, person_id: UUID, today: date) -> tuple[Select, Select, Select]:
    """By stage as well as by how far they came: in that order an index gives them, and no row is read.

    Moves are counted from their index too, but for those of prospects that do not count here: mostly few, often none.
    """
    terms = lists.terms(counted_of(reach, Prospect), asked, person_id, today)
    others = select(Prospect.id).where(Prospect.programme_id.in_(reach.programmes), not_(and_(*terms)))
    unnamed = func.count().filter(not_(clause_of(reach, Prospect))).label("unnamed")
    come = select(Prospect.furthest, func.count().label("firms"), unnamed).where(*terms).group_by(Prospect.stage, Prospect.furthest)
    went = select(Move.from_stage, Move.days, func.count()).where(Move.programme_id.in_(reach.programmes), Move.is_onward)
    went = went.where(Move.days.is_not(None), Move.prospect_id.not_in(others)).group_by(Move.from_stage, Move.days)
    lost = select(Prospect.lost_reason, func.count()).where(*terms, Prospect.stage == Stage.LOST).group_by(Prospect.lost_reason)
    return come, went, lost


def cumulated(counts: Sequence[Row]) -> dict[Stage, int]:
    return {stage: sum(row.firms for row in counts if row.furthest >= stage.rank) for stage in PATH}


def days_in(went: Select) -> dict[Stage, list[tuple[int, int]]]:
    """Stage → (whole days in it before the firm went on, how many firms). No firm goes on twice from one stage after as many days."""
    by_stage: dict[Stage, list[tuple[int, int]]] = defaultdict(list)
    for stage, days, count in db.session.execute(went):
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


def losses(lost: Select) -> dict[Loss, int]:
    counts = dict(db.session.execute(lost).all())
    return {loss: counts[loss] for loss in sorted(Loss, key=lambda one: -counts.get(one, 0)) if loss in counts}
