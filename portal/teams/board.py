"""What hangs on the wall beside the line: the newest numbers, what is due, how safe it was, what else waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.accounts.models import Person
from portal.database import db
from portal.enterprises.models import Area, Enterprise
from portal.evidence import Better, Kind
from portal.improvement.models import Action, Project, Stage, Status
from portal.measures.doubts import display
from portal.measures.models import NAMED, MeasureCard, Reading
from portal.measures.models import State as Counted
from portal.teams.models import Harm, SafetyEvent
from portal.teams.queries import same

NUMBERS, ACTIONS, EVENTS = 12, 15, 5
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Number:
    """The newest number of one card, and whether it moved to the better side since the one before."""

    card: Row
    newest: str
    on: date
    before: str | None
    is_better: bool | None


def numbers(enterprise: Enterprise) -> list[Number]:
    """Of each card that is counted now, the two newest readings: one statement."""
    its_own = and_(Reading.programme_id == MeasureCard.programme_id, Reading.card_id == MeasureCard.id)
    place = func.row_number().over(partition_by=MeasureCard.id, order_by=Reading.starts_on.desc()).label("place")
    card = (
        MeasureCard.id,
        *NAMED,
        MeasureCard.unit,
        MeasureCard.better,
        MeasureCard.scale,
        MeasureCard.kind,
        MeasureCard.is_primary,
    )
    told = (
        select(*card, Reading.starts_on, Reading.numerator, Reading.denominator, place)
        .add_columns(Area.name.label("area"), Area.name_ur.label("area_ur"))
        .join(Reading, its_own)
        .outerjoin(Area, and_(Area.programme_id == MeasureCard.programme_id, Area.id == MeasureCard.area_id))
        .where(*same(MeasureCard, enterprise), MeasureCard.state == Counted.TRACKED, Reading.numerator.is_not(None))
        .where(Reading.excluded_because.is_(None), MeasureCard.kind != Kind.RARE, ~MeasureCard.is_example)
        .subquery()
    )
    asked = select(told).where(told.c.place <= 2).order_by(told.c.starts_on.desc(), told.c.is_primary.desc(), told.c.id).limit(2 * NUMBERS)
    rows = db.session.execute(asked).all()
    earlier = {row.id: row for row in rows if row.place == 2}
    return [number(row, earlier.get(row.id)) for row in rows if row.place == 1][:NUMBERS]


def number(row: Row, before: Row | None) -> Number:
    now, then = value(row), value(before) if before else None
    moved = None if now is None or then is None or now == then else (now < then) is (row.better is Better.LOWER)
    return Number(row, "–" if now is None else display(now), row.starts_on, None if then is None else display(then), moved)


def value(row: Row) -> float | None:
    if row.denominator == 0:
        return None
    return row.numerator * row.scale / (row.denominator or 1)


def due(enterprise: Enterprise) -> list[Row]:
    """Open actions of the next days, and all that are late or blocked; the oldest first."""
    its_own = and_(Project.programme_id == Action.programme_id, Project.id == Action.project_id)
    asked = (
        select(Action.id, Action.text, Action.due_on, Action.status, Action.blocked_reason, Action.project_id)
        .add_columns(Person.name, Person.name_ur)
        .join(Project, its_own)
        .outerjoin(Person, Person.id == Action.owner_id)
        .where(*same(Action, enterprise), Action.status != Status.DONE, Project.stage != Stage.DROPPED)
        .where(or_(Action.due_on <= clock.today() + SOON, Action.status == Status.BLOCKED))
    )
    return list(db.session.execute(asked.order_by(func.coalesce(Action.due_on, clock.today()), Action.id).limit(ACTIONS + 1)))


@dataclass(frozen=True)
class Safety:
    """The newest events, and since when nobody was hurt: none where no accident was ever written down."""

    events: list[SafetyEvent]
    last_accident: date | None

    @property
    def days(self) -> int | None:
        return (clock.today() - self.last_accident).days if self.last_accident else None


def safety(enterprise: Enterprise) -> Safety:
    stands = *same(SafetyEvent, enterprise), SafetyEvent.withdrawn_on.is_(None)
    last = select(func.max(SafetyEvent.happened_on)).where(*stands, SafetyEvent.kind == Harm.ACCIDENT).scalar_subquery()
    asked = select(SafetyEvent, last.label("last")).where(*stands).options(joinedload(SafetyEvent.area))
    rows = db.session.execute(asked.order_by(SafetyEvent.happened_on.desc(), SafetyEvent.id.desc()).limit(EVENTS)).all()
    return Safety([row[0] for row in rows], rows[0].last if rows else None)


def areas(enterprise: Enterprise) -> list[Row]:
    here = select(Area.id, Area.name, Area.name_ur).where(*same(Area, enterprise), Area.closed_on.is_(None))
    return list(db.session.execute(here.order_by(Area.name)))
