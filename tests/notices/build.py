"""Notices of the cast, told by the same verbs as the rooms use."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from portal import clock
from portal.accounts.models import User
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.notices import tell
from portal.notices.models import Kind, Notice

MORNING = datetime(2026, 11, 24, 4)  # noqa: DTZ001 – UTC: nine in the morning in Karachi, a Tuesday


def notice_to(cast, who: str = "member", kind: Kind = Kind.MUST_ACT, at: str = "roshan", moment: datetime | None = None, **facts) -> Notice:
    """As when somebody gives an action."""
    place = db.session.get(Enterprise, (cast.beyond if at == "chenab" else cast.programme, getattr(cast, at)))
    place.enterprise_id = place.id
    said = {"by": "Imran Qureshi", "action": "Hang hooks", "project": "Loose threads", **facts}
    with clock.at(moment or clock.now()):
        tell(kind, "action_given", place, f"/enterprises/{place.id}", users=[cast.users[who]], **said)
    db.session.commit()
    return newest(cast, who)


def newest(cast, who: str) -> Notice:
    found = select(Notice).where(Notice.user_id == cast.users[who]).order_by(Notice.id.desc())
    notice = db.session.scalars(found.execution_options(populate_existing=True)).first()
    db.session.commit()
    return notice


def told(cast, who: str) -> list[tuple[str, Kind]]:
    rows = select(Notice.what, Notice.kind).where(Notice.user_id == cast.users[who]).order_by(Notice.id)
    found = [(row.what, row.kind) for row in db.session.execute(rows)]
    db.session.commit()
    return found


def give_address(cast, who: str = "member", language: str | None = None) -> None:
    user = db.session.get(User, cast.users[who])
    user.email, user.language = f"{who}@example.org", language
    db.session.commit()
