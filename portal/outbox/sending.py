"""Sending: a letter is claimed for a while, handed over, and noted. Killed in between, it is sent again under the same Message-ID."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any
from uuid import UUID

from flask import current_app, render_template
from flask_babel import force_locale, gettext
from sqlalchemy import or_, select, update

from portal import clock
from portal.database import db
from portal.outbox.models import Letter
from portal.outbox.server import OutOfReach, PostOffice, Refused
from portal.web.log import log

LEASE = timedelta(minutes=5)  # longer than any server may keep us waiting
AHEAD = timedelta(hours=2)  # a clock may be put back by so much


def is_free(moment: datetime) -> tuple:
    """Due, not done with, and in nobody's hands. What was written or claimed by a clock that ran ahead waits for no such day."""
    return (
        Letter.sent_at.is_(None),
        Letter.given_up_at.is_(None),
        or_(Letter.due_at <= moment, Letter.made_at > moment + AHEAD),
        or_(Letter.lease_until.is_(None), Letter.lease_until <= moment, Letter.lease_until > moment + LEASE + AHEAD),
    )


def due(most: int) -> list[UUID]:
    return list(db.session.scalars(select(Letter.id).where(*is_free(clock.now())).order_by(Letter.due_at).limit(most)))


def claim(letter_id: UUID) -> Letter | None:
    """Ours from now on, unless another host was quicker. The caller commits."""
    moment = clock.now()
    taken: Any = db.session.execute(
        update(Letter)
        .where(Letter.id == letter_id, *is_free(moment))
        .values(lease_until=moment + LEASE, tries=Letter.tries + 1)
        .execution_options(synchronize_session=False)
    )
    return db.session.get_one(Letter, letter_id, populate_existing=True) if taken.rowcount == 1 else None


def hand_over(office: PostOffice, letter: Letter) -> bool:
    """Send it and note on the letter what came of it; False where the server itself is out of reach."""
    try:
        message = message_of(letter)
        office.hand_over(message, current_app.config["MAIL_FROM"], letter.to)
    except Refused as refused:
        letter.was_refused(clock.now(), refused.why, refused.for_good)
        log.warning("letter refused", letter=str(letter.id), tries=letter.tries, given_up=letter.given_up_at is not None)
    except OutOfReach as gone:
        letter.was_refused(clock.now(), str(gone), for_good=False)
        log.warning("mail server out of reach", letter=str(letter.id), tries=letter.tries)
        return False
    except Exception as fault:  # a template or a text that cannot become a letter: it must not stop the others
        letter.was_refused(clock.now(), f"{type(fault).__name__}: {fault}", for_good=False)
        log.exception("letter cannot be made", letter=str(letter.id), template=letter.template)
    else:
        letter.was_sent(clock.now())
    return True


def plain(text: str, **facts) -> str:
    """A sentence of the catalogue without markup: each fact in an isolate, so that it never turns its surroundings round."""
    return gettext(text) % {name: f"\u2068{value}\u2069" for name, value in facts.items()} if facts else gettext(text)


def message_of(letter: Letter) -> EmailMessage:
    sender = current_app.config["MAIL_FROM"]
    home = current_app.config["PUBLIC_URL"]
    with force_locale(letter.language):
        shown = {**letter.facts, "subject": letter.subject, "home": home}
        text = render_template(f"emails/{letter.template}.txt", **shown, _=plain)
        html = render_template(f"emails/{letter.template}.html", **shown)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    message["From"] = sender
    message["To"] = letter.to
    message["Date"] = format_datetime(letter.made_at.replace(tzinfo=UTC))
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2].strip(' >')}>"
    message["Auto-Submitted"] = "auto-generated"
    if settings := letter.facts.get("unsubscribe"):
        message["List-Unsubscribe"] = f"<{home}{settings}>"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    message["Content-Language"] = letter.language  # after the bodies: setting them drops it
    return message
