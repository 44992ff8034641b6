"""The digest: what is new and unread since the last one, at most one letter a day, in the person's language, never in quiet hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from uuid import UUID

from flask import current_app
from flask_babel import force_locale, ngettext
from sqlalchemy import Row, select

from portal import clock
from portal.accounts.models import Person, Programme, User
from portal.accounts.reach import reach_of
from portal.database import db
from portal.notices import sentences
from portal.notices.hours import Hours
from portal.notices.models import DEFAULT, Frequency, Kind, Notice, NoticeSettings
from portal.notices.policy import is_within, still_told
from portal.notices.words import KINDS
from portal.outbox import post
from portal.outbox.letters import NoAddress
from portal.web.log import log

MOST = 20  # lines of a kind in one letter


def readers() -> list[Row]:
    """Everyone with an address who has something unread that no letter has told yet."""
    new = select(Notice.user_id).where(Notice.seen_at.is_(None), Notice.mailed_at.is_(None))
    found = (
        select(User, Programme, NoticeSettings)
        .join(Person, Person.id == User.person_id)
        .outerjoin(Programme, Programme.id == Person.programme_id)
        .outerjoin(NoticeSettings, NoticeSettings.user_id == User.id)
        .where(User.id.in_(new), User.disabled_at.is_(None), User.email.is_not(None))
    )
    return list(db.session.execute(found.order_by(User.id)))


def write_for(user: User, programme: Programme | None, settings: NoticeSettings | None) -> bool:
    """One digest, if this is an hour for it and something has changed; whether it was written. The caller commits."""
    moment, hours = clock.now(), Hours(programme)
    if not hours.are_waking(moment):
        return False
    kinds = kinds_due(user.id, settings, hours.week(moment))
    key = f"digest/{user.id}/{hours.there(moment).date()}"
    notices = news(user.id, kinds, hours.morning(moment))
    reach = reach_of(user.id, clock.today())
    may = set(db.session.scalars(select(Notice.id).where(Notice.id.in_([notice.id for notice in notices]), still_told(reach))))
    told = [notice for notice in notices if notice.id in may and is_within(reach, notice)]
    if told and not send(user, told, key):
        return False
    for notice in notices:
        notice.mailed_at = moment
    return bool(told)


def kinds_due(user_id: UUID, settings: NoticeSettings | None, week: datetime) -> list[Kind]:
    """Daily kinds, and weekly ones of which nothing was mailed this week."""
    often = {kind: settings.how_often(kind) if settings else DEFAULT[kind] for kind in Kind}
    this_week = select(Notice.kind).where(Notice.user_id == user_id, Notice.mailed_at >= week).group_by(Notice.kind)
    told = set(db.session.scalars(this_week)) if Frequency.WEEKLY in often.values() else set()
    return [kind for kind, how in often.items() if how is Frequency.DAILY or (how is Frequency.WEEKLY and kind not in told)]


def news(user_id: UUID, kinds: Iterable[Kind], until: datetime) -> list[Notice]:
    new = select(Notice).where(Notice.user_id == user_id, Notice.seen_at.is_(None), Notice.mailed_at.is_(None))
    return list(db.session.scalars(new.where(Notice.kind.in_(list(kinds)), Notice.at < until)))


def send(user: User, notices: list[Notice], key: str) -> bool:
    """Whether today's letter was written now: the second of a day waits for tomorrow."""
    language = user.language or current_app.config["BABEL_DEFAULT_LOCALE"]
    with force_locale(language):
        subject = ngettext("One thing is new for you", "%(num)s things are new for you", len(notices))
        groups = [group_of(kind, list(found)) for kind, found in groupby(sorted(notices, key=place), key=lambda n: n.kind)]
    try:
        facts = {"groups": groups, "unsubscribe": "/notices/settings"}
        return post(key, user.email or "", "digest", language, subject=subject, **facts)
    except NoAddress:
        log.warning("no digest: the address is none", user=str(user.id))
        return True  # told nobody, and asked again every hour it would tell nobody still


def place(notice: Notice) -> tuple:
    return list(Kind).index(notice.kind), -notice.at.timestamp()


def group_of(kind: Kind, notices: list[Notice]) -> dict:
    lines = [{"text": sentences.plain(notice.what, notice.facts), "path": notice.path} for notice in notices[:MOST]]
    return {"title": str(KINDS[kind]), "lines": lines, "more": len(notices) > MOST}
