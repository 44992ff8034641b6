"""The inbox by the page, and the settings of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from markupsafe import Markup, escape
from sqlalchemy import and_, case, or_, select

from portal.accounts.models import User
from portal.database import db
from portal.notices import sentences
from portal.notices.models import Kind, Notice, NoticeSettings
from portal.notices.policy import is_within, still_told, visible_notices
from portal.web.paging import MOST


@dataclass(frozen=True)
class Line:
    """A notice as the inbox shows it."""

    id: UUID
    kind: Kind
    text: Markup
    at: datetime
    is_new: bool
    is_done: bool
    opens: bool


def inbox(user: User, after: UUID | None) -> list[Line]:
    """Sixty and one more: what is unread first, then the newest."""
    is_old = case((Notice.seen_at.is_(None), 0), else_=1)
    found = visible_notices(user).add_columns(still_told(user.reach)).order_by(is_old, Notice.id.desc()).limit(MOST + 1)
    if after is not None:
        there = select(is_old).where(Notice.id == after, Notice.user_id == user.id).correlate(None).scalar_subquery()
        found = found.where(or_(is_old > there, and_(is_old == there, Notice.id < after)))
    return [line_of(user, notice, bool(is_told)) for notice, is_told in db.session.execute(found)]


def line_of(user: User, notice: Notice, is_told: bool = True) -> Line:
    opens = is_told and is_within(user.reach, notice)
    text = sentences.html(notice.what, notice.facts) if opens else escape(str(sentences.OUT_OF_REACH))
    return Line(notice.id, notice.kind, text, notice.at, notice.seen_at is None, notice.done_at is not None, opens)


def unseen_until(user: User, newest: UUID | None) -> list[Notice]:
    """What is unread, up to the newest that the page showed."""
    found = visible_notices(user).where(Notice.seen_at.is_(None)).limit(1000)
    return list(db.session.scalars(found.where(Notice.id <= newest) if newest else found))


def settings_of(user_id: UUID) -> NoticeSettings | None:
    return db.session.scalar(select(NoticeSettings).where(NoticeSettings.user_id == user_id))


def settings_to_change(user_id: UUID) -> NoticeSettings:
    """Who never chose gets a row now."""
    settings = settings_of(user_id)
    if settings is None:
        settings = NoticeSettings(user_id=user_id)
        db.session.add(settings)
        db.session.flush()
    return settings
