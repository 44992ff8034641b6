"""Settings of the digest, and the calendar feed: an address like a key, with nothing behind it but one's own due days."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from portal import clock
from portal.accounts.models import User
from portal.notices.models import NoticeSettings
from tests.improvement.build import make_action, make_project

LONG = "Hang hooks at station 7; label them, and tell the helper \\ the line leader – روخسانہ بی بی کو بتائیں، " * 2


def choose(visitor, **chosen):
    return visitor.post("/notices/settings", **{"must_act": "daily", "asked_to_know": "daily", "changed": "weekly", **chosen})


def test_how_often_is_kept(visit, cast):
    member = visit("member")
    assert choose(member, changed="never").status_code == 303
    page = member.get("/notices/settings").text
    assert re.search(r'<input checked[^>]* name="changed"[^>]* value="never"', page)
    assert re.search(r'<input checked[^>]* name="must_act"[^>]* value="daily"', page)


@pytest.mark.parametrize("wrong", [{"changed": ""}, {"changed": "hourly"}])
def test_bad_input_is_explained_and_what_was_chosen_stays(visit, cast, wrong):
    answer = choose(visit("member"), must_act="never", **wrong)
    assert answer.status_code == 422
    assert 'id="changed-err"' in answer.text
    assert re.search(r'<input checked[^>]* name="must_act"[^>]* value="never"', answer.text)


def test_who_has_no_address_is_told_so(visit, cast):
    assert "knows no e-mail address of yours" in visit("member").get("/notices/settings").text


def address_of(visitor) -> str:
    visitor.post("/notices/calendar")
    return re.search(r"http://[^/<]+(/calendar/[^<]+\.ics)", visitor.get("/notices/settings").text)[1]


def feed(visit, path: str):
    return visit(None).get(path)


def test_the_calendar_holds_ones_own_due_actions_and_can_be_read_back(visit, cast, database):
    project = make_project(cast)
    make_action(project, cast, LONG[:240], due_on=date(2026, 12, 1))
    make_action(project, cast, "Somebody else’s", owner="manager", due_on=date(2026, 12, 1))
    make_action(project, cast, "Some day")
    path = address_of(visit("member"))
    answer = feed(visit, path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "Set-Cookie" not in answer.headers
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    calendar = Calendar.from_ical(answer.data)
    (event,) = calendar.walk("VEVENT")
    assert str(event["SUMMARY"]) == LONG[:240]
    assert event.decoded("DTSTART") == date(2026, 12, 1)
    assert event.decoded("DTEND") == date(2026, 12, 2)
    assert event["URL"].endswith(f"/projects/{project.id}#action-{project.actions[0].id}")
    assert not calendar.errors
    assert not event.errors


def test_what_is_done_leaves_the_calendar(visit, cast, database):
    project = make_project(cast)
    action = make_action(project, cast, due_on=clock.today() + timedelta(days=3))
    member = visit("member")
    path = address_of(member)
    assert b"BEGIN:VEVENT" in feed(visit, path).data
    member.post(f"/actions/{action.id}/completion")
    assert b"BEGIN:VEVENT" not in feed(visit, path).data


def test_a_new_address_kills_the_old_one_and_closing_kills_it_too(visit, cast):
    member = visit("member")
    first = address_of(member)
    second = address_of(member)
    assert [feed(visit, path).status_code for path in (first, second)] == [404, 200]
    member.post("/notices/calendar/end")
    assert feed(visit, second).status_code == 404
    assert "/calendar/" not in member.get("/notices/settings").text.replace("/notices/calendar", "")


def test_a_closed_sign_in_closes_the_calendar(visit, cast, database):
    path = address_of(visit("member"))
    database.get(User, cast.users["member"]).disable()
    database.commit()
    assert feed(visit, path).status_code == 404


def test_a_lost_role_empties_the_calendar(visit, cast, database):
    project = make_project(cast)
    make_action(project, cast, due_on=date(2026, 12, 1))
    path = address_of(visit("member"))
    for grant in database.get(User, cast.users["member"]).grants:
        grant.end(clock.today() - timedelta(days=1))
    database.commit()
    assert b"BEGIN:VEVENT" not in feed(visit, path).data


@pytest.mark.parametrize("token", ["x", "a.b.c", "%00", "None", "InguIg.AAAA"])
def test_a_guessed_address_opens_nothing(visit, cast, token):
    assert feed(visit, f"/calendar/{token}.ics").status_code == 404


def test_the_key_in_the_database_is_not_the_address(visit, cast, database):
    path = address_of(visit("member"))
    key = database.scalar(NoticeSettings.__table__.select().with_only_columns(NoticeSettings.calendar_key))
    database.commit()
    assert feed(visit, f"/calendar/{key}.ics").status_code == 404
    assert feed(visit, path).status_code == 200
