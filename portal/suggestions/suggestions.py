"""A suggestion: what somebody wrote at a poster, and what became of it.

Its coming leaves no row of history and no moment, only a day: who wrote without a name cannot be found by when.
What the team does with it is remembered like everything else.
"""

from __future__ import annotations

import enum
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, Uuid, func, select
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, Versioned, choice, db, insert_once, looks_up, within
from portal.enterprises.models import Area
from portal.errors import NotNow
from portal.files.queries import ON_SHELF
from portal.files.removals import Removable
from portal.history import recording
from portal.improvement import photos
from portal.improvement.models import Photo, Project
from portal.say import _l
from portal.suggestions import slips
from portal.suggestions.posters import A_DAY, FULL, SuggestionPoster


class State(enum.StrEnum):
    WAITING = "waiting"
    HELD = "held"  # more came in a day than people write: somebody looks first whether these are real
    ANSWERED = "answered"
    HIDDEN = "hidden"


class Decision(enum.StrEnum):
    ACCEPTED = "accepted"
    LATER = "later"
    DECLINED = "declined"


class Suggestion(Removable, Tenant, Versioned, Base):
    """Its id is random: no address leads to the next, and none tells when it came."""

    __tablename__ = "suggestion"
    __unrecorded__ = True  # its coming; each step of the team is noted in `_remember`
    __table_args__ = (
        *within(enterprise_id="enterprise", area_id="area", project_id="project"),
        Index("ix_suggestion_programme_enterprise", "programme_id", "enterprise_id", "state", "received_on"),
        Index("ix_suggestion_programme_area", "programme_id", "area_id", "received_on"),
        Index("ix_suggestion_programme_project", "programme_id", "project_id"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    area_id: Mapped[UUID] = mapped_column(Uuid())
    received_on: Mapped[date] = mapped_column(default=clock.today)
    language: Mapped[str] = mapped_column(String(8))  # in which its author asked to be answered
    text: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str | None] = mapped_column(String(120))  # none: without a name
    photo_digest: Mapped[str | None] = mapped_column(String(64), info=ON_SHELF)
    voice_digest: Mapped[str | None] = mapped_column(String(64), info=ON_SHELF)
    voice_kind: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[State] = mapped_column(choice(State), default=State.WAITING)
    decision: Mapped[Decision | None] = mapped_column(choice(Decision))
    answer: Mapped[str | None] = mapped_column(Text)
    answered_on: Mapped[date | None]
    hidden_for: Mapped[str | None] = mapped_column(String(240))
    settled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    project_id: Mapped[UUID | None] = mapped_column(Uuid())
    area: Mapped[Area] = looks_up()
    project: Mapped[Project | None] = looks_up()
    settled_by: Mapped[Person | None] = looks_up(foreign_keys=[settled_by_id])

    @classmethod
    def drop_in(cls, poster: SuggestionPoster, language: str, **words) -> tuple[Suggestion, str]:
        """Somebody put it into the box; the code is told to them alone."""
        today = count_of_the_day(poster)
        if today >= FULL:
            raise NotNow(
                _l("So much was written at this poster today that the box is shut until tomorrow. Tell your team, or come again then.")
            )
        dropped = cls(
            id=uuid4(),
            programme_id=poster.programme_id,
            enterprise_id=poster.enterprise_id,
            area_id=poster.area_id,
            language=language,
            state=State.HELD if today >= A_DAY else State.WAITING,
            **words,
        )
        db.session.add(dropped)
        count_one_more(poster)
        return dropped, slips.SuggestionSlip.give(dropped.programme_id, suggestion_id=dropped.id)

    @property
    def is_open(self) -> bool:
        return self.state in (State.WAITING, State.HELD)

    def release(self, by: Person) -> None:
        """It is real: it waits for its answer like the others."""
        if self.state not in (State.HELD, State.HIDDEN):
            raise NotNow(_l("This suggestion is neither held back nor hidden."))
        self._settle(by, state=State.ANSWERED if self.answered_on else State.WAITING, hidden_for=None)

    def reply(self, by: Person, decision: Decision, answer: str) -> None:
        """What the team answers; it can be put better later."""
        self._must_be_seen()
        self._settle(by, state=State.ANSWERED, decision=decision, answer=answer, answered_on=self.answered_on or clock.today())

    def hide(self, by: Person, reason: str) -> None:
        """A slur, a name, nonsense: nobody reads it any more, and that it was hidden stays."""
        if self.state is State.HIDDEN:
            raise NotNow(_l("This suggestion is hidden already."))
        self._settle(by, state=State.HIDDEN, hidden_for=reason)

    def become(self, project: Project, by: Person) -> None:
        """It goes on as this project, which keeps where it came from."""
        self._must_be_seen()
        if self.project_id:
            raise NotNow(_l("This suggestion has already become a project."))
        facts = {"decision": Decision.ACCEPTED, "answered_on": self.answered_on or clock.today()}
        self._settle(by, state=State.ANSWERED, project_id=project.id, **facts)

    def photos_of_project(self) -> list[Photo]:
        """Its own photo where it went along into the project."""
        alike = photos.showing(self.programme_id, self.enterprise_id, self.photo_digest) if self.photo_digest and self.project_id else []
        return [photo for photo in alike if photo.project_id == self.project_id]

    def cover(self, digest: str) -> None:
        self.photo_digest = digest

    def show_nothing(self) -> None:
        self.photo_digest = None
        told = {name: str(value) for name in ("gone_at", "gone_reason", "gone_words", "gone_by_id") if (value := getattr(self, name))}
        recording.note(db.session(), self.programme_id, self.__tablename__, self.id, None, told)

    def _must_be_seen(self) -> None:
        if self.state is State.HIDDEN:
            raise NotNow(_l("This suggestion is hidden. Put it back first."))

    def _settle(self, by: Person, **facts) -> None:
        before = {name: getattr(self, name) for name in facts}
        for name, value in facts.items():
            setattr(self, name, value)
        self.settled_by_id = by.id
        told = [{name: str(value) for name, value in side.items() if value is not None} for side in (before, facts)]
        recording.note(db.session(), self.programme_id, self.__tablename__, self.id, *told)


def showing(programme_id: UUID, enterprise_id: UUID, digest: str) -> list[Suggestion]:
    """The suggestions of this factory whose photo has these bytes."""
    here = Suggestion.programme_id == programme_id, Suggestion.enterprise_id == enterprise_id
    return list(db.session.scalars(select(Suggestion).where(*here, Suggestion.photo_digest == digest)))


class SuggestionDay(Tenant, Base):
    """How many came on a day, and nothing about any of them; what is for the coordinator alone is not among them."""

    __tablename__ = "suggestion_day"
    __unrecorded__ = True
    __table_args__ = (*within(enterprise_id="enterprise", area_id="area"), UniqueConstraint("programme_id", "area_id", "on"))

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    area_id: Mapped[UUID] = mapped_column(Uuid())
    on: Mapped[date]
    count: Mapped[int] = mapped_column(default=0)


def count_of_the_day(poster: SuggestionPoster) -> int:
    """By the area: a reprint does not begin a new budget."""
    mine = (SuggestionDay.programme_id == poster.programme_id, SuggestionDay.area_id == poster.area_id, SuggestionDay.on == clock.today())
    return db.session.scalar(select(func.coalesce(func.sum(SuggestionDay.count), 0)).where(*mine)) or 0


def count_one_more(poster: SuggestionPoster) -> None:
    key = {"programme_id": poster.programme_id, "area_id": poster.area_id, "on": clock.today()}
    insert_once(SuggestionDay, [{**key, "id": uuid7(), "enterprise_id": poster.enterprise_id, "count": 0}])
    db.session.scalars(select(SuggestionDay).filter_by(**key).with_for_update()).one().count += 1
