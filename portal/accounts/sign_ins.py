"""Other people's sign-in: a new password, closed and opened again, every device signed out.

A temporary password is kept nowhere that can be read. It travels in the signed cookie of the one who set it, from the
answer (whose stored copy is a bare redirect) to the person's page, which shows it once. Sent twice, the write is one
write; if the first answer was lost on the way, the password is too, and one sets a new one.
"""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, session, url_for
from flask_babel import gettext as _

from portal import clock
from portal.accounts import directory, policy, sessions
from portal.accounts.models import User
from portal.accounts.routes import bp
from portal.errors import NotNow
from portal.say import _l
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit

TOLD = "told_once"


def tell_once(user: User, password: str) -> None:
    session[TOLD] = [str(user.id), password]


def told(user: User) -> str | None:
    """The password that was just set for this person; the second look finds nothing."""
    if TOLD not in session:
        return None
    whose, password = session.pop(TOLD)
    return password if whose == str(user.id) else None


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
    sessions.end_all(user)
    return commit(see(".show_person", user_id=user.id))


@bp.post("/people/<uuid:user_id>/disabling")
@allow(policy.can_manage_people)
def disable_person(user_id):
    user = find_below(user_id)
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
