"""The poster's code cannot be flooded: robots are told, too many wait, and the people at the door let them in; one firm stays one row."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts import throttle
from portal.enterprises.models import Enterprise
from portal.events import newcomers, own_arrival_routes
from portal.events.kinds import Presence, Reply, Wait, Way
from portal.events.models import Event, Guest, Invitation, Newcomer
from tests.events.build import by_phone, invite, make_event, poster_path
from tests.events.test_door import HOUR, guests
from tests.events.test_events import seen


@pytest.fixture
def held(database, cast):
    """(event id, path of the poster); Roshan comes with two, one of them named."""
    event = make_event(cast.programme, starts_in=HOUR / 2)
    part = invite(event, cast.roshan)
    event.answer(part, Reply.YES, 2, [("Imran Qureshi", "male", "manager")])
    found = event.id, poster_path(event)
    database.commit()
    return found


def all_waiting() -> list[Newcomer]:
    return seen(select(Newcomer).order_by(Newcomer.at).execution_options(populate_existing=True))


def test_a_robot_and_somebody_too_quick_leave_nothing(visit, held):
    _event, poster = held
    phone = visit(None)
    robot = phone.post(poster, **by_phone(firm="Dastak Apparel", name="Bot", website="http://spam.example"))
    assert robot.status_code == 200 and "http" not in robot.text.split("<main")[1].split("<form")[0]
    quick = phone.post(poster, **by_phone(0.1, firm="Dastak Apparel", name="Bilal"))
    assert quick.status_code == 422 and "too quick" in quick.text and "Bilal" in quick.text
    assert phone.post(poster, firm="Dastak Apparel", name="Bilal").status_code == 422
    assert len(guests()) == 2 and not all_waiting()
    assert 'name="opened"' in phone.get(poster).text and 'name="website"' in phone.get(poster).text


def test_after_so_many_whom_nobody_announced_the_next_wait_and_the_announced_do_not(visit, held, monkeypatch):
    event_id, poster = held
    monkeypatch.setattr(newcomers, "AT_ONCE", 1)
    phone, farah = visit(None), visit("trainer")
    assert "checked in since" in phone.post(poster, **by_phone(firm="Dastak Apparel", name="Bilal")).text
    waits = phone.post(poster, **by_phone(firm="Dastak Apparel", name="Nadia", sex="female", level="worker"))
    assert waits.status_code == 200 and "show yourself at the door" in waits.text
    assert phone.post(poster, **by_phone(firm="dastak apparel", name="NADIA")).status_code == 200
    assert "checked in since" in phone.post(poster, **by_phone(firm="Roshan Stitch Works", name="Imran Qureshi")).text
    assert "checked in since" in phone.post(poster, **by_phone(firm="Roshan Stitch Works", name="Shazia")).text
    (nadia,) = all_waiting()
    assert len([g for g in guests() if g.name == "Nadia"]) == 0
    door = farah.get(f"/events/{event_id}/door").text
    assert "Waiting to be let in" in door and f"/newcomers/{nadia.id}/admission" in door
    assert visit("manager").post(f"/newcomers/{nadia.id}/admission").status_code == 403
    assert visit("far_coordinator").post(f"/newcomers/{nadia.id}/admission").status_code == 404
    assert farah.post(f"/newcomers/{nadia.id}/admission").status_code == 303
    came = next(g for g in guests() if g.name == "Nadia")
    assert (came.presence, came.came_by, came.is_walk_in, came.sex) == (Presence.PRESENT, Way.OWN_PHONE, True, "female")
    assert came.arrived_at == nadia.at and came.checked_in_by
    (settled,) = all_waiting()
    assert (settled.state, settled.name) == (Wait.LET_IN, "")
    assert farah.post(f"/newcomers/{nadia.id}/admission").status_code == 409
    assert farah.post(f"/newcomers/{nadia.id}/refusal").status_code == 409
    assert "Waiting to be let in" not in farah.get(f"/events/{event_id}/door").text


def test_who_is_declined_is_nowhere_and_those_who_wait_at_the_end_are_too(visit, database, held, monkeypatch):
    event_id, poster = held
    monkeypatch.setattr(newcomers, "AT_ONCE", 0)
    sana = visit("coordinator")
    for name in ("Ghost", "Spectre"):
        assert visit(None).post(poster, **by_phone(firm=f"{name} Ltd", name=name, is_new="1", city="Karachi")).status_code == 200
    assert not seen(select(Enterprise).where(Enterprise.name.contains("Ghost"))), "a firm that nobody let in is no enterprise"
    ghost, spectre = all_waiting()
    assert sana.post(f"/newcomers/{ghost.id}/refusal").status_code == 303
    event = seen(select(Event).where(Event.id == event_id))[0]
    event.starts_at = clock.now() - HOUR
    database.commit()
    assert sana.post(f"/events/{event_id}/closure").status_code == 303
    assert [(one.state, one.name) for one in all_waiting()] == [(Wait.DECLINED, "")] * 2
    assert not seen(select(Enterprise).where(Enterprise.is_prospect)) and len(guests()) == 2
    assert spectre.id


def test_not_everybody_may_wait_and_no_network_may_send_without_end(visit, held, monkeypatch):
    _event, poster = held
    monkeypatch.setattr(newcomers, "AT_ONCE", 0)
    monkeypatch.setattr(newcomers, "MOST_WAITING", 1)
    phone = visit(None)
    assert phone.post(poster, **by_phone(firm="Dastak Apparel", name="One")).status_code == 200
    full = phone.post(poster, **by_phone(firm="Dastak Apparel", name="Two"))
    assert full.status_code == 429 and "people at the door" in full.text and "Two" in full.text
    monkeypatch.setattr(own_arrival_routes, "FROM_A_NETWORK", throttle.Measure("arrival", 3, HOUR))
    answers = [phone.post(poster, **by_phone(firm="Nobody Knows", name=f"No {n}")).status_code for n in range(4)]
    assert answers[0] == 422 and answers[-1] == 429 and len(all_waiting()) == 1


def test_two_at_the_door_let_in_one_person_once(visit, held, monkeypatch):
    _event, poster = held
    monkeypatch.setattr(newcomers, "AT_ONCE", 0)
    visit(None).post(poster, **by_phone(firm="Dastak Apparel", name="Nadia"))
    (nadia,) = all_waiting()
    people, answers, ready = [visit("trainer"), visit("coordinator")], [], threading.Barrier(2)

    def tap(person):
        ready.wait()
        answers.append(person.post(f"/newcomers/{nadia.id}/admission").status_code)

    threads = [threading.Thread(target=tap, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409] and len([g for g in guests() if g.name == "Nadia"]) == 1


@pytest.mark.parametrize(("is_same", "firms"), [("1", 1), (None, 2)])
def test_a_firm_that_may_be_known_waits_for_the_people_at_the_door(visit, database, cast, held, is_same, firms):
    """Dastak is known by its English name alone; on the phone it is written in Urdu."""
    event_id, poster = held
    database.get(Enterprise, (cast.programme, cast.dastak)).name_ur = None
    database.commit()
    page = visit(None).post(poster, **by_phone(firm="دستک اپیرل", name="Bilal", is_new="1", city="کراچی"))
    assert page.status_code == 200 and "show yourself at the door" in page.text and "Dastak" not in page.text
    (bilal,) = all_waiting()
    sana = visit("coordinator")
    door = sana.get(f"/events/{event_id}/door").text
    assert "Dastak Apparel" in door and "Let in: it is this one" in door
    assert sana.post(f"/newcomers/{bilal.id}/admission", **({"is_same": is_same} if is_same else {})).status_code == 303
    named = seen(select(Enterprise.name).where(Enterprise.name.in_(["Dastak Apparel", "دستک اپیرل"])))
    assert len(named) == firms
    part = seen(select(Invitation).join(Guest, Guest.invitation_id == Invitation.id).where(Guest.name == "Bilal"))[0]
    assert (part.enterprise_id == cast.dastak) is bool(is_same)


def test_the_form_at_the_door_asks_whether_it_is_one_that_is_known(visit, database, cast, held):
    event_id, _poster = held
    database.get(Enterprise, (cast.programme, cast.dastak)).name_ur = None
    database.commit()
    farah, path = visit("trainer"), f"/events/{event_id}/arrivals"
    told = {"firm": "دستک اپیرل", "name": "Bilal", "is_new": "1", "city": "Karachi"}
    asked = farah.post(path, **told)
    assert asked.status_code == 422 and "Is it one of these?" in asked.text and "Dastak Apparel" in asked.text and "Bilal" in asked.text
    assert farah.post(path, **told, same="made-up").status_code == 422
    assert farah.post(path, **told, same=str(cast.dastak)).status_code == 303
    assert seen(select(Guest).where(Guest.name == "Bilal"))[0].enterprise_id == cast.dastak
    other = {**told, "firm": "Dastaq Aparel", "name": "Asma"}
    assert farah.post(path, **other).status_code == 422
    assert farah.post(path, **other, same="new").status_code == 303
    assert seen(select(Enterprise).where(Enterprise.name == "Dastaq Aparel"))
    database.get(Enterprise, (cast.programme, cast.roshan)).phone = "+923001112233"
    database.commit()
    phoned = farah.post(path, firm="Quite Another", name="Zia", is_new="1", city="Hub", phone="0300 1112233")
    assert phoned.status_code == 422 and "Roshan Stitch Works" in phoned.text


# the same firm, by what else is known of it


def test_a_new_name_with_the_phone_of_a_known_firm_waits_at_the_door(visit, database, cast, held):
    event_id, poster = held
    roshan = database.get_one(Enterprise, (cast.programme, cast.roshan))
    roshan.phone = "+923001112233"
    database.commit()
    new = {"is_new": "1", "city": "Karachi", "level": "manager"}
    waits = visit(None).post(poster, **by_phone(firm="Zeeshan Brothers", name="Asma", phone="0300 1112233", **new))
    assert "show yourself at the door" in waits.text
    (asma,) = all_waiting()
    assert (asma.like_id, asma.phone) == (cast.roshan, "+923001112233")
    assert "Is it" in visit("trainer").get(f"/events/{event_id}/door").text
    assert visit("trainer").post(f"/newcomers/{asma.id}/admission").status_code == 303
    met = seen(select(Enterprise).where(Enterprise.name == "Zeeshan Brothers"))[0]
    assert met.phone == "+923001112233", "and another firm keeps its number"
    assert [one.phone for one in all_waiting()] == [None]


def test_a_firm_is_known_by_the_phone_by_which_it_was_invited(visit, database, cast, held):
    _event, poster = held
    part = database.scalars(select(Invitation).where(Invitation.enterprise_id == cast.roshan)).one()
    part.phone = "+923214445566"
    database.commit()
    new = {"is_new": "1", "city": "Karachi", "phone": "+92 321 4445566"}
    visit(None).post(poster, **by_phone(firm="Zeeshan Brothers", name="Asma", **new))
    assert [one.like_id for one in all_waiting()] == [cast.roshan]


def test_a_known_firm_is_found_with_its_city_in_the_other_script(visit, database, cast, held):
    _event, poster = held
    city = database.get_one(Enterprise, (cast.programme, cast.roshan)).city
    database.rollback()
    assert city == "Karachi"
    came = visit(None).post(poster, **by_phone(firm="روشن سٹچ ورکس", name="Shazia", city="کراچی", is_new="1"))
    assert "checked in since" in came.text and not all_waiting()
    assert not seen(select(Enterprise).where(Enterprise.is_prospect))


def test_a_phone_number_that_is_none_is_told_and_nothing_is_lost(visit, held):
    _event, poster = held
    wrong = visit(None).post(poster, **by_phone(firm="New Ltd", name="Asma", is_new="1", city="Karachi", phone="call me"))
    assert wrong.status_code == 422 and "call me" in wrong.text and "Asma" in wrong.text and not all_waiting()
