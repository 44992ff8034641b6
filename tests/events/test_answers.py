"""An enterprise answers behind its own link, without an account; nobody else's data is shown, and places are given in order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from portal import clock
from portal.errors import NotNow
from portal.events import inviting
from portal.events.kinds import Presence, Reply
from portal.events.links import EventLink
from portal.events.models import Guest, Invitation
from tests.events.build import invite, link_path, make_event, make_firm
from tests.events.test_events import seen
from tests.recruitment.build import make_prospect

YES = {
    "reply": "yes",
    "count": "2",
    "people-0-name": "Imran Qureshi",
    "people-0-level": "manager",
    "people-0-sex": "male",
    "people-1-name": "شازیہ",
}


@pytest.fixture
def invited(database, cast):
    """(event id, invitation id, path of the link)"""
    event = make_event(cast.programme)
    part = invite(event, cast.roshan)
    invite(event, cast.dastak, contact="Somebody Else")
    found = event.id, part.id, link_path(part)
    database.commit()
    return found


def part_of(invitation_id) -> Invitation:
    return seen(select(Invitation).where(Invitation.id == invitation_id).execution_options(populate_existing=True))[0]


def guests_of(invitation_id) -> dict:
    return {
        g.name: g.presence
        for g in seen(select(Guest).where(Guest.invitation_id == invitation_id).execution_options(populate_existing=True))
    }


def test_an_enterprise_answers_without_an_account_and_changes_its_mind(visit, invited):
    _event, invitation_id, path = invited
    guest = visit(None)
    page = guest.get(path)
    assert page.status_code == 200 and "Roshan" in page.text and "Dastak" not in page.text and "Somebody" not in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer" and page.headers["Cache-Control"] == "no-store"
    answer = guest.post(path, **YES)
    assert answer.status_code == 303, answer.text
    assert part_of(invitation_id).reply is Reply.YES and part_of(invitation_id).people_count == 2
    assert guests_of(invitation_id) == {"Imran Qureshi": Presence.EXPECTED, "شازیہ": Presence.EXPECTED}
    assert "Imran Qureshi" in guest.get(path).text
    assert guest.post(path, reply="yes", count="1", **{"people-0-name": "imran  qureshi"}).status_code == 303
    assert guests_of(invitation_id) == {"Imran Qureshi": Presence.EXPECTED, "شازیہ": Presence.DROPPED}
    assert guest.post(path, reply="no").status_code == 303
    assert part_of(invitation_id).reply is Reply.NO and set(guests_of(invitation_id).values()) == {Presence.DROPPED}


def test_the_same_page_speaks_urdu(visit, invited):
    path = invited[2].replace("/en/", "/ur/")
    page = visit(None).get(path).text
    assert 'lang="ur"' in page and "روشن سٹچ ورکس" in page


def test_a_forwarded_link_shows_no_names(visit, invited):
    path = invited[2]
    visit(None).post(path, **YES)
    other = visit(None).get(path).text
    assert "Imran Qureshi" not in other and "2 people" in other and "written again" not in other
    assert "Whoever answers anew writes them again" in other


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({}, "Choose yes, no or perhaps"),
        ({"reply": "yes", "count": "0"}, "how many people come"),
        ({"reply": "party"}, "Not a valid choice"),
    ],
)
def test_an_answer_that_says_nothing_is_explained(visit, invited, form, why):
    answer = visit(None).post(invited[2], **form, **{"people-0-name": "Imran Qureshi"} if form.get("count") or not form else {})
    assert answer.status_code == 422 and why in answer.text


def test_a_yes_without_a_number_is_one_person(visit, database, invited):
    assert visit(None).post(invited[2], reply="yes").status_code in (200, 303)
    assert database.scalar(select(Invitation.people_count).where(Invitation.id == invited[1])) == 1


def test_a_guessed_link_opens_nothing(visit, invited):
    for method in ("get", "post"):
        answer = getattr(visit(None), method)("/en/invitations/" + "A" * 22)
        assert answer.status_code == 404 and "This link opens nothing" in answer.text
    assert visit(None).get(invited[2].replace("invitations", "check-in")).status_code == 404
    assert visit(None).get(invited[2].replace("/en/", "/xx/")).status_code == 404


def test_a_replaced_or_taken_back_link_says_so(visit, database, invited):
    _event, invitation_id, path = invited
    sana = visit("coordinator")
    assert sana.post(f"/invitations/{invitation_id}/link").status_code == 303
    old = visit(None).get(path)
    assert old.status_code == 404 and "replaced by a new one" in old.text and "Roshan" not in old.text
    new = link_path(part_of(invitation_id))
    database.commit()
    assert visit(None).get(new).status_code == 200
    assert sana.post(f"/invitations/{invitation_id}/withdrawal").status_code == 303
    gone = visit(None).post(new, reply="yes", count="1")
    assert gone.status_code == 404 and "taken back" in gone.text
    assert part_of(invitation_id).reply is Reply.TAKEN_BACK


def test_after_the_beginning_nothing_can_be_changed(database, cast):
    event = make_event(cast.programme)
    part = invite(event, cast.roshan)
    for moment in (event.starts_at, event.ends_at + timedelta(days=9)):
        with clock.at(moment), pytest.raises(NotNow):
            event.answer(part, Reply.YES, 1)
    event.call_off("Rain")
    with pytest.raises(NotNow):
        event.answer(part, Reply.YES, 1)


def test_a_link_used_after_the_event_is_answered_clearly(visit, database, cast):
    event = make_event(cast.programme, starts_in=timedelta(hours=-8), is_open=False)
    event.status = "open"
    event.starts_at += timedelta(days=20)
    event.ends_at += timedelta(days=20)
    part = invite(event, cast.roshan)
    path = link_path(part)
    event.starts_at -= timedelta(days=20)
    event.ends_at -= timedelta(days=20)
    database.commit()
    page = visit(None).get(path)
    assert page.status_code == 200 and "This event is over." in page.text and "<form" not in page.text.split("<main")[1]
    assert visit(None).post(path, reply="yes", count="1").status_code == 409


def test_tokens_are_not_in_the_table_and_differ(database, cast):
    event = make_event(cast.programme)
    tokens = {inviting.link_of(invite(event, make_firm(cast.programme, f"Firm {n}").id)).token for n in range(5)}
    assert len(tokens) == 5 and all(len(token) == 22 for token in tokens)
    stored = " ".join(f"{link.key} {link.digest}" for link in database.scalars(select(EventLink)))
    assert not any(token in stored for token in tokens)


def test_full_places_make_a_waiting_list_and_who_waits_longest_and_fits_moves_up(database, cast):
    event = make_event(cast.programme, capacity=5)
    one, two, three, four = (invite(event, make_firm(cast.programme, f"Firm {n}").id) for n in range(4))
    assert event.answer(one, Reply.YES, 3) is Reply.YES
    assert event.answer(two, Reply.YES, 3) is Reply.WAITING
    assert event.answer(three, Reply.YES, 2) is Reply.YES
    assert event.answer(four, Reply.YES, 1) is Reply.WAITING
    assert event.answer(three, Reply.NO) is Reply.NO
    assert (two.reply, four.reply) == (Reply.WAITING, Reply.YES), "two places became free: three do not fit, one does"
    one.take_back()
    assert [moved.id for moved in event.promote()] == [two.id]
    assert event.free == 1 and two.promoted_at


def test_who_gets_a_free_place_is_told(visit, database, cast):
    from portal.notices.models import Notice
    from portal.outbox.models import Letter

    event = make_event(cast.programme, capacity=2)
    first, second = invite(event, cast.dastak), invite(event, cast.roshan, email="imran@roshan.example")
    event.answer(first, Reply.YES, 2)
    event.answer(second, Reply.YES, 1)
    path = link_path(first)
    database.commit()
    assert visit(None).post(path, reply="no").status_code == 303
    assert part_of(second.id).reply is Reply.YES
    assert "event_promoted" in seen(select(Notice.what).where(Notice.user_id == cast.users["manager"]))
    assert [letter.to for letter in seen(select(Letter))] == ["imran@roshan.example"]


def test_a_manager_answers_in_the_portal_and_a_stranger_cannot(visit, database, cast, invited):
    _event, invitation_id, _path = invited
    imran = visit("manager")
    assert "Will you come?" in imran.get(f"/invitations/{invitation_id}").text
    assert "Personal link" not in imran.get(f"/invitations/{invitation_id}").text
    assert imran.post(f"/invitations/{invitation_id}/answer", **YES).status_code == 303
    assert part_of(invitation_id).reply is Reply.YES
    assert imran.post(f"/invitations/{invitation_id}/answer", reply="").status_code == 422
    assert visit("stranger").post(f"/invitations/{invitation_id}/answer", **YES).status_code == 404
    assert visit("trainer").post(f"/invitations/{invitation_id}/answer", **YES).status_code == 403
    assert imran.post(f"/invitations/{invitation_id}/link").status_code == 403


def test_a_coordinator_invites_known_enterprises_and_new_ones(visit, database, cast):
    from portal.enterprises.models import Enterprise

    event = make_event(cast.programme)
    database.commit()
    sana, path = visit("coordinator"), f"/events/{event.id}/invitations"
    assert "Roshan" in sana.get(f"{path}/new").text
    assert sana.post(path, enterprises=[str(cast.roshan), str(cast.dastak)]).status_code == 303
    assert sana.post(path, enterprises=[str(cast.chenab)]).status_code == 422
    assert sana.post(path).status_code == 422
    assert sana.post(path, enterprises=[str(cast.roshan)]).status_code == 409
    firm = {"name": "Sitara Knits", "name_ur": "ستارہ نٹس", "city": "Karachi", "contact": "Asma", "phone": "0300 1234567", "language": "ur"}
    assert sana.post(f"/events/{event.id}/prospects", **firm).status_code == 303
    met = seen(select(Enterprise).where(Enterprise.name == "Sitara Knits"))[0]
    assert met.is_prospect and met.phone == "+923001234567"
    for name, name_ur in (("SITARA  knits", ""), ("Something else", "ستارہ نٹس")):
        twin = sana.post(f"/events/{event.id}/prospects", **{**firm, "name": name, "name_ur": name_ur})
        assert twin.status_code == 422 and "already has an enterprise of this name" in twin.text
    assert len(seen(select(Invitation))) == 3
    assert visit("trainer").post(path, enterprises=[str(cast.roshan)]).status_code == 403


def test_the_link_is_shown_copied_sent_and_mailed(visit, database, cast, invited):
    from portal.outbox.models import Letter

    _event, invitation_id, path = invited
    sana = visit("coordinator")
    page = sana.get(f"/invitations/{invitation_id}").text
    token = path.rsplit("/", 1)[1]
    assert f"/ur/invitations/{token}" in page and "https://wa.me/" in page and 'class="qr"' in page
    assert sana.post(f"/invitations/{invitation_id}/letter").status_code == 409
    contact = {
        "contact": "Imran",
        "phone": "",
        "email": "imran@roshan.example",
        "language": "en",
        "version": part_of(invitation_id).version,
    }
    assert sana.post(f"/invitations/{invitation_id}/contact", **contact).status_code == 303
    assert sana.post(f"/invitations/{invitation_id}/contact", **{**contact, "email": "nobody"}).status_code == 422
    assert sana.post(f"/invitations/{invitation_id}/letter").status_code == 303
    letter = seen(select(Letter))[0]
    assert letter.to == "imran@roshan.example" and letter.facts["address"].endswith(f"/en/invitations/{token}")


def test_the_letter_has_words_in_both_languages(app, database, cast):
    from portal.outbox.models import Letter
    from portal.outbox.sending import message_of

    event = make_event(cast.programme)
    for language in ("en", "ur"):
        firm = make_firm(cast.programme, f"Firm {language}")
        inviting.mail(event, invite(event, firm.id, email=f"{language}@firm.example", language=language))
    database.flush()
    texts = {letter.language: message_of(letter).get_body(("plain",)).get_content() for letter in database.scalars(select(Letter))}
    assert "Your enterprise is invited" in texts["en"] and "/en/invitations/" in texts["en"]
    assert "دعوت" in texts["ur"] and "/ur/invitations/" in texts["ur"]


def test_the_calendar_file_of_an_invitation_opens(visit, database, invited):
    answer = visit(None).get(f"{invited[2]}/event.ics")
    assert answer.mimetype == "text/calendar"
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert str(event["summary"]) == "Meet SCORE in Karachi" and str(event["location"]) == "Hall 2, Korangi"
    assert event["dtstart"].dt.tzinfo is not None and (event["dtend"].dt - event["dtstart"].dt) == timedelta(hours=6)
    assert b"Somebody" not in answer.data


def test_all_who_have_an_address_are_written_to_once(visit, database, cast):
    from portal.outbox.models import Letter

    event = make_event(cast.programme)
    for number, email in enumerate(("one@firm.example", "two@firm.example", "nonsense", None)):
        invite(event, make_firm(cast.programme, f"Firm {number}").id, email=email)
    database.commit()
    sana, path = visit("coordinator"), f"/events/{event.id}/letters"
    assert sana.post(path).status_code == 303 and sana.post(path).status_code == 303
    assert sorted(letter.to for letter in seen(select(Letter))) == ["one@firm.example", "two@firm.example"]
    assert visit("trainer").post(path).status_code == 403
    assert sana.get(f"/events/{event.id}/event.ics").mimetype == "text/calendar"
    assert visit("stranger").get(f"/events/{event.id}/event.ics").status_code == 404


@pytest.mark.parametrize(
    "typed", [{"name": "Bismilah Towel"}, {"name": "بسم اللہ ٹاولز"}, {"name": "Quite Other", "phone": "+92 300 1112233"}]
)
def test_a_new_firm_that_sounds_like_a_known_one_is_asked_about_once(visit, database, cast, typed):
    known = make_prospect(cast, "Bismillah Towels", contact_phone="+923001112233")
    event = make_event(cast.programme)
    database.commit()
    sana, firm = visit("coordinator"), {"city": "Karachi", "contact": "Asma Noor", "language": "ur", **typed}
    asked = sana.post(f"/events/{event.id}/prospects", **firm)
    assert asked.status_code == 422 and f'href="/enterprises/{known.enterprise_id}"' in asked.text
    assert typed["name"] in asked.text and "Asma Noor" in asked.text and "Invite this one" in asked.text
    assert sana.get(f"/events/{event.id}/invitations/new?q=Bismillah+Towels").text.count(str(known.enterprise_id)) == 1
    invite(event, known.enterprise_id)
    database.commit()
    assert "It is invited already" in sana.post(f"/events/{event.id}/prospects", _key="again", **firm).text
    assert sana.post(f"/events/{event.id}/prospects", _key="sure", **firm, is_other="y").status_code == 303
    assert len(seen(select(Invitation))) == 2
