"""Who is told what of projects and actions. The routes call it beside the verb; the state itself waits on the first page."""

from __future__ import annotations

from datetime import date

from portal.accounts.models import Person
from portal.improvement.models import Action, Project
from portal.notices import sentences, whom
from portal.notices.models import Kind
from portal.notices.telling import settle, tell
from portal.say import _l

sentences.register(
    action_given=_l("%(by)s gave you an action: “%(action)s”, in the project “%(project)s”."),
    action_given_due=_l("%(by)s gave you an action until %(day)s: “%(action)s”, in the project “%(project)s”."),
    action_late=_l("Your action “%(action)s” was due on %(day)s. Do it, or say what blocks it."),
    action_blocked=_l("%(by)s says that the action “%(action)s” is blocked: %(reason)s"),
    project_commented=_l("%(by)s wrote in your project “%(project)s”: %(text)s"),
    project_photo=_l("%(by)s added a photo to your project “%(project)s”."),
)
GIVEN = ("action_given", "action_given_due")


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
    settle(action, *GIVEN, "action_late")


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


def action_late(action: Action, due_on: date) -> int:
    """Once for each day that it was due on."""
    key = f"late/{action.id}/{due_on}"
    return tell(Kind.MUST_ACT, "action_late", action, path_of(action), people=[action.owner_id], key=key, action=action.text, day=due_on)


def commented(project: Project, by: Person, text: str) -> None:
    short = text if len(text) <= 120 else text[:119] + "…"
    path = f"/projects/{project.id}#comments"
    tell(Kind.CHANGED, "project_commented", project, path, people=[project.owner_id], by=by, project=project.title, text=short)


def photo_added(project: Project, by: Person) -> None:
    tell(Kind.CHANGED, "project_photo", project, f"/projects/{project.id}#photos", people=[project.owner_id], by=by, project=project.title)
