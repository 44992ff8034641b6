"""The factory's phones: enrolled by the manager, shared by the team, opened by PIN."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts.models import Role, User, UserSession
from portal.accounts.phones import Phone, Pin, is_weak_pin, random_pin
from portal.improvement.models import Project
from tests.accounts.build import make_person_with_role
from tests.accounts.phones import PIN, code_on, enrolled_phone, given_pin, with_own_pin


def test_a_member_signs_in_by_name_and_pin(visit, cast):
    phone, member = enrolled_phone(visit, cast), cast.users["member"]
    page = phone.get("/phone").text
    assert "Rukhsana Bibi" in page and f"/phone/{member}" in page
    assert phone.post(f"/phone/{member}", pin=given_pin(visit, member)).status_code == 303
    assert phone.get("/").location.endswith("/pin")
    assert phone.post("/pin", pin=PIN, pin_again=PIN).status_code == 303
    assert "Rukhsana Bibi" in phone.get("/").text


def test_the_phone_names_only_members_of_its_factory(visit, cast, database):
    make_person_with_role("both", Role.MEMBER, cast.programme, cast.roshan, name="Salma Manager").give(
        Role.COORDINATOR, cast.programme, None, clock.today()
    )
    database.commit()
    page = enrolled_phone(visit, cast).get("/phone").text
    for other in ("Bilal Ahmed", "Imran Qureshi", "Farah Siddiqui", "Salma Manager"):
        assert other not in page


def test_a_pin_counts_on_no_other_device(visit, cast):
    with_own_pin(visit, cast, enrolled_phone(visit, cast))
    stranger = visit()
    assert stranger.post(f"/phone/{cast.users['member']}", pin=PIN).location == "/phone"
    assert stranger.get(f"/phone/{cast.users['member']}").location == "/phone"
    assert "Rukhsana" not in stranger.get("/phone").text
    assert stranger.post("/sign-in", name="member", password=PIN).status_code == 422


def test_another_ones_cookie_does_not_open_by_its_id(visit, cast, database):
    phone = enrolled_phone(visit, cast)
    whole = phone.client.get_cookie("phone").value
    forger = visit()
    forger.client.set_cookie("phone", whole[:64] + "x" * 43)
    assert "Rukhsana" not in forger.get("/phone").text
    assert whole[64:] not in str(database.execute(select(Phone.__table__)).all())


def test_five_wrong_pins_rest_the_pair_for_a_quarter(visit, cast, database):
    other = make_person_with_role("second-member", Role.MEMBER, cast.programme, cast.roshan)
    phone, member = with_own_pin(visit, cast, enrolled_phone(visit, cast)), cast.users["member"]
    second = enrolled_phone(visit, cast, "Store phone")
    phone.post("/sign-out")
    for _ in range(5):
        assert phone.post(f"/phone/{member}", pin="918273").status_code == 422
    answer = phone.post(f"/phone/{member}", pin=PIN)
    assert answer.status_code == 429 and 840 < int(answer.headers["Retry-After"]) <= 900
    assert phone.post(f"/phone/{other.id}", pin=given_pin(visit, other.id)).status_code == 303  # a colleague on the same phone
    assert second.post(f"/phone/{member}", pin=PIN).status_code == 303  # the same person on another phone
    phone.post("/sign-out")
    from portal.accounts.throttle import Attempt

    for attempt in database.scalars(select(Attempt)):
        attempt.rests_until = attempt.rests_until and clock.now() - timedelta(seconds=1)
    database.commit()
    assert [phone.post(f"/phone/{member}", pin="918273").status_code for _ in range(4)] == [422] * 4  # five new tries
    assert phone.post(f"/phone/{member}", pin=PIN).status_code == 303


def test_a_pin_of_another_is_over_after_a_day(visit, cast, database):
    phone, member = enrolled_phone(visit, cast), cast.users["member"]
    pin = given_pin(visit, member)
    held = database.scalar(select(Pin))
    assert timedelta(hours=23) < held.expires_at - clock.now() <= timedelta(hours=24)
    held.expires_at = clock.now() - timedelta(seconds=1)
    database.commit()
    assert phone.post(f"/phone/{member}", pin=pin).status_code == 422


def test_a_given_pin_must_be_changed_and_is_told(visit, cast):
    phone, member = enrolled_phone(visit, cast), cast.users["member"]
    pin = given_pin(visit, member)
    phone.post(f"/phone/{member}", pin=pin)
    page = phone.get("/pin").text
    assert "\u2068Imran Qureshi\u2069 set a new PIN for you" in page and "set by somebody else" in page
    assert phone.get("/projects").location.endswith("/pin")
    same = phone.post("/pin", pin=pin, pin_again=pin)
    assert same.status_code == 422 and "have already" in same.text
    assert phone.post("/pin", pin="123456", pin_again="123456").status_code == 422
    assert phone.post("/pin", pin=PIN, pin_again="739147").status_code == 422
    assert phone.post("/pin", pin=PIN, pin_again=PIN).status_code == 303
    assert phone.get("/projects").status_code == 200


@pytest.mark.parametrize("pin", ["123456", "654321", "111111", "112211", "121212", "123123", "123321", "456789", "147258", "012345"])
def test_rows_and_patterns_are_weak(pin):
    assert is_weak_pin(pin)


@pytest.mark.parametrize("pin", ["140892", "920814", "081492", "311299", "290200", "198473", "471998", "010100"])
def test_birthdays_and_years_are_weak(pin):
    assert is_weak_pin(pin)


def test_others_are_not_weak_and_a_given_one_never_is():
    assert not is_weak_pin(PIN) and not is_weak_pin("918273") and not is_weak_pin("804957")
    assert not any(is_weak_pin(random_pin()) for _ in range(200))
    assert sum(is_weak_pin(f"{number:06}") for number in range(0, 1_000_000, 97)) < 0.2 * 1_000_000 / 97


def test_urdu_digits_are_digits(visit, cast):
    phone = with_own_pin(visit, cast, enrolled_phone(visit, cast))
    phone.post("/sign-out")
    assert phone.post(f"/phone/{cast.users['member']}", pin=PIN.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))).status_code == 303


def test_two_people_share_a_phone_and_each_deed_is_its_persons(visit, cast, database):
    other = make_person_with_role("second-member", Role.MEMBER, cast.programme, cast.roshan)
    phone = with_own_pin(visit, cast, enrolled_phone(visit, cast))
    logged = {"problem": "Thread breaks at station 4", "area": str(cast.line_3)}
    assert phone.post("/projects", **phone.hidden("/projects/new"), **logged).status_code == 303, "first person logs"
    left = phone.post("/sign-out")
    assert left.location == "/phone" and "Nasreen Akbar" in phone.get("/phone").text
    assert phone.get("/projects").status_code == 303
    phone.post(f"/phone/{other.id}", pin=given_pin(visit, other.id))
    phone.post("/pin", pin="804957", pin_again="804957")
    assert phone.post("/projects", **{**phone.hidden("/projects/new"), **logged, "problem": "Needles are blunt"}).status_code == 303
    database.expire_all()
    assert {project.problem: project.raised_by_id for project in database.scalars(select(Project))} == {
        "Thread breaks at station 4": cast.people["member"],
        "Needles are blunt": other.person_id,
    }


def test_on_the_phone_one_stays_thirty_days_and_no_longer_than_ninety(visit, cast, database):
    phone = with_own_pin(visit, cast, enrolled_phone(visit, cast))
    device = database.scalar(select(UserSession).where(UserSession.phone_id.is_not(None)))
    for seen, started, status in ((29, 29, 200), (31, 31, 303), (1, 89, 200), (1, 91, 303)):
        device.seen_at, device.started_at = clock.now() - timedelta(days=seen), clock.now() - timedelta(days=started)
        database.commit()
        assert phone.get("/devices").status_code == status, (seen, started)


def test_elsewhere_half_an_hour_and_twelve_hours(visit, cast, database):
    member = visit("member")
    device = database.scalar(select(UserSession))
    for seen, started, status in ((29, 29, 200), (31, 31, 303), (1, 719, 200), (1, 721, 303)):
        device.seen_at, device.started_at = clock.now() - timedelta(minutes=seen), clock.now() - timedelta(minutes=started)
        database.commit()
        assert member.get("/devices").status_code == status, (seen, started)


def test_an_ended_phone_signs_everybody_out_and_nobody_in(visit, cast, database):
    phone, manager = with_own_pin(visit, cast, enrolled_phone(visit, cast)), visit("manager")
    kept = database.scalar(select(Phone))
    database.commit()
    assert manager.post(f"/phones/{kept.id}/end").status_code == 303
    assert phone.get("/").status_code == 303
    assert "Rukhsana" not in phone.get("/phone").text
    assert phone.post(f"/phone/{cast.users['member']}", pin=PIN).location == "/phone"
    assert manager.post(f"/phones/{kept.id}/end").status_code == 409


def test_who_rises_above_member_is_out_on_the_phone(visit, cast, database):
    phone = with_own_pin(visit, cast, enrolled_phone(visit, cast))
    database.get(User, cast.users["member"]).give(Role.MANAGER, cast.programme, cast.roshan, clock.today())
    database.commit()
    assert phone.get("/people").status_code == 303
    assert visit("coordinator").post(f"/people/{cast.users['member']}/pin").status_code == 409


def test_the_manager_enrols_the_device_in_hand(visit, cast):
    manager = visit("manager")
    assert manager.post(f"/enterprises/{cast.roshan}/phones", name="Office", which="this").status_code == 303
    manager.post("/sign-out")
    assert "Rukhsana Bibi" in manager.get("/phone").text


def test_a_code_counts_once_and_for_an_hour(visit, cast, database):
    from portal.accounts.links import OneTimeLink

    manager = visit("manager")
    made = manager.post(f"/enterprises/{cast.roshan}/phones", name="Line 3", which="another")
    page = manager.get(made.location).text
    code = code_on(page)
    assert code not in manager.get(made.location).text  # shown once
    assert visit().post("/phone/code", code=code.lower()).status_code == 303
    assert visit().post("/phone/code", code=code).status_code == 422
    late = code_on(manager.get(manager.post(f"/enterprises/{cast.roshan}/phones", name="Line 4", which="another").location).text)
    for link in database.scalars(select(OneTimeLink)):
        link.expires_at = clock.now() - timedelta(seconds=1)
    database.commit()
    assert visit().post("/phone/code", code=late).status_code == 422


def test_the_qr_fills_the_code_in_on_the_phone(visit, cast):
    manager, phone = visit("manager"), visit()
    code = code_on(manager.get(manager.post(f"/enterprises/{cast.roshan}/phones", name="Line 3", which="another").location).text)
    opened = phone.get(f"/phone/code/{code.replace('-', '')}")
    assert opened.status_code == 303 and opened.location == "/phone"
    assert f'value="{code}"' in phone.get("/phone").text


def test_bad_phones_are_explained(visit, cast):
    answer = visit("manager").post(f"/enterprises/{cast.roshan}/phones", name="", which="")
    assert answer.status_code == 422 and "Give the phone a name" in answer.text


def test_a_stranger_finds_no_phones_and_the_wrong_role_opens_no_door(visit, cast, database):
    enrolled_phone(visit, cast)
    kept = database.scalar(select(Phone))
    database.commit()
    assert visit("manager").get(f"/enterprises/{cast.dastak}/phones").status_code == 404
    assert visit("far_manager").post(f"/phones/{kept.id}/end").status_code == 404
    for name in ("member", "trainer", "expert", "donor"):
        assert visit(name).get(f"/enterprises/{cast.roshan}/phones").status_code == 403
        assert visit(name).post(f"/phones/{kept.id}/end").status_code == 403
    assert visit("stranger").post(f"/people/{cast.users['member']}/pin").status_code == 403


def test_a_pin_is_for_members_alone(visit, cast):
    assert visit("coordinator").post(f"/people/{cast.users['manager']}/pin").status_code == 409
    assert visit("manager").get("/pin").status_code == 409


def test_a_member_changes_the_pin_with_the_old_one_or_with_the_password(visit, cast):
    phone = with_own_pin(visit, cast, enrolled_phone(visit, cast))
    wrong = phone.post("/pin", current="918273", pin="804957", pin_again="804957")
    assert wrong.status_code == 422 and "not your PIN" in wrong.text
    assert phone.post("/pin", current=PIN, pin="804957", pin_again="804957").status_code == 303
    desk = visit("member")
    assert desk.post("/pin", pin=PIN, pin_again=PIN).status_code == 303


def test_a_leaked_database_does_not_tell_pins(app, visit, cast, database):
    """Without the portal's key the hash is of nothing that one could count through."""
    from portal.accounts import passwords
    from portal.accounts.phones import peppered

    with_own_pin(visit, cast, enrolled_phone(visit, cast))
    held, member = database.scalar(select(Pin)), cast.users["member"]
    assert passwords.matches(held.hash, peppered(member, PIN))
    app.config["SECRET_KEY"], kept = "u" * 40, app.config["SECRET_KEY"]
    try:
        assert not passwords.matches(held.hash, peppered(member, PIN))
    finally:
        app.config["SECRET_KEY"] = kept
