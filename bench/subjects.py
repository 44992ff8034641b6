"""What is measured: a page or a write of the portal, who asks for it, the floor beneath it and the goal."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Flask

from bench.cookies import person
from bench.grow import Grown
from bench.grow_people import token_of
from bench.load import FORM, Person, Requests

PLUMBING = "csrf_token={token}&_key={key}"
NEW_ACTION = "Put up a board at the line"


@dataclass(frozen=True)
class Subject:
    name: str
    code: str
    floor: str
    goal: float  # requests a second, as a multiple of the floor's
    requests: Requests
    before: tuple[str, ...] = ()  # SQL that brings the records back to where a round begins

    @property
    def example(self) -> tuple[Person, str]:
        someone = next(p for p in self.requests.people if p.paths)
        return someone, someone.paths[0]


def subjects(app: Flask, grown: Grown) -> list[Subject]:
    modules = [f"/modules/{code}" for code in grown.modules]
    lessons = [f"/modules/{code}/lessons/{slug}" for code, slugs in grown.modules.items() for slug in slugs]
    return [
        Subject("module page", "module", "c", 1.0, everybody(app, grown, lambda _: modules)),
        Subject("lesson page", "lesson", "c", 1.0, everybody(app, grown, lambda _: lessons)),
        Subject("enterprise home", "enterprise", "c", 1.0, everybody(app, grown, lambda factory: [f"/enterprises/{factory.id}"])),
        Subject("project list of 60", "projects", "c", 1.0, everybody(app, grown, lambda _: ["/projects?view=list"])),
        Subject("first page", "home", "c", 1.0, everybody(app, grown, lambda _: ["/"])),
        Subject("log an action", "action", "d", 0.8, actions(app, grown), UNDO_ACTIONS),
        Subject("confirm a completion", "confirm", "d", 0.8, confirmations(app, grown), UNDO_CONFIRMATIONS),
    ]


def unchanged(module: Subject, tagged: list[Person]) -> Subject:
    """The module page asked for again by those who have it."""
    return Subject("unchanged page again (304)", "unchanged", "c", 3.0, Requests(tagged, want=304))


def everybody(app: Flask, grown: Grown, paths) -> Requests:
    return Requests(members(app, grown, paths))


def members(app: Flask, grown: Grown, paths) -> list[Person]:
    """64 people of eight factories, each with the paths that are theirs."""
    of_users = [(user, factory) for factory in grown.factories for user in factory.users]
    return [signed_in(app, n, user, paths(factory)) for n, (user, factory) in enumerate(of_users)]


def signed_in(app: Flask, nth: int, user: UUID, paths: list[str]) -> Person:
    return person(app, nth, paths, _user_id=token_of(user), _fresh=True, _permanent=True)


def actions(app: Flask, grown: Grown) -> Requests:
    people = members(app, grown, lambda factory: [f"/projects/{project}/actions" for project in factory.projects])
    body = f"{PLUMBING}&_form=ActionForm&text={NEW_ACTION.replace(' ', '+')}&owner=&due_on=2027-01-15"
    return Requests(people, "POST", body=body, headers=FORM)


def confirmations(app: Flask, grown: Grown) -> Requests:
    """64 experts and coordinators; each completion is confirmed once in a round."""
    waiting = enumerate(grown.proposals.items())
    people = [signed_in(app, n, user, [f"/completions/{one}/confirmation" for one in ids]) for n, (user, ids) in waiting]
    return Requests(people, "POST", want=204, body=f"{PLUMBING}&_form=ConfirmationForm&version=1", headers=FORM, once=True)


UNDO_ACTIONS = (f"DELETE FROM action WHERE text = '{NEW_ACTION}'",)
UNDO_CONFIRMATIONS = (
    "DELETE FROM completion_step WHERE moved_to = 'confirmed'",
    "UPDATE completion SET state = 'proposed', version = 1, decided_by = NULL, decided_at = NULL WHERE version > 1",
)
