"""What is told of people's own standing: roles and assignments given and ended, a password set by somebody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import force_locale

from portal.accounts.models import Role
from portal.accounts.words import ROLES
from portal.notices import sentences
from portal.notices.models import Kind
from portal.notices.telling import tell
from portal.say import _l

sentences.register(
    role_given=_l("You were given a role: %(role)s, from %(day)s on."),
    role_ended=_l("Your role %(role)s has ended. What you did stays under your name."),
    password_reset=_l("Somebody who looks after your sign-in set a new password for you. If you did not ask for it, ask them why."),
    assignment_given=_l("You are assigned to %(enterprise)s, from %(day)s on."),
    assignment_ended=_l("Your assignment to %(enterprise)s has ended."),
)


def tell_of(code: str, user_id: UUID, record: Any, **facts: Any) -> None:
    """Heard from `accounts`: nothing in it is of one enterprise's affairs, so it stays readable when the reach has gone."""
    if role := facts.get("role"):
        facts["role"] = in_both(role)
    path = "/devices" if code == "password_reset" else "/"
    tell(Kind.ASKED_TO_KNOW, code, Personal(record), path, users=[user_id], **facts)


def in_both(role: Role) -> dict[str, str]:
    words = {}
    for key, language in (("name", "en"), ("name_ur", "ur")):
        with force_locale(language):
            words[key] = str(ROLES[role])
    return words


class Personal:
    """A record as far as it is the person's own: without the enterprise."""

    def __init__(self, record: Any):
        self.programme_id, self.id, self.enterprise_id = record.programme_id, record.id, None
        self.__tablename__ = record.__tablename__
