"""What each role finds at the edge of the page: only what is theirs, the four most used under the thumb."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, g, request, url_for
from flask_babel import lazy_gettext as _l

from portal.accounts.models import Role
from portal.accounts.policy import can_see_people
from portal.batches.policy import can_see_batches
from portal.curriculum.policy import can_read
from portal.enterprises.policy import can_see as can_see_enterprises
from portal.enterprises.queries import place_name
from portal.improvement.policy import can_log
from portal.improvement.policy import can_see as can_see_projects


@dataclass(frozen=True)
class Entry:
    label: object
    endpoint: str
    icon: str
    rule: object = None

    @property
    def url(self) -> str:
        return url_for(self.endpoint)

    @property
    def is_here(self) -> bool:
        mine, now = self.endpoint, request.endpoint or ""
        return mine == now or (mine.split(".")[0] == now.split(".")[0] and mine.endswith(".index") and now not in ENDPOINTS)


HOME = Entry(_l("Home"), "home.index", "home")
MODULES = Entry(_l("Modules"), "curriculum.index", "modules", can_read)
PROJECTS = Entry(_l("Projects"), "improvement.index", "projects", can_see_projects)
ENTERPRISES = Entry(_l("Enterprises"), "enterprises.index", "factory", can_see_enterprises)
BATCHES = Entry(_l("Batches"), "batches.index", "batch", can_see_batches)
PEOPLE = Entry(_l("People"), "accounts.index_people", "people", can_see_people)
LOG = Entry(_l("Log an improvement"), "improvement.new", "log", can_log)
ACTIONS = Entry(_l("My actions"), "improvement.index_actions", "check", can_log)
MORE = Entry(_l("More"), "home.more", "more")
ENDPOINTS = {e.endpoint for e in (HOME, MODULES, PROJECTS, ENTERPRISES, BATCHES, PEOPLE, LOG, ACTIONS, MORE)}
THUMB = {  # the four things that a role does most
    Role.MEMBER: (HOME, LOG, PROJECTS, MODULES),
    Role.MANAGER: (HOME, LOG, PROJECTS, MODULES),
    Role.TRAINER: (HOME, ENTERPRISES, BATCHES, MODULES),
    Role.EXPERT: (HOME, ENTERPRISES, BATCHES, MODULES),
    Role.COORDINATOR: (HOME, BATCHES, ENTERPRISES, PEOPLE),
    Role.ADMINISTRATOR: (HOME, PEOPLE, ENTERPRISES, BATCHES),
    Role.DONOR: (HOME, MODULES),
}


@dataclass(frozen=True)
class Menu:
    place: str
    rail: list[Entry]
    deeds: list[Entry]
    thumb: list[Entry]


def place_of(user) -> str:
    """Asked once a request: by the stamp of an unchanged page and by the frame."""
    if "place_name" not in g:
        g.place_name = place_name(user)
    return g.place_name


def menu_of(user) -> Menu:
    roles = user.reach.roles if user.reach else frozenset()
    first = next((role for role in Role if role in roles), Role.DONOR)

    def mine(*entries: Entry) -> list[Entry]:
        return [entry for entry in entries if (entry.rule is None or entry.rule(user)) and entry.endpoint in current_app.view_functions]

    rail = mine(HOME, MODULES, PROJECTS, ACTIONS, ENTERPRISES, BATCHES, PEOPLE)
    return Menu(place_of(user), rail, mine(LOG), [*mine(*THUMB[first]), MORE])
