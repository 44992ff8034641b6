"""What each role finds at the edge of the page: only what is theirs, the four most used under the thumb."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from flask import get_template_attribute, request, url_for
from markupsafe import Markup

from portal.accounts.models import Role
from portal.accounts.policy import can_see_people
from portal.accounts.reach import NOWHERE
from portal.audits.policy import can_see as can_see_audits
from portal.batches.policy import can_confirm, can_see_batches, can_see_standing
from portal.consent.policy import can_see_all as can_see_consents
from portal.curriculum.policy import can_read
from portal.enterprises.policy import can_see as can_see_enterprises
from portal.events.policy import can_see as can_see_events
from portal.improvement.policy import can_log
from portal.improvement.policy import can_see as can_see_projects
from portal.measures.policy import can_read as can_read_numbers
from portal.measures.policy import can_see_results
from portal.recruitment.policy import can_see as can_see_prospects
from portal.say import _l
from portal.suggestions.policy import can_hear, can_triage
from portal.teams.policy import can_see as can_see_teams
from portal.web.access import Rule
from portal.web.asking import current_user
from portal.web.formats import own
from portal.web.language import language


@dataclass(frozen=True)
class Entry:
    label: object
    endpoint: str
    icon: str
    rule: Rule | None = None
    short: object = None  # under the thumb, where there is room for one word

    @property
    def url(self) -> str:
        return url_for(self.endpoint)

    @property
    def is_here(self) -> bool:
        mine, now = self.endpoint, request.endpoint or ""
        return mine == now or (mine.split(".")[0] == now.split(".")[0] and mine.endswith(".index") and now not in ENDPOINTS)


class OwnFactory(Entry):
    """A person of one factory goes straight to it."""

    @property
    def url(self) -> str:
        return url_for("enterprises.show", enterprise_id=current_user.reach.own_enterprises()[0])


class OwnNumbers(Entry):
    """A page of the one factory where a person works: its grid, its team."""

    @property
    def url(self) -> str:
        return url_for(self.endpoint, enterprise_id=current_user.reach.own_enterprises()[0])


HOME = Entry(_l("Home"), "home.index", "home")
MODULES = Entry(_l("Modules"), "curriculum.index", "modules", can_read)
PROJECTS = Entry(_l("Projects"), "improvement.index", "projects", can_see_projects)
ENTERPRISES = Entry(_l("Enterprises"), "enterprises.index", "factory", can_see_enterprises, _l("Factories"))
BATCHES = Entry(_l("Batches"), "batches.index", "batch", can_see_batches)
EVENTS = Entry(_l("Events"), "events.index", "visits", can_see_events)
RECRUITMENT = Entry(_l("Recruitment"), "recruitment.index", "recruit", can_see_prospects, _l("Recruit"))
PEOPLE = Entry(_l("People"), "accounts.index_people", "people", can_see_people)
FACTORY = OwnFactory(_l("My factory"), "enterprises.index", "factory", can_see_enterprises)
TRAINING = Entry(_l("Our training"), "batches.show_training", "batch", can_see_standing)
TO_CONFIRM = Entry(_l("To confirm"), "batches.index_to_confirm", "check", can_confirm, _l("Confirm"))
LOG = Entry(_l("Log an improvement"), "improvement.new", "log", can_log, _l("Log"))
NUMBERS = OwnNumbers(_l("Our numbers"), "measures.show_grid", "report", can_read_numbers)
TEAM = OwnNumbers(_l("Our team"), "teams.show", "branch", can_see_teams)
TEAMS = Entry(_l("Teams"), "teams.index", "branch", can_see_teams)
RESULTS = Entry(_l("What helped"), "measures.show_results", "report", can_see_results)
ACTIONS = Entry(_l("My actions"), "improvement.index_actions", "history", can_log)
CONSENTS = Entry(_l("Consent"), "consent.index", "check", can_see_consents)
SUGGESTIONS = Entry(_l("Suggestions"), "suggestions.index", "survey", can_triage)
IN_CONFIDENCE = Entry(_l("Told in confidence"), "suggestions.index_concerns", "key", can_hear)
AUDITS = Entry(_l("5S audits"), "audits.index", "check", can_see_audits)
HELP = Entry(_l("Help"), "help.index", "help")
MORE = Entry(_l("More"), "home.more", "more")
KNOWN = (
    *(HOME, MODULES, PROJECTS, ENTERPRISES, EVENTS, RECRUITMENT, BATCHES, PEOPLE, LOG, ACTIONS, TRAINING, TO_CONFIRM, CONSENTS),
    *(SUGGESTIONS, AUDITS, IN_CONFIDENCE, TEAM, TEAMS, HELP, MORE),
)
ENDPOINTS = {entry.endpoint for entry in KNOWN}
THUMB = {  # the four things that a role does most
    Role.MEMBER: (HOME, LOG, PROJECTS, MODULES),
    Role.MANAGER: (HOME, LOG, PROJECTS, MODULES),
    Role.TRAINER: (HOME, ENTERPRISES, BATCHES, MODULES),
    Role.EXPERT: (HOME, TO_CONFIRM, BATCHES, ENTERPRISES),
    Role.COORDINATOR: (HOME, RECRUITMENT, BATCHES, ENTERPRISES),
    Role.ADMINISTRATOR: (HOME, PEOPLE, ENTERPRISES, BATCHES),
    Role.DONOR: (HOME, MODULES),
}


@dataclass(frozen=True)
class Menu:
    place: str
    rail: list[Entry]
    deeds: list[Entry]
    thumb: list[Entry]


@dataclass(frozen=True)
class Bars:
    """The menu as it stands in the frame."""

    rail: Markup
    deeds: Markup
    thumb: Markup


def place_of(user) -> str:
    """Where a person stands, for the top of the page: it came with their reach."""
    place = (user.reach or NOWHERE).stands_in
    return own(place) if place else ""


def menu_of(user) -> Menu:
    roles = user.reach.roles if user.reach else frozenset()
    first = next((role for role in Role if role in roles), Role.DONOR)

    def mine(*entries: Entry) -> list[Entry]:
        return [entry for entry in entries if entry.rule is None or entry.rule(user)]

    works_here = roles and len(user.reach.own_enterprises()) == 1 and roles <= {Role.MEMBER, Role.MANAGER}
    theirs = (
        (TEAM, SUGGESTIONS, AUDITS, NUMBERS, FACTORY, TRAINING, EVENTS)
        if works_here
        else (EVENTS, RECRUITMENT, ENTERPRISES, TEAMS, CONSENTS, BATCHES, TO_CONFIRM, RESULTS, IN_CONFIDENCE)
    )
    rail = mine(HOME, MODULES, PROJECTS, ACTIONS, *theirs, PEOPLE)
    return Menu(place_of(user), rail, mine(LOG), [*mine(*THUMB[first]), MORE])


def bars_of(user) -> Bars:
    """Drawn once for all who find the same on the same page: the frame is a good part of what a page costs."""
    reach = user.reach or NOWHERE
    return drawn(language(), request.endpoint, reach.roles, tuple(reach.own_enterprises()))


@lru_cache(1024)
def drawn(_language: str, _endpoint: str | None, _roles: frozenset[Role], _factories: tuple[UUID, ...]) -> Bars:
    menu, items = menu_of(current_user), get_template_attribute("components/frame.html", "nav_items")
    return Bars(items([*menu.rail, HELP]), items(menu.deeds), items(menu.thumb, short=True))
