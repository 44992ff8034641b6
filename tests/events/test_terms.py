"""Names of guests have their time; what is counted of them stays."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from portal import clock
from portal.accounts.models import Programme, Sex
from portal.events.kinds import Level, Reply, Way
from portal.events.models import Event, Guest, Invitation
from portal.events.queries import counts_of, parts
from portal.web import retention
from tests.events.build import DAY, invite, make_event
from tests.events.test_events import seen


def held(database, cast) -> Event:
    event = make_event(cast.programme, starts_in=timedelta(minutes=30))
    part = invite(event, cast.roshan, contact="Imran Qureshi", phone="+923001112233", email="imran@roshan.example")
    people = [("Rukhsana Bibi", Sex.FEMALE, Level.WORKER), ("Imran Qureshi", Sex.MALE, Level.MANAGER)]
    event.answer(part, Reply.YES, 2, people)
    event.door.check_in(part.guests[0], Way.LIST)
    database.commit()
    return event


def sweep(days: int) -> int:
    with clock.at(clock.now() + days * DAY):
        return retention.sweep()["guests"]


def test_two_years_after_the_event_the_names_go_and_the_counts_stay(visit, database, cast):
    event = held(database, cast)
    event_id, before = event.id, counts_of(parts(event))
    database.commit()
    assert sweep(700) == 0
    assert sweep(732) == 3
    database.commit()
    assert {guest.name for guest in seen(select(Guest))} == {""}
    part = seen(select(Invitation))[0]
    assert (part.contact, part.phone, part.email) == (None, None, None)
    again = database.get_one(Event, (cast.programme, event_id))
    assert counts_of(parts(again)) == before
    database.commit()
    assert sweep(733) == 0
    database.commit()
    for path in ("", "/door", "/sheet"):
        page = visit("coordinator").get(f"/events/{event_id}{path}")
        assert page.status_code == 200 and "Rukhsana" not in page.text


def test_the_people_of_a_demonstration_are_invented_and_keep_their_names(database, cast):
    held(database, cast)
    database.get_one(Programme, cast.programme).is_demo = True
    database.commit()
    assert sweep(4000) == 0
    assert {guest.name for guest in seen(select(Guest))} == {"Rukhsana Bibi", "Imran Qureshi"}
