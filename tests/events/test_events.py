"""Events are planned, opened, called off and closed by staff; others see what is theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event as sql_event
from sqlalchemy import false, select

from portal import clock
from portal.database import db
from portal.enterprises import alumni
from portal.errors import NotNow
from portal.events.kinds import Presence, Reply, Status
from portal.events.models import BudgetLine, Event, EventHelper, Newcomer, Slot
from portal.notices.models import Notice
from tests.events.build import DAY, invite, make_event, make_firm

FORM = {
    "kind": "mobilisation",
    "name": "Meet SCORE",
    "mode": "in_person",
    "place": "Hall 2",
    "day": "2031-09-21",
    "starts": "09:30",
    "ends": "16:00",
    "reminders": "7, 3, 1",
}


def seen(found) -> list:
    """Rows, and no transaction left open behind them: it would hold the lock that the site needs."""
    rows = list(db.session.scalars(found))
    db.session.commit()
    return rows


def only_event() -> Event:
    return seen(select(Event))[0]


def test_a_coordinator_plans_an_event_on_the_clock_of_the_programme(visit, database, cast):
    sana = visit("coordinator")
    assert sana.get("/events/new").status_code == 200
    answer = sana.post("/events", programme=cast.programme, capacity="40", **FORM)
    assert answer.status_code == 303, answer.text
    event = only_event()
    assert event.status is Status.DRAFT
    assert (event.starts_at.isoformat(), event.ends_at.isoformat()) == ("2031-09-21T04:30:00", "2031-09-21T11:00:00")
    page = sana.get(answer.location).text
    assert "Meet SCORE" in page and "09:30–16:00" in page


def test_the_zone_is_the_programmes(visit, database, cast):
    from portal.accounts.models import Programme

    database.get(Programme, cast.programme).zone = "Europe/Berlin"
    database.commit()
    sana = visit("coordinator")
    assert sana.post("/events", programme=cast.programme, **FORM).status_code == 303
    assert only_event().starts_at.isoformat() == "2031-09-21T07:30:00"
    spring = {**FORM, "day": "2031-03-30", "starts": "02:30"}
    refused = sana.post("/events", programme=cast.programme, **spring)
    assert refused.status_code == 422 and "clocks there are put forward" in refused.text


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"ends": "09:00"}, "It ends before it begins"),
        ({"ends": "09:30"}, "It ends before it begins"),
        ({"last_day": "2031-09-20"}, "It ends before it begins"),
        ({"last_day": "2032-09-20"}, "at most 14 days"),
        ({"starts": "half past nine"}, "Write the time as hours and minutes"),
        ({"mode": "virtual", "place": ""}, "Give the link under which people join"),
        ({"mode": "virtual", "meeting_link": "javascript:alert(1)"}, "beginning with https://"),
        ({"place": ""}, "Say where people meet"),
        ({"reminders": "soon"}, "Write days with commas"),
        ({"capacity": "0"}, "how many people there is room for"),
        ({"kind": "party"}, "Choose one of those offered"),
    ],
)
def test_what_cannot_be_is_explained_and_nothing_typed_is_lost(visit, cast, changed, why):
    answer = visit("coordinator").post("/events", programme=cast.programme, **{**FORM, **changed})
    assert answer.status_code == 422
    assert why in answer.text and "Meet SCORE" in answer.text


def test_an_event_may_go_on_past_midnight_when_its_last_day_is_said(visit, database, cast):
    answer = visit("coordinator").post(
        "/events", programme=cast.programme, **{**FORM, "starts": "20:00", "ends": "01:00", "last_day": "2031-09-22"}
    )
    assert answer.status_code == 303
    event = only_event()
    assert event.ends_at - event.starts_at == timedelta(hours=5)
    assert "22 September 2031" in visit("coordinator").get(f"/events/{event.id}").text


def test_who_may_plan_and_who_may_look(visit, database, cast):
    event = make_event(cast.programme)
    invite(event, cast.roshan)
    draft = make_event(cast.programme, is_open=False)
    invite(draft, cast.roshan)
    database.commit()
    answers = {
        name: visit(name).get(f"/events/{event.id}").status_code
        for name in ("manager", "member", "trainer", "expert", "coordinator", "admin")
    }
    assert set(answers.values()) == {200}, answers
    assert {
        visit(name).get(f"/events/{event.id}").status_code for name in ("stranger", "former_trainer", "far_coordinator", "far_manager")
    } == {404}
    assert visit("donor").get("/events").status_code == 403
    assert {visit(name).get("/events/new").status_code for name in ("manager", "trainer", "expert")} == {403}
    assert visit("manager").post(f"/events/{event.id}/closure").status_code == 403
    assert {visit(name).get(f"/events/{draft.id}").status_code for name in ("manager", "trainer", "expert")} == {404}


def test_a_factory_sees_nothing_of_the_others(visit, database, cast):
    event = make_event(cast.programme)
    invite(event, cast.roshan)
    invite(event, cast.dastak, contact="Mr Somebody")
    database.add(BudgetLine(programme_id=cast.programme, event_id=event.id, item="Secret tea", planned=1))
    database.commit()
    page = visit("manager").get(f"/events/{event.id}").text
    assert "Roshan" in page and "Dastak" not in page and "Secret tea" not in page


def test_whoever_helps_sees_the_event_until_they_no_longer_do(visit, database, cast):
    event = make_event(cast.programme)
    invite(event, cast.dastak)
    database.commit()
    sana, tahir = visit("coordinator"), visit("former_trainer")
    assert tahir.get(f"/events/{event.id}").status_code == 404
    answer = sana.post(f"/events/{event.id}/helpers", helper=cast.users["former_trainer"])
    assert answer.status_code == 303
    assert tahir.get(f"/events/{event.id}/door").status_code == 200
    helper = seen(select(EventHelper))[0]
    assert sana.post(f"/helpers/{helper.id}/removal").status_code == 303
    assert tahir.get(f"/events/{event.id}").status_code == 404
    assert sana.post(f"/events/{event.id}/helpers", helper=cast.users["far_manager"]).status_code == 422


def test_an_event_is_opened_called_off_and_everybody_is_told(visit, database, cast):
    event = make_event(cast.programme, is_open=False)
    invite(event, cast.roshan, email="imran@roshan.example")
    database.commit()
    sana = visit("coordinator")
    assert sana.post(f"/events/{event.id}/opening").status_code == 303
    assert sana.post(f"/events/{event.id}/opening").status_code == 409
    told = seen(select(Notice.what).where(Notice.user_id == cast.users["manager"]))
    assert told == ["event_invited"]
    empty = sana.post(f"/events/{event.id}/calling-off")
    assert empty.status_code == 422
    assert sana.post(f"/events/{event.id}/calling-off", reason="The hall is flooded.").status_code == 303
    told = seen(select(Notice.what).where(Notice.user_id == cast.users["manager"]))
    assert "event_called_off" in told
    from portal.outbox.models import Letter

    assert [letter.to for letter in seen(select(Letter))] == ["imran@roshan.example"]
    assert sana.post(f"/events/{event.id}/closure").status_code == 409


def test_two_who_edit_the_same_event_see_both_texts(visit, database, cast):
    event = make_event(cast.programme)
    database.commit()
    sana = visit("coordinator")
    stale = sana.hidden(f"/events/{event.id}/edit")["version"]
    assert sana.post(f"/events/{event.id}", **{**FORM, "version": stale, "name": "One"}).status_code == 303
    clash = sana.post(f"/events/{event.id}", **{**FORM, "version": stale, "name": "Two"})
    assert clash.status_code == 409 and "One" in clash.text and "Two" in clash.text


def test_closing_notes_who_did_not_come(database, cast):
    event = make_event(cast.programme)
    part = invite(event, cast.roshan)
    event.answer(part, Reply.YES, 2, [("Imran", "male", "manager"), ("Shazia", "female", "worker")])
    database.flush()
    with pytest.raises(NotNow):
        event.close()
    with clock.at(event.starts_at + timedelta(hours=1)):
        imran = part.guest_named("imran")
        event.door.check_in(imran, "list")
        assert event.close() == 1
        assert {guest.name: guest.presence for guest in part.guests} == {"Imran": Presence.LATE, "Shazia": Presence.ABSENT}
        event.reopen()
        assert event.status is Status.OPEN


def test_agenda_budget_and_their_sums(visit, database, cast):
    event = make_event(cast.programme)
    invite(event, cast.roshan)
    database.commit()
    sana = visit("coordinator")
    slot = {
        "title": "What we changed",
        "day": "2031-09-21",
        "starts": "10:00",
        "minutes": "20",
        "enterprise": cast.roshan,
        "speaker": "Imran Qureshi",
    }
    assert sana.post(f"/events/{event.id}/slots", **slot).status_code == 303
    refused = sana.post(f"/events/{event.id}/slots", **slot, video_link="https://video.example/1")
    assert refused.status_code == 422 and "Ask the enterprise first" in refused.text
    made = seen(select(Slot))[0]
    page = visit("manager").get(f"/events/{event.id}").text
    assert "What we changed" in page and "10:00" in page
    assert sana.get(f"/slots/{made.id}/edit").status_code == 200
    assert sana.post(f"/slots/{made.id}", **{**slot, "title": "What changed", "version": made.version}).status_code == 303
    for item, planned, actual in (("Hall", "50000", "48000"), ("Tea", "12000", "")):
        assert sana.post(f"/events/{event.id}/budget-lines", item=item, planned=planned, actual=actual).status_code == 303
    page = sana.get(f"/events/{event.id}").text
    assert "62,000" in page and "48,000" in page and "Of 1 line it is not known yet" in page
    line = seen(select(BudgetLine).where(BudgetLine.item == "Tea"))[0]
    assert sana.post(f"/budget-lines/{line.id}/removal").status_code == 303
    assert sana.post(f"/events/{event.id}/budget-lines", item="", planned="x").status_code == 422
    assert sana.post(f"/slots/{made.id}/removal").status_code == 303
    assert "What changed" not in sana.get(f"/events/{event.id}").text


def test_the_list_has_those_to_come_and_those_past_and_its_filters_are_addresses(visit, database, cast):
    make_event(cast.programme, name="Next month")
    make_event(cast.programme, name="A class", kind="class")
    past = make_event(cast.programme, name="Long ago", is_open=False, starts_in=-30 * DAY)
    past.status = Status.CLOSED
    database.commit()
    sana = visit("coordinator")
    assert [name in sana.get("/events").text for name in ("Next month", "A class", "Long ago")] == [True, True, False]
    assert "Long ago" in sana.get("/events?when=past").text
    assert "Next month" not in sana.get("/events?kind=class").text
    for odd in ("?after=x_y", "?kind=%00", "?when=never&after=2031-01-01_"):
        assert sana.get(f"/events{odd}").status_code == 200


@pytest.fixture
def statements(app):
    sent = []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith(("PRAGMA", "BEGIN")):
            sent.append(statement)

    sql_event.listen(engine, "before_cursor_execute", note)
    yield sent
    sql_event.remove(engine, "before_cursor_execute", note)


def test_eight_statements_are_enough_for_200_events_and_hundreds_of_guests(visit, database, cast, statements):
    for number in range(200):
        make_event(cast.programme, name=f"Event {number}", is_open=False, starts_in=(number + 1) * DAY)
    event = make_event(cast.programme, name="The large one", starts_in=timedelta(hours=2))
    for number in range(60):
        firm = make_firm(cast.programme, f"Firm {number}")
        part = invite(event, firm.id)
        event.answer(part, Reply.YES, 5, [(f"Guest {number} {letter}", "female", "worker") for letter in "abcde"])
        facts = {"programme_id": cast.programme, "event_id": event.id}
        database.add(Slot(**facts, enterprise_id=firm.id, starts_at=event.starts_at, minutes=5, title=f"Slot {number}"))
        database.add(Newcomer(**facts, firm="Firm", name=f"Waiting {number}", like_id=firm.id))
    database.commit()
    sana = visit("coordinator")
    for path in ("/events", "/events?when=past", f"/events/{event.id}", f"/events/{event.id}/door", f"/events/{event.id}/sheet"):
        sana.get(path)
        statements.clear()
        answer = sana.get(path)
        assert answer.status_code == 200
        assert len(statements) <= 8, f"{path}: {len(statements)}\n" + "\n".join(statements)
    assert answer.text.count("Guest ") >= 300


def test_days_of_an_event_are_in_the_persons_calendar_with_their_hours(visit, database, cast):
    from portal.accounts.models import User
    from portal.accounts.reach import reach_of
    from portal.events import calendar

    event = make_event(cast.programme)
    invite(event, cast.roshan)
    make_event(cast.programme, is_open=False, name="A draft")
    database.commit()
    user = database.get(User, cast.users["manager"])
    user.reach = reach_of(user.id, clock.today())
    entries = list(calendar.events(user))
    assert [(e.title, e.starts_at) for e in entries] == [("Meet SCORE in Karachi", event.starts_at)]


def test_an_agenda_can_name_an_alumni_enterprise_before_anybody_is_invited(visit, database, cast, monkeypatch):
    event = make_event(cast.programme)
    monkeypatch.setattr(alumni, "_sources", [alumni.Source(lambda model: model.id == cast.roshan, lambda model: false())])
    database.commit()
    sana = visit("coordinator")
    form = sana.get(f"/events/{event.id}/slots/new").text
    assert "Roshan Stitch Works, alumni" in form.replace("\u2068", "").replace("\u2069", "") and "Dastak" not in form
    slot = {"day": "2031-09-21", "starts": "10:00", "minutes": "20", "title": "What 5S changed", "enterprise": str(cast.roshan)}
    assert sana.post(f"/events/{event.id}/slots", **slot).status_code == 303
