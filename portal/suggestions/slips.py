"""The slip: ten characters that open the answer to whoever wrote, and to nobody else. Only their keyed digest is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from uuid import UUID, uuid4

from flask import current_app
from sqlalchemy import ForeignKey, Index, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.throttle import Measure
from portal.database import Base, db, within

LETTERS = "ACDEFGHJKLMNPQRTUVWXY3479"  # without those that look like another: B8, I1, O0, S5, Z2
LENGTH = 10
GUESSES = Measure("slip", 20, timedelta(minutes=15))  # wrong codes from one network; a right one is not counted
WRITERS = Measure("suggestion", 60, timedelta(minutes=15))  # a whole factory shares one network


class SuggestionSlip(Base):
    """Of a suggestion, or of what was written to the coordinator alone."""

    __tablename__ = "suggestion_slip"
    __unrecorded__ = True
    __table_args__ = (
        *within(suggestion_id="suggestion", concern_id="concern"),
        Index("ix_suggestion_slip_programme_suggestion", "programme_id", "suggestion_id"),
        Index("ix_suggestion_slip_programme_concern", "programme_id", "concern_id"),
    )

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True, default=uuid4)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    suggestion_id: Mapped[UUID | None] = mapped_column(Uuid())
    concern_id: Mapped[UUID | None] = mapped_column(Uuid())

    @classmethod
    def give(cls, programme_id: UUID, **what: UUID) -> str:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        db.session.flush()  # what it points at stands first
        db.session.add(cls(programme_id=programme_id, digest=keyed("slip", code), **what))
        return code


def keyed(kind: str, text: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"{kind} {text}".encode(), hashlib.sha256).hexdigest()


def written(text: str) -> str:
    """A code as people type it: small letters, spaces and strokes do not matter."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def find(code: str) -> SuggestionSlip | None:
    return db.session.scalar(select(SuggestionSlip).where(SuggestionSlip.digest == keyed("slip", written(code))))


def today_from(whence: str) -> str:
    """Who is counted today is another tomorrow, and no address can be told from it."""
    return keyed(f"network {clock.today()}", whence)
