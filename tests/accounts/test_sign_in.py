"""Signing in, out, and what a password change ends."""

import re
from datetime import timedelta

from sqlalchemy import select

from portal import clock
from portal.accounts.models import UserSession
from tests.cast import PASSWORD


def test_a_person_signs_in_and_sees_home(visit):
    page = visit("manager").get("/")
    assert page.status_code == 200
    assert "Imran Qureshi" in page.text


def test_a_wrong_password_is_explained_and_the_name_stays(visit):
    answer = visit().post("/sign-in", name="manager", password="not this one")
    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert 'value="manager"' in answer.text


def test_a_stranger_at_the_door_is_asked_to_sign_in(visit):
    answer = visit().get("/devices")
    assert answer.status_code == 303
    assert "/sign-in?next=" in answer.location


def test_after_sign_in_one_is_where_one_wanted_to_go(visit):
    guest = visit()
    token = guest.get("/devices").location.split("next=")[1]
    answer = guest.post("/sign-in", name="member", password=PASSWORD, next=token)
    assert answer.location.endswith("/devices")


def test_signing_out_ends_the_session_on_the_server(visit):
    manager = visit("manager")
    cookie = manager.client.get_cookie("portal")
    assert manager.post("/sign-out").headers["Clear-Site-Data"] == '"cache"'
    manager.client.set_cookie("portal", cookie.value)
    assert manager.get("/").status_code == 303


def test_a_new_password_ends_the_other_devices(visit):
    here, elsewhere = visit("member"), visit("member")
    answer = here.post("/password", current=PASSWORD, password="yarn kite seven rivers", again="yarn kite seven rivers")
    assert answer.status_code == 303
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303


def test_what_is_wrong_with_a_password_is_told_in_the_order_of_its_fields(visit):
    answer = visit("manager").post("/password", current="", password="short", again="")
    summary = answer.text.split('id="sorry"')[1].split("</div>")[0]
    assert answer.status_code == 422 and re.findall(r'href="#(\w+)"', summary) == ["current", "password", "again"]


def test_the_password_that_was_handed_over_is_no_new_one(visit):
    answer = visit("member").post("/password", current=PASSWORD, password=PASSWORD, again=PASSWORD)
    assert answer.status_code == 422 and "password you have now" in answer.text


def test_a_write_after_a_pause_notes_the_session_without_waiting_for_itself(visit, database):
    member = visit("member")
    for device in database.scalars(select(UserSession)):
        device.seen_at = clock.now() - timedelta(minutes=5)
    database.commit()
    assert member.post("/language", language="ur", back="/").status_code == 303
    database.expire_all()
    assert all(clock.now() - device.seen_at < timedelta(minutes=1) for device in database.scalars(select(UserSession)))
