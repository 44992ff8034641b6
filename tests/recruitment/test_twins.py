"""The same firm twice: noticed in both scripts and by its phone, merged with its history, taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.database import db
from portal.enterprises import merging as carrying
from portal.enterprises.likeness import ALIKE, likeness, phone_end
from portal.enterprises.models import Area, Enterprise
from portal.errors import NotNow
from portal.recruitment import criteria, terms
from portal.recruitment.assessments import InitialAssessment, Verdict
from portal.recruitment.interests import Interest, State
from portal.recruitment.merging import UNDONE_WITHIN, ProspectMerge, merge
from portal.recruitment.models import Prospect
from portal.recruitment.stages import Loss, Stage
from tests.recruitment.build import again, make_prospect, person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Roshan Stitch Works", "روشن سٹچ ورکس"),
        ("Dastak Apparel", "دستک اپیرل"),
        ("Mehran Knits (Pvt) Ltd", "مہران نٹس"),
        ("Al-Karam Textile Mills", "الکرم ٹیکسٹائل ملز"),
        ("Chenab Leather", "Chanab Lether Pvt. Ltd."),
        ("Faisal Hosiery", "فیصل ہوزری"),
        ("SITARA KNITS", "Sitara  Knits"),
    ],
)
def test_one_name_in_two_spellings_sounds_alike(one, other):
    assert likeness(one, other) >= ALIKE


@pytest.mark.parametrize(("one", "other"), [("Sana Garments", "Zam Garments"), ("Bahar Denim Mills", "Nargis Denim Mills"), ("", "Sitara")])
def test_two_firms_of_one_trade_do_not(one, other):
    assert likeness(one, other) < ALIKE


def test_a_number_is_the_same_however_it_is_written():
    assert phone_end("+92 300 1112233") == phone_end("0300-1112233") and phone_end("12") == ""


def a_firm(cast, **facts) -> dict:
    return {"programme": str(cast.programme), "name": "Sitara Knits", "city": "Karachi", "source": "event", **facts}


@pytest.mark.parametrize(
    "facts", [{"name": "ستارہ نٹس"}, {"name": "Sitaara Nits"}, {"name": "Quite Other", "contact_phone": "0300-1112233"}]
)
def test_adding_a_firm_that_is_known_asks_first(visit, database, cast, facts):
    known = make_prospect(cast, "Sitara Knits")
    coordinator = visit("coordinator")
    asked = coordinator.post("/prospects", **a_firm(cast, **facts))
    assert asked.status_code == 422 and f"/prospects/{known.id}" in asked.text and facts["name"] in asked.text
    sure = coordinator.post("/prospects", **a_firm(cast, **facts, is_other="y"))
    assert sure.status_code == 303 and len(list(database.scalars(select(Prospect)))) == 2


def test_the_very_same_name_in_the_same_city_is_refused(visit, database, cast):
    make_prospect(cast, "Sitara Knits")
    assert visit("coordinator").post("/prospects", **a_firm(cast, is_other="y")).status_code == 422


def test_a_firm_in_the_programme_is_noticed_too(visit, cast):
    asked = visit("coordinator").post("/prospects", **a_firm(cast, name="Roshan Stitching Works"))
    assert asked.status_code == 422 and f"/enterprises/{cast.roshan}" in asked.text


def test_a_new_firm_begins_as_a_prospect_and_stands_among_them(visit, database, cast):
    coordinator = visit("coordinator")
    added = coordinator.post("/prospects", **a_firm(cast, contact_name="Yasmin Baig"))
    assert added.status_code == 303 and coordinator.get(added.location).status_code == 200
    assert "Sitara Knits" not in coordinator.get("/enterprises").text
    assert "Sitara Knits" in coordinator.get("/enterprises?kind=prospects").text
    assert "Sitara Knits" in coordinator.get("/enterprises?q=sitara").text
    empty = coordinator.post("/prospects", **a_firm(cast, name="", contact_name="Yasmin Baig"))
    assert empty.status_code == 422 and "Yasmin Baig" in empty.text
    assert visit("trainer").post("/prospects", **a_firm(cast)).status_code == 403
    assert visit("far_coordinator").post("/prospects", **a_firm(cast)).status_code == 422


def test_merging_shows_both_stories_and_hides_the_one(visit, database, cast):
    one = make_prospect(cast, "Sitara Nits", Stage.ATTENDED, contact_phone=None)
    other = make_prospect(cast, "Sitara Knits", contact_phone=None)
    coordinator = visit("coordinator")
    found = coordinator.get(f"/prospects/{one.id}/merge").text
    assert f"into={other.enterprise_id}" in found
    preview = coordinator.get(f"/prospects/{one.id}/merge?into={other.enterprise_id}")
    assert preview.status_code == 200 and "Sitara Nits" in preview.text and "Sitara Knits" in preview.text
    assert coordinator.post(f"/prospects/{one.id}/merges", into=str(other.enterprise_id)).status_code == 303
    page = coordinator.get(f"/prospects/{other.id}").text
    assert "of the firm merged into it" in page and "Attended" in page
    assert "Sitara Nits" not in coordinator.get("/recruitment?view=list").text
    assert "Sitara Nits" not in coordinator.get("/enterprises?kind=prospects").text
    merged = again(one)
    assert coordinator.post(f"/prospects/{one.id}/stage", to=f"interested.{merged.version}").status_code == 409
    undoing = f"/prospect-merges/{database.scalar(select(ProspectMerge)).id}/undoing"
    database.commit()
    assert coordinator.post(undoing).status_code == 303
    assert again(one).merged_into_id is None and "Sitara Nits" in coordinator.get("/recruitment?view=list").text
    assert coordinator.post(undoing, _key="again").status_code == 409


def test_what_hangs_on_it_is_carried_and_brought_back(database, cast, monkeypatch):
    monkeypatch.setattr(carrying, "_parts", {})
    carrying.add(Area, "Areas")
    one, other = make_prospect(cast, "Sitara Nits"), make_prospect(cast, "Sitara Knits")
    cutting, both = one.enterprise.open_area("Cutting"), one.enterprise.open_area("Line 1")
    other.enterprise.open_area("Line 1")
    database.commit()
    assert carrying.told(one.enterprise, other.enterprise) == [carrying.Told("Areas", 1, 1, carrying.HAS_ONE)]
    made = merge(one, other, person(cast))
    database.commit()
    assert cutting.enterprise_id == other.enterprise_id
    assert both.enterprise_id == one.enterprise_id  # the other has one of that name already
    made.undo(person(cast))
    database.commit()
    assert cutting.enterprise_id == one.enterprise_id


def stand(prospect) -> tuple:
    now = again(prospect)
    names = ("stage", "entered_on", "furthest", "next_step", "due_on", "late_on", "owner_id", "lost_reason", "stopped_on", "contact_name")
    return tuple(getattr(now, name) for name in names)


def test_the_one_that_stays_stands_where_the_further_one_came(visit, database, cast):
    one, other = make_prospect(cast, "Sitara Nits", Stage.INTERESTED), make_prospect(cast, "Sitara Knits", Stage.INVITED, contact_name=None)
    one.plan("Send the date of the visit", clock.today() + timedelta(days=2), person(cast).id)
    other.plan("Ask for the owner", clock.today() + timedelta(days=9), None)
    version = criteria.to_assess_by(cast.programme, person(cast))
    told = {"visited_on": clock.today(), "answers": {"scores": {}, "flags": ["child_labour"]}, "notes": None, "because": None}
    made = InitialAssessment.hand_in(one, version, person(cast), recommendation=Verdict.WAIT, **told)
    one.plan("Call the desk", clock.today() + timedelta(days=2), person(cast).id)
    said = Interest(programme_id=cast.programme, firm="Sitara", name="Yasmin", phone="+923001112233", language="en", state=State.APPROVED)
    said.prospect_id = one.id
    database.add_all([made, said])
    database.commit()
    before, first, second, firm, assessed = (stand(one), stand(other)), one.id, other.id, str(other.enterprise_id), made.id
    database.commit()
    coordinator = visit("coordinator")
    preview = coordinator.get(f"/prospects/{first}/merge?into={firm}").text
    assert "As one firm it stands at “Assessed”." in preview.replace("\u2068", "").replace("\u2069", "")
    assert coordinator.post(f"/prospects/{first}/merges", into=firm).status_code == 303
    now = again(other)
    assert (now.stage, now.furthest, now.stopped_on) == (Stage.ASSESSED, Stage.ASSESSED.rank, clock.today())
    assert now.next_step == "Ask for the owner · Call the desk" and now.due_on == clock.today() + timedelta(days=2)
    assert now.owner_id == cast.people["coordinator"]
    page = coordinator.get(f"/prospects/{second}").text
    assert "of the firm merged into it" in page and f"/initial-assessments/{assessed}" in page
    assert database.scalar(select(Interest.prospect_id)) == second
    merging_id = database.scalar(select(ProspectMerge.id))
    database.commit()
    assert coordinator.post(f"/prospect-merges/{merging_id}/undoing").status_code == 303
    assert (stand(one), stand(other)) == before
    assert database.scalar(select(InitialAssessment.prospect_id)) == database.scalar(select(Interest.prospect_id)) == first
    database.commit()


def test_what_moved_on_since_stays_where_it_is_when_a_merging_is_taken_back(database, cast):
    one, other = make_prospect(cast, "Sitara Nits", Stage.ATTENDED), make_prospect(cast, "Sitara Knits")
    made = merge(one, other, person(cast))
    other.take_interest(person(cast))
    database.commit()
    made.undo(person(cast))
    database.commit()
    assert (again(one).stage, again(other).stage) == (Stage.ATTENDED, Stage.INTERESTED)


def test_a_lost_one_does_not_hold_the_other_back(database, cast):
    one, other = make_prospect(cast, "Sitara Nits", Stage.ATTENDED), make_prospect(cast, "Sitara Knits", Stage.INTERESTED)
    other.lose(Loss.NO_TIME, person(cast))
    lost = stand(other)
    made = merge(one, other, person(cast))
    database.commit()
    assert (again(other).stage, again(other).lost_reason) == (Stage.ATTENDED, None)
    made.undo(person(cast))
    database.commit()
    assert stand(other) == lost


def test_a_merging_is_taken_back_for_thirty_days_and_remembers_no_longer(database, cast):
    one, other = make_prospect(cast, "Sitara Nits", contact_name="Yasmin Akhtar"), make_prospect(cast, "Sitara Knits", contact_name=None)
    made = merge(one, other, person(cast))
    database.commit()
    assert (
        other.contact_name == "Yasmin Akhtar"
        and "prospect.contact_name" in made.filled
        and "Yasmin" not in str((made.filled, made.carried))
    )
    with clock.at(clock.now() + timedelta(days=29)):
        assert terms.sweep_merged(clock.now() - UNDONE_WITHIN) == 0
    with clock.at(clock.now() + timedelta(days=31)):
        with pytest.raises(NotNow, match="30 days"):
            made.undo(person(cast))
        assert terms.sweep_merged(clock.now() - UNDONE_WITHIN) == 1
        database.commit()
        assert (made.carried, made.filled, made.taken) == ({}, [], {}) and again(one).merged_into_id == other.id
        assert terms.sweep_merged(clock.now() - UNDONE_WITHIN) == 0


def test_an_enterprise_of_the_programme_is_never_hidden(visit, database, cast):
    one = make_prospect(cast, "Roshan Stich Works")
    coordinator = visit("coordinator")
    assert coordinator.post(f"/prospects/{one.id}/merges", into=str(cast.roshan)).status_code == 303
    roshan = db.session.scalar(select(Prospect).where(Prospect.enterprise_id == cast.roshan))
    assert roshan.stage is Stage.ENROLLED
    with pytest.raises(NotNow, match="in the programme"):
        merge(roshan, make_prospect(cast, "Another"), person(cast))
    assert db.session.get_one(Enterprise, (cast.programme, cast.roshan)).merged_into_id is None


def test_a_firm_of_another_programme_is_not_there(visit, database, cast):
    one = make_prospect(cast)
    assert visit("coordinator").get(f"/prospects/{one.id}/merge?into={cast.chenab}").status_code == 404
    assert visit("coordinator").post(f"/prospects/{one.id}/merges", into=str(cast.chenab)).status_code == 404
    assert visit("coordinator").post(f"/prospects/{one.id}/merges", into="nothing").status_code == 422
