"""What is told to an erased person goes, and so does their calendar; in what others are told, the name is replaced."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import delete, select

from portal.accounts.erasing import GONE, Known
from portal.database import db
from portal.notices.models import Notice, NoticeSettings
from portal.web.unnamed import without


def forget(known: Known) -> Iterator[str]:
    if user := known.user:
        own = db.session.scalars(delete(Notice).where(Notice.user_id == user.id).returning(Notice.id)).all()
        for settings in db.session.scalars(select(NoticeSettings).where(NoticeSettings.user_id == user.id)):
            settings.close_calendar()
        yield f"{len(own)} notices dropped, their calendar closed"
    changed = 0
    for notice in db.session.scalars(select(Notice).execution_options(yield_per=500)):
        facts = without(notice.facts, known.names, GONE)
        if facts != notice.facts:
            notice.facts = facts
            changed += 1
    yield f"{changed} notices of others without the name"
