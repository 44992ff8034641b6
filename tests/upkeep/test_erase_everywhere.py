"""After an erasure nothing in any column of any table tells who it was: every table is walked, texts, structures and bytes."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import LargeBinary, func, select

from portal import clock, outbox
from portal.accounts import changes, factors, links
from portal.accounts.changes import PasswordWish
from portal.accounts.factors import Passkey, RecoveryCode, Totp
from portal.accounts.links import OneTimeLink
from portal.accounts.models import Person, Sex, User
from portal.accounts.phones import Pin
from portal.database import Base, db
from portal.enterprises.models import Area, Enterprise
from portal.events.kinds import Level, Reply, Way
from portal.events.models import Guest, Slot
from portal.history.models import HistoryRow
from portal.improvement.models import Project
from portal.notices.models import Kind, Notice, NoticeSettings
from portal.outbox.models import Letter
from portal.recruitment.interests import Interest
from portal.upkeep import erasing
from portal.web.drafts import Draft
from portal.web.replay import Answer
from tests.events.build import invite, make_event
from tests.history.build import verified
from tests.recruitment.build import make_prospect

NAME, NAME_UR, USERNAME = "Zqrukhsana O'Zqbibi", "زقرخسانہ زقبی بی", "zqrukhsana.zqbibi"
PHONE, EMAIL, DEVICE = "+923009998877", "zqrukhsana@example.org", "The blue phone of Zqrukhsana"
CANARIES = ("zqrukhsana", "zqbibi", "زقرخسانہ", "9998877")
STAYS_WITHOUT_A_NAME = {"grant", "assignment"}  # that somebody held a role, from when to when: ended with the erasure


def in_every_column() -> list[str]:
    """table.column of every canary found, whatever the column holds."""
    found = []
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)).mappings():
            for column, value in row.items():
                text = as_text(value)
                found += [f"{table.name}.{column}: {text[:120]}" for canary in CANARIES if canary in text.casefold()]
    return found


def as_text(value) -> str:
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if isinstance(value, str) and value.startswith(("{", "[")):  # kept as JSON, where Urdu may stand in escapes
        value = json.loads(value)
    return json.dumps(value, ensure_ascii=False, default=str)


@pytest.fixture
def known(database, cast, visit) -> Project:
    """A member of whom everything is kept that the portal can keep of anybody, and of whom others have been told."""
    person, user = database.get(Person, cast.people["member"]), database.get(User, cast.users["member"])
    person.name, person.name_ur = NAME, NAME_UR
    user.username, user.phone, user.email = USERNAME, PHONE, EMAIL
    factory, area = database.get(Enterprise, (cast.programme, cast.roshan)), database.get(Area, (cast.programme, cast.line_3))
    project = Project.log(factory, "Trims are missing.", person, area=area)
    database.flush()
    keep_ways_in(user, cast)
    keep_what_others_see(user, cast, project)
    keep_what_gatherings_know(cast)
    database.commit()
    visit(USERNAME).post(f"/projects/{project.id}/comments", text="I can show where.", _key="own")
    visit("manager").post_fragment(f"/projects/{project.id}/comments", text="Good.", _key="theirs")
    return project


def keep_ways_in(user: User, cast) -> None:
    pin = Pin(user_id=user.id)
    pin.put("739146", cast.users["manager"])
    passkey = Passkey(user_id=user.id, credential_id=f"{USERNAME}-key", public_key=USERNAME.encode(), name=DEVICE)
    db.session.add_all([pin, passkey, Totp(user_id=user.id, sealed=f"sealed {EMAIL}")])
    factors.make_codes(user)
    links.for_password(user, cast.users["manager"])
    changes.note(user, changes.Change.PIN, cast.users["manager"])
    db.session.add_all(
        [PasswordWish(name=name.upper(), root="https://portal.example.org", language="en") for name in (USERNAME, PHONE, EMAIL)]
    )
    db.session.add(NoticeSettings(user_id=user.id, calendar_key="k" * 43))


def keep_what_others_see(user: User, cast, project: Project) -> None:
    outbox.post("to-them", EMAIL.upper(), "note", "en", title=f"For {NAME}", text=PHONE, link=None)
    outbox.post(
        "to-another", "imran@example.org", "note", "ur", subject=f"{NAME} has logged", title=NAME_UR, text=f"Ask {EMAIL}.", link=None
    )
    for number, (whom, facts) in enumerate((("member", {"who": "Imran"}), ("manager", {"who": NAME, "list": [f"{NAME_UR}، لائن 3"]}))):
        facts = {**facts, "title": project.problem}
        notice = Notice(user_id=cast.users[whom], kind=Kind.CHANGED, what="x", record="project", facts=facts, path="/", key=str(number))
        db.session.add(notice)
    draft = json.dumps({"text": [f"{NAME_UR} کہتی ہیں"]})
    db.session.add(Draft(digest="d", user_id=cast.users["manager"], form="F", path="/", fields=draft))
    body = f"<p>Zqrukhsana O&#39;Zqbibi, {NAME_UR}</p>".encode()
    db.session.add(Answer(key="a", request_digest="d", status=200, body=body, user_id=cast.users["manager"]))


def keep_what_gatherings_know(cast) -> None:
    """A guest, a contact and a speaker; one whom the programme calls, one who wrote on its public page."""
    gathering = make_event(cast.programme, starts_in=timedelta(minutes=30))
    asked = invite(gathering, cast.roshan, contact=NAME, phone=PHONE, email=EMAIL)
    gathering.answer(asked, Reply.YES, 1, [(NAME.upper(), Sex.FEMALE, Level.WORKER)])
    gathering.door.check_in(asked.guests[0], Way.LIST)
    slot = {"starts_at": gathering.starts_at, "minutes": 10, "title": "Tea", "speaker": NAME}
    db.session.add(Slot(programme_id=cast.programme, event_id=gathering.id, **slot))
    prospect = make_prospect(cast)
    prospect.contact_name, prospect.contact_phone = NAME, PHONE
    db.session.add(Interest(programme_id=cast.programme, firm="Roshan", name=NAME_UR, phone=PHONE))


def erase() -> erasing.Erasure:
    erasure = erasing.erase_person(USERNAME, "Asked for on 2026-11-20.", for_good=True)
    db.session.commit()
    db.session.expire_all()
    return erasure


def test_no_column_of_any_table_tells_who_it_was(known, database):
    before = {line.split(":")[0] for line in in_every_column()}
    assert before >= {
        "person.name", "person.name_ur", "user.username", "user.phone", "user.email", "passkey.name", "passkey.public_key", "letter.to",
        "letter.facts", "letter.subject", "notice.facts", "draft.fields", "answer.body", "password_wish.name", "search_entry.tokens", "totp.sealed",
        "history_payload.body", "guest.name", "guest.name_key", "invitation.contact", "invitation.phone", "slot.speaker", "prospect.contact_name",
        "interest.name",
    }, before  # fmt: skip
    erasure = erase()
    assert in_every_column() == [] and erasure.mentions == []
    assert verified().faults == []


def test_no_way_in_is_left(known, database, cast, visit):
    inside, user_id = visit(USERNAME), cast.users["member"]
    erase()
    assert inside.get("/projects").status_code == 303
    for model in (Totp, Passkey, RecoveryCode):
        rows = database.scalars(select(model).where(model.user_id == user_id)).all()
        assert rows and all(row.ended_at for row in rows), model
    assert not any(link.is_open for link in database.scalars(select(OneTimeLink).where(OneTimeLink.user_id == user_id)))
    assert database.scalars(select(Pin).where(Pin.user_id == user_id)).one().expires_at <= clock.now()
    assert database.scalars(select(NoticeSettings).where(NoticeSettings.user_id == user_id)).one().calendar_key is None


def test_others_keep_what_was_told_to_them(known, database, cast):
    """The name alone is taken out: a form sent twice is still answered, a notice still says what happened."""
    erase()
    notice = database.scalars(select(Notice).where(Notice.user_id == cast.users["manager"], Notice.key == "1")).one()
    assert notice.facts == {"who": "A former member", "list": ["A former member، لائن 3"], "title": "Trims are missing."}
    assert database.get(Answer, "a").body == b"<p>A former member, A former member</p>"
    letter = database.scalars(select(Letter).where(Letter.to == "imran@example.org")).one()
    assert letter.subject == "A former member has logged" and letter.facts["text"] == "Ask A former member."


def test_what_was_theirs_alone_is_gone_from_every_table(known, database, cast):
    """A new table that belongs to a user is met here: its room takes care of it by `erasing.beyond.add`, or its row is emptied."""
    erase()
    left = set()
    emptied = {"totp", "passkey", "recovery_code", "pin", "one_time_link", "notice_settings"}
    for table in Base.metadata.sorted_tables:
        if "user_id" in table.c and database.scalar(select(func.count()).select_from(table).where(table.c.user_id == cast.users["member"])):
            left.add(table.name)
    assert left - emptied - STAYS_WITHOUT_A_NAME == set()


def test_a_name_of_one_word_takes_no_other_word_with_it(known, database, cast):
    """“Ali” alone is replaced where it is the whole of a text; within one it may be anybody, or a part of “quality”."""
    database.get(Person, cast.people["member"]).name = "Ali"
    notice = Notice(user_id=cast.users["manager"], kind=Kind.CHANGED, what="x", record="project", path="/", key="ali", facts={})
    notice.facts = {"who": "Ali", "title": "The quality of Ali"}
    database.add(notice)
    database.commit()
    erase()
    kept = database.scalars(select(Notice).where(Notice.key == "ali")).one()
    assert kept.facts == {"who": "A former member", "title": "The quality of Ali"}


def test_that_they_came_to_an_event_stays_counted(known, database):
    erase()
    guest = database.scalars(select(Guest)).one()
    assert (guest.name, guest.sex, guest.came) == ("", Sex.FEMALE, True)


def test_a_guest_of_the_same_short_name_from_elsewhere_keeps_it(known, database, cast):
    database.get(Person, cast.people["member"]).name = "Ali"
    gathering = make_event(cast.programme)
    for place in (cast.roshan, cast.dastak):
        gathering.answer(invite(gathering, place), Reply.YES, 1, [("Ali", Sex.MALE, Level.WORKER)])
    database.commit()
    erase()
    named = {guest.enterprise_id: guest.name for guest in database.scalars(select(Guest).where(Guest.event_id == gathering.id))}
    assert named == {cast.roshan: "", cast.dastak: "Ali"}


def test_others_of_the_same_role_keep_their_history(known, database, cast):
    """A username that is a word of the portal itself (“member”) erases nobody else's rows."""
    database.get(User, cast.users["member"]).username = "member"
    database.commit()
    erasing.erase_person("member", "asked", for_good=True)
    database.commit()
    rows = database.scalars(select(HistoryRow).where(HistoryRow.what == "grant")).all()
    assert [row.after["role"] for row in rows if row.after and row.after.get("user_id") == str(cast.users["stranger"])] == ["member"]


def test_the_walk_would_notice(known, database):
    """The control: what nobody forgets is found, in bytes as in structures."""
    binary = [column for table in Base.metadata.sorted_tables for column in table.c if isinstance(column.type, LargeBinary)]
    assert len(binary) >= 2
    database.add(Answer(key="b", request_digest="d", status=200, body=NAME.encode(), at=clock.now() - timedelta(days=1)))
    database.commit()
    assert any(line.startswith("answer.body") for line in in_every_column())
