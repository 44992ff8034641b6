"""Who signed what, and what stands of it today."""

from __future__ import annotations

import enum
import secrets
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.consent.texts import ConsentText, Scope
from portal.database import Base, Tenant, Versioned, choice, link, looks_up, within
from portal.enterprises.models import Enterprise
from portal.files.models import StoredFile


class Method(enum.StrEnum):
    SCREEN = "screen"
    TYPED = "typed"  # on the screen, by somebody who said that drawing is not possible there
    PAPER = "paper"


class State(enum.StrEnum):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ConsentRequest(Tenant, Base):
    """The text was sent to a factory; open until somebody signs, or until a newer one is sent."""

    __tablename__ = "consent_request"
    __table_args__ = (
        *within(enterprise_id="enterprise", text_id="consent_text"),
        Index("ix_consent_request_programme_enterprise", "programme_id", "enterprise_id"),
        Index("ix_consent_request_programme_text", "programme_id", "text_id"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    text_id: Mapped[UUID] = mapped_column(Uuid())
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]

    def close(self) -> None:
        self.closed_at = self.closed_at or clock.now()


class Consent(Tenant, Base):
    """One signature under one version, with the paper that was made of it at once. It never changes."""

    __tablename__ = "consent"
    __table_args__ = (
        UniqueConstraint("programme_id", "token"),
        *within(enterprise_id="enterprise", text_id="consent_text"),
        *within(file_id="stored_file", scan_id="stored_file"),
        *(Index(f"ix_consent_programme_{name}", "programme_id", f"{name}_id") for name in ("enterprise", "text", "file", "scan")),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    text_id: Mapped[UUID] = mapped_column(Uuid())
    method: Mapped[Method] = mapped_column(choice(Method))
    signer: Mapped[str] = mapped_column(String(120))
    job: Mapped[str] = mapped_column(String(80))
    signed_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    entered_by: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    answers: Mapped[dict] = mapped_column(JSON, default=dict)  # scope → yes or no
    text_hash: Mapped[str] = mapped_column(String(64))
    valid_until: Mapped[date | None]
    token: Mapped[str] = mapped_column(String(32))
    file_id: Mapped[UUID] = mapped_column(Uuid())
    scan_id: Mapped[UUID | None] = mapped_column(Uuid())
    text: Mapped[ConsentText] = looks_up(foreign_keys="[Consent.programme_id, Consent.text_id]")
    file: Mapped[StoredFile] = looks_up(foreign_keys="[Consent.programme_id, Consent.file_id]")
    scan: Mapped[StoredFile | None] = looks_up(foreign_keys="[Consent.programme_id, Consent.scan_id]")
    enterprise: Mapped[Enterprise] = link()

    @staticmethod
    def new_token() -> str:
        """128 bits that nobody guesses: what the code on the paper leads to."""
        return secrets.token_hex(16)

    @property
    def said(self) -> list[tuple[Scope, bool]]:
        return [(scope, self.answers[scope]) for scope in Scope if scope in self.answers]


class ScopeStanding(Tenant, Versioned, Base):
    """What a factory says today to one scope: the row that every wall asks."""

    __tablename__ = "consent_scope"
    __table_args__ = (
        UniqueConstraint("programme_id", "enterprise_id", "scope"),
        *within(enterprise_id="enterprise", consent_id="consent"),
        Index("ix_consent_scope_programme_consent", "programme_id", "consent_id"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    consent_id: Mapped[UUID] = mapped_column(Uuid())
    scope: Mapped[Scope] = mapped_column(choice(Scope))
    state: Mapped[State] = mapped_column(choice(State))
    words_hash: Mapped[str] = mapped_column(String(64))  # of what was agreed to or refused
    since_on: Mapped[date]
    valid_until: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(String(500))  # why it was withdrawn, if they said

    def is_over(self, on: date) -> bool:
        return self.valid_until is not None and self.valid_until < on

    def is_given(self, on: date) -> bool:
        return self.state is State.GIVEN and not self.is_over(on)
