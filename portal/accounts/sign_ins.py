"""Other people's sign-in: a new password, a link, a PIN, a lost second step; closed and opened, every device signed out.

A temporary password, a link or a PIN is kept nowhere that can be read. It travels in the signed cookie of the one who set it, from the
answer (whose stored copy is a bare redirect) to the person's page, which shows it once. Sent twice, the write is one
write; if the first answer was lost on the way, the password is too, and one sets a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, request, session, url_for
from flask_babel import gettext as _

from portal import clock
from portal.accounts import changes, directory, factors, lasting, links, policy, sessions, team
from portal.accounts.changes import Change
from portal.accounts.happenings import happened
from portal.accounts.models import Role, User
from portal.accounts.phones import random_pin
from portal.accounts.routes import bp
from portal.errors import NotNow
from portal.say import _l
from portal.web import qr
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit

TOLD = "told_once"


@dataclass(frozen=True)
class Told:
    """What was just made for a person, to be handed over: a password, a link or a PIN."""

    kind: str
    text: str
    drawing: qr.Drawing | None = None


def tell_once(user: User, text: str, kind: str = "password") -> None:
    session[TOLD] = [str(user.id), kind, text]


def told(user: User) -> Told | None:
    """What was just made for this person; the second look finds nothing."""
    if TOLD not in session:
        return None
    whose, kind, text = session.pop(TOLD)
    if whose != str(user.id):
        return None
    return Told(kind, text, qr.drawn(text) if kind == "link" else None)


def find_below(user_id: UUID) -> User:
    """Somebody whose every role one could have given; oneself is sent to one's own pages."""
    user = find_or_404(User, user_id, within=policy.visible_users(current_user))
    if user.id == current_user.id:
        raise NotNow(_l("This is your own sign-in. Change your password, or end your devices, under “More”."), url_for("home.more"))
    held = [one.grant for one in directory.grants_of(current_user, [user.id])]
    if not policy.may_reset(current_user, user, policy.weighty(held, clock.today())):
        abort(403)
    return user


@bp.post("/people/<uuid:user_id>/password")
@allow(policy.can_manage_people)
def reset_password(user_id):
    user = find_below(user_id)
    tell_once(user, user.give_temporary_password())
    changes.note(user, Change.PASSWORD, current_user.id)
    sessions.end_all(user)
    happened("password_reset", user.id, user)
    return commit(see(".show_person", user_id=user.id))


@bp.post("/people/<uuid:user_id>/link")
@allow(policy.can_manage_people)
def create_link(user_id):
    """By a link they choose the password themselves, and nobody else ever knows it."""
    user = find_below(user_id)
    tell_once(user, url_for(".open_link", token=links.for_password(user, current_user.id), _external=True), "link")
    changes.note(user, Change.LINK, current_user.id)
    return commit(see(".show_person", user_id=user.id))


@bp.post("/people/<uuid:user_id>/pin")
@allow(policy.can_manage_people)
def give_pin(user_id):
    user = find_below(user_id)
    if {grant.role for grant in user.grants if grant.stands(clock.today())} != {Role.MEMBER}:
        raise NotNow(_l("A PIN is for team members. This person signs in with a password."), url_for(".show_person", user_id=user.id))
    pin = random_pin()
    team.put_pin(user, pin, current_user.id)
    tell_once(user, pin, "pin")
    changes.note(user, Change.PIN, current_user.id)
    return commit(see(".show_person", user_id=user.id))


@bp.post("/people/<uuid:user_id>/factors/removal")
@allow(policy.can_manage_people)
def remove_factors(user_id):
    """The phone is lost and the recovery codes with it: those above take the second step away, and the person sets up another."""
    user = find_below(user_id)
    if not factors.end_all(user):
        raise NotNow(_l("This person has no second step to take away."), url_for(".show_person", user_id=user.id))
    changes.note(user, Change.FACTORS, current_user.id)
    sessions.end_all(user)
    flash(_("The second step is taken away. At the next sign-in they set up another one."))
    return commit(see(".show_person", user_id=user.id))


@bp.post("/people/<uuid:user_id>/disabling")
@allow(policy.can_manage_people)
def disable_person(user_id):
    user = find_below(user_id)
    lasting.tell_of_last(
        user, request.form.get("sure"), url_for(".disable_person", user_id=user.id), url_for(".show_person", user_id=user.id)
    )
    user.disable()
    sessions.end_all(user)
    flash(_("The sign-in is closed and every device is signed out."))
    return commit(see(".show_person", user_id=user.id))


@bp.post("/people/<uuid:user_id>/enabling")
@allow(policy.can_manage_people)
def enable_person(user_id):
    user = find_below(user_id)
    user.enable()
    flash(_("The sign-in is open again."))
    return commit(see(".show_person", user_id=user.id))


@bp.post("/people/<uuid:user_id>/sessions/end")
@allow(policy.can_manage_people)
def end_person_sessions(user_id):
    user = find_below(user_id)
    sessions.end_all(user)
    flash(_("Every device of this person is signed out."))
    return commit(see(".show_person", user_id=user.id))
