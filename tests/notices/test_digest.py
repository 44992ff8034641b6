"""The digest: only when something changed, once a day, never in quiet hours, in the reader's language, as often as they chose."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts.models import Programme
from portal.notices.hours import Hours, zone
from portal.notices.jobs import write_digests
from portal.notices.models import Kind, Notice
from portal.outbox.models import Letter
from portal.outbox.sending import message_of
from tests.notices.build import MORNING, give_address, notice_to

DAY = timedelta(days=1)
YESTERDAY = MORNING - DAY


def digest_at(moment: datetime) -> int:
    with clock.at(moment):
        return write_digests()


def letters(database) -> list[Letter]:
    return list(database.scalars(select(Letter).order_by(Letter.id)))


@pytest.fixture
def member(cast, database):
    give_address(cast)
    return cast


def test_no_digest_when_nothing_changed(member, database):
    assert [digest_at(MORNING + hours * timedelta(hours=1)) for hours in range(72)] == [0] * 72
    assert letters(database) == []


def test_one_digest_when_something_changed_and_none_the_day_after(member, database):
    notice_to(member, moment=YESTERDAY)
    assert [digest_at(MORNING + hours * timedelta(hours=1)) for hours in range(72)] == [1] + [0] * 71
    assert [letter.to for letter in letters(database)] == ["member@example.org"]


def test_what_was_read_is_not_mailed(member, database):
    notice_to(member, moment=YESTERDAY).see()
    database.commit()
    assert digest_at(MORNING) == 0


def test_what_comes_during_the_day_waits_for_the_next_morning(member, database):
    notice_to(member, moment=MORNING)
    assert digest_at(MORNING + timedelta(hours=3)) == 0
    assert digest_at(MORNING + DAY) == 1


def test_at_most_one_a_day_even_when_the_job_is_done_again(member, database):
    notice_to(member, moment=YESTERDAY)
    assert digest_at(MORNING) == 1
    for notice in database.scalars(select(Notice)):
        notice.mailed_at = None  # as if the worker had died before it noted so
    database.commit()
    assert digest_at(MORNING + timedelta(hours=1)) == 0
    assert len(letters(database)) == 1


@pytest.mark.parametrize("hour", [20, 23, 0, 3, 6])
def test_never_in_quiet_hours(member, database, hour):
    notice_to(member, moment=YESTERDAY - DAY)
    wall = datetime(2026, 11, 24, hour, 30, tzinfo=clock.ZONE)
    assert digest_at(wall.astimezone(zone("UTC")).replace(tzinfo=None)) == 0


@pytest.mark.parametrize(("hour", "written"), [(6, 0), (7, 1), (19, 1)])
def test_the_first_and_the_last_hour(member, database, hour, written):
    notice_to(member, moment=YESTERDAY - DAY)
    wall = datetime(2026, 11, 24, hour, 0, tzinfo=clock.ZONE)
    assert digest_at(wall.astimezone(zone("UTC")).replace(tzinfo=None)) == written


def test_the_programme_says_when_it_is_quiet_and_which_days_it_works(member, database):
    programme = database.get(Programme, member.programme)
    programme.zone, programme.quiet_from, programme.quiet_until, programme.working_days = "Europe/Zurich", 12, 13, "1"
    database.commit()
    notice_to(member, moment=YESTERDAY - 5 * DAY)
    assert digest_at(MORNING) == 0, "a Tuesday"
    monday = MORNING + 6 * DAY
    assert digest_at(monday.replace(hour=11, minute=30)) == 0, "half past twelve in Zurich"
    assert digest_at(monday.replace(hour=12)) == 1


def test_no_digest_on_a_sunday(member, database):
    notice_to(member, moment=YESTERDAY)
    sunday = MORNING + 5 * DAY
    assert sunday.isoweekday() == 7
    assert (digest_at(sunday), digest_at(sunday + DAY)) == (0, 1)


def test_hours_over_midnight_and_within_a_day():
    night, noon, none = Hours(), Hours(), Hours()
    noon.quiet_from, noon.quiet_until = 12, 14
    none.quiet_from = none.quiet_until = 7
    assert [hour for hour in range(24) if night.is_quiet(hour)] == [*range(7), *range(20, 24)]
    assert [hour for hour in range(24) if noon.is_quiet(hour)] == [12, 13]
    assert not any(none.is_quiet(hour) for hour in range(24))
    assert zone("Not/AZone") is clock.ZONE


def test_without_an_address_there_is_no_letter(cast, database):
    notice_to(cast, moment=YESTERDAY)
    assert digest_at(MORNING) == 0


def test_weekly_is_once_a_week_and_never_is_never(visit, member, database):
    visit("member").post("/notices/settings", must_act="weekly", asked_to_know="never", changed="never")
    notice_to(member, moment=YESTERDAY)
    notice_to(member, kind=Kind.CHANGED, moment=YESTERDAY)
    assert digest_at(MORNING) == 1
    assert [group["title"] for group in letters(database)[0].facts["groups"]] == ["You must act"]
    notice_to(member, moment=MORNING)
    assert [digest_at(MORNING + day * DAY) for day in range(1, 7)] == [0, 0, 0, 0, 0, 1], "the next Monday"


def test_both_languages_grouped_by_kind_with_whole_addresses(member, cast, database, app, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://portal.example.org")
    monkeypatch.setitem(app.config, "MAIL_FROM", "portal@example.org")
    give_address(cast, "manager", "ur")
    for who in ("member", "manager"):
        notice_to(cast, who, Kind.ASKED_TO_KNOW, moment=YESTERDAY)
        notice_to(cast, who, Kind.MUST_ACT, moment=YESTERDAY - DAY, by={"name": "Sana Tariq", "name_ur": "ثنا طارق"})
    assert digest_at(MORNING) == 2
    english, urdu = sorted((message_of(letter) for letter in letters(database)), key=lambda message: message["Content-Language"])
    text = english.get_body(("plain",)).get_content()
    assert english["Subject"] == "2 things are new for you"
    assert text.index("You must act") < text.index("For you to know")
    assert f"https://portal.example.org/enterprises/{cast.roshan}" in text
    assert english["List-Unsubscribe"] == "<https://portal.example.org/notices/settings>"
    html = urdu.get_body(("html",)).get_content()
    assert 'dir="rtl"' in html
    assert "ثنا طارق" in html
    assert "gave you" not in html
    assert urdu["Subject"] != english["Subject"]


def test_what_one_no_longer_reaches_is_not_mailed(cast, database):
    give_address(cast, "former_trainer")
    notice_to(cast, "former_trainer", moment=YESTERDAY, action="Secret of Roshan")
    assert digest_at(MORNING) == 0


def test_an_address_that_is_none_stops_nobody(member, cast, database):
    give_address(cast, "manager")
    from portal.accounts.models import User

    database.get(User, cast.users["member"]).email = "not an address"
    database.commit()
    for who in ("member", "manager"):
        notice_to(cast, who, moment=YESTERDAY)
    digest_at(MORNING)
    assert [letter.to for letter in letters(database)] == ["manager@example.org"]


def test_a_digest_really_arrives(member, database, app, monkeypatch):
    from portal.outbox import jobs
    from tests.outbox.build import Post

    server = Post().start()
    monkeypatch.setitem(app.config, "MAIL_URL", server.url)
    monkeypatch.setitem(app.config, "MAIL_FROM", "portal@example.org")
    notice_to(member, moment=YESTERDAY)
    digest_at(MORNING)
    with clock.at(MORNING):
        assert jobs.deliver() == 1
    server.stop()
    assert "Hang hooks" in server.box.messages[0].get_body(("plain",)).get_content()
