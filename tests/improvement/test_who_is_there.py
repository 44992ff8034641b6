"""Who left the team today is offered nothing any more, and not taken when sent all the same."""

import pytest
from sqlalchemy import select

from portal import clock
from portal.enterprises.models import Membership
from portal.improvement import queries
from tests.improvement.build import make_action, make_project

FORMS = {  # the page of the form, where it is sent, the field that names somebody, and what else it needs
    "lead a project": ("/projects/{project}/edit", "/projects/{project}", "owner", {"title": "Hooks", "problem": "Threads"}),
    "do an action": ("/projects/{project}", "/projects/{project}/actions", "owner", {"text": "Hang hooks"}),
    "change an action": ("/actions/{action}/edit", "/actions/{action}", "owner", {"text": "Hang hooks"}),
    "take an action over": ("/actions/{action}/edit", "/actions/{action}/handover", "taker", {}),
    "have had the idea": ("/projects/new", "/projects", "raised_by", {"problem": "Threads", "enterprise": "{roshan}"}),
    "lead several": ("/projects/moves?project={project}", "/projects/moves", "leader", {"deed": "lead", "project": "{project}"}),
    "lead a meeting": (
        "/enterprises/{roshan}/meetings/new",
        "/enterprises/{roshan}/meetings",
        "led_by",
        {"planned_on": str(clock.today())},
    ),
}


def leave(database, cast) -> None:
    database.scalars(select(Membership).where(Membership.person_id == cast.people["member"])).one().leave(clock.today())
    database.commit()


@pytest.mark.parametrize("what", FORMS)
def test_who_left_today_is_neither_offered_nor_taken(visit, database, cast, what):
    page, path, field, words = FORMS[what]
    project = make_project(cast, by="manager")
    ids = {"project": project.id, "action": make_action(project, cast, owner=None).id, "roshan": cast.roshan}
    manager, member = visit("manager"), str(cast.people["member"])
    assert f'value="{member}"' in manager.get(page.format(**ids)).text, "who is in the team is offered"
    leave(database, cast)
    assert f'value="{member}"' not in manager.get(page.format(**ids)).text
    sent = {name: value.format(**ids) for name, value in words.items()}
    answer = manager.post(path.format(**ids), **sent, **{field: member}, version="1")
    assert answer.status_code == 422 and f'{field}-err"' in answer.text


def test_the_condition_is_that_of_the_record(database, cast):
    leave(database, cast)
    here = cast.programme, cast.roshan
    there = {
        row.person_id for row in database.scalars(select(Membership)) if row.enterprise_id == cast.roshan and row.is_current(clock.today())
    }
    assert {str(one) for one in there} == {row[0] for row in queries.team_of(here)} == {row[0] for row in queries.team_of(here, here)}
