"""A programme's results: every improvement once, by its latest review that stays; effects pooled within a family, never percentages averaged."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import and_, case, func, select
from sqlalchemy.engine import Row

from portal import evidence
from portal.accounts.models import User
from portal.accounts.reach import counted_within, within_reach
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.evidence import Better, Chance, Estimate, Pool, Verdict
from portal.measures.counted import ASSESSED, NOT_TRACKED, REGISTERED, VERDICTS, WITH_DATA, rows_of
from portal.measures.indicators import catalogue
from portal.measures.models import Change, MeasureCard, Review, ReviewKind, State
from portal.measures.picture_forest import ForestRow
from portal.measures.subjects import titles, without_card
from portal.measures.verdicts import NORMAL, UNDECIDED, family_of


@dataclass(frozen=True)
class Counts:
    """`registered`: projects with a declared change, or with a card or the answer "not tracked". `with_data`: a number after the change.
    `assessed`: a review that stays. `by_verdict`: all six, of the assessed."""

    registered: int
    not_tracked: int
    with_data: int
    assessed: int
    by_verdict: Mapping[Verdict, int]
    enterprises: int
    reporting: int
    without_card: int  # projects of which nothing is said yet, so they are not among the registered
    withdrawn: int  # improvements that are counted and not named: their factories took back their consent

    @property
    def improved(self) -> int:
        return sum(self.by_verdict[one] for one in Verdict if one.improved)

    @property
    def chance(self) -> Chance:
        """How many would look improved by luck alone: three in a hundred of the assessed."""
        return evidence.chance(self.assessed, self.improved)


@dataclass(frozen=True)
class Family:
    """One indicator, counted one way, in one unit and one direction. `pooled`: one estimate for each factory, from three factories on."""

    code: str
    name: str
    unit: str
    better: Better
    is_complement: bool
    rows: list[ForestRow] = field(default_factory=list)
    pool: Pool | None = None
    left_out: int = 0  # not enough data, or a baseline that was not stable

    @property
    def pooled_better(self) -> Better:
        """The pooled scale: where failures were reckoned with, lower is better."""
        return Better.LOWER if self.is_complement else self.better


def primaries(user: User) -> list[Row]:
    """One row for each measured improvement, with its latest review that stays, whichever of its changes it judged; one statement."""
    card, at = MeasureCard, and_(Change.programme_id == Review.programme_id, Change.id == Review.change_id)
    newest = func.length(Review.rule_version).desc(), Review.rule_version.desc()  # numbers that are kept as text: 10 comes after 9
    later = Change.changed_on.desc(), case((Review.kind == ReviewKind.TWELVE, 1), else_=2), *newest
    ranked = (
        select(
            *(Review.programme_id, Review.card_id, Review.verdict),
            *(Review.pool_y, Review.pool_se, Review.is_complement, Change.changed_on),
            func.row_number().over(partition_by=(Review.programme_id, Review.card_id), order_by=later).label("turn"),
        )
        .join(Change, at)
        .where(Review.programme_id.in_(programmes(user)), Review.kind != ReviewKind.RUNNING)
        .subquery()
    )
    running = (
        select(Review.programme_id, Review.card_id, func.max(Review.n_after).label("n_after"))
        .where(Review.programme_id.in_(programmes(user)), Review.kind == ReviewKind.RUNNING)
        .group_by(Review.programme_id, Review.card_id)
        .subquery()
    )
    found = db.session.execute(
        select(
            *(card.programme_id, card.id, card.project_id, card.enterprise_id, card.state, card.name, card.indicator_code, card.unit),
            *(
                card.better,
                card.kind,
                card.scale,
                card.numerator,
                card.denominator,
                card.is_activity,
                card.indicator_version,
                running.c.n_after,
                ranked.c.changed_on,
            ),
            *(ranked.c.verdict, ranked.c.pool_y, ranked.c.pool_se, ranked.c.is_complement),
            *(Enterprise.name.label("enterprise"), Enterprise.name_ur.label("enterprise_ur")),
            within_reach(user, card).label("is_shown"),
        )
        .join(Enterprise, and_(Enterprise.programme_id == card.programme_id, Enterprise.id == card.enterprise_id))
        .outerjoin(ranked, and_(ranked.c.programme_id == card.programme_id, ranked.c.card_id == card.id, ranked.c.turn == 1))
        .outerjoin(running, and_(running.c.programme_id == card.programme_id, running.c.card_id == card.id))
        .where(
            counted_within(user, card), card.is_primary | (card.state == State.NOT_TRACKED), card.project_id.is_not(None), ~card.is_example
        )
        .order_by(Enterprise.name, card.id)
    ).all()
    return once(found)


def once(rows: Iterable[Row]) -> list[Row]:
    """A card that was ended before its change was declared and the one made after it measure one improvement: it counts by the later review."""
    best: dict[tuple, Row] = {}
    for row in rows:
        key = row.project_id, row.state is State.NOT_TRACKED
        if key not in best or (row.changed_on or date.min) >= (best[key].changed_on or date.min):
            best[key] = row
    return list(best.values())


def programmes(user: User):
    return (user.reach.programmes if user.reach else frozenset()) or [UUID(int=0)]


def counts(user: User, rows: Iterable[Row]) -> Counts:
    rows = list(rows)
    with_data = rows_of(WITH_DATA, rows)
    in_it = counted_within(user, Enterprise), Enterprise.is_prospect.is_(False), Enterprise.merged_into_id.is_(None)
    all_of_them = db.session.scalar(select(func.count()).select_from(Enterprise).where(*in_it)) or 0
    return Counts(
        registered=len(rows_of(REGISTERED, rows)),
        not_tracked=len(rows_of(NOT_TRACKED, rows)),
        with_data=len(with_data),
        assessed=len(rows_of(ASSESSED, rows)),
        by_verdict={verdict: len(rows_of(code, rows)) for code, verdict in VERDICTS.items()},
        enterprises=all_of_them,
        without_card=without_card(user),
        withdrawn=sum(not row.is_shown for row in rows),
        reporting=len({row.enterprise_id for row in with_data}),
    )


def families(rows: Iterable[Row], language: str) -> list[Family]:
    """What may stand in one picture: the same indicator on the same scale. Own measures are no family, and activity is no result."""
    grouped = defaultdict(list)
    for row in rows:
        if row.is_shown and row.verdict is not None and row.indicator_code in catalogue() and not row.is_activity:
            grouped[family_of(row)].append(row)
    named = titles([(row.programme_id, row.project_id) for mine in grouped.values() for row in mine])
    found = [one for mine in grouped.values() for one in families_of(mine, named, language)]
    return sorted(found, key=lambda one: -len(one.rows))


def families_of(rows: list[Row], named: dict, language: str) -> list[Family]:
    """Those of one measure: one for what was reckoned as it is, one for what was reckoned on the failures."""
    decided = [row for row in rows if row.verdict not in UNDECIDED]
    scales = {row.is_complement for row in decided} or {False}
    left_out = len(rows) - len(decided)
    return [
        family(rows[0], scale, [row for row in decided if row.is_complement is scale], named, language, left_out)
        for scale in sorted(scales)
    ]


def family(first: Row, is_complement: bool, rows: list[Row], named: dict, language: str, left_out: int) -> Family:
    english, told = catalogue()[first.indicator_code], catalogue(language)[first.indicator_code]
    unit = told.unit if first.unit == english.unit else first.unit
    shown = [forest_row(row, named.get(row.project_id) or row.name, language) for row in rows]
    within: dict[UUID, list[Estimate]] = defaultdict(list)
    for row in rows:
        if row.pool_y is not None and row.pool_se is not None:
            within[row.enterprise_id].append(Estimate(row.pool_y, row.pool_se))
    factories = [one for mine in within.values() if (one := evidence.within_place(mine))]
    return Family(told.code, told.name, unit, first.better, is_complement, shown, evidence.pool(factories), left_out)


def forest_row(row: Row, title: str, language: str) -> ForestRow:
    """On the scale that is pooled, so that the places and their mean can be compared."""
    place = (row.enterprise_ur if language == "ur" else None) or row.enterprise
    if row.pool_y is None or row.pool_se is None:
        return ForestRow(f"{place}: {title}", None, None, None, row.verdict, url=f"/measures/{row.id}")
    middle, half = row.pool_y, NORMAL * row.pool_se
    at, low, high = (math.exp(min(500.0, end)) for end in (middle, middle - half, middle + half))
    return ForestRow(f"{place}: {title}", at, low, high, row.verdict, url=f"/measures/{row.id}")
