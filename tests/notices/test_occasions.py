"""Who is told of what: each occasion by the route that makes it, and nobody of what they did themselves."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from sqlalchemy import select

from portal import clock
from portal.accounts.models import Assignment, Grant, Role, User
from portal.improvement import jobs
from portal.notices.models import Kind
from tests.batches import build as training
from tests.files.build import picture
from tests.improvement.build import again, make_action, make_project
from tests.notices.build import newest, told

MODULE = training.COOPERATION


def led_by(cast, who: str = "member"):
    project = make_project(cast, by="manager")
    project.owner_id = cast.people[who]
    from portal.database import db

    db.session.commit()
    return project


def test_an_action_given_to_you(visit, cast, database):
    project = make_project(cast)
    manager = visit("manager")
    manager.post(f"/projects/{project.id}/actions", text="Hang hooks", owner=str(cast.people["member"]), due_on="2026-12-01", _key="a")
    manager.post(f"/projects/{project.id}/actions", text="Hang hooks", owner=str(cast.people["member"]), due_on="2026-12-01", _key="a")
    assert told(cast, "member") == [("action_given_due", Kind.MUST_ACT)], "sent twice is told once"
    assert newest(cast, "member").facts["by"]["name"] == "Imran Qureshi"
    page = visit("member").get("/notices").text
    assert "1 December 2026" in page


def test_nobody_is_told_of_what_they_did_themselves(visit, cast, database):
    project = make_project(cast)
    visit("member").post(f"/projects/{project.id}/actions", text="Hang hooks", owner=str(cast.people["member"]))
    assert told(cast, "member") == []


def test_an_action_handed_over_leaves_the_one_who_had_it(visit, cast, database):
    project = make_project(cast)
    visit("manager").post(f"/projects/{project.id}/actions", text="Hang hooks", owner=str(cast.people["member"]))
    action = again(project).actions[0]
    form = {"text": action.text, "owner": str(cast.people["manager"]), "version": action.version}
    visit("member").post(f"/actions/{action.id}", **form)
    assert told(cast, "manager") == [("action_given", Kind.MUST_ACT)]
    assert newest(cast, "member").done_at is not None


def test_an_action_done_settles_its_notices(visit, cast, database):
    project = make_project(cast)
    visit("manager").post(f"/projects/{project.id}/actions", text="Hang hooks", owner=str(cast.people["member"]))
    visit("member").post(f"/actions/{again(project).actions[0].id}/completion")
    assert newest(cast, "member").done_at is not None


def test_an_action_that_is_late_is_told_once_for_each_day_it_was_due(cast, database):
    project = make_project(cast)
    action = make_action(project, cast, due_on=clock.today() - timedelta(days=1))
    make_action(project, cast, "In time", due_on=clock.today())
    blocked = make_action(project, cast, "Stuck", due_on=clock.today() - timedelta(days=3))
    blocked.block("No hooks")
    database.commit()
    assert (jobs.tell_of_late_actions(), jobs.tell_of_late_actions()) == (1, 0)
    assert told(cast, "member") == [("action_late", Kind.MUST_ACT)]
    action.due_on -= timedelta(days=1)
    database.commit()
    assert jobs.tell_of_late_actions() == 1


def test_an_action_that_is_blocked(visit, cast, database):
    project = led_by(cast, "manager")
    action = make_action(project, cast)
    visit("member").post(f"/actions/{action.id}/blocking", reason="No hooks in the store")
    assert told(cast, "manager") == [("action_blocked", Kind.ASKED_TO_KNOW)]
    assert "No hooks in the store" in visit("manager").get("/notices").text


def test_a_comment_and_a_photo_in_your_project(visit, cast, database):
    project = led_by(cast)
    visit("trainer").post(f"/projects/{project.id}/comments", text="Well done")
    assert told(cast, "member") == [("project_commented", Kind.CHANGED)]
    assert "Well done" in visit("member").get("/notices").text
    visit("manager").open("POST", f"/projects/{project.id}/photos", data={"kind": "before", "photo": (BytesIO(picture()), "p.jpg")})
    assert told(cast, "member")[1:] == [("project_photo", Kind.CHANGED)]


def test_a_comment_in_a_project_that_nobody_leads_is_told_to_nobody(visit, cast, database):
    project = make_project(cast)
    visit("trainer").post(f"/projects/{project.id}/comments", text="Well done")
    assert told(cast, "member") == []


def proposal(visit, cast, why: str | None = None):
    training.make_module()
    enrolment = training.enrol(cast)
    if not why:
        training.meet(enrolment, training.person(cast, "trainer"))
    from portal.database import db

    db.session.commit()
    path = f"/enrolments/{enrolment.id}/modules/{MODULE}"
    return enrolment, path


def test_a_completion_on_its_way(visit, cast, database):
    """Proposed: the expert must decide. Returned: the trainer must act. Confirmed: trainer and manager are told."""
    _enrolment, path = proposal(visit, cast)
    trainer, expert = visit("trainer"), visit("expert")
    trainer.post(f"{path}/proposal", reason="All but one", **version(trainer, path))
    decider = "coordinator" if told(cast, "coordinator") else "expert"
    assert told(cast, decider) == [("completion_proposed", Kind.MUST_ACT)]
    from portal.batches.completions import Completion

    completion = database.scalar(select(Completion))
    database.commit()
    visitor = visit("coordinator") if decider == "coordinator" else expert
    visitor.post(f"/completions/{completion.id}/return", comment="The photo is missing", version=completion.version)
    assert told(cast, "trainer") == [("completion_returned", Kind.MUST_ACT)]
    assert newest(cast, decider).done_at is not None, "decided is settled"
    trainer.post(f"{path}/proposal", reason="All but one", **version(trainer, path))
    assert newest(cast, "trainer").done_at is not None
    database.expire_all()
    completion = database.scalar(select(Completion))
    database.commit()
    visitor.post(f"/completions/{completion.id}/confirmation", version=completion.version)
    assert told(cast, "trainer")[1:] == [("completion_confirmed", Kind.ASKED_TO_KNOW)]
    assert told(cast, "manager") == [("completion_confirmed", Kind.ASKED_TO_KNOW)]
    assert "Workplace cooperation" in visit("manager").get("/notices").text


def version(visitor, path: str) -> dict:
    return {name: value for name, value in visitor.hidden(path).items() if name == "version"}


def test_an_exception_goes_to_the_coordinator(visit, cast, database):
    _enrolment, path = proposal(visit, cast, why="x")
    trainer = visit("trainer")
    trainer.post(f"{path}/proposal", reason="The factory burnt down", **version(trainer, path))
    assert told(cast, "coordinator") == [("completion_proposed", Kind.MUST_ACT)]
    assert told(cast, "expert") == []


def test_a_pause_is_told_to_the_factory_and_its_trainer(visit, cast, database):
    enrolment, _path = proposal(visit, cast)
    visit("coordinator").post(f"/enrolments/{enrolment.id}/pause", on="2026-11-20", reason="Eid")
    for person_ in ("manager", "trainer"):
        assert told(cast, person_) == [("enrolment_paused", Kind.ASKED_TO_KNOW)]
    assert told(cast, "stranger") == []


def test_roles_and_assignments_and_a_password_set_by_others(visit, cast, database):
    coordinator = visit("coordinator")
    place = {"role": "manager", "place": str(cast.roshan), "starts_on": "2026-11-01"}
    coordinator.post(f"/people/{cast.users['member']}/grants", **place)
    assert told(cast, "member") == [("role_given", Kind.ASKED_TO_KNOW)]
    grant = database.scalar(select(Grant).where(Grant.user_id == cast.users["member"], Grant.role == Role.MANAGER))
    database.commit()
    coordinator.post(f"/grants/{grant.id}/end")
    coordinator.post(f"/people/{cast.users['member']}/password")
    assert [what for what, _ in told(cast, "member")] == ["role_given", "role_ended", "password_reset"]
    coordinator.post(f"/enterprises/{cast.dastak}/assignments", trainer=str(cast.users["trainer"]), starts_on="2026-11-01")
    sent = database.scalar(select(Assignment).where(Assignment.enterprise_id == cast.dastak))
    database.commit()
    coordinator.post(f"/assignments/{sent.id}/end")
    assert [what for what, _ in told(cast, "trainer")] == ["assignment_given", "assignment_ended"]
    page = visit("trainer").get("/notices").text
    assert "Your assignment to <bdi>Dastak Apparel</bdi> has ended." in page


def test_a_closed_sign_in_is_told_nothing(visit, cast, database):
    database.get(User, cast.users["member"]).disable()
    project = led_by(cast)
    visit("trainer").post(f"/projects/{project.id}/comments", text="Well done")
    assert told(cast, "member") == []
