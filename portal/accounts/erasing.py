"""A person is erased: their name goes, their sign-in goes; what they did stays, as somebody's whose name is no longer kept.

Rooms above add what they know of a person: `beyond.add(fn)`, fn(known) → a line for each thing that is replaced.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select

from portal import clock
from portal.accounts import ways_in
from portal.accounts.models import Person, User, UserSession
from portal.database import db
from portal.outbox import letters
from portal.search.keeping import forget_words
from portal.web import drafts, replay, retention

GONE, GONE_UR = "A former member", "ایک سابق ممبر"
SIGN_INS_KEPT = timedelta(days=90)


@dataclass
class Known:
    """Who is erased, by what one could know them again, and the records that tell of nobody else: their contents go with them."""

    person: Person
    user: User | None
    names: list[str] = field(default_factory=list)
    records: set[UUID] = field(default_factory=set)

    @classmethod
    def of(cls, person: Person, user: User | None) -> Known:
        names = (person.name, person.name_ur, *((user.phone, user.email) if user else ()))
        return cls(person, user, [name for name in names if name], {person.id} | ({user.id} if user else set()))


class Beyond(list[Callable[[Known], Iterator[str]]]):
    """What the rooms do for it, each once however often the house is put together."""

    def add(self, room: Callable[[Known], Iterator[str]]) -> None:
        if room not in self:
            self.append(room)


beyond = Beyond()


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


def forget(known: Known) -> list[str]:
    """Replace what names them; a line for each thing that was replaced."""
    done = list(forget_in_plumbing(known))
    for room in beyond:
        done += room(known)
    person, user = known.person, known.user
    person.name, person.name_ur = GONE, GONE_UR
    if user:
        user.username = f"erased-{secrets.token_hex(8)}"
        user.phone = user.email = user.language = user.factor_since = None
        user.set_password(secrets.token_urlsafe(32))
        user.disabled_at = user.disabled_at or clock.now()
        done += ["username, phone, e-mail, password; the sign-in is closed", *end_grants(user)]
    db.session.flush()
    forget_words()  # the search must not help to guess at them
    return ["name", *done]


def forget_in_plumbing(known: Known) -> Iterator[str]:
    """What is kept beside the records: answers, drafts and letters of others name them too."""
    user, names = known.user, known.names
    yield f"{replay.forget(user.id if user else None, names, GONE)} kept answers dropped or without the name"
    yield f"{drafts.forget(user.id if user else None, names)} drafts dropped"
    yield f"{letters.forget(user.email if user else None, names, GONE)} letters dropped or without the name"
    if user:
        yield f"{drop_devices(user)} devices dropped"
        yield from ways_in.forget(known)


def end_grants(user: User) -> list[str]:
    held = [grant for grant in user.grants if grant.ends_on is None or grant.ends_on >= clock.today()]
    for grant in held:
        grant.ends_on = clock.today() - timedelta(days=1)
    return [f"{len(held)} roles ended"]


def drop_devices(user: User) -> int:
    return len(db.session.scalars(delete(UserSession).where(UserSession.user_id == user.id).returning(UserSession.id)).all())


def sweep_sessions(before) -> int:
    """Ended long ago, or not seen for as long: the sign-in log."""
    old = or_(UserSession.ended_at < before, UserSession.seen_at < before)
    return len(db.session.scalars(delete(UserSession).where(old).returning(UserSession.id)).all())


retention.declare("sign-ins", "the log of who was signed in, on which device", SIGN_INS_KEPT, "the end of the session", sweep_sessions)
