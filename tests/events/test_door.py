"""At the door: one tap a guest, one row a guest, whoever comes unasked, and the phone of the guest behind the poster's code."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts.models import Sex
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.events import happened
from portal.events.kinds import Level, Presence, Reply, Way
from portal.events.models import Event, Guest, Invitation
from portal.events.queries import counts_of, parts
from tests.events.build import by_phone, invite, make_event, make_firm, poster_path
from tests.events.test_events import seen

HOUR = timedelta(hours=1)


@pytest.fixture
def held(database, cast):
    """(event id, guest id, path of the poster) of an event that begins in half an hour."""
    event = make_event(cast.programme, starts_in=HOUR / 2)
    part = invite(event, cast.roshan)
    event.answer(part, Reply.YES, 2, [("Imran Qureshi", Sex.MALE, Level.MANAGER), ("Shazia", Sex.FEMALE, Level.WORKER)])
    database.flush()
    found = event.id, part.guest_named("Imran Qureshi").id, poster_path(event)
    database.commit()
    return found


def guests() -> list[Guest]:
    return seen(select(Guest).order_by(Guest.name).execution_options(populate_existing=True))


def test_each_form_of_the_list_has_the_persons_token_and_a_key_of_its_own(visit, held):
    """The rows are drawn once for all; two people at two doors still send what is theirs."""
    event_id, _guest, _poster = held
    pages = [visit(who).get(f"/events/{event_id}/door").text for who in ("trainer", "coordinator", "trainer")]
    lists = [page[page.index('class="firm"') :] for page in pages]
    keys = [key for one in lists for key in re.findall(r'name="_key" value="([0-9a-f-]{36})"', one)]
    assert len(keys) == len(set(keys)) == 3 * 4, keys
    tokens = [set(re.findall(r'name="csrf_token" value="([^"]+)"', page)) for page in pages]
    assert all(len(found) == 1 for found in tokens), tokens
    assert tokens[0] != tokens[1]
    assert not re.search(r'value="(token|key)-', "".join(pages))


def test_one_tap_checks_a_guest_in_and_answers_with_their_row(visit, held):
    event_id, guest_id, _poster = held
    farah = visit("trainer")
    assert "Imran Qureshi" in farah.get(f"/events/{event_id}/door").text
    row = farah.post_fragment(f"/guests/{guest_id}/arrival")
    assert row.status_code == 200 and f'id="guest-{guest_id}"' in row.text and "Present" in row.text and "<html" not in row.text
    assert "Farah Siddiqui" in row.text
    again = visit("coordinator").post_fragment(f"/guests/{guest_id}/arrival")
    assert "was already checked in at" in again.text
    assert "Farah Siddiqui" in again.text and "Sana" not in again.text, "the row names whoever did it, not who came second"
    plain = visit("coordinator").post(f"/guests/{guest_id}/arrival")
    assert plain.status_code == 303 and plain.location.endswith(f"#guest-{guest_id}")
    assert [g.presence for g in guests()] == [Presence.PRESENT, Presence.EXPECTED]
    assert visit("manager").post(f"/guests/{guest_id}/arrival").status_code == 403
    assert visit("far_coordinator").post(f"/guests/{guest_id}/arrival").status_code == 404


def test_two_at_once_check_in_one_guest_and_both_read_it(visit, held):
    _event, guest_id, _poster = held
    people = [visit("trainer"), visit("coordinator"), visit("expert")]
    answers, ready = [], threading.Barrier(len(people))

    def tap(person):
        ready.wait()
        answers.append(person.post_fragment(f"/guests/{guest_id}/arrival"))

    threads = [threading.Thread(target=tap, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200] * 3
    assert sum("was already checked in" in answer.text for answer in answers) == 2
    assert sum(g.presence is Presence.PRESENT for g in guests()) == 1


def test_attendance_is_corrected_and_a_stale_correction_shows_both(visit, held):
    _event, guest_id, _poster = held
    sana = visit("coordinator")
    version = guests()[0].version
    assert sana.post_fragment(f"/guests/{guest_id}/attendance", presence="excused", version=version).status_code == 200
    clash = sana.post(f"/guests/{guest_id}/attendance", presence="absent", version=version)
    assert clash.status_code == 409 and "Excused" in clash.text and "Absent" in clash.text
    assert sana.post(f"/guests/{guest_id}/attendance", presence="late", version=version + 1).status_code == 303
    late = guests()[0]
    assert late.presence is Presence.LATE and late.arrived_at
    assert sana.post(f"/guests/{guest_id}/attendance", presence="dancing", version=late.version).status_code == 409


def test_whoever_comes_late_is_late_and_before_the_day_nobody_is(database, cast):
    event = make_event(cast.programme)
    part = invite(event, cast.roshan)
    guest = part.name_guest("Imran", Sex.MALE, Level.MANAGER)
    with pytest.raises(NotNow):
        event.door.check_in(guest, Way.LIST)
    with clock.at(event.starts_at + timedelta(minutes=16)):
        assert event.door.check_in(guest, Way.LIST)
    assert guest.presence is Presence.LATE


def test_somebody_unasked_of_a_firm_unknown_until_then(visit, held):
    event_id, *_ = held
    farah, path = visit("trainer"), f"/events/{held[0]}/arrivals"
    assert farah.get(f"/events/{event_id}/door/new").status_code == 200
    unknown = farah.post(path, firm="Nobody Knows Ltd", name="Asma")
    assert unknown.status_code == 422 and "We do not find this enterprise" in unknown.text and "Asma" in unknown.text
    assert farah.post(path, firm="Nobody Knows Ltd", name="Asma", is_new="1").status_code == 422
    came = farah.post(path, firm="Nobody Knows Ltd", name="Asma", is_new="1", city="Karachi", sex="female", level="worker")
    assert came.status_code == 303
    met = seen(select(Enterprise).where(Enterprise.name == "Nobody Knows Ltd"))[0]
    part = seen(select(Invitation).where(Invitation.enterprise_id == met.id))[0]
    assert met.is_prospect and part.reply is Reply.UNINVITED and part.arrived_at
    again = farah.post(path, firm="nobody knows LTD", name="asma", is_new="1", city="karachi")
    assert again.status_code == 303 and len(seen(select(Enterprise).where(Enterprise.name.icontains("nobody knows")))) == 1
    assert len([g for g in guests() if g.name == "Asma"]) == 1
    assert visit("manager").post(path, firm="X", name="Y").status_code == 403


def test_a_walk_in_that_was_a_mistake_is_taken_off_the_list(visit, held):
    farah = visit("trainer")
    door = f"/events/{held[0]}/door"
    farah.post(f"/events/{held[0]}/arrivals", firm="Wrong Firm Ltd", name="Asma", is_new="1", city="Karachi")
    asma = next(g for g in guests() if g.name == "Asma")
    assert farah.get(door).text.count("Written down by mistake") == 1, "of whoever was not announced"
    assert farah.post(f"/guests/{asma.id}/attendance", presence="dropped", version=asma.version).status_code == 303
    assert "Asma" not in farah.get(door).text.partition('<form class="filter"')[2]
    assert seen(select(Invitation).where(Invitation.id == asma.invitation_id))[0].arrived_at is None


def test_a_guest_checks_in_on_their_own_phone(visit, held):
    _event, _guest, poster = held
    phone = visit(None)
    page = phone.get(poster)
    assert page.status_code == 200 and "Roshan" not in page.text and "Imran" not in page.text
    answer = phone.post(poster, **by_phone(firm="roshan", name="Imran  QURESHI", sex="male", level="manager"))
    assert answer.status_code == 200 and "You are checked in since" in answer.text
    imran = guests()[0]
    assert imran.presence is Presence.PRESENT and imran.came_by is Way.OWN_PHONE and imran.checked_in_by is None and len(guests()) == 2
    again = visit(None).post(poster, **by_phone(firm="روشن سٹچ ورکس", name="Imran Qureshi"))
    assert "already checked in since" in again.text and len(guests()) == 2
    assert phone.post(poster, **by_phone(firm="Dastak", name="Bilal")).status_code == 422, "a part of a name finds only whoever was invited"
    assert phone.post(poster, **by_phone(firm="Dastak Apparel", name="Bilal")).status_code == 200
    assert phone.post(poster, **by_phone(firm="", name="")).status_code == 422
    assert "روشن" not in phone.get(poster.replace("/en/", "/ur/")).text


def test_the_posters_code_counts_only_around_the_event(visit, database, cast):
    event = make_event(cast.programme, starts_in=3 * HOUR)
    invite(event, cast.roshan)
    poster = poster_path(event)
    database.commit()
    early = visit(None).post(poster, **by_phone(firm="Roshan Stitch Works", name="Imran"))
    assert early.status_code == 409 and "one hour before the event begins" in early.text
    assert not guests()
    assert "<form" not in visit(None).get(poster).text.split("<main")[1]
    for wrong in ("/en/check-in/" + "B" * 22, poster.replace("check-in", "invitations")):
        assert visit(None).get(wrong).status_code == 404
    assert visit("coordinator").post(f"/events/{event.id}/poster").status_code == 303
    assert "replaced by a new one" in visit(None).get(poster).text


def test_the_sheet_and_the_poster_print(visit, held):
    event_id, *_ = held
    sheet = visit("coordinator").get(f"/events/{event_id}/sheet").text
    assert "Signature" in sheet and "Imran Qureshi" in sheet and sheet.count('class="blank"') == 10
    poster = visit("expert").get(f"/events/{event_id}/poster").text
    assert poster.count('class="qr"') == 2 and all(held[2].replace("/en/", f"/{code}/") in poster for code in ("en", "ur"))
    assert "Point the camera at the code." in poster and '<section lang="ur" dir="rtl">' in poster
    assert visit("manager").get(f"/events/{event_id}/poster").status_code == 403


def test_the_counts_of_the_press_release(database, cast, monkeypatch):
    """Fifteen came: three alumni and twelve new."""
    from sqlalchemy import false

    from portal.enterprises import alumni

    event = make_event(cast.programme, starts_in=HOUR / 2)
    firms = [make_firm(cast.programme, f"Firm {number}", is_prospect=number >= 3) for number in range(15)]
    three = alumni.Source(lambda model: model.enterprise_id.in_([f.id for f in firms[:3]]), lambda model: false())
    monkeypatch.setattr(alumni, "_sources", [three])
    for firm in firms:
        part = invite(event, firm.id)
        event.answer(part, Reply.YES, 1, [("A guest", Sex.FEMALE, Level.WORKER)])
        event.door.check_in(part.guests[0], Way.LIST)
    database.flush()
    counts = counts_of(parts(event))
    assert (counts.invited, counts.answered, counts.attended, counts.alumni, counts.new, counts.women, counts.workers) == (
        15,
        15,
        15,
        3,
        12,
        15,
        15,
    )


def test_who_was_in_the_programme_on_the_day_is_not_new_and_stays_new_who_joined_later(visit, database, cast):
    event = make_event(cast.programme, starts_in=HOUR / 2)
    parts_of = [invite(event, cast.roshan), invite(event, make_firm(cast.programme, "Bahar Denim", is_prospect=True).id)]
    for part in parts_of:
        event.answer(part, Reply.YES, 1, [("A guest", Sex.FEMALE, Level.WORKER)])
        event.door.check_in(part.guests[0], Way.LIST)
    database.flush()
    parts_of[1].enterprise.is_prospect = False
    database.commit()
    counts = counts_of(parts(event))
    assert (counts.attended, counts.alumni, counts.enrolled, counts.new) == (2, 0, 1, 1)
    database.commit()
    page = visit("coordinator").get(f"/events/{event.id}").text
    assert [figure(page, said) for said in ("Alumni among them", "In the programme already", "New among them")] == ["0", "1", "1"]


def test_who_waits_for_a_place_is_not_expected_and_was_not_absent(visit, database, cast):
    event = make_event(cast.programme, starts_in=HOUR / 2, capacity=1)
    for enterprise, name in ((cast.roshan, "Imran Qureshi"), (cast.dastak, "Asma Noor")):
        event.answer(invite(event, enterprise), Reply.YES, 1, [(name, Sex.UNDISCLOSED, Level.MANAGER)])
    database.commit()
    sana, here = visit("coordinator"), f"/events/{event.id}"
    door, sheet = sana.get(f"{here}/door").text, sana.get(f"{here}/sheet").text
    assert plain("0 of 1 guest is here.") in plain(door) and "Asma Noor" in door and "On the waiting list" in door
    assert "Imran Qureshi" in sheet and "Asma Noor" not in sheet
    imran = event.part_of(cast.roshan).guests[0].id
    database.commit()
    row = sana.post_fragment(f"/guests/{imran}/arrival")
    assert 'id="tally" hx-swap-oob="true"' in row.text and "1 of 1 guest is here." in plain(row.text)
    database.expire_all()
    with clock.at(event.ends_at + HOUR):
        assert event.close() == 0
    database.commit()
    assert {guest.name: guest.presence for guest in guests()} == {"Asma Noor": Presence.DROPPED, "Imran Qureshi": Presence.PRESENT}


def figure(page: str, said: str) -> str:
    return re.sub(r"<[^>]*>", "", page.split(f"<dt>{said}</dt>")[1].split("</dd>")[0])


def plain(page: str) -> str:
    return page.replace("\u2068", "").replace("\u2069", "")


def test_the_rooms_above_hear_of_each_enterprise_once(database, cast, monkeypatch):
    told: list = []
    monkeypatch.setattr(happened.invited, "listeners", [lambda event, one: told.append(("invited", one.name))])
    monkeypatch.setattr(happened.arrived, "listeners", [lambda event, one: told.append(("arrived", one.name))])
    event = make_event(cast.programme, starts_in=HOUR / 2)
    part = invite(event, cast.roshan)
    for name in ("Imran", "Shazia"):
        event.door.check_in(part.name_guest(name, Sex.UNDISCLOSED, Level.UNDISCLOSED), Way.LIST)
    dastak = database.get(Enterprise, (cast.programme, cast.dastak))
    event.door.walk_in(dastak, "Bilal", Sex.MALE, Level.WORKER, Way.LIST)
    assert told == [("invited", "Roshan Stitch Works"), ("arrived", "Roshan Stitch Works"), ("arrived", "Dastak Apparel")]


def test_a_closed_list_is_read_and_not_written(visit, database, held):
    event_id, guest_id, _poster = held
    event = seen(select(Event).where(Event.id == event_id))[0]
    event.starts_at = clock.now() - HOUR
    database.commit()
    sana = visit("coordinator")
    assert sana.post(f"/events/{event_id}/closure").status_code == 303
    assert sana.post(f"/guests/{guest_id}/arrival").status_code == 409
    assert "This list is closed" in sana.get(f"/events/{event_id}/door").text
    assert sana.post(f"/events/{event_id}/reopening").status_code == 303
    assert sana.post(f"/guests/{guest_id}/arrival").status_code == 303
