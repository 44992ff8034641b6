"""Writing a letter: a row in the caller's transaction. What is rolled back was never written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from typing import Any

from flask import current_app
from flask_babel import force_locale, gettext
from sqlalchemy import delete, func, select
from uuid_utils.compat import uuid7

from portal import clock
from portal.database import db, insert_once
from portal.outbox.models import Letter
from portal.web.unnamed import without


class NoAddress(ValueError):
    """Not an address that a letter can go to."""


def post(key: str, to: str, template: str, language: str, subject: object = None, due_at: datetime | None = None, **facts: Any) -> bool:
    """One letter under this key, however often it is asked for; whether it is new.

    `templates/emails/<template>.txt` and `.html` make its words from the facts, which must be JSON; without `subject` their block
    of that name says it.
    """
    moment = clock.now()
    with force_locale(language):
        title = one_line(str(subject) if subject is not None else subject_of(template, facts))
    letter = {
        "id": uuid7(),
        "key": key,
        "to": address(to),
        "language": language,
        "subject": title,
        "template": template,
        "facts": facts,
        "made_at": moment,
        "due_at": due_at or moment,
    }
    return insert_once(Letter, [letter]) == 1


def send(to: str, subject: object, template: str, language: str, **facts: Any) -> None:
    """A letter that is sent once for each time that it is asked for; `commit()` keeps a form sent twice from asking twice."""
    post(key=f"{template}/{uuid7()}", to=to, template=template, language=language, subject=subject, **facts)


def address(text: str) -> str:
    """One plain address; whatever could become a second header or a second recipient is refused."""
    try:
        found = Address(addr_spec=text.strip())
    except (MessageError, ValueError, IndexError) as strange:
        raise NoAddress("not an e-mail address") from strange
    if not found.username or "." not in found.domain or any(ord(letter) < 33 or letter in ',;<>"\x7f' for letter in found.addr_spec):
        raise NoAddress("not an e-mail address")
    return found.addr_spec


def one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:200]


def subject_of(template: str, facts: dict) -> str:
    page = current_app.jinja_env.get_template(f"emails/{template}.txt")
    return "".join(page.blocks["subject"](page.new_context({**facts, "_": gettext})))


def forget(to: str | None, names: Sequence[str], instead: str) -> int:
    """All letters to an erased person's address go; in those to others that wait, the name is replaced. How many."""
    gone = 0
    if to:
        gone = len(db.session.scalars(delete(Letter).where(func.lower(Letter.to) == to.lower()).returning(Letter.id)).all())
    for letter in db.session.scalars(select(Letter)):
        said = without([letter.subject, letter.facts, letter.last_error], names, instead)
        if said != [letter.subject, letter.facts, letter.last_error]:
            letter.subject, letter.facts, letter.last_error = said
            gone += 1
    return gone
