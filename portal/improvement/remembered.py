"""How a project, its actions, photos and comments read in their history."""

from __future__ import annotations

from sqlalchemy import null, select

from portal.accounts.models import User
from portal.files.removals import GONE, REASONS, Reason
from portal.history.records import Kind, keep, tell, words
from portal.improvement import policy
from portal.improvement.models import (
    Action,
    Cause,
    Comment,
    Defect,
    DefectKind,
    Handover,
    Photo,
    PhotoKind,
    Project,
    Rhythm,
    Shown,
    Stage,
    Status,
    Step,
    Why,
)
from portal.improvement.uptakes import Uptake
from portal.improvement.words import KINDS, PEOPLE, RHYTHMS, STAGES
from portal.say import _l

tell(
    Project,
    _l("Project"),
    title=_l("Title"),
    problem=_l("Problem"),
    idea=_l("Idea"),
    expected=_l("Should get better"),
    stage=_l("Stage"),
    area_id=_l("Area"),
    raised_by_id=_l("Whose idea"),
    root_cause=_l("Cause"),
    expected_on=_l("Shall show by"),
    theme=_l("Theme"),
    tools=_l("Tools used"),
    cost=_l("Cost so far"),
    owner_id=_l("Led by"),
    planned_on=_l("Begins"),
    implemented_on=_l("In use since"),
    result=_l("What came out of it"),
    verified_by_id=_l("Verified by"),
    module_code=_l("Module"),
    lesson=_l("What was learned"),
    closed_on=_l("Closed on"),
    number=_l("Number"),
    is_measured=_l("Something is counted"),
    silent=("enterprise_id", "logged_at", "raised_level", "raised_sex", "module_title", "rule", "is_replicated", "is_resting", "currency"),
)
tell(
    Action,
    _l("Action"),
    text=_l("What is to be done"),
    owner_id=_l("Who does it"),
    due_on=_l("By when"),
    status=_l("State"),
    blocked_reason=_l("What is in the way"),
    done_on=_l("Done on"),
    done_by_id=_l("Done by"),
    rhythm=_l("How often"),
    silent=("project_id", "enterprise_id", "rhythm_day", "follows_id"),
)
tell(
    Handover,
    _l("Handed over"),
    from_id=_l("From"),
    to_id=_l("To"),
    by_id=_l("By"),
    note=_l("Words"),
    silent=("action_id", "at"),
)
tell(
    Step,
    _l("Step"),
    from_stage=_l("From"),
    to_stage=_l("To"),
    by_id=_l("By"),
    note=_l("Words"),
    because=_l("Why it went on without"),
    led_by_id=_l("Led by"),
    silent=("project_id", "at"),
)
tell(
    Photo,
    _l("Photo"),
    kind=_l("What it shows"),
    caption=_l("In a few words"),
    people=_l("People in it"),
    covered_at=_l("A part was covered"),
    **GONE,
    position=_l("Place in the order"),
    taken_by_id=_l("Taken by"),
    silent=("project_id", "enterprise_id", "file_id", "at", "sent_digest"),
)
tell(
    Uptake,
    _l("Taken up from another factory"),
    adapted=_l("What is done differently"),
    taken_by_id=_l("By"),
    silent=("enterprise_id", "child_id", "origin_id", "taken_at"),
)
tell(Comment, _l("Comment"), text=_l("Words"), person_id=_l("By"), silent=("project_id", "at"))
words.choices.update(
    {
        Stage: STAGES,
        PhotoKind: KINDS,
        Shown: PEOPLE,
        Reason: REASONS,
        Rhythm: RHYTHMS,
        Status: {Status.OPEN: _l("Open"), Status.BLOCKED: _l("Blocked"), Status.DONE: _l("Done")},
    }
)
words.names["project"] = lambda: select(Project.id, Project.title, null())
words.names["action"] = lambda: select(Action.id, Action.text, null())


def of_an_action(user: User, action: Action):
    """To whom it was handed over."""
    yield select(Handover.id).where(Handover.programme_id == action.programme_id, Handover.action_id == action.id)


def of_a_project(user: User, project: Project):
    """Its actions, steps, photos, comments, and what its root causes were thought to be."""
    for model in (Action, Step, Photo, Comment, Why, Cause, DefectKind):
        yield select(model.id).where(model.programme_id == project.programme_id, model.project_id == project.id)
    kinds = select(DefectKind.id).where(DefectKind.programme_id == project.programme_id, DefectKind.project_id == project.id)
    yield select(Defect.id).where(Defect.programme_id == project.programme_id, Defect.defect_kind_id.in_(kinds))


keep(
    Kind(
        "project",
        Project,
        policy.visible_projects,
        lambda project: project.title,
        lambda project: f"/projects/{project.id}",
        policy.can_see,
        of_a_project,
    )
)
keep(
    Kind(
        "action",
        Action,
        policy.visible_actions,
        lambda action: action.text,
        lambda action: f"/projects/{action.project_id}#action-{action.id}",
        policy.can_see,
        of_an_action,
    )
)
