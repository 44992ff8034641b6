"""The silent are reminded on their days, in waking hours, once each; an answer stops it. And what waits on the first page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts.models import Programme
from portal.events.inviting import facts_of
from portal.events.jobs import remind_the_silent
from portal.events.kinds import Reply
from portal.outbox.models import Letter
from tests.events.build import DAY, invite, make_event, make_firm
from tests.events.test_events import seen

KARACHI = ZoneInfo("Asia/Karachi")


def on(day: int, hour: int) -> datetime:
    """In January 2031, which begins on a Wednesday, on Karachi's clock."""
    return datetime(2031, 1, day, hour, tzinfo=KARACHI).astimezone(UTC).replace(tzinfo=None)


@pytest.fixture
def asked(database, cast):
    with clock.at(on(2, 10)):
        event = make_event(cast.programme, starts_in=on(20, 10) - on(2, 10))
        first, second = (invite(event, make_firm(cast.programme, f"Firm {n}").id, email=f"firm{n}@firm.example") for n in range(2))
        invite(event, cast.roshan)
    database.commit()
    return event, first, second


def letters() -> list[str]:
    return [letter.key.split("/")[0] + " " + letter.to for letter in seen(select(Letter).order_by(Letter.made_at, Letter.to))]


def run(moment: datetime) -> int:
    with clock.at(moment):
        return remind_the_silent()


def test_the_silent_are_reminded_on_each_day_once(asked):
    assert run(on(10, 10)) == 0
    assert run(on(13, 10)) == 2
    assert run(on(13, 11)) == 0 and run(on(14, 10)) == 0
    assert run(on(17, 10)) == 2
    assert len(letters()) == 4


def test_an_answer_stops_the_reminders(database, asked):
    event, first, _second = asked
    assert run(on(13, 10)) == 2
    with clock.at(on(14, 10)):
        event.answer(first, Reply.MAYBE)
    database.commit()
    assert run(on(17, 10)) == 1
    assert letters()[-1] == "event-reminder firm1@firm.example"


def test_never_in_quiet_hours_nor_on_a_day_of_rest(database, cast, asked):
    assert run(on(13, 6)) == 0 and run(on(13, 21)) == 0
    database.get(Programme, cast.programme).working_days = "23456"  # the thirteenth is a Monday
    database.commit()
    assert run(on(13, 10)) == 0
    assert run(on(14, 10)) == 2, "the next working day makes up for it"


def test_of_missed_reminders_only_the_nearest_is_sent(asked):
    assert run(on(18, 10)) == 2
    assert len(letters()) == 2
    assert run(on(20, 11)) == 0, "it has begun"


def test_days_are_those_of_the_events_own_zone(visit, database, cast):
    """It begins on the twentieth in New York, where that is the twenty-first in Karachi."""
    with clock.at(on(2, 10)):
        event = make_event(cast.programme, starts_in=on(21, 6) - on(2, 10), zone="America/New_York")
        part = invite(event, make_firm(cast.programme, "Far away").id, email="far@firm.example")
        invite(event, cast.roshan)
    database.commit()
    with clock.at(on(3, 10)):
        page = visit("coordinator").get(f"/events/{event.id}").text
        assert "13 Jan" in page and "17 Jan" in page and "America/New_York" in page
        assert facts_of(event, part)["day"] == date(2031, 1, 20)
    assert run(on(13, 9)) == 0, "there it is still the twelfth"
    assert run(on(13, 11)) == 1 and run(on(14, 10)) == 0
    assert part.reminded_days == 7


def test_who_was_asked_today_is_not_reminded_today(database, cast):
    with clock.at(on(16, 9)):
        event = make_event(cast.programme, starts_in=2 * DAY)
        invite(event, make_firm(cast.programme, "Late").id, email="late@firm.example")
    database.commit()
    assert run(on(16, 10)) == 0
    assert run(on(17, 10)) == 1


def test_an_address_typed_wrongly_stops_nobody_else(database, asked):
    _event, first, _second = asked
    first.email = "nonsense"
    database.commit()
    assert run(on(13, 10)) == 1


def test_a_draft_or_a_called_off_event_reminds_nobody(database, asked):
    asked[0].call_off("Rain")
    database.commit()
    assert run(on(13, 10)) == 0


def test_the_first_page_names_what_waits(visit, database, cast):
    event = make_event(cast.programme, starts_in=5 * DAY)
    invite(event, cast.roshan)
    database.commit()
    assert "1 invited enterprise has not answered" in visit("coordinator").get("/").text
    assert "Say whether you come" in visit("manager").get("/").text
    assert "Say whether you come" not in visit("far_manager").get("/").text


def test_the_notice_of_an_event_that_has_begun_asks_for_nothing(database, cast, asked):
    from portal.events import inviting
    from portal.events.jobs import end_the_notices_of_past_events
    from portal.notices.models import Notice

    event = asked[0]
    with clock.at(on(3, 10)):
        for one in event.invitations:
            inviting.tell_invited(event, one)
        database.commit()
        assert end_the_notices_of_past_events() == 0
    waiting = select(Notice.id).where(Notice.what == "event_invited", Notice.done_at.is_(None))
    assert database.scalars(waiting).all()
    with clock.at(on(20, 10)):
        assert end_the_notices_of_past_events() > 0
    assert not database.scalars(waiting).all()
