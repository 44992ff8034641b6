"""The poster of an area: its code opens the suggestion box. A reprint ends the old code.

The token is made from a random key with the portal's secret: it can be printed again, while the table alone opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime
from uuid import UUID

from flask import current_app
from sqlalchemy import ForeignKey, Index, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from portal import clock
from portal.database import Base, db, link, looks_up, within
from portal.enterprises.models import Area, Enterprise

BYTES = 16
A_DAY = 20  # suggestions that one poster takes on a day; more of them wait until somebody of the team has looked
FULL = 200  # then the box is shut until tomorrow


class SuggestionPoster(Base):
    __tablename__ = "suggestion_poster"
    __kept_secret__ = ("key", "digest")
    __table_args__ = (
        *within(enterprise_id="enterprise", area_id="area"),
        Index("ix_suggestion_poster_programme_area", "programme_id", "area_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    area_id: Mapped[UUID] = mapped_column(Uuid())
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    key: Mapped[str] = mapped_column(String(43))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    enterprise: Mapped[Enterprise] = looks_up()
    area: Mapped[Area] = link(viewonly=True)

    @classmethod
    def hang(cls, area: Area) -> SuggestionPoster:
        """A new poster for this area; whatever hung there before opens nothing any more."""
        for old in living(area.programme_id, [area.id]):
            old.ended_at = clock.now()
        made = cls(programme_id=area.programme_id, enterprise_id=area.enterprise_id, area_id=area.id, key=secrets.token_urlsafe(BYTES))
        made.digest = digest(made.token)
        db.session.add(made)
        return made

    @property
    def token(self) -> str:
        secret = str(current_app.config["SECRET_KEY"]).encode()
        made = hmac.new(secret, b"suggestion poster " + self.key.encode(), hashlib.sha256).digest()[:BYTES]
        return urlsafe_b64encode(made).decode().rstrip("=")


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find(token: str) -> SuggestionPoster | None:
    return db.session.scalar(select(SuggestionPoster).where(SuggestionPoster.digest == digest(token)))


def living(programme_id: UUID, area_ids: list[UUID]) -> list[SuggestionPoster]:
    mine = (SuggestionPoster.programme_id == programme_id, SuggestionPoster.area_id.in_(area_ids), SuggestionPoster.ended_at.is_(None))
    return list(db.session.scalars(select(SuggestionPoster).where(*mine)))
