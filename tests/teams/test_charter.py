"""A team's charter and rhythm, who was in it, and whether it is alive."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts.models import Programme, Sex
from portal.enterprises.models import Level, Membership
from portal.history.models import HistoryRow
from portal.notices.models import Notice
from portal.teams import membership
from portal.teams.jobs import look_after_teams
from portal.teams.models import Meeting, Presence, Team
from portal.teams.queries import members_on
from tests.batches.build import make_batch, make_module
from tests.cast import make_person
from tests.improvement.build import make_action, make_project
from tests.teams.build import factory, make_meeting

WORDS = {"purpose": "We make work on the lines easier.", "every_weeks": "2", "weekday": "2", "begins_at": "۱۴:۳۰", "version": "0"}


def page(cast) -> str:
    return f"/enterprises/{cast.roshan}/eit"


def charter(database) -> Team:
    database.expire_all()
    found = database.scalars(select(Team)).one()
    database.commit()
    return found


def test_it_is_written_changed_and_remembered(visit, database, cast):
    member = visit("member")
    assert "Write the charter" in member.get(page(cast)).text
    assert member.post(page(cast), **WORDS, area=str(cast.line_3), aims="", _key="c").status_code == 303
    team = charter(database)
    assert (team.purpose, team.weekday, team.every_weeks, team.begins_at) == (WORDS["purpose"], 2, 2, "14:30")
    assert (team.area_id, team.agreed_on, team.version) == (cast.line_3, clock.today(), 1)
    shown = visit("trainer").get(page(cast)).text
    assert WORDS["purpose"] in shown and "every two weeks" in shown and "Wednesday" in shown and "Change the charter" not in shown
    assert member.post(page(cast), **{**WORDS, "purpose": "Less waste.", "version": "1"}).status_code == 303
    told = visit("manager").get(f"/history/team/{team.id}").text
    assert "Less waste." in told and WORDS["purpose"] in told


def test_sent_twice_it_is_written_once(visit, database, cast):
    member = visit("member")
    first, again = (member.post(page(cast), **WORDS, _key="same") for _ in range(2))
    assert (first.status_code, again.location) == (303, first.location)
    rows = database.scalars(select(HistoryRow).where(HistoryRow.what == "team")).all()
    assert len(rows) == 1 and charter(database).version == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"purpose": " "}, "what the team is there for"),
        ({"purpose": "x" * 50_000}, "at most 1000"),
        ({"begins_at": "half past two"}, "four digits"),
        ({"begins_at": "27:99"}, "four digits"),
        ({"weekday": "8"}, "Choose one of those offered"),
        ({"every_weeks": "3"}, "Choose one of those offered"),
        ({"area": "00000000-0000-0000-0000-000000000000"}, "Choose one of those offered"),
        ({"aims": "a\u202eb"}, "direction"),
    ],
)
def test_bad_input_is_explained_and_kept(visit, database, cast, wrong, why):
    answer = visit("member").post(page(cast), **{**WORDS, "aims": "Half the rework by March", **wrong})
    assert answer.status_code == 422 and why in answer.text and 'role="alert"' in answer.text
    assert ("Half the rework" in answer.text or "aims" in wrong) and not database.scalars(select(Team)).all()


def test_two_people_at_one_charter(visit, database, cast):
    visit("member").post(page(cast), **WORDS)
    answer = visit("manager").post(page(cast), **{**WORDS, "purpose": "Mine"})
    assert answer.status_code == 409 and "Mine" in answer.text and WORDS["purpose"] in answer.text


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("trainer", 403), ("coordinator", 403), ("donor", 403), ("far_manager", 404)]
)
def test_the_charter_is_the_teams_own(visit, database, cast, who, status):
    assert visit(who).post(page(cast), **WORDS).status_code == status
    assert visit(who).get(f"{page(cast)}/edit").status_code == status
    assert not database.scalars(select(Team)).all()


@pytest.mark.parametrize(
    ("today", "last", "weeks", "due"),
    [
        (date(2026, 11, 23), None, 1, date(2026, 11, 25)),
        (date(2026, 11, 25), None, 1, date(2026, 11, 25)),
        (date(2026, 11, 26), date(2026, 11, 25), 1, date(2026, 12, 2)),
        (date(2026, 11, 26), date(2026, 11, 25), 2, date(2026, 12, 9)),
        (date(2026, 11, 27), date(2026, 11, 26), 2, date(2026, 12, 9)),
        (date(2027, 2, 1), date(2026, 11, 25), 4, date(2027, 2, 3)),
    ],
)
def test_the_rhythm_says_the_next_day(today, last, weeks, due):
    with clock.at(today):
        assert Team(weekday=2, every_weeks=weeks).next_day(last) == due
        assert Team(every_weeks=weeks).next_day(last) is None


def test_members_over_time_are_counted_as_they_stood(visit, database, cast):
    one = factory(cast)
    woman = make_person("Saima Gul", database.get(Programme, cast.programme), Sex.FEMALE)
    once = one.take_on(woman, Level.WORKER, date(2026, 1, 10))
    database.flush()
    once.leave(date(2026, 6, 30))
    database.commit()
    with clock.at(date(2026, 11, 23)):
        told = membership.over_time(one.memberships)
    by_day = {row.on: row for row in told}
    assert (by_day[date(2026, 3, 31)].balance.workers, by_day[date(2026, 3, 31)].balance.women) == (2, 2)
    assert (by_day[date(2026, 3, 31)].joined, by_day[date(2026, 6, 30)].left) == (1, 1)
    assert by_day[date(2026, 6, 30)].balance.workers == 1, "on the day of leaving one is no longer in the team"
    assert min(by_day) == date(2025, 9, 30) and told[0].on == date(2026, 11, 23)
    database.commit()
    assert "At least as many workers" in visit("coordinator").get(page(cast)).text


def test_a_one_sided_team_is_said_so(visit, database, cast):
    woman = database.scalars(select(Membership).where(Membership.person_id == cast.people["member"])).one()
    woman.leave(clock.today())
    database.commit()
    shown = visit("manager").get(page(cast)).text
    assert "fewer workers than managers" in shown and "One-sided" in shown


def test_it_falls_asleep_after_sixty_days(database, cast):
    with clock.at(clock.now() - timedelta(days=59)):
        make_action(make_project(cast), cast)
    assert look_after_teams() == 0, "an idea was written down 59 days ago"
    with clock.at(clock.now() + timedelta(days=2)):
        assert look_after_teams() == 1, "of the three factories one has people in its team"


def told(database, what: str) -> set:
    found = {notice.user_id for notice in database.scalars(select(Notice).where(Notice.what == what, Notice.done_at.is_(None)))}
    database.commit()
    return found


def test_who_is_told_and_what_revives_it(visit, database, cast):
    assert look_after_teams() == 1, "Roshan has people in its team, and nothing was ever seen of it"
    assert look_after_teams() == 0, "once for each time"
    assert cast.users["manager"] in told(database, "team_asleep") and cast.users["coordinator"] in told(database, "team_asleep_there")
    manager, coordinator = visit("manager"), visit("coordinator")
    assert "is asleep" in manager.get("/").text and "1 improvement team is asleep" in coordinator.get("/").text
    assert "Asleep since" in coordinator.get("/teams?asleep=1").text
    shown = manager.get(page(cast)).text
    assert "What wakes it" in shown and "Tick an action" in shown and "Write a number" in shown and "Hold a meeting" in shown
    project = make_project(cast)
    assert "is asleep" not in manager.get("/").text and "Alive" in manager.get(page(cast)).text, "writing an idea down moved something"
    assert "Roshan" not in coordinator.get("/teams?asleep=1").text and "team is asleep" not in coordinator.get("/").text
    look_after_teams()
    assert charter(database).dormant_since is None and not told(database, "team_asleep")
    assert project.number == 1


@pytest.mark.parametrize("hour", [1, 11])  # at one in the night in Karachi it is still yesterday, UTC
def test_an_idea_wakes_it_at_any_hour(database, cast, hour):
    with clock.at(date(2026, 11, 23), time(hour)):
        look_after_teams()
        assert charter(database).dormant_since == clock.today() and told(database, "team_asleep")
        make_project(cast)
        look_after_teams()
    assert charter(database).dormant_since is None and not told(database, "team_asleep")


def test_a_meeting_wakes_it_at_once(visit, database, cast):
    look_after_teams()
    meeting = make_meeting(cast, begun=True)
    meeting.attend(dict.fromkeys(members_on(meeting, clock.today()), Presence.PRESENT))
    database.commit()
    version = database.scalar(select(Meeting.version))
    database.commit()
    closed = visit("member").post(f"/meetings/{meeting.id}/closure", held_on=str(clock.today()), version=str(version))
    assert closed.status_code == 303 and charter(database).dormant_since is None
    assert not told(database, "team_asleep")


def days_ago(days: int):
    return clock.at(clock.now() - timedelta(days=days))


@pytest.mark.parametrize(("days", "is_alive"), [(60, True), (61, False)])
def test_alive_is_who_showed_something_lately(visit, database, cast, days, is_alive):
    with days_ago(days):
        make_action(make_project(cast), cast)
    database.commit()
    shown = visit("manager").get(page(cast)).text
    assert (">Alive<" in shown) is is_alive
    assert ("Nothing has shown since" in shown and "What wakes it" in shown and "Tick an action" in shown) is not is_alive


def end_training(database, cast) -> None:
    make_module()
    batch = make_batch(cast.programme, cast.roshan, cast.dastak)
    batch.close(date(2026, 9, 1))
    database.commit()


def test_whose_training_is_over_is_listed_asleep_and_nobody_is_told(visit, database, cast):
    with days_ago(61):
        make_action(make_project(cast), cast)
    database.commit()
    coordinator = visit("coordinator")
    assert "Roshan" not in coordinator.get("/teams?asleep=1").text, "what the worker has not noticed yet"
    end_training(database, cast)
    assert look_after_teams() == 0 and not database.scalars(select(Notice)).all()
    database.commit()
    for path in ("/teams", "/teams?asleep=1"):
        assert "Nothing has shown since" in coordinator.get(path).text, path
    listed = coordinator.get("/teams?asleep=1").text
    assert "Roshan" in listed and "Dastak" not in listed, "there never was a team"
    assert "team is asleep" not in coordinator.get("/").text and "is asleep" not in visit("manager").get("/").text
    assert coordinator.get(f"/teams?asleep=1&after={cast.roshan}").status_code == 200
    make_project(cast)
    assert "Roshan" not in coordinator.get("/teams?asleep=1").text and "Nothing has shown" not in coordinator.get("/teams").text


def test_over_without_any_sign_it_says_so(visit, database, cast):
    end_training(database, cast)
    assert "Nothing has shown yet" in visit("coordinator").get("/teams?asleep=1").text


def test_a_factory_that_pauses_is_left_in_peace(visit, database, cast):
    make_module()
    batch = make_batch(cast.programme, cast.roshan)
    batch.enrolments[0].pause(clock.today(), "No orders")
    database.commit()
    assert look_after_teams() == 0 and "Roshan" not in visit("coordinator").get("/teams?asleep=1").text


@pytest.mark.parametrize("who", ["manager", "trainer", "coordinator", "admin"])
def test_the_list_of_teams_stops_at_the_wall(visit, cast, who):
    shown = visit(who).get("/teams").text
    assert "Roshan" in shown and ("Dastak" in shown) is (who in ("coordinator", "admin")) and ("Chenab" in shown) is (who == "admin")
    assert "Chenab" in visit("far_coordinator").get("/teams").text
    assert visit("donor").get("/teams").status_code == 403
