"""What comes again, what is handed over, who is reminded, who is named in a comment."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts.models import Programme
from portal.database import db
from portal.enterprises.models import Enterprise, Level, Membership
from portal.improvement import jobs
from portal.improvement.mentions import mentioned
from portal.improvement.models import Action, Handover, Rhythm, Status
from portal.improvement.rhythms import next_day
from portal.notices.models import Notice
from tests.cast import make_person
from tests.improvement.build import again, make_action, make_project, person


@pytest.fixture
def project(database, cast):
    return make_project(cast)


@pytest.fixture
def action(project, cast):
    enterprise = db.session.get(Enterprise, (cast.programme, cast.roshan))
    for name, level in (("member", Level.WORKER), ("manager", Level.MANAGER)):
        if not enterprise.has_in_team(person(cast, name), clock.today()):
            enterprise.take_on(person(cast, name), level, date(2026, 1, 1))
    db.session.commit()
    return make_action(project, cast, due_on=clock.today())


def all_of(project) -> list[Action]:
    db.session.expire_all()
    found = list(db.session.scalars(select(Action).where(Action.project_id == project.id).order_by(Action.id)))
    db.session.commit()
    return found


def repeat(action, rhythm: Rhythm) -> Action:
    action.come_again(rhythm)
    db.session.commit()
    return action


def told(cast, name: str) -> list[str]:
    db.session.expire_all()
    rows = db.session.scalars(select(Notice.what).where(Notice.user_id == cast.users[name], Notice.done_at.is_(None))).all()
    db.session.commit()
    return sorted(rows)


@pytest.mark.parametrize(
    ("rhythm", "since", "today", "day", "due"),
    [
        ("daily", "2026-11-20", "2026-11-23", None, "2026-11-24"),
        ("daily", "2026-11-30", "2026-11-23", None, "2026-12-01"),  # done before its day
        ("weekly", "2026-11-02", "2026-11-23", None, "2026-11-30"),  # what was missed does not come again
        ("weekly", "2026-11-03", "2026-11-23", None, "2026-11-24"),
        ("monthly", "2026-01-31", "2026-01-31", 31, "2026-02-28"),
        ("monthly", "2026-02-28", "2026-02-28", 31, "2026-03-31"),
        ("monthly", "2026-12-31", "2026-12-31", 31, "2027-01-31"),
        ("monthly", "2026-09-05", "2026-11-23", None, "2026-12-05"),
    ],
)
def test_the_next_day_of_a_rhythm(rhythm, since, today, day, due):
    found = next_day(Rhythm(rhythm), date.fromisoformat(since), date.fromisoformat(today), day)
    assert found == date.fromisoformat(due)


@pytest.mark.parametrize("send", ["post", "post_fragment"])
def test_done_it_comes_again_once(visit, project, action, send):
    repeat(action, Rhythm.WEEKLY)
    member = visit("member")
    answer = getattr(member, send)(f"/actions/{action.id}/completion")
    assert answer.status_code == (303 if send == "post" else 200)
    if send == "post_fragment":
        assert answer.headers["HX-Retarget"] == "#actions" and "The next one is due on" in answer.text and answer.text.count("<li id=") == 2
    first, following = all_of(project)
    assert (following.due_on, following.owner_id) == (clock.today() + timedelta(days=7), first.owner_id)
    assert (following.rhythm, following.follows_id, following.status) == (Rhythm.WEEKLY, first.id, Status.OPEN)
    for path in ("completion", "reopening", "completion"):  # ticked twice, taken back, ticked again: no second one
        assert member.post(f"/actions/{action.id}/{path}").status_code == 303
    assert len(all_of(project)) == 2


def test_on_my_own_page_the_next_one_appears(visit, action):
    repeat(action, Rhythm.DAILY)
    member = visit("member")
    answer = member.post(f"/actions/{action.id}/completion", back="/actions")
    assert answer.location.endswith("/actions") and "The next one is due on" in member.get("/actions").text


def test_how_often_is_chosen_in_words(visit, project, action):
    member = visit("member")
    member.post(f"/projects/{project.id}/actions", text="Oil the chain", rhythm="monthly", due_on="2026-12-31")
    oil = next(one for one in all_of(project) if one.text == "Oil the chain")
    assert (oil.rhythm, oil.rhythm_day) == (Rhythm.MONTHLY, 31)
    assert "Every month" in member.get(f"/projects/{project.id}").text
    member.post(f"/actions/{oil.id}", text="Oil the chain", rhythm="", version=str(oil.version))
    assert next(one for one in all_of(project) if one.id == oil.id).rhythm is None
    assert member.post(f"/projects/{project.id}/actions", text="x", rhythm="hourly").status_code == 422


def test_whoever_left_gets_nothing_new_and_keeps_the_credit(visit, project, action, cast):
    repeat(action, Rhythm.DAILY).finish(person(cast, "member"))
    db.session.flush()
    mine = select(Membership).where(Membership.person_id == cast.people["member"], Membership.enterprise_id == cast.roshan)
    for membership in db.session.scalars(mine):
        membership.ends_on = clock.today() - timedelta(days=1)
    db.session.commit()
    first, second = all_of(project)
    assert visit("manager").post(f"/actions/{second.id}/completion").status_code == 303
    *_old, third = all_of(project)
    assert third.owner_id is None and first.done_by_id == cast.people["member"]
    manager = visit("manager")
    assert "done by <bdi>Rukhsana Bibi</bdi>" in manager.get(f"/projects/{project.id}").text
    refused = manager.post(f"/projects/{project.id}/actions", text="Something new", owner=str(cast.people["member"]))
    assert refused.status_code == 422 and "Choose one of those offered" in refused.text
    refused = manager.post(f"/actions/{third.id}/handover", taker=str(cast.people["member"]), version=str(third.version))
    assert refused.status_code == 422


def test_it_is_handed_over_with_a_word(visit, action, cast):
    member = visit("member")
    page = member.get(f"/actions/{action.id}/edit").text
    assert 'id="hand"' in page and "Imran Qureshi" in page
    fields = {"taker": str(cast.people["manager"]), "note": "The hooks are in the store", "version": str(action.version)}
    path = f"/actions/{action.id}/handover"
    assert member.post(path, **fields).status_code == 303
    assert told(cast, "manager") == ["action_handed"]
    assert "The hooks are in the store" in visit("manager").get("/notices").text
    page = visit("manager").get(path.replace("handover", "edit")).text
    assert "Who had it" in page and "The hooks are in the store" in page
    stale = member.post(path, **fields)  # in a form that was opened before
    assert stale.status_code in (409, 422) and db.session.scalar(select(db.func.count()).select_from(Handover)) == 1
    db.session.commit()


def test_who_had_it_is_told_when_another_hands_it_on(visit, action, cast):
    enterprise = db.session.get_one(Enterprise, (cast.programme, cast.roshan))
    bilal = make_person("Bilal Ahmed", db.session.get_one(Programme, cast.programme))
    enterprise.take_on(bilal, Level.WORKER, clock.today())
    db.session.commit()
    fields = {"taker": str(bilal.id), "note": "", "version": str(action.version)}
    assert visit("manager").post(f"/actions/{action.id}/handover", **fields).status_code == 303
    assert told(cast, "member") == ["action_passed_on"]


def test_done_or_unknown_it_is_not_handed_over(visit, action, cast):
    member = visit("member")
    assert member.post(f"/actions/{action.id}/handover", taker="", version="1").status_code == 422
    assert member.post(f"/actions/{action.id}/handover", taker=str(cast.people["stranger"]), version="1").status_code == 422
    member.post(f"/actions/{action.id}/completion")
    assert member.post(f"/actions/{action.id}/handover", taker=str(cast.people["manager"]), version="2").status_code == 409
    assert visit("stranger").post(f"/actions/{action.id}/handover", taker="", version="1").status_code == 404
    assert visit("trainer").post(f"/actions/{action.id}/handover", taker="", version="1").status_code == 403


def test_the_day_before_one_is_reminded_once(project, action, cast):
    action.due_on = clock.today() + timedelta(days=1)
    db.session.commit()
    assert (jobs.remind_of_actions(), jobs.remind_of_actions()) == (1, 0)
    assert told(cast, "member") == ["action_soon"]
    action.finish(person(cast, "member"))
    db.session.commit()
    assert jobs.remind_of_actions() == 0
    action.reopen()
    action.due_on = clock.today() + timedelta(days=2)
    db.session.commit()
    assert jobs.remind_of_actions() == 0


class Named:
    def __init__(self, number, name, name_ur=None):
        self.id, self.name, self.name_ur = number, name, name_ur


TEAM = [Named(1, "Rukhsana Bibi", "رخسانہ بی بی"), Named(2, "Imran Qureshi"), Named(3, "Imran Qureshi Khan"), Named(4, "Bilal Ahmed")]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@Rukhsana Bibi, please look", {1}),
        ("@rukhsana look", {1}),
        ("شاباش @رخسانہ بی بی", {1}),
        ("@Imran Qureshi: yes", {2}),
        ("@Imran Qureshi Khan: yes", {3}),
        ("@Imran which one?", set()),
        ("@Bilal Ahmedabad", {4}),  # the first name leaves no doubt
        ("@Bilalpur", set()),
        ("bilal@ahmed.example and @ nobody @@@", set()),
        ("@Bilal and @Rukhsana", {1, 4}),
    ],
)
def test_who_is_meant(text, meant):
    assert mentioned(text, TEAM) == meant


def test_a_name_in_a_comment_tells_those_of_this_factory_alone(visit, project, action, cast):
    trainer = visit("trainer")
    assert "@\u2068Imran Qureshi\u2069" in trainer.get(f"/projects/{project.id}").text
    stranger = db.session.get_one(type(person(cast, "member")), cast.people["stranger"])
    text = f"@Imran Qureshi and @{stranger.name}: well done"
    db.session.commit()
    assert trainer.post(f"/projects/{project.id}/comments", text=text).status_code == 303
    assert told(cast, "manager") == ["project_mentioned"] and not told(cast, "stranger")


def test_trainer_and_coordinator_are_called_where_they_are_this_factorys(visit, project, action, cast):
    text = "@Farah Siddiqui and @Sana Tariq, could you look? @Nadeem Akhtar"
    assert visit("member").post(f"/projects/{project.id}/comments", text=text).status_code == 303
    assert told(cast, "trainer") == told(cast, "coordinator") == ["project_mentioned"]
    assert not told(cast, "expert") and not told(cast, "far_coordinator")


def test_who_is_named_hears_it_once(visit, project, action, cast):
    project = again(project)
    project.owner_id = cast.people["manager"]
    db.session.commit()
    visit("member").post(f"/projects/{project.id}/comments", text="@Imran Qureshi look")
    assert told(cast, "manager") == ["project_mentioned"]
