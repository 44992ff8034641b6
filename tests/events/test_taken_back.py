"""A factory that takes its data back: expected nowhere, named to nobody of the staff, and still counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import Sex
from portal.consent.models import Scope
from portal.events.kinds import Level, Presence, Reply, Way
from portal.events.models import Event, Guest
from portal.events.queries import counts_of, parts
from tests.consent.build import publish, sign, withdraw
from tests.events.build import by_phone, invite, link_path, make_event, make_firm, poster_path
from tests.events.test_events import seen

HOUR = timedelta(hours=1)


@pytest.fixture
def held(database, cast):
    """An event that began just now, with a guest of Roshan there and one still expected; its id and that of Roshan's part."""
    publish(cast)
    sign(cast)
    event = make_event(cast.programme, starts_in=HOUR / 2)
    part = invite(event, cast.roshan, email="imran@roshan.example")
    event.answer(part, Reply.YES, 2, [("Imran Qureshi", Sex.MALE, Level.MANAGER), ("Shazia", Sex.FEMALE, Level.WORKER)])
    database.flush()
    event.door.check_in(part.guest_named("Imran Qureshi"), Way.LIST)
    found = event.id, part.id, part.guest_named("Imran Qureshi").id
    database.commit()
    return found


def test_staff_read_no_name_of_it_and_the_counts_stay(visit, database, cast, held):
    event_id, part_id, guest_id = held
    sana, event = visit("coordinator"), f"/events/{held[0]}"
    pages = (event, f"{event}/door", f"{event}/sheet", f"{event}/slots/new", f"{event}/door/new")
    assert all("Roshan" in sana.get(path).text for path in pages)
    before = counts_of(parts(database.get(Event, (cast.programme, event_id))))
    database.rollback()
    withdraw(cast, Scope.DATA)
    for path in pages:
        page = sana.get(path)
        assert page.status_code == 200 and "Roshan" not in page.text and "Imran Qureshi" not in page.text, path
    assert "One enterprise took its data back" in sana.get(event).text
    assert "1 of 1 guest is here" in sana.get(f"{event}/door").text.replace("⁦", "").replace("⁩", "")
    assert "One guest is of an enterprise that took its data back" in sana.get(f"{event}/sheet").text
    for path in (f"/invitations/{part_id}", f"/guests/{guest_id}/edit"):
        assert sana.get(path).status_code == 404, path
    assert visit("manager").get(f"/invitations/{part_id}").status_code == 200, "its own people read their own"
    after = counts_of(parts(database.get(Event, (cast.programme, event_id))))
    database.rollback()
    assert (
        (after.came, after.men, after.attended, after.invited) == (before.came, before.men, before.attended, before.invited) == (1, 1, 1, 1)
    )


def test_nobody_of_it_is_expected_any_more_and_the_event_can_be_closed(visit, database, cast, held):
    event_id, *_ids = held
    withdraw(cast, Scope.DATA)
    assert {g.name: g.presence for g in seen(select(Guest))} == {"Imran Qureshi": Presence.PRESENT, "Shazia": Presence.DROPPED}
    event = database.get(Event, (cast.programme, event_id))
    event.starts_at -= HOUR
    database.commit()
    closed = visit("coordinator").post(f"/events/{event_id}/closure")
    assert closed.status_code == 303, closed.text


def test_its_place_is_free_for_who_waits(visit, database, cast):
    publish(cast)
    sign(cast)
    event = make_event(cast.programme, capacity=1)
    mine, waits = invite(event, cast.roshan), invite(event, make_firm(cast.programme, "Waits Longest").id)
    event.answer(mine, Reply.YES, 1)
    assert event.answer(waits, Reply.YES, 1) is Reply.WAITING
    database.commit()
    manager = visit("manager")
    assert manager.post(f"/enterprises/{cast.roshan}/consent/withdrawal", scope="data").status_code == 303
    database.expire_all()
    event_id = event.id
    assert (mine.reply, waits.reply) == (Reply.NO, Reply.YES)
    database.rollback()
    assert "Roshan" not in visit("coordinator").get(f"/events/{event_id}").text


def test_its_people_are_sent_to_the_door_where_there_is_nobody_who_could_say_it(visit, database, cast, held):
    poster = poster_path(database.get_one(Event, (cast.programme, held[0])))
    database.commit()
    withdraw(cast, Scope.DATA)
    answer = visit(None).post(poster, **by_phone(firm="Roshan Stitch Works", name="Newly Here"))
    assert answer.status_code == 409 and "go to the people at the door" in answer.text and "Newly Here" in answer.text
    assert "Newly Here" not in [g.name for g in seen(select(Guest))]


def test_behind_its_own_link_it_reads_why_nothing_is_written_and_what_to_do(visit, database, cast):
    publish(cast)
    sign(cast)
    part = invite(make_event(cast.programme), cast.roshan)
    path = link_path(part)
    database.commit()
    withdraw(cast, Scope.DATA)
    answer = visit(None).post(path, reply="yes", count="2", **{"people-0-name": "Newly Named"})
    assert answer.status_code == 409 and "can sign again" in answer.text and "Newly Named" in answer.text
    assert "Newly Named" not in [g.name for g in seen(select(Guest))]
