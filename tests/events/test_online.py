"""Who was at a meeting by its link says so behind their enterprise's own link, and is present."""

from __future__ import annotations

import pytest

from portal import clock
from portal.events.kinds import Mode, Presence, Reply, Way
from portal.events.models import Event
from portal.events.queries import counts_of, parts
from tests.events.build import DAY, by_phone, invite, link_path, make_event
from tests.events.test_door import HOUR, guests

MEETING = {"mode": Mode.VIRTUAL, "place": None, "meeting_link": "https://meet.example.org/score"}


@pytest.fixture
def met(database, cast):
    """(event, path of Roshan's link) of a meeting that began two hours ago; Roshan said two and named one."""
    event = make_event(cast.programme, **MEETING)
    part = invite(event, cast.roshan)
    event.answer(part, Reply.YES, 2, [("Imran Qureshi", "male", "manager")])
    path = link_path(part)
    event.starts_at, event.ends_at = clock.now() - 2 * HOUR, clock.now() + HOUR
    database.commit()
    return event, path


def test_who_was_there_is_present_once(visit, database, met):
    event, path = met
    phone = visit(None)
    page = phone.get(path).text
    assert "Were you there online?" in page and "Imran" not in page and page.count("<form method") == 1
    assert "noted as present" in phone.post(f"{path}/arrival", **by_phone(name="imran QURESHI", sex="male")).text
    assert "already noted" in visit(None).post(f"{path}/arrival", **by_phone(name="Imran Qureshi")).text
    assert phone.post(f"{path}/arrival", **by_phone(name="Shazia", sex="female", level="worker")).status_code == 200
    assert [(g.presence, g.came_by, g.is_walk_in, g.checked_in_by) for g in guests()] == [(Presence.PRESENT, Way.ONLINE, False, None)] * 2
    counts = counts_of(parts(event))
    assert (counts.came, counts.women, counts.men, counts.attended) == (2, 1, 1, 1)
    database.rollback()


def test_what_cannot_be_noted_is_explained(visit, database, met, monkeypatch):
    event, path = met
    phone = visit(None)
    assert "Write the name" in phone.post(f"{path}/arrival", **by_phone(name="")).text
    quick = phone.post(f"{path}/arrival", **by_phone(0.1, name="Nadia"))
    assert quick.status_code == 422 and "too quick" in quick.text and "Nadia" in quick.text
    robot = phone.post(f"{path}/arrival", **by_phone(name="Bot", website="x"))
    assert robot.status_code == 200 and not any(g.came for g in guests())
    assert phone.post(path.replace(path[-6:], "AAAAAA") + "/arrival", **by_phone(name="Nadia")).status_code == 404
    monkeypatch.setattr("portal.events.invitations.MOST_ONLINE", 0)
    full = phone.post(f"{path}/arrival", **by_phone(name="Nadia"))
    assert full.status_code == 429 and "coordinator" in full.text and "Nadia" in full.text
    event.ends_at = clock.now() - DAY - HOUR
    database.commit()
    assert phone.post(f"{path}/arrival", **by_phone(name="Nadia")).status_code == 409
    assert "Were you there online?" not in phone.get(path).text


def test_of_a_gathering_in_a_hall_nobody_says_so(visit, database, cast):
    event = make_event(cast.programme)
    path = link_path(invite(event, cast.roshan))
    event.starts_at = clock.now() - HOUR
    database.commit()
    assert "Were you there online?" not in visit(None).get(path).text
    assert visit(None).post(f"{path}/arrival", **by_phone(name="Imran")).status_code == 409
    assert not guests() and isinstance(event, Event)
