"""Who is told what of projects and actions. The routes call it beside the verb; the state itself waits on the first page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from portal.accounts.models import Person
from portal.improvement.models import Action, Project
from portal.notices import sentences, whom
from portal.notices.models import Kind
from portal.notices.telling import settle, tell
from portal.say import _l

sentences.register(
    action_given=_l("%(by)s gave you an action: “%(action)s”, in the project “%(project)s”."),
    action_given_due=_l("%(by)s gave you an action until %(day)s: “%(action)s”, in the project “%(project)s”."),
    action_handed=_l("%(by)s handed you the action “%(action)s”, in the project “%(project)s”. %(note)s"),
    action_passed_on=_l("%(by)s handed your action “%(action)s” to %(taker)s. %(note)s"),
    action_soon=_l("Your action “%(action)s” is due on %(day)s."),
    action_late=_l("Your action “%(action)s” was due on %(day)s. Do it, or say what blocks it."),
    action_blocked=_l("%(by)s says that the action “%(action)s” is blocked: %(reason)s"),
    project_commented=_l("%(by)s wrote in your project “%(project)s”: %(text)s"),
    project_mentioned=_l("%(by)s named you in the project “%(project)s”: %(text)s"),
    project_given=_l("%(by)s asks you to lead the project “%(project)s”."),
    project_photo=_l("%(by)s added a photo to your project “%(project)s”."),
)
GIVEN = ("action_given", "action_given_due", "action_handed")


def path_of(action: Action) -> str:
    return f"/projects/{action.project_id}#action-{action.id}"


def action_given(action: Action, project: Project, by: Person, before=None) -> None:
    """`before` is the id of who had it: nobody is told of what they had already, and who had it is rid of it."""
    if before not in (None, action.owner_id):
        action_settled(action)
    if action.owner_id in (None, before, by.id):
        return
    what = "action_given_due" if action.due_on else "action_given"
    facts = {"by": by, "action": action.text, "project": project.title, "day": action.due_on or ""}
    tell(Kind.MUST_ACT, what, action, path_of(action), people=[action.owner_id], **facts)


def action_settled(action: Action) -> None:
    settle(action, *GIVEN, "action_soon", "action_late")


def action_blocked(action: Action, by: Person) -> None:
    facts = {"by": by, "action": action.text, "reason": action.blocked_reason}
    tell(
        Kind.ASKED_TO_KNOW,
        "action_blocked",
        action,
        path_of(action),
        users=whom.managers(action),
        people=[action.project.owner_id],
        **facts,
    )


def action_handed(action: Action, by: Person, taker: Person, before_id, note: str | None) -> None:
    """Who takes it over must act; who had it is rid of it, and knows to whom it went."""
    action_settled(action)
    facts = {"by": by, "action": action.text, "note": note or ""}
    if taker.id != by.id:
        tell(Kind.MUST_ACT, "action_handed", action, path_of(action), people=[taker.id], project=action.project.title, **facts)
    if before_id not in (None, by.id):
        tell(Kind.CHANGED, "action_passed_on", action, path_of(action), people=[before_id], taker=taker, **facts)


def action_soon(action: Action, due_on: date) -> int:
    """Once for each day that it is due on."""
    key = f"soon/{action.id}/{due_on}"
    return tell(Kind.MUST_ACT, "action_soon", action, path_of(action), people=[action.owner_id], key=key, action=action.text, day=due_on)


def action_late(action: Action, due_on: date) -> int:
    """Once for each day that it was due on."""
    key = f"late/{action.id}/{due_on}"
    return tell(Kind.MUST_ACT, "action_late", action, path_of(action), people=[action.owner_id], key=key, action=action.text, day=due_on)


def commented(project: Project, by: Person, text: str, named: Collection[UUID] = ()) -> None:
    """Whoever is named is asked to know; who leads the project hears of it, unless named."""
    short = text if len(text) <= 120 else text[:119] + "…"
    path, facts = f"/projects/{project.id}#comments", {"by": by, "project": project.title, "text": short}
    tell(Kind.ASKED_TO_KNOW, "project_mentioned", project, path, people=list(named), **facts)
    if project.owner_id not in named:
        tell(Kind.CHANGED, "project_commented", project, path, people=[project.owner_id], **facts)


def project_given(project: Project, by: Person) -> None:
    if project.owner_id != by.id:
        path = f"/projects/{project.id}"
        tell(Kind.ASKED_TO_KNOW, "project_given", project, path, people=[project.owner_id], by=by, project=project.title)


def photo_added(project: Project, by: Person) -> None:
    tell(Kind.CHANGED, "project_photo", project, f"/projects/{project.id}#photos", people=[project.owner_id], by=by, project=project.title)
