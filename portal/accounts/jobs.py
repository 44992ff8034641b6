"""What the worker does for sign-in: letters to those who forgot their password, and the sweeping of old tries."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from sqlalchemy import delete, select

from portal import clock
from portal.accounts import letters, links, queries, throttle
from portal.accounts.changes import PasswordWish
from portal.database import db
from portal.web import periodic
from portal.web.log import log

WISH_KEPT = timedelta(days=1)


@periodic.every("answer-wishes", minutes=1)
def answer_wishes(most: int = 50) -> int:
    """Write to those who asked and whose address we know; how many letters that were."""
    written = 0
    for wish in db.session.scalars(select(PasswordWish).where(PasswordWish.done_at.is_(None)).order_by(PasswordWish.id).limit(most)):
        user = queries.user_by_name(wish.name)
        wish.done_at = clock.now()
        if user is not None and user.email:
            letters.send_link(user, address_of_link(wish.root, links.for_password(user, None)), wish.language)
            written += 1
    db.session.commit()
    return written


def address_of_link(root: str, token: str) -> str:
    from flask import current_app

    with current_app.test_request_context():
        return root.rstrip("/") + url_for("accounts.open_link", token=token)


@periodic.every("tidy-sign-in", hours=1)
def sweep() -> tuple[int, int]:
    """Drop what has served: tries of yesterday, wishes answered."""
    tries = throttle.sweep()
    old = delete(PasswordWish).where(PasswordWish.at < clock.now() - WISH_KEPT).returning(PasswordWish.id)
    wishes = len(db.session.scalars(old).all())
    db.session.commit()
    log.info("swept sign-in", tries=tries, wishes=wishes)
    return tries, wishes
