"""What is done before anything else after signing in: a password, a PIN or a second step of one's own."""

from __future__ import annotations

from flask import current_app

from portal.accounts.models import Role, User
from portal.accounts.reach import NOWHERE
from portal.web.access import Duty

WITH_SECOND_STEP = frozenset({Role.MANAGER, Role.COORDINATOR, Role.EXPERT, Role.DONOR, Role.ADMINISTRATOR})
CONFIRMING = frozenset({"accounts.new_confirmation", "accounts.create_confirmation"})
SETTING_UP = CONFIRMING | {
    f"accounts.{name}"
    for name in ("new_app", "create_app", "new_passkey", "create_passkey", "show_codes", "edit_password", "update_password")
}


def must_have_second_step(user: User) -> bool:
    """By role, where the portal is in service; in the demonstration everybody's password is known anyway."""
    return current_app.config["SECOND_FACTOR_REQUIRED"] and bool((user.reach or NOWHERE).roles & WITH_SECOND_STEP)


def needs_second_step(user: User) -> bool:
    return user.factor_since is None and must_have_second_step(user)


def may_have_pin(user: User) -> bool:
    """Members, and nothing more anywhere: six digits open no weightier role."""
    return (user.reach or NOWHERE).roles == {Role.MEMBER}


def must_change_password(user: User) -> bool:
    return user.must_change and not user.session.phone_id  # who came by PIN did not type it


DUTIES = [
    Duty(must_change_password, "accounts.edit_password", frozenset({"accounts.update_password"})),
    Duty(lambda user: user.session.must_set_pin, "accounts.edit_pin", frozenset({"accounts.update_pin"})),
    Duty(needs_second_step, "accounts.index_factors", SETTING_UP),
]
