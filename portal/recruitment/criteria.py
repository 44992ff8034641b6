"""What an initial assessment asks: criteria with weights and red flags, in versions; an assessment keeps its own."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, db
from portal.errors import NotNow
from portal.say import _l

MOST = 24


class Kind(enum.StrEnum):
    SCORED = "scored"  # from nothing to fully, and it weighs
    FLAG = "flag"  # to be thought over
    SERIOUS = "serious"  # stops the path


@dataclass(frozen=True)
class Criterion:
    code: str
    name: str
    name_ur: str | None
    kind: Kind
    weight: int = 0


USUAL = (  # a neutral draft, which every programme makes its own
    ("size", "Its size fits the programme", "اس کا سائز پروگرام کے مطابق ہے", Kind.SCORED, 2),
    ("registered", "It is legally registered", "یہ قانونی طور پر رجسٹرڈ ہے", Kind.SCORED, 2),
    ("sector", "It belongs to the sector or cluster", "یہ اسی شعبے یا کلسٹر میں ہے", Kind.SCORED, 2),
    ("commitment", "Top management stands behind it (the owner was met)", "مالک یا اعلیٰ انتظامیہ ساتھ ہے (مالک سے ملاقات ہوئی)", Kind.SCORED, 4),
    ("release", "It would release two managers and two workers or more", "دو مینیجر اور دو ورکر یا زیادہ کو وقت دے گا", Kind.SCORED, 3),
    ("mixed_team", "It would form a team of workers and managers, women among them", "ورکرز اور مینیجرز کی ملی جلی ٹیم بنائے گا، خواتین سمیت", Kind.SCORED, 3),
    ("data", "It would share its data", "اپنا ڈیٹا شیئر کرے گا", Kind.SCORED, 2),
    ("potential", "There is room to improve", "بہتری کی گنجائش ہے", Kind.SCORED, 2),
    ("time", "It has time in the next six months", "اگلے چھ مہینوں میں وقت ہے", Kind.SCORED, 2),
    ("women", "Women work there", "وہاں خواتین کام کرتی ہیں", Kind.SCORED, 1),
    ("unpaid", "Wages or overtime are said to be unpaid", "تنخواہ یا اوور ٹائم نہ ملنے کی بات سنی گئی", Kind.FLAG, 0),
    ("safety", "An open danger to life was seen (blocked exits, bare wires)", "جان کا کھلا خطرہ نظر آیا (بند راستے، ننگی تاریں)", Kind.FLAG, 0),
    ("child_labour", "Signs of child labour", "بچوں سے مزدوری کے آثار", Kind.SERIOUS, 0),
    ("forced_labour", "Signs of forced labour", "جبری مزدوری کے آثار", Kind.SERIOUS, 0),
)  # fmt: skip


class CriteriaVersion(Tenant, Base):
    __tablename__ = "criteria_version"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    number: Mapped[int]
    criteria: Mapped[dict] = mapped_column(JSON, default=dict)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def items(self) -> list[Criterion]:
        return [Criterion(**{**one, "kind": Kind(one["kind"])}) for one in self.criteria.get("items", ())]


def latest(programme_id: UUID) -> CriteriaVersion | None:
    of_it = select(CriteriaVersion).where(CriteriaVersion.programme_id == programme_id)
    return db.session.scalar(of_it.order_by(CriteriaVersion.number.desc()).limit(1))


def in_force(programme_id: UUID) -> tuple[list[Criterion], int]:
    """The criteria of today and the number of their version; 0 is the draft that nobody has touched."""
    known = latest(programme_id)
    return (known.items, known.number) if known else ([Criterion(*one) for one in USUAL], 0)


def write(programme_id: UUID, items: list[Criterion], by: Person) -> CriteriaVersion:
    """A new version; those that assessments were made by stay as they are."""
    if not any(one.kind is Kind.SCORED and one.weight for one in items):
        raise NotNow(_l("At least one criterion has to be scored and to weigh something."))
    known = latest(programme_id)
    kept = {"items": [{**vars(one), "kind": one.kind.value} for one in items]}
    made = CriteriaVersion(
        programme_id=programme_id, number=known.number + 1 if known else 1, made_by_id=by.id, at=clock.now(), criteria=kept
    )
    db.session.add(made)
    db.session.flush()
    return made


def to_assess_by(programme_id: UUID, by: Person) -> CriteriaVersion:
    """The version that an assessment of today is made by; the draft becomes the first one with its first use."""
    return latest(programme_id) or write(programme_id, [Criterion(*one) for one in USUAL], by)
