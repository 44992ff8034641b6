"""What other rooms tell recruitment: invited, arrived, signed, enrolled."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from portal.accounts.models import Programme, Sex, User
from portal.consent.models import ConsentRequest
from portal.database import db
from portal.enterprises import alumni
from portal.enterprises.models import Enterprise
from portal.events.kinds import Level, Presence, Way
from portal.recruitment import arriving, funnel
from portal.recruitment.lists import Filters
from portal.recruitment.merging import merge
from portal.recruitment.models import Move, Prospect
from portal.recruitment.stages import Loss, Stage
from tests.cast import make_enterprise
from tests.consent.build import publish
from tests.events.build import make_event
from tests.recruitment.build import make_prospect, person
from tests.search.build import as_user


@dataclass
class Gathering:
    name: str = "Morning for factories"


def firm(cast, name: str, **facts) -> Enterprise:
    made = make_enterprise(db.session.get_one(Programme, cast.programme), name, **facts)
    db.session.commit()
    return made


def test_a_new_firm_that_comes_is_a_prospect(database, cast):
    prospect = arriving.on_arrived(Gathering(), firm(cast, "Came Along", is_prospect=True))
    database.commit()
    assert (prospect.stage, prospect.source_note) == (Stage.ATTENDED, "Morning for factories")
    assert arriving.on_arrived(Gathering(), prospect.enterprise) is prospect  # a second guest of the same firm
    database.commit()
    assert len(list(database.scalars(select(Prospect)))) == 1


def test_alumni_and_enrolled_ones_are_none(database, cast, monkeypatch):
    old = firm(cast, "Alumni Weaving", is_prospect=True)
    one = alumni.Source(lambda model: model.enterprise_id == old.id, lambda model: model.enterprise_id == old.id)
    monkeypatch.setattr(alumni, "_sources", [one])
    assert arriving.on_arrived(Gathering(), old) is None
    assert arriving.on_arrived(Gathering(), db.session.get_one(Enterprise, (cast.programme, cast.roshan))) is None
    assert not list(database.scalars(select(Prospect)))


def test_invited_then_attended_in_order_and_never_backwards(database, cast):
    invited = arriving.on_invited(Gathering(), firm(cast, "Asked First", is_prospect=True))
    assert invited.stage is Stage.INVITED
    arriving.on_arrived(Gathering(), invited.enterprise)
    assert invited.stage is Stage.ATTENDED
    arriving.on_invited(Gathering("Second morning"), invited.enterprise)
    database.commit()
    assert invited.stage is Stage.ATTENDED
    assert [move.to_stage for move in invited.moves] == [Stage.INVITED, Stage.ATTENDED, Stage.ATTENDED]


def test_a_lost_one_that_comes_again_is_noted_and_stays_with_the_coordinator(database, cast):
    prospect = make_prospect(cast)
    prospect.lose(Loss.COST, person(cast))
    arriving.on_arrived(Gathering(), prospect.enterprise)
    database.commit()
    assert prospect.stage is Stage.LOST and prospect.moves[-1].note == "Morning for factories"


def test_a_merged_one_that_comes_counts_for_the_other(database, cast):
    one, other = make_prospect(cast, "Sitara Nits"), make_prospect(cast, "Sitara Knits")
    merge(one, other, person(cast))
    database.commit()
    arriving.on_arrived(Gathering(), one.enterprise)
    assert other.stage is Stage.ATTENDED and one.stage is Stage.IDENTIFIED


def test_signed_and_enrolled(database, cast):
    prospect = make_prospect(cast, stage=Stage.INTERESTED)
    arriving.signed(cast.programme, prospect.enterprise_id, date(2026, 4, 1))  # before it was selected: noted
    assert prospect.stage is Stage.INTERESTED
    prospect.settle(Stage.SELECTED, person(cast), None, None, None)
    publish(cast)
    prospect.send_consent(person(cast))
    assert database.scalars(select(ConsentRequest.enterprise_id)).all() == [prospect.enterprise_id]
    arriving.signed(cast.programme, prospect.enterprise_id, date(2026, 4, 2))
    assert prospect.stage is Stage.SIGNED and prospect.entered_on == date(2026, 4, 2)
    arriving.enrolled(cast.programme, prospect.enterprise_id, date(2026, 4, 9))
    database.commit()
    assert prospect.stage is Stage.ENROLLED and prospect.enterprise.is_prospect is False and prospect.due_on is None
    steps = database.scalars(select(Move.days).where(Move.prospect_id == prospect.id, Move.to_stage == Stage.ENROLLED))
    assert list(steps) == [7]


def test_what_recruitment_never_knew_changes_nothing_else(database, cast):
    walk_in = firm(cast, "Straight In", is_prospect=True)
    arriving.signed(cast.programme, walk_in.id, date(2026, 4, 2))
    arriving.enrolled(cast.programme, walk_in.id, date(2026, 4, 9))
    assert walk_in.is_prospect is False and not list(database.scalars(select(Prospect)))


def test_what_waits_stands_on_the_first_page(visit, database, cast):
    from datetime import timedelta

    from portal import clock
    from portal.recruitment.interests import Interest

    with clock.at(clock.today() - timedelta(days=40)):
        make_prospect(cast, stage=Stage.ATTENDED)
    database.add(Interest(programme_id=cast.programme, firm="Ravi Garments", name="Naila", phone="+923014445556"))
    database.commit()
    page = visit("coordinator").get("/").text
    assert "1 firm is to be followed up" in page and "1 firm says that it is interested" in page
    assert "followed up" not in visit("far_coordinator").get("/").text


# a check-in that was a mistake


def at_the_door(cast, enterprise: Enterprise):
    """An event that has begun; the guest who came of this firm; who stands at the door."""
    event = make_event(cast.programme, starts_in=timedelta(minutes=10), name="Morning for factories")
    by = db.session.get_one(User, cast.users["coordinator"])
    guest, _is_new = event.door.walk_in(enterprise, "Asma", Sex.FEMALE, Level.MANAGER, Way.LIST, by)
    db.session.flush()
    return event, guest, by


def prospect_of(enterprise: Enterprise) -> Prospect:
    return db.session.scalars(select(Prospect).where(Prospect.enterprise_id == enterprise.id)).one()


def test_a_prospect_that_a_mistaken_check_in_made_is_closed_as_a_mistake(visit, database, cast):
    event, guest, by = at_the_door(cast, firm(cast, "Wrongly Heard", is_prospect=True))
    met = prospect_of(guest.invitation.enterprise)
    assert met.stage is Stage.ATTENDED
    event.door.correct(guest, Presence.DROPPED, by)
    database.flush()
    assert (met.stage, met.lost_reason, met.furthest) == (Stage.LOST, Loss.MISTAKE, -1)
    assert guest.invitation.arrived_at is None
    database.commit()
    page = visit("coordinator").get(f"/prospects/{met.id}").text
    assert "Entered by mistake" in page and "the check-in was a mistake and was put right" in page and "Sana" in page
    counted = funnel.read(as_user(cast, "coordinator"), Filters())
    assert counted.total == 0 and counted.losses == {Loss.MISTAKE: 1}


def test_whoever_comes_after_all_begins_anew(database, cast):
    event, guest, by = at_the_door(cast, firm(cast, "Came Later", is_prospect=True))
    event.door.correct(guest, Presence.ABSENT, by)
    met = prospect_of(guest.invitation.enterprise)
    assert met.stage is Stage.LOST
    event.door.check_in(guest, Way.LIST, by)
    assert (met.stage, met.lost_reason) == (Stage.ATTENDED, None)


def test_one_that_was_known_goes_back_to_where_it_stood(database, cast):
    known = make_prospect(cast)
    event, guest, by = at_the_door(cast, known.enterprise)
    assert known.stage is Stage.ATTENDED
    event.door.correct(guest, Presence.ABSENT, by)
    database.flush()
    assert (known.stage, known.furthest) == (Stage.IDENTIFIED, 0)
    assert not any(move.is_onward for move in known.moves if move.to_stage is Stage.ATTENDED)


def test_what_people_did_since_stays_with_a_note(database, cast):
    event, guest, by = at_the_door(cast, firm(cast, "Spoken To", is_prospect=True))
    met = prospect_of(guest.invitation.enterprise)
    met.plan("Visit on Monday", None, person(cast, "coordinator").id)
    event.door.correct(guest, Presence.ABSENT, by)
    database.flush()
    assert (met.stage, met.next_step) == (Stage.ATTENDED, "Visit on Monday")
    assert "the check-in was a mistake" in (met.moves[-1].note or "")


def test_as_long_as_one_guest_of_the_firm_is_there_it_came(database, cast):
    event, guest, by = at_the_door(cast, firm(cast, "Two Came", is_prospect=True))
    event.door.walk_in(guest.invitation.enterprise, "Bilal", Sex.MALE, Level.WORKER, Way.LIST, by)
    event.door.correct(guest, Presence.ABSENT, by)
    assert prospect_of(guest.invitation.enterprise).stage is Stage.ATTENDED
    assert guest.invitation.arrived_at


def test_who_invites_a_firm_stands_in_its_history_and_looks_after_it(visit, database, cast):
    event, met = make_event(cast.programme), make_prospect(cast, "Known Before")
    database.commit()
    sana = visit("coordinator")
    facts = {"name": "Sitara Knits", "city": "Lahore", "phone": "0300 7654321", "language": "ur"}
    assert sana.post(f"/events/{event.id}/prospects", **facts).status_code == 303
    assert sana.post(f"/events/{event.id}/invitations", enterprises=[str(met.enterprise_id)]).status_code == 303
    made = database.scalars(select(Prospect).where(Prospect.id != met.id)).one()
    assert made.owner_id == cast.people["coordinator"]
    assert {move.by_id for one in (made, met) for move in one.moves} == {cast.people["coordinator"]}
    path = f"/prospects/{made.id}"
    database.commit()
    assert "the firm itself" not in sana.get(path).text
    assert "Nobody yet" in sana.get("/recruitment").text.split("Known Before")[1]


def test_who_comes_by_itself_is_looked_after_by_nobody_yet(visit, database, cast):
    prospect = arriving.on_arrived(Gathering(), firm(cast, "Came Along", is_prospect=True))
    database.commit()
    path = f"/prospects/{prospect.id}"
    database.commit()
    assert "the firm itself" in visit("coordinator").get(path).text
