"""What other rooms ask about projects: the verdict on each, whether it is one that stays, and what can be pooled."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, select

from portal import evidence
from portal.database import db
from portal.evidence import Better, Estimate, Kind, Pool, Verdict
from portal.measures.indicators import word_of
from portal.measures.models import Change, MeasureCard, Review, ReviewKind, State
from portal.measures.picture_forest import ForestRow
from portal.measures.reviews import LOCKED

UNDECIDED = (Verdict.NOT_ENOUGH, Verdict.NOT_STABLE)
NORMAL = 1.959963985
RANK = {ReviewKind.TWELVE: 3, ReviewKind.SIX: 2, ReviewKind.RUNNING: 1}


@dataclass(frozen=True, slots=True)
class Judged:
    """One project by its primary card. `is_final`: a review that stays says so; before that the verdict may change back."""

    card_id: UUID
    name: str
    is_tracked: bool
    changed_on: date | None
    verdict: Verdict | None
    is_final: bool
    pool_y: float | None
    pool_se: float | None
    is_complement: bool
    better: Better
    family: tuple

    @property
    def url(self) -> str:
        return f"/measures/{self.card_id}"

    @property
    def is_decided(self) -> bool:
        return self.is_final and self.verdict is not None and self.verdict not in UNDECIDED

    @property
    def estimate(self) -> Estimate | None:
        return None if self.pool_y is None or self.pool_se is None else Estimate(self.pool_y, self.pool_se)


def verdicts_of(programme_id: UUID, project_ids: Collection[UUID]) -> dict[UUID, Judged]:
    """By the latest review that stays, whichever change it judged; before there is one, by the newest change. One statement."""
    rows = db.session.execute(statement(), {"programme_id": programme_id, "project_ids": list(project_ids)})
    found: dict[UUID, tuple] = {}
    for row in rows:
        version = row.rule_version or ""
        turn = (row.review in LOCKED, row.changed_on or date.min, RANK.get(row.review, 0), len(version), version)
        if row.project_id not in found or turn > found[row.project_id][0]:
            found[row.project_id] = turn, row
    return {project_id: judged_of(row) for project_id, (_turn, row) in found.items()}


@cache
def statement() -> Select:
    card, change, review = MeasureCard, Change, Review
    columns = (card.id, card.project_id, card.name, card.state, card.indicator_code, card.kind, card.better, card.unit, card.scale)
    more = (
        card.indicator_version,
        card.numerator,
        card.denominator,
        change.changed_on,
        review.kind.label("review"),
        review.verdict,
        review.rule_version,
    )
    pooled = (review.pool_y, review.pool_se, review.is_complement)
    here = card.programme_id == bindparam("programme_id"), card.project_id.in_(bindparam("project_ids", expanding=True))
    return (
        select(*columns, *more, *pooled)
        .outerjoin(change, and_(change.programme_id == card.programme_id, change.card_id == card.id))
        .outerjoin(review, and_(review.programme_id == change.programme_id, review.change_id == change.id))
        .where(*here, card.is_primary, ~card.is_example)
    )


def judged_of(row) -> Judged:
    return Judged(
        card_id=row.id,
        name=word_of(row),
        is_tracked=row.state is not State.NOT_TRACKED,
        changed_on=row.changed_on,
        verdict=row.verdict,
        is_final=row.review in LOCKED,
        pool_y=row.pool_y,
        pool_se=row.pool_se,
        is_complement=bool(row.is_complement),
        better=row.better,
        family=family_of(row),
    )


def family_of(row) -> tuple:
    """Only what is counted alike, in one unit and one direction, is ever put together."""
    named = row.indicator_code or row.name.strip().casefold()
    return named, Kind(row.kind), row.better, row.unit, row.scale, row.numerator, row.denominator


def pooled(judged: Iterable[Judged]) -> Pool | None:
    """From three places on; the caller gives those of one family on one scale."""
    return evidence.pool([estimate for one in judged if (estimate := one.estimate)])


def forest_row_of(one: Judged, label: str, is_pilot: bool = False) -> ForestRow:
    """On the scale that is pooled; without ends where none can be told."""
    if one.pool_y is None or one.pool_se is None or one.verdict is None:
        return ForestRow(label, None, None, None, one.verdict or Verdict.NOT_ENOUGH, is_pilot=is_pilot, url=one.url)
    ends = (one.pool_y, one.pool_y - NORMAL * one.pool_se, one.pool_y + NORMAL * one.pool_se)
    at, low, high = (math.exp(min(500.0, end)) for end in ends)
    return ForestRow(label, at, low, high, one.verdict, is_pilot=is_pilot, url=one.url)
