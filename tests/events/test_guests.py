"""Guests whose names nobody knows yet stand on the list; who was written down wrongly is put right in the same row."""

from __future__ import annotations

import pytest

from portal.accounts.models import Sex
from portal.events.kinds import Level, Presence, Reply, Way
from portal.events.models import Guest
from portal.events.queries import counts_of, parts
from tests.events.build import by_phone, invite, link_path, make_event, poster_path
from tests.events.test_door import HOUR, guests


@pytest.fixture
def three(database, visit, cast):
    """(event, path of the poster): Roshan says three people and names one."""
    event = make_event(cast.programme, starts_in=HOUR / 2)
    path, poster = link_path(invite(event, cast.roshan)), poster_path(event)
    database.commit()
    assert visit(None).post(path, reply="yes", count="3", **{"people-0-name": "Imran Qureshi"}).status_code == 303
    return event, poster


def expected() -> list[str]:
    return sorted(guest.name or guest.name_key for guest in guests() if guest.presence is Presence.EXPECTED)


def test_three_places_are_on_the_list_and_the_sheet_though_one_is_named(visit, database, three):
    event, _poster = three
    sana = visit("coordinator")
    door, sheet = sana.get(f"/events/{event.id}/door").text, sana.get(f"/events/{event.id}/sheet").text
    for page in (door, sheet):
        assert page.index("Imran Qureshi") < page.index("Guest 2 of") < page.index("Guest 3 of")
    assert "0 of 3 guests are here" in door and sheet.count("<tr>") == 4
    row = sana.post_fragment(f"/guests/{second().id}/arrival")
    assert row.status_code == 200 and "Guest 2 of" in row.text and "Present" in row.text
    third = next(guest for guest in guests() if guest.number == 3)
    page = sana.get(f"/guests/{third.id}/edit").text
    assert "Save and check in" in page
    told = {"version": third.version, "name": "Shazia", "sex": "female", "level": "worker", "is_here": "1"}
    assert sana.post(f"/guests/{third.id}", **told).status_code == 303
    counts = counts_of(parts(event))
    assert (counts.people, counts.came, counts.women, counts.workers, counts.attended) == (3, 2, 1, 1, 1)
    assert len(guests()) == 3
    database.rollback()


def second() -> Guest:
    return next(guest for guest in guests() if guest.number == 2)


def test_whoever_comes_of_those_announced_takes_one_of_their_places(visit, three):
    _event, poster = three
    assert visit(None).post(poster, **by_phone(firm="Roshan Stitch Works", name="Shazia", sex="female")).status_code == 200
    came = next(guest for guest in guests() if guest.name == "Shazia")
    assert not came.is_walk_in and len(guests()) == 3
    assert visit(None).post(poster, **by_phone(firm="Roshan Stitch Works", name="Bilal")).status_code == 200
    assert visit(None).post(poster, **by_phone(firm="Roshan Stitch Works", name="Nadia")).status_code == 200
    assert [guest.name for guest in guests() if guest.is_walk_in] == ["Nadia"] and len(guests()) == 4


def test_the_places_follow_the_answer(database, cast):
    event = make_event(cast.programme)
    part = invite(event, cast.roshan)
    imran, shazia = ("Imran", Sex.MALE, Level.MANAGER), ("Shazia", Sex.FEMALE, Level.WORKER)

    def said(reply: Reply, count: int | None, *people) -> list[str]:
        event.answer(part, reply, count, people)
        database.flush()
        return sorted(guest.name or guest.name_key for guest in part.guests if guest.presence is Presence.EXPECTED)

    assert said(Reply.YES, 3, imran) == ["#002", "#003", "Imran"]
    assert said(Reply.YES, 3, imran, shazia) == ["#003", "Imran", "Shazia"]
    assert said(Reply.YES, 4, imran) == ["#002", "#003", "#004", "Imran"]
    assert said(Reply.MAYBE, 4, imran) == ["Imran"]
    assert said(Reply.YES, 2) == ["#001", "#002"]
    assert said(Reply.NO, None) == []
    assert said(Reply.YES, 2, imran, shazia) == ["Imran", "Shazia"]
    part.take_back()
    assert all(guest.presence is Presence.DROPPED for guest in part.guests)


def test_a_guest_written_down_wrongly_is_put_right_in_the_same_row(visit, three):
    event, _poster = three
    sana, imran = visit("coordinator"), guests()[-1]
    assert sana.post_fragment(f"/guests/{imran.id}/arrival").status_code == 200
    version = guests()[-1].version
    told = {"version": version, "name": "Imrana Qureshi", "sex": "female", "level": "manager"}
    assert sana.post(f"/guests/{imran.id}", **told).status_code == 303
    again = next(guest for guest in guests() if guest.id == imran.id)
    assert (again.name, again.sex, again.level, again.presence, again.came_by) == (
        "Imrana Qureshi",
        Sex.FEMALE,
        Level.MANAGER,
        Presence.PRESENT,
        Way.LIST,
    )
    stale = sana.post(f"/guests/{imran.id}", **{**told, "name": "Somebody"})
    assert stale.status_code == 409 and "Imrana Qureshi" in stale.text and "Somebody" in stale.text
    history = visit("coordinator").get(f"/history/event/{event.id}").text
    assert "Imrana Qureshi" in history
    attendance = {"version": again.version, "presence": "expected"}
    assert sana.post_fragment(f"/guests/{imran.id}/attendance", **attendance).status_code == 200
    mended = next(guest for guest in guests() if guest.id == imran.id)
    assert mended.presence is Presence.EXPECTED and mended.arrived_at is None and len(guests()) == 3


def test_two_guests_of_one_firm_do_not_get_one_name(visit, three):
    sana, place = visit("coordinator"), second()
    told = {"version": place.version, "name": "imran  QURESHI", "sex": "male", "level": "manager"}
    answer = sana.post(f"/guests/{place.id}", **told)
    assert answer.status_code == 422 and "tells them apart" in answer.text and "QURESHI" in answer.text
    assert expected() == ["#002", "#003", "Imran Qureshi"]
    assert visit("manager").get(f"/guests/{place.id}/edit").status_code == 403
    assert visit("far_coordinator").post(f"/guests/{place.id}", **told).status_code == 404
