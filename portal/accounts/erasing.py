"""A person is erased: their name goes, their sign-in goes; what they did stays, as somebody's whose name is no longer kept.

Rooms above add what they know of a person: `beyond.append(fn)`, fn(person, user) → a line for each thing that is replaced.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select

from portal import clock
from portal.accounts.models import Person, User, UserSession
from portal.database import db
from portal.search.keeping import forget_words
from portal.web import retention
from portal.web.drafts import Draft
from portal.web.replay import Answer

GONE, GONE_UR = "Erased person", "مٹایا گیا شخص"
SIGN_INS_KEPT = timedelta(days=90)

beyond: list[Callable[[Person, User | None], Iterator[str]]] = []


def find(wanted: str) -> tuple[Person, User | None] | None:
    """By username, or by the id of the person or the user."""
    user = db.session.scalar(select(User).where(User.username == wanted))
    try:
        wanted_id = UUID(wanted)
    except ValueError:
        return (user.person, user) if user else None
    user = user or db.session.scalar(select(User).where(or_(User.id == wanted_id, User.person_id == wanted_id)))
    person = user.person if user else db.session.get(Person, wanted_id)
    return (person, user) if person else None


def names_of(person: Person, user: User | None) -> list[str]:
    """By what one could know them again."""
    known = (person.name, person.name_ur, *((user.username, user.phone, user.email) if user else ()))
    return [name for name in known if name]


def forget(person: Person, user: User | None) -> list[str]:
    """Replace what names them; a line for each thing that was replaced."""
    done = ["name"]
    person.name, person.name_ur = GONE, GONE_UR
    if user:
        user.username = f"erased-{secrets.token_hex(8)}"
        user.phone = user.email = user.language = None
        user.set_password(secrets.token_urlsafe(32))
        user.disabled_at = user.disabled_at or clock.now()
        done += ["username, phone, e-mail, password; the sign-in is closed", *end_grants(user), *drop_traces(user)]
    for room in beyond:
        done += room(person, user)
    db.session.flush()
    forget_words()  # the search must not help to guess at them
    return done


def end_grants(user: User) -> list[str]:
    held = [grant for grant in user.grants if grant.ends_on is None or grant.ends_on >= clock.today()]
    for grant in held:
        grant.ends_on = clock.today() - timedelta(days=1)
    return [f"{len(held)} roles ended"]


def drop_traces(user: User) -> list[str]:
    """What the plumbing keeps of them: devices, answers, drafts. None of it is a record."""
    counts = {}
    for name, model, key in (
        ("devices", UserSession, UserSession.id),
        ("kept answers", Answer, Answer.key),
        ("drafts", Draft, Draft.digest),
    ):
        counts[name] = len(db.session.scalars(delete(model).where(model.user_id == user.id).returning(key)).all())
    return [f"{count} {name} dropped" for name, count in counts.items()]


def sweep_sessions(before) -> int:
    """Ended long ago, or not seen for as long: the sign-in log."""
    old = or_(UserSession.ended_at < before, UserSession.seen_at < before)
    return len(db.session.scalars(delete(UserSession).where(old).returning(UserSession.id)).all())


retention.declare("sign-ins", "the log of who was signed in, on which device", SIGN_INS_KEPT, "the end of the session", sweep_sessions)
