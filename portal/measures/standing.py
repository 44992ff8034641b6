"""What other rooms ask of this one: whether a project is measured, and whether an enterprise counts at all."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from portal.batches.gates import Finding
from portal.database import db
from portal.enterprises.models import Area
from portal.measures import subjects
from portal.measures.indicators import word_of
from portal.measures.models import NAMED, Change, MeasureCard, Reading, State
from portal.say import _l
from portal.web.formats import inside

ENOUGH = 3  # numbers that make a series, for the gate of a module


def is_answered(programme_id, project_id):
    """The condition (for a select, or for itself) that a change was declared for a project, or that nothing is counted for it, and it says so."""
    locked = exists().where(Change.programme_id == MeasureCard.programme_id, Change.card_id == MeasureCard.id)
    mine = MeasureCard.programme_id == programme_id, MeasureCard.project_id == project_id
    return exists().where(*mine, or_(is_silent(), locked.correlate(MeasureCard)))


def is_silent():
    """The condition that a card says that nothing is counted, and its project has not begun to count after all."""
    other = aliased(MeasureCard)
    its_own = other.programme_id == MeasureCard.programme_id, other.project_id == MeasureCard.project_id
    counting = exists().where(*its_own, other.is_primary, other.state == State.TRACKED)
    return and_(MeasureCard.state == State.NOT_TRACKED, ~counting.correlate(MeasureCard))


def missing_for_use(programme_id: UUID, project_id: UUID, answered: bool | None = None):
    """What a project still needs before it counts as implemented, or none."""
    if answered is None:
        answered = db.session.scalar(select(is_answered(programme_id, project_id)))
    if answered:
        return None
    return _l(
        "Before it counts as implemented, say what you count and on which day the change was made, or say that you do not count. Then the portal can tell whether it helped."
    )


def series_gates(programme_id: UUID, enterprise_ids: Collection[UUID], module_codes: Collection[str]) -> dict[tuple[UUID, str], Finding]:
    """Met by one card with three numbers, or by the answer that nothing is counted, of a project that bears this module."""
    best = {(row.enterprise_id, row.module): row for row in best_cards(programme_id, enterprise_ids)}
    found = {
        pair: finding_of(best[pair]) for enterprise_id in enterprise_ids for code in module_codes if (pair := (enterprise_id, code)) in best
    }
    loose = {enterprise_id: homeless(row) for (enterprise_id, module), row in best.items() if module is None}
    return {(enterprise_id, code): finding for enterprise_id, finding in loose.items() for code in module_codes} | found


def homeless(row) -> Finding:
    """Counted in a project of no module: it meets no gate by itself, and whoever asks is told what to do."""
    says = _(
        "“%(name)s” belongs to a project without a module. Give the project its module, then it counts here.", name=inside(word_of(row))
    )
    if not row.name:
        says = _("The enterprise does not count in a project without a module. Give the project its module, then this answer counts here.")
    return Finding(False, says, f"/projects/{row.project_id}" if row.project_id else f"/measures/{row.id}")


def best_cards(programme_id: UUID, enterprise_ids: Collection[UUID]):
    counted, silent = func.count(Reading.numerator), case((is_silent(), 1), else_=0)
    joined = and_(Reading.programme_id == MeasureCard.programme_id, Reading.card_id == MeasureCard.id)
    known = MeasureCard.enterprise_id, MeasureCard.id, MeasureCard.project_id, *NAMED, MeasureCard.state
    cards = (
        select(*known, subjects.module_of(MeasureCard).label("module"), counted.label("count"), silent.label("is_silent"))
        .outerjoin(Reading, joined)
        .where(MeasureCard.programme_id == programme_id, MeasureCard.enterprise_id.in_(enterprise_ids), ~MeasureCard.is_example)
        .group_by(MeasureCard.programme_id, *known)
        .subquery()
    )
    mine = cards.c.enterprise_id, cards.c.module
    place = func.row_number().over(partition_by=mine, order_by=(cards.c.count.desc(), cards.c.state == State.NOT_TRACKED, cards.c.id))
    said = func.sum(cards.c.is_silent).over(partition_by=mine)
    ranked = select(cards, place.label("place"), said.label("said")).subquery()
    return db.session.execute(select(ranked).where(ranked.c.place == 1)).all()


def finding_of(row) -> Finding:
    if row.count >= ENOUGH:
        says = ngettext(
            "“%(name)s”: %(num)s number is written down.",
            "“%(name)s”: %(num)s numbers are written down.",
            row.count,
            name=inside(word_of(row)),
        )
        return Finding(True, says, f"/measures/{row.id}")
    if row.said:
        return Finding(True, _("The enterprise has said that it does not count."), f"/measures/{row.id}")
    says = _("“%(name)s”: %(count)s of %(enough)s numbers are written down.", name=inside(word_of(row)), count=row.count, enough=ENOUGH)
    return Finding(False, says, f"/measures/{row.id}")


def panel_of(enterprise) -> list:
    """What a factory counts now, where, and how many numbers there are: one statement."""
    joined = and_(Reading.programme_id == MeasureCard.programme_id, Reading.card_id == MeasureCard.id)
    counted, newest = func.count(Reading.numerator).label("count"), func.max(Reading.starts_on).label("newest")
    here = MeasureCard.programme_id == enterprise.programme_id, MeasureCard.enterprise_id == enterprise.id
    area = Area.name.label("area"), Area.name_ur.label("area_ur")
    cards = (
        select(MeasureCard.id, *NAMED, *area, counted, newest).outerjoin(Reading, joined).where(*here, MeasureCard.state == State.TRACKED)
    )
    cards = cards.outerjoin(Area, and_(Area.programme_id == MeasureCard.programme_id, Area.id == MeasureCard.area_id))
    grouped = cards.group_by(MeasureCard.id, *NAMED, Area.name, Area.name_ur).order_by(newest.desc(), MeasureCard.id)
    return list(db.session.execute(grouped.limit(6)))
