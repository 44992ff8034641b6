"""All that a project counts, each in a line: plain columns, its newest numbers as one text, the running verdict; in one statement."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from flask import get_template_attribute
from markupsafe import Markup
from sqlalchemy import Row, ScalarSelect, String, Text, Uuid, and_, bindparam, cast, func, select

from portal import evidence
from portal.database import db
from portal.evidence import Kind
from portal.measures.indicators import word_of
from portal.measures.models import NAMED, Change, MeasureCard, Reading, Review, ReviewKind
from portal.measures.picture_sparkline import NEWEST, Sparkline, of_numbers
from portal.measures.queries import IN_ORDER
from portal.measures.sentences import STAMPS
from portal.measures.subjects import Subject
from portal.web.language import language

MOST = 2_000  # drawn lines that stay in memory, about two kilobytes each with what they were drawn from


def glances_of(about: Subject) -> list[Row]:
    """What is counted for a project, the one that counts first."""
    named = {"programme_id": about.programme_id, "project_id": about.project_id, "rule_version": evidence.RULE_VERSION}
    return list(db.session.execute(GLANCES, named))


def drawn(row: Row) -> Markup:
    """Once for all who read the same numbers in the same language."""
    return _drawn(row, language())


@lru_cache(MOST)
def _drawn(row: Row, _language: str) -> Markup:
    stamp = STAMPS[row.verdict] if row.judged else None
    return get_template_attribute("measures/_glance.html", "drawn")(row.id, word_of(row), spark_of(row), stamp)


def spark_of(row: Row) -> Sparkline:
    return of_numbers(row.numbers or "", None if row.kind is Kind.RARE else row.frequency, row.changed_on, row.scale)


def newest_numbers() -> ScalarSelect:
    """The newest readings of a card as lines of text, in whichever order: an object for each would cost ten times as much."""
    first = Reading.__table__.alias().c
    mine = first.programme_id == MeasureCard.programme_id, first.card_id == MeasureCard.id
    since = select(first.starts_on).where(*mine).order_by(first.starts_on.desc()).limit(1).offset(NEWEST - 1).correlate(MeasureCard)
    told = cast(Reading.starts_on, Text) + " " + spelled(Reading.numerator) + " " + spelled(Reading.denominator)
    its_own = Reading.programme_id == MeasureCard.programme_id, Reading.card_id == MeasureCard.id
    new = Reading.starts_on >= func.coalesce(since.scalar_subquery(), date.min)
    return select(func.aggregate_strings(told, "\n")).where(*its_own, new).correlate(MeasureCard).scalar_subquery()


def spelled(column):
    return func.coalesce(cast(column, Text), "-")


def newest_change() -> ScalarSelect:
    one = Change.__table__.alias().c
    mine = one.programme_id == MeasureCard.programme_id, one.card_id == MeasureCard.id
    return select(func.max(one.changed_on)).where(*mine).correlate(MeasureCard).scalar_subquery()


ITS_CHANGE = and_(Change.programme_id == MeasureCard.programme_id, Change.card_id == MeasureCard.id, Change.changed_on == newest_change())
ITS_ANSWER = and_(
    Review.programme_id == Change.programme_id,
    Review.change_id == Change.id,
    Review.kind == ReviewKind.RUNNING,
    Review.rule_version == bindparam("rule_version", type_=String()),
)
GLANCES = (
    select(*NAMED, MeasureCard.id, MeasureCard.state, MeasureCard.is_primary, MeasureCard.kind, MeasureCard.frequency, MeasureCard.scale)
    .add_columns(MeasureCard.not_tracked_because, Change.changed_on, Review.change_id.label("judged"), Review.verdict)
    .add_columns(newest_numbers().label("numbers"))
    .select_from(MeasureCard)
    .outerjoin(Change, ITS_CHANGE)
    .outerjoin(Review, ITS_ANSWER)
    .where(MeasureCard.programme_id == bindparam("programme_id", type_=Uuid()))
    .where(MeasureCard.project_id == bindparam("project_id", type_=Uuid()))
    .order_by(*IN_ORDER)
)
