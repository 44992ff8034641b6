"""Roles given and ended: never more than one holds, and an end counts at once."""

from datetime import date, timedelta

from portal import clock
from portal.accounts.models import Assignment, Grant, Role, User
from portal.database import db
from tests.accounts.build import make_person_with_role


def role(place, **facts) -> dict:
    return {"role": "member", "place": str(place), "starts_on": "2026-01-01", **facts}


def grant_of(database, user_id, kind: Role) -> Grant:
    """As it stands now; the session lets go of the database before the site is asked."""
    database.expire_all()
    found = database.scalar(db.select(Grant).where(Grant.user_id == user_id, Grant.role == kind))
    database.commit()
    return found


def test_a_coordinator_gives_a_second_role(visit, cast, database):
    member, coordinator = cast.users["member"], visit("coordinator")
    assert coordinator.get(f"/people/{member}/grants/new").status_code == 200
    answer = coordinator.post(f"/people/{member}/grants", **role(cast.roshan, role="manager", ends_on="2027-06-30"))
    assert answer.status_code == 303
    given = grant_of(database, member, Role.MANAGER)
    assert given.ends_on == date(2027, 6, 30) and given.given_by == cast.users["coordinator"]
    assert visit("member").get("/people").status_code == 200


def test_a_role_that_begins_later_opens_nothing_yet(visit, cast):
    member = cast.users["member"]
    visit("coordinator").post(f"/people/{member}/grants", **role(cast.roshan, role="manager", starts_on="2050-01-01"))
    assert visit("member").get("/people").status_code == 403


def test_the_same_role_twice_is_explained(visit, cast):
    answer = visit("coordinator").post(f"/people/{cast.users['member']}/grants", **role(cast.roshan))
    assert answer.status_code == 422 and "already has this role" in answer.text


def test_a_role_without_a_place_or_with_crossed_days_is_explained(visit, cast):
    answer = visit("coordinator").post(f"/people/{cast.users['member']}/grants", **role("", ends_on="2025-01-01"))
    assert answer.status_code == 422
    assert "held in one enterprise" in answer.text and "lies before the first" in answer.text


def test_nobody_grants_more_than_they_hold(visit, cast):
    member = cast.users["member"]
    assert visit("manager").post(f"/people/{member}/grants", **role(cast.roshan, role="manager")).status_code == 403
    assert visit("coordinator").post(f"/people/{member}/grants", **role(cast.programme, role="coordinator")).status_code == 403
    assert visit("coordinator").post(f"/people/{member}/grants", **role("", role="administrator")).status_code == 403
    assert visit("manager").post(f"/people/{cast.users['manager']}/grants", **role("", role="coordinator")).status_code == 422


def test_a_stranger_is_given_nothing(visit, cast):
    assert visit("manager").post(f"/people/{cast.users['stranger']}/grants", **role(cast.roshan)).status_code == 404
    assert visit("member").post(f"/people/{cast.users['member']}/grants", **role(cast.roshan)).status_code == 403


def test_an_ended_role_stops_reach_at_the_next_request(visit, cast, database):
    member = visit("member")
    assert member.get(f"/enterprises/{cast.roshan}").status_code == 200
    given = grant_of(database, cast.users["member"], Role.MEMBER)
    assert visit("manager").post(f"/grants/{given.id}/end").status_code == 303
    assert member.get(f"/enterprises/{cast.roshan}").status_code == 403
    assert member.get("/").status_code == 200


def test_a_role_ends_once(visit, cast, database):
    given = grant_of(database, cast.users["member"], Role.MEMBER)
    manager = visit("manager")
    assert manager.post(f"/grants/{given.id}/end").status_code == 303
    again = manager.post(f"/grants/{given.id}/end")
    assert again.status_code == 409 and "already ended" in again.text


def test_a_role_ended_today_can_be_given_again_today(visit, cast, database):
    member, manager = cast.users["member"], visit("manager")
    given = grant_of(database, member, Role.MEMBER)
    manager.post(f"/grants/{given.id}/end")
    again = role(cast.roshan, starts_on=given.starts_on.isoformat())
    assert manager.post(f"/people/{member}/grants", **{**again, "starts_on": clock.today().isoformat()}).status_code == 303
    assert visit("member").get(f"/enterprises/{cast.roshan}").status_code == 200


def test_who_left_the_factory_is_still_on_its_list_without_a_role(visit, cast, database):
    given = grant_of(database, cast.users["member"], Role.MEMBER)
    manager = visit("manager")
    manager.post(f"/grants/{given.id}/end")
    page = manager.get("/people").text
    assert "Rukhsana Bibi" in page and "No role now" in page
    assert "One role in the past" in manager.get(f"/people/{cast.users['member']}").text


def test_the_wrong_role_ends_nothing(visit, cast, database):
    manager_role = grant_of(database, cast.users["manager"], Role.MANAGER)
    assert visit("manager").post(f"/grants/{manager_role.id}/end").status_code == 403
    assert visit("member").post(f"/grants/{manager_role.id}/end").status_code == 403
    assert visit("far_coordinator").post(f"/grants/{manager_role.id}/end").status_code == 404


def test_nobody_ends_their_own_last_role(visit, cast, database):
    own = grant_of(database, cast.users["admin"], Role.ADMINISTRATOR)
    answer = visit("admin").post(f"/grants/{own.id}/end")
    assert answer.status_code == 409 and "your only role" in answer.text
    assert f"/people/{cast.users['admin']}" in answer.text


def test_one_of_two_own_roles_may_end(visit, cast, database):
    admin = database.get(User, cast.users["admin"])
    second = admin.give(Role.COORDINATOR, cast.programme, None, date(2026, 1, 1))
    database.commit()
    assert visit("admin").post(f"/grants/{second.id}/end").status_code == 303


def test_a_former_role_above_still_shields_a_person(visit, cast, database):
    user = make_person_with_role("was-manager", Role.MANAGER, cast.programme, cast.roshan)
    user.grants[0].end(clock.today() - timedelta(days=1))
    database.commit()
    assert visit("manager").post(f"/people/{user.id}/password").status_code == 403


def test_a_trainer_reaches_only_between_assignment_dates(visit, cast, database):
    sent = database.scalar(db.select(Assignment).where(Assignment.user_id == cast.users["trainer"]))
    database.commit()
    trainer, today = visit("trainer"), clock.today()
    for first, last, status in ((-5, -1, 403), (1, 9, 403), (0, 0, 200), (-5, None, 200)):
        sent.starts_on = today + timedelta(days=first)
        sent.ends_on = None if last is None else today + timedelta(days=last)
        database.commit()
        seen = trainer.get(f"/enterprises/{cast.roshan}").status_code
        assert seen == (status if status == 200 else 404), (first, last)
