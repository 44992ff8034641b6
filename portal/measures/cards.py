"""A measure card: what is counted, how, by whom, and which way is better. It is locked when the day of change is declared."""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Double, ForeignKey, Index, String, Text, Uuid, false
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, Versioned, choice, db, link, looks_up, within
from portal.enterprises.models import Area, Enterprise
from portal.errors import NotNow
from portal.evidence import Better, Kind
from portal.measures.changes import Change
from portal.measures.compared import Beside, misfit
from portal.measures.indicators import Indicator
from portal.measures.periods import Frequency
from portal.measures.readings import Reading
from portal.measures.reviews import Review
from portal.measures.subjects import Subject
from portal.say import _l


class State(enum.StrEnum):
    TRACKED = "tracked"
    NOT_TRACKED = "not_tracked"  # an answer, and counted as one
    ENDED = "ended"


DEFINITION = ("name", "how", "unit", "kind", "better", "scale", "numerator", "denominator", "frequency", "counted_by", "place", "source")
STAYS_ENDED = _l("The day of change was declared for this card: it stays ended, and keeps its answer. Who counts on makes a new card.")
MINE = "and_(foreign(Beside.programme_id) == MeasureCard.programme_id, foreign(Beside.card_id) == MeasureCard.id)"
BASELINE = ("is_chosen_worst", "selection_window", "areas_compared")


class MeasureCard(Tenant, Versioned, Base):
    __tablename__ = "measure_card"
    __table_args__ = (
        *within(enterprise_id="enterprise", area_id="area", project_id="project"),
        Index("ix_measure_card_programme_project", "programme_id", "project_id"),
        Index("ix_measure_card_programme_enterprise", "programme_id", "enterprise_id", "state"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    area_id: Mapped[UUID | None] = mapped_column(Uuid())  # none: the whole enterprise
    project_id: Mapped[UUID | None] = mapped_column(Uuid())  # none: the enterprise's own series
    state: Mapped[State] = mapped_column(choice(State), default=State.TRACKED)
    is_primary: Mapped[bool] = mapped_column(default=False)
    indicator_code: Mapped[str | None] = mapped_column(String(40))  # none: their own
    indicator_version: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(120))
    how: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[Kind] = mapped_column(choice(Kind), default=Kind.SHARE)
    better: Mapped[Better] = mapped_column(choice(Better), default=Better.LOWER)
    scale: Mapped[float] = mapped_column(Double(), default=1.0)
    numerator: Mapped[str | None] = mapped_column(String(120))
    denominator: Mapped[str | None] = mapped_column(String(120))  # none: the number itself is written down
    frequency: Mapped[Frequency] = mapped_column(choice(Frequency), default=Frequency.WEEKLY)
    counted_by: Mapped[str | None] = mapped_column(String(120))
    place: Mapped[str | None] = mapped_column(String(120))
    source: Mapped[str | None] = mapped_column(String(120))
    is_activity: Mapped[bool] = mapped_column(default=False)
    is_example: Mapped[bool] = mapped_column(default=False, server_default=false())  # published data, shown and never counted
    not_tracked_because: Mapped[str | None] = mapped_column(String(400))
    is_chosen_worst: Mapped[bool | None]  # none: not answered yet
    selection_window: Mapped[int] = mapped_column(default=0)
    areas_compared: Mapped[int | None]
    watched_from: Mapped[date | None]  # rare events: the first day on which one would have been seen
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    enterprise: Mapped[Enterprise] = looks_up()
    area: Mapped[Area | None] = looks_up()
    readings: Mapped[list[Reading]] = link(back_populates="card", order_by="Reading.starts_on")
    changes: Mapped[list[Change]] = link(back_populates="card", order_by="Change.changed_on")
    reviews: Mapped[list[Review]] = link(back_populates="card", order_by="Review.made_at")
    beside: Mapped[Beside | None] = link(back_populates="card", uselist=False, primaryjoin=MINE)

    @classmethod
    def define(cls, about: Subject, by: Person, indicator: Indicator | None = None, is_first: bool = True, **facts) -> MeasureCard:
        """What is counted for this project: from the catalogue or in their own words. The first one is the one that counts."""
        where = {**places(about), **({"area_id": facts.pop("area_id")} if "area_id" in facts else {})}
        if indicator:
            facts = {**words_of(indicator), **{name: value for name, value in facts.items() if value is not None}}
            facts |= {
                "indicator_code": indicator.code,
                "indicator_version": indicator.version,
                "is_activity": indicator.is_activity,
                "kind": indicator.kind,
            }
        begun = {"state": State.TRACKED, "frequency": Frequency.WEEKLY, "scale": 1.0, "unit": "", "selection_window": 0}
        made = cls(**where, made_by_id=by.id, is_primary=is_first, **begun | facts)
        db.session.add(made)
        return made

    @classmethod
    def say_not_tracked(cls, about: Subject, by: Person, reason: str, name: str = "") -> MeasureCard:
        """An honest answer: this project is not measured, and why."""
        facts = {"state": State.NOT_TRACKED, "not_tracked_because": reason, "name": name, "made_by_id": by.id}
        said = cls(**places(about), **facts)
        db.session.add(said)
        return said

    @property
    def is_locked(self) -> bool:
        return bool(self.changes)

    @property
    def is_divided(self) -> bool:
        """Two amounts are written down, and the portal divides."""
        return self.kind is not Kind.RARE and bool(self.denominator)

    @property
    def change(self) -> Change | None:
        """The newest."""
        return self.changes[-1] if self.changes else None

    @property
    def url(self) -> str:
        return f"/measures/{self.id}"

    def describe(self, **facts) -> None:
        """Its words and the answer about the choice of the place: free until it is locked."""
        touched = [
            name for name in (*DEFINITION, *BASELINE, "watched_from", "area_id") if name in facts and facts[name] != getattr(self, name)
        ]
        if self.is_locked and touched:
            raise NotNow(_l("This card was locked on the day the change was declared. A new definition is a new card."))
        if self.readings and {"kind", "denominator", "frequency", "scale", "unit"} & set(touched):
            said = _l("Numbers are already written on this card. Another unit or another way of counting is a new card.")
            raise NotNow(said, beside="unit" if "unit" in touched else "frequency")
        for name in touched:
            setattr(self, name, facts[name])

    @staticmethod
    def leader(among: Iterable[MeasureCard]) -> MeasureCard | None:
        """The one that measures the project: after one that was locked no other may, ended or not, for whoever could begin anew would count until luck helped."""
        return next((card for card in among if card.is_primary and (card.state is State.TRACKED or card.is_locked)), None)

    def take_the_lead(self, among: list[MeasureCard]) -> None:
        """This one measures the project; every other one of it stands beside."""
        leader = self.leader(among)
        if (leader and leader.is_locked) or self.is_locked:
            raise NotNow(_l("Which measure counts was fixed on the day the change was declared."))
        for card in among:
            card.is_primary = card is self

    def end(self) -> None:
        """Nobody counts this any more; what was counted stays."""
        self.must_be_tracked()
        self.state = State.ENDED

    def resume(self, among: Iterable[MeasureCard] = ()) -> None:
        """Ended by mistake: counted again, and beside whatever measures the project by now.

        One whose change was declared stays ended: whoever could pause it while it looks bad would count until luck helped."""
        if self.state is not State.ENDED:
            raise NotNow(_l("This card was not ended."))
        if self.is_locked:
            raise NotNow(STAYS_ENDED)
        self.is_primary = self.leader(card for card in among if card is not self) is None
        self.state = State.TRACKED

    def compare_with(self, other: MeasureCard | None, by: Person) -> None:
        """Another place of the enterprise that counts the same: free until the change is declared; what stands then stays.

        One that is named afterwards, where there was none, is marked as such wherever it is told."""
        known = self.beside.other_id if self.beside else None
        if known == (other and other.id):
            return
        if self.is_locked and known:
            raise NotNow(_l("With which area it is compared was fixed already. Whoever tries one area after the other finds one by luck."))
        if other and (wrong := misfit(self, other)):
            raise NotNow(wrong)
        chosen = {"other_id": other and other.id, "chosen_by_id": by.id, "chosen_at": clock.now()}
        self.beside = self.beside or Beside(programme_id=self.programme_id)
        for name, value in chosen.items():
            setattr(self.beside, name, value)
        db.session.flush()
        db.session.expire(self.beside, ["other"])  # it is looked up by the id that stands there now

    def must_be_tracked(self) -> None:
        if self.state is not State.TRACKED:
            raise NotNow(_l("Nothing is counted on this card. Make a new card to begin counting."))

    def reading_on(self, starts_on: date) -> Reading | None:
        at = self.place_of(starts_on)
        return self.readings[at] if at < len(self.readings) and self.readings[at].starts_on == starts_on else None

    def place_of(self, starts_on: date) -> int:
        """Where in the row of readings, which always stands in its order of time, this period is or would be."""
        return bisect_left(self.readings, starts_on, key=begun)


NAMED = MeasureCard.name, MeasureCard.indicator_code, MeasureCard.indicator_version  # what a name needs to be said in any language


def begun(reading: Reading) -> date:
    return reading.starts_on


def places(about: Subject) -> dict:
    return {
        "programme_id": about.programme_id,
        "enterprise_id": about.enterprise_id,
        "project_id": about.project_id,
        "area_id": about.area_id,
    }


def words_of(indicator: Indicator) -> dict:
    spoken = {name: getattr(indicator, name) or None for name in ("name", "how", "numerator", "denominator")}
    return {**spoken, "unit": indicator.unit, "better": indicator.better, "scale": indicator.scale}
