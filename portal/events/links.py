"""Links without an account: an enterprise's own invitation, and the poster at the door.

The token of 128 bits is made from a random key with the portal's secret: it can be shown again to whoever prints or sends it, while
the table alone, which holds the key and the token's digest, opens nothing.
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
from portal.database import Base, db, within

BYTES = 16


class EventLink(Base):
    """Without an invitation it is the poster's."""

    __tablename__ = "event_link"
    __kept_secret__ = ("key", "digest")
    __table_args__ = (
        *within(event_id="event", invitation_id="invitation"),
        Index("ix_event_link_programme_event", "programme_id", "event_id"),
        Index("ix_event_link_programme_invitation", "programme_id", "invitation_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    key: Mapped[str] = mapped_column(String(43))
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    event_id: Mapped[UUID] = mapped_column(Uuid())
    invitation_id: Mapped[UUID | None] = mapped_column(Uuid())
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    @classmethod
    def of(cls, record, invitation_id: UUID | None = None) -> EventLink:
        """A new link of an event's poster, or of one of its invitations."""
        key = secrets.token_urlsafe(BYTES)
        event_id = record.event_id if invitation_id else record.id
        link = cls(programme_id=record.programme_id, event_id=event_id, invitation_id=invitation_id, key=key)
        link.digest = digest(link.token)
        return link

    @property
    def token(self) -> str:
        secret = str(current_app.config["SECRET_KEY"]).encode()
        made = hmac.new(secret, b"event link " + self.key.encode(), hashlib.sha256).digest()[:BYTES]
        return urlsafe_b64encode(made).decode().rstrip("=")

    def end(self) -> None:
        self.ended_at = self.ended_at or clock.now()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find(token: str) -> EventLink | None:
    return db.session.scalar(select(EventLink).where(EventLink.digest == digest(token)))


def living(programme_id: UUID, invitation_ids: list[UUID] | None = None, event_id: UUID | None = None) -> list[EventLink]:
    """Links that open: of these invitations, or of this event's poster."""
    found = select(EventLink).where(EventLink.programme_id == programme_id, EventLink.ended_at.is_(None))
    if event_id is not None:
        found = found.where(EventLink.event_id == event_id, EventLink.invitation_id.is_(None))
    else:
        found = found.where(EventLink.invitation_id.in_(invitation_ids or ()))
    return list(db.session.scalars(found.order_by(EventLink.made_at)))
