"""A firm says by itself that it is interested: three fields first, the rest by a personal link after somebody has approved."""

from __future__ import annotations

import enum
import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person, Programme
from portal.database import Base, Tenant, Versioned, choice, db, looks_up, within
from portal.errors import NotNow
from portal.recruitment.models import Prospect
from portal.recruitment.stages import EARLY, Stage
from portal.say import _l
from portal.web.formats import inside

LINK_LIVES = timedelta(days=21)


class State(enum.StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


ANSWERS = ("women_count", "men_count", "products", "export", "why")


class Interest(Tenant, Versioned, Base):
    """Of a programme, and of no enterprise before it is approved. The link's token is kept only as its digest."""

    __tablename__ = "interest"
    __kept_secret__ = ("digest",)
    __table_args__ = (
        *within(prospect_id="prospect"),
        Index("ix_interest_programme_state", "programme_id", "state"),
        Index("ix_interest_programme_prospect", "programme_id", "prospect_id"),
        Index("ix_interest_programme_digest", "programme_id", "digest"),
    )

    firm: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2), default="en")
    event_id: Mapped[UUID | None] = mapped_column(Uuid())
    at: Mapped[datetime] = mapped_column(default=clock.now)
    state: Mapped[State] = mapped_column(choice(State), default=State.WAITING)
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)
    prospect_id: Mapped[UUID | None] = mapped_column(Uuid())
    digest: Mapped[str | None] = mapped_column(String(64))
    expires_at: Mapped[datetime | None]
    women_count: Mapped[int | None]
    men_count: Mapped[int | None]
    products: Mapped[str | None] = mapped_column(String(240))
    export: Mapped[str | None] = mapped_column(String(240))
    why: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
    prospect: Mapped[Prospect | None] = looks_up()

    def approve(self, prospect: Prospect, by: Person) -> str:
        """It is this firm; the token of the link by which it answers the rest, told once."""
        if self.state is not State.WAITING:
            raise NotNow(_l("Somebody has answered this already."))
        self.state, self.decided_by_id, self.decided_at, self.prospect_id = State.APPROVED, by.id, clock.now(), prospect.id
        said = str(_l("%(name)s said on the public page that the firm is interested.", name=inside(self.name)))
        if prospect.stage in EARLY and prospect.stage is not Stage.INTERESTED and not prospect.stopped_on:
            prospect.contact_name, prospect.contact_phone = prospect.contact_name or self.name, prospect.contact_phone or self.phone
            prospect.move_to(Stage.INTERESTED, by, note=said)
        else:
            prospect.note(by, said)
        return self.open_link()

    def refuse(self, reason: str, by: Person) -> None:
        if self.state is not State.WAITING:
            raise NotNow(_l("Somebody has answered this already."))
        self.state, self.decided_by_id, self.decided_at, self.reason = State.REFUSED, by.id, clock.now(), reason

    def open_link(self) -> str:
        """A new one ends the one before."""
        if self.state is not State.APPROVED:
            raise NotNow(_l("Further questions are asked after the interest is approved."))
        if self.answered_at:
            raise NotNow(_l("This firm has answered already."))
        token = secrets.token_urlsafe(32)
        self.digest, self.expires_at = digest(token), clock.now() + LINK_LIVES
        return token

    @property
    def is_open(self) -> bool:
        """Whether its link still leads to the questions."""
        return bool(self.state is State.APPROVED and self.answered_at is None and self.expires_at and clock.now() < self.expires_at)

    def keep(self, **answers) -> None:
        """What is filled in so far; it can be gone on with."""
        for name in ANSWERS:
            setattr(self, name, answers[name])

    def answer(self, **answers) -> None:
        """Handed in: the firm's own words about itself go to its page where nothing is written yet."""
        self.keep(**answers)
        self.answered_at = clock.now()
        if self.prospect is not None:
            firm = self.prospect.enterprise
            if (firm.women_count, firm.men_count) == (None, None) and (self.women_count, self.men_count) != (None, None):
                firm.women_count, firm.men_count, firm.counted_on = self.women_count, self.men_count, clock.today()
            firm.products = firm.products or self.products
            self.prospect.note(None, str(_l("The firm has answered the further questions.")))


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def behind(token: str | None) -> Interest | None:
    """The interest whose link this is, whether it still counts or not."""
    named = Interest.digest == digest(token or ""), Interest.programme_id.in_(select(Programme.id))  # every index begins with the programme
    return db.session.scalar(select(Interest).where(*named))
