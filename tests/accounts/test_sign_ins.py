"""A new password for another, a sign-in closed and opened, devices signed out from afar."""

import re

from portal.accounts.models import Role, User
from tests.accounts.build import make_person_with_role
from tests.cast import PASSWORD

VERBS = ("password", "disabling", "enabling", "sessions/end")


def test_a_reset_tells_the_password_once_and_ends_every_session(visit, cast):
    member, manager = visit("member"), visit("manager")
    page = f"/people/{cast.users['member']}"
    assert manager.post(f"{page}/password").status_code == 303
    assert member.get("/").status_code == 303
    password = re.search(r"<code><bdi[^>]*>([^<]+)</bdi></code>", manager.get(page).text)[1]
    assert password not in manager.get(page).text
    assert visit().post("/sign-in", name="member", password=PASSWORD).status_code == 422
    back = visit()
    assert back.post("/sign-in", name="member", password=password).status_code == 303
    assert back.get("/").location.endswith("/password")


def test_a_forced_change_blocks_every_page_but_the_password(visit, cast, database):
    user = database.get(User, cast.users["coordinator"])
    user.must_change = True
    database.commit()
    coordinator = visit("coordinator")
    for path in ("/", "/people", "/enterprises", f"/enterprises/{cast.roshan}", "/devices", "/more"):
        assert coordinator.get(path).location.endswith("/password")
    assert coordinator.post(f"/people/{cast.users['member']}/password").location.endswith("/password")
    assert coordinator.get("/password").status_code == 200
    assert coordinator.post("/sign-out").status_code == 303


def test_a_disabled_person_is_out_at_once_and_back_when_enabled(visit, cast):
    member, manager = visit("member"), visit("manager")
    page = f"/people/{cast.users['member']}"
    assert manager.post(f"{page}/disabling").status_code == 303
    assert "/sign-in" in member.get("/").location
    assert visit().post("/sign-in", name="member", password=PASSWORD).status_code == 422
    assert manager.post(f"{page}/disabling").status_code == 409
    assert manager.post(f"{page}/enabling").status_code == 303
    assert visit("member").get("/").status_code == 200
    assert member.get("/").status_code == 303
    assert manager.post(f"{page}/enabling").status_code == 409


def test_every_device_is_signed_out_from_afar(visit, cast):
    phone, desk, manager = visit("member"), visit("member"), visit("manager")
    assert "signed in on 2" in manager.get(f"/people/{cast.users['member']}").text
    assert manager.post(f"/people/{cast.users['member']}/sessions/end").status_code == 303
    assert phone.get("/").status_code == desk.get("/").status_code == 303


def test_nobody_does_it_to_themselves_by_mistake(visit, cast):
    for verb in VERBS:
        answer = visit("admin").post(f"/people/{cast.users['admin']}/{verb}")
        assert answer.status_code == 409 and "your own sign-in" in answer.text and "/more" in answer.text


def test_a_stranger_is_not_found_and_those_above_are_not_touched(visit, cast, database):
    above = make_person_with_role("second-manager", Role.MANAGER, cast.programme, cast.roshan)
    for verb in VERBS:
        assert visit("manager").post(f"/people/{cast.users['stranger']}/{verb}").status_code == 404
        assert visit("manager").post(f"/people/{above.id}/{verb}").status_code == 403
        assert visit("far_coordinator").post(f"/people/{cast.users['member']}/{verb}").status_code == 404
        assert visit("member").post(f"/people/{cast.users['member']}/{verb}").status_code == 403


def test_a_person_of_two_factories_is_reset_by_staff_alone(visit, cast, database):
    user = make_person_with_role("works-twice", Role.MEMBER, cast.programme, cast.roshan)
    user.give(Role.MEMBER, cast.programme, cast.dastak, user.grants[0].starts_on)
    database.commit()
    assert visit("manager").post(f"/people/{user.id}/password").status_code == 403
    assert visit("coordinator").post(f"/people/{user.id}/password").status_code == 303


def test_signing_out_is_one_tap_from_every_page(visit):
    """Each page's foot leads to the button, which stands on a page of its own."""
    manager = visit("manager")
    for path in ("/", "/projects", "/modules", "/devices"):
        assert "/more#sign-out" in manager.get(path).text, path
    page = manager.get("/more").text
    assert 'id="sign-out"' in page and 'action="/sign-out"' in page
