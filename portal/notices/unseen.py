"""How many notices wait unread: asked in the same statement as the session, so that the frame costs no more for it."""

from __future__ import annotations

from sqlalchemy import func, select

from portal.accounts.models import User
from portal.database import db
from portal.notices.models import Notice

MANY = 100  # from there on "99+" is all that one needs to know

_unseen = select(Notice.id).where(Notice.user_id == User.id, Notice.seen_at.is_(None)).limit(MANY).correlate(User).subquery()
COUNT = select(func.count()).select_from(_unseen).scalar_subquery()


def of(_user) -> int:
    """Of whoever asks for the page: their session's statement brought it."""
    return db.session.info.get("beside", {}).get("unseen") or 0
