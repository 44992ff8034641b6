"""Doors: every route wears exactly one, and a route without one opens to nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from flask import Flask, abort, current_app, request, session, url_for

from portal.web import drafts, signing
from portal.web.asking import current_user
from portal.web.fragments import go
from portal.web.log import log


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do a thing: `rule(user)` at the door, `rule(user, record)` for one record.

    A record is covered where the user holds one of the roles in its programme and, for roles of an
    enterprise or an assignment, in its enterprise. What its state forbids is the model's to say.
    """

    name: str
    roles: frozenset

    def __call__(self, user, record=None) -> bool:
        reach = getattr(user, "reach", None)
        if reach is None:
            return False
        if record is None:
            return reach.holds(self.roles)
        return reach.holds(self.roles, record.programme_id, getattr(record, "enterprise_id", None))


def rule(name: str, *roles) -> Rule:
    return Rule(name, frozenset(roles))


def allow(needed: Rule) -> Callable:
    """The door of a route for signed-in people."""

    def wear(view):
        if hasattr(view, "door"):
            raise TypeError(f"{view.__name__} wears two doors")
        view.door = needed
        return view

    return wear


SIGNED_IN = Rule("signed in", frozenset())
OPEN = Rule("public", frozenset())


def public(view):
    return allow(OPEN)(view)


def signed_in(view):
    """The door of a person's own things: whoever is signed in, in whatever role or none."""
    return allow(SIGNED_IN)(view)


def init_app(app: Flask) -> None:
    app.before_request(guard)


def guard():
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None  # 404 and 405 are answered by the error pages
    door = getattr(view, "door", None)
    if door is None:
        refuse()
    if door is OPEN:
        return None
    if not current_user.is_authenticated:
        return drafts.keep() or ask_to_sign_in()
    if duty := duty_of(current_user, request.endpoint or ""):
        return go(url_for(duty.endpoint))
    if door is not SIGNED_IN and not door(current_user):
        refuse()
    return None


def refuse() -> NoReturn:
    """Somebody tried a door that is not theirs: that is worth a line."""
    log.warning("refused at the door", rule=str(request.url_rule), user=str(current_user.get_id() and current_user.id))
    abort(403)


@dataclass(frozen=True)
class Duty:
    """What a person must do before anything else: the page where it is done, and what else stays open meanwhile."""

    binds: Callable
    endpoint: str
    meanwhile: frozenset[str]


duties: list[Duty] = []  # set by the room that knows sign-in, the most pressing first
ALWAYS = frozenset({"accounts.end_session", "accounts.update_language"})


def duty_of(user, endpoint: str) -> Duty | None:
    """The first duty that binds, unless this is its page or a way out."""
    if endpoint in ALWAYS:
        return None
    first = next((duty for duty in duties if duty.binds(user)), None)
    return first if first and endpoint != first.endpoint and endpoint not in first.meanwhile else None


def ask_to_sign_in():
    where = request.full_path.rstrip("?") if request.method == "GET" else None
    session.pop("_flashes", None)
    return go(url_for("accounts.new_session", next=signing.path_token(where) if where and where != "/" else None))


def doors(app: Flask) -> list[dict]:
    """Every route with its rule, for `flask portal doors` and for the test that walks the house."""
    found = []
    for url in sorted(app.url_map.iter_rules(), key=str):
        door = getattr(app.view_functions[url.endpoint], "door", None)
        found.append(
            {
                "url": str(url),
                "endpoint": url.endpoint,
                "methods": sorted((url.methods or set()) - {"HEAD", "OPTIONS"}),
                "rule": door.name if door else None,
                "roles": sorted(door.roles) if door and door.roles else ["everybody"] if door is OPEN else ["signed in"] if door else [],
            }
        )
    return found
