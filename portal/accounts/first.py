"""The first person of a new portal, and the way back in when the last administrator is locked out."""

from __future__ import annotations

from sqlalchemy import select

from portal import clock
from portal.accounts import changes, factors, links, sessions
from portal.accounts.changes import Change
from portal.accounts.models import Grant, Person, Role, User
from portal.database import db


def make_administrator(username: str, name: str) -> str:
    """Make (or let back in) an administrator, and give the temporary password to hand over."""
    user = db.session.scalar(select(User).where(User.username == username))
    if user is None:
        person = Person(name=name)
        db.session.add(person)
        db.session.flush()
        user = User(username=username, person_id=person.id)
        db.session.add(user)
    password = user.give_temporary_password()
    user.disabled_at = None
    db.session.flush()
    held = select(Grant).where(Grant.user_id == user.id, Grant.role == Role.ADMINISTRATOR, Grant.ends_on.is_(None))
    if db.session.scalar(held) is None:
        db.session.add(Grant(user_id=user.id, role=Role.ADMINISTRATOR, starts_on=clock.today()))
    return password


class NoAdministrator(LookupError):
    """Nobody of that name has ever been an administrator."""


def way_back(username: str) -> str:
    """The last administrator is locked out: a link to choose a new password, and the lost second step taken away."""
    was_one = select(Grant.user_id).where(Grant.role == Role.ADMINISTRATOR)
    user = db.session.scalar(select(User).where(User.username == username.casefold(), User.id.in_(was_one)))
    if user is None:
        raise NoAdministrator(username)
    if user.disabled_at:
        user.enable()
    factors.end_all(user)
    sessions.end_all(user)
    reopen(user)
    changes.note(user, Change.LINK, None)
    return links.for_password(user, None)


def reopen(user: User) -> None:
    """Administrator again from today, where the role has ended."""
    today = clock.today()
    if not any(grant.role is Role.ADMINISTRATOR and grant.stands(today) for grant in user.grants):
        user.give(Role.ADMINISTRATOR, None, None, today)
