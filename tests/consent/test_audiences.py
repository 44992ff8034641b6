"""One function decides what an audience may see, and every page asks it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts.models import Person, Programme, User
from portal.accounts.reach import reach_of
from portal.consent import audiences
from portal.consent.audiences import OWN, PROGRAMME, PUBLIC, TRAINER, Audience, Who, visible_to
from portal.consent.models import Scope, ScopeStanding
from portal.consent.seen import BY_AUDIENCE
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.files.models import StoredFile
from portal.improvement.models import PhotoKind, Project, Shown, Stage
from portal.measures import results
from portal.notices.models import Kind
from portal.notices.telling import tell
from tests.cast import make_enterprise
from tests.consent.build import agreement, publish, sign, withdraw


def seen_by(audience: Audience) -> set:
    db.session.rollback()
    return set(db.session.scalars(visible_to(audience).with_only_columns(Enterprise.id)))


@pytest.fixture
def project(database, cast) -> Project:
    roshan = database.get(Enterprise, (cast.programme, cast.roshan))
    made = Project.log(roshan, "Threads run out in the shift.", database.get(Person, cast.people["member"]), title="Thread on time")
    database.commit()
    return made


@pytest.fixture
def text(database, cast):
    return publish(cast)


def test_there_are_six_audiences():
    assert {who.value for who in Who} == {"own", "trainer", "programme", "donor", "alumni", "public"}
    assert set(BY_AUDIENCE) == set(audiences.NEEDS)


def test_who_was_never_asked_is_seen_by_staff_and_by_nobody_else(database, cast):
    everybody = {cast.roshan, cast.dastak, cast.chenab}
    for audience in (OWN, TRAINER, PROGRAMME):
        assert seen_by(audience) == everybody, audience
    for audience in (audiences.donor(cast.programme), audiences.alumni(cast.programme), PUBLIC):
        assert seen_by(audience) == set(), audience


def test_each_outside_audience_needs_its_own_yes(database, cast, text):
    sign(cast, but=(Scope.ALUMNI,))
    assert seen_by(audiences.donor(cast.programme)) == {cast.roshan}
    assert seen_by(audiences.alumni(cast.programme)) == set()
    assert seen_by(PUBLIC) == {cast.roshan}
    assert seen_by(audiences.donor(cast.beyond)) == set()
    withdraw(cast, Scope.DONOR)
    assert seen_by(audiences.donor(cast.programme)) == set()
    assert seen_by(PUBLIC) == {cast.roshan}


def test_the_end_of_the_data_ends_all_but_ones_own(database, cast, text):
    sign(cast)
    withdraw(cast, Scope.DATA)
    for audience in (TRAINER, PROGRAMME, PUBLIC, audiences.donor(cast.programme), audiences.alumni(cast.programme)):
        assert cast.roshan not in seen_by(audience), audience
    assert cast.roshan in seen_by(OWN)
    assert cast.dastak in seen_by(PROGRAMME)


def test_what_ran_out_is_shown_to_staff_only(database, cast, text):
    sign(cast, on=clock.today() - timedelta(days=800))
    assert seen_by(audiences.donor(cast.programme)) == seen_by(PUBLIC) == set()
    assert cast.roshan in seen_by(PROGRAMME)
    last_day = clock.today() - timedelta(days=1)
    for standing in database.scalars(select(ScopeStanding)):
        standing.valid_until = last_day + timedelta(days=1)
    database.commit()
    assert seen_by(PUBLIC) == {cast.roshan}, "the last day counts"


def test_a_statement_that_was_kept_asks_the_day_anew(database, cast, text):
    sign(cast)
    kept = visible_to(PUBLIC).with_only_columns(Enterprise.id)
    assert database.scalars(kept).all() == [cast.roshan]
    with clock.at(clock.today() + timedelta(days=900)):
        assert database.scalars(kept).all() == []


# pages


STAFF = ("trainer", "expert", "coordinator", "admin")


def pages_of(cast, project) -> list[str]:
    return [
        f"/enterprises/{cast.roshan}",
        f"/projects/{project.id}",
        f"/history/enterprise/{cast.roshan}",
        f"/history/project/{project.id}",
    ]


def test_the_end_hides_every_row_from_staff_on_the_next_load(visit, database, cast, text, project):
    sign(cast)
    pages = pages_of(cast, project)
    for who in STAFF:
        assert [visit(who).get(page).status_code for page in pages] == [200] * 4, who
        assert "Roshan Stitch Works" in visit(who).get("/enterprises").text
    withdraw(cast, Scope.DATA)
    for who in STAFF:
        visitor = visit(who)
        assert [visitor.get(page).status_code for page in pages] == [404] * 4, who
        for listing in ("/enterprises", "/projects", "/", "/search?q=thread", "/search?q=Roshan", "/people", "/more"):
            assert "Thread on time" not in visitor.get(listing).text, (who, listing)
            if listing != "/people":
                assert "Roshan Stitch" not in visitor.get(listing).text, (who, listing)
    for who in ("manager", "member"):
        assert [visit(who).get(page).status_code for page in pages[:2]] == [200, 200], who
        assert "Thread on time" in visit(who).get("/projects").text


def test_signing_again_shows_it_again(visit, database, cast, text, project):
    sign(cast)
    withdraw(cast, Scope.DATA)
    sign(cast)
    assert visit("trainer").get(f"/projects/{project.id}").status_code == 200


def test_who_says_no_at_once_is_not_shown_either(visit, database, cast, text):
    sign(cast, but=(Scope.DATA,))
    assert visit("coordinator").get(f"/enterprises/{cast.roshan}").status_code == 404
    assert visit("coordinator").get(f"/enterprises/{cast.roshan}/consent").status_code == 200


def test_the_end_ends_entry_and_its_own_people_are_told_why(visit, database, cast, text, project):
    sign(cast)
    member = visit("member")
    form = {"text": "We try again."}
    assert member.post(f"/projects/{project.id}/comments", **form).status_code in (200, 303)
    withdraw(cast, Scope.DATA)
    refused = member.post(f"/projects/{project.id}/comments", **form)
    assert refused.status_code == 409
    assert "withdrawn its agreement" in refused.text
    new = member.post("/projects", problem="Needles break.", title="Needles", enterprise=str(cast.roshan))
    assert new.status_code in (409, 422)
    assert visit("stranger").get("/").status_code == 200


def test_others_go_on_writing(visit, database, cast, text):
    sign(cast)
    withdraw(cast, Scope.DATA)
    answer = visit("coordinator").post(f"/enterprises/{cast.dastak}/areas", name="Line 9")
    assert answer.status_code in (200, 303), answer.text


def test_the_coordinator_still_finds_it_among_the_agreements(visit, database, cast, text):
    sign(cast)
    withdraw(cast, Scope.DATA)
    page = visit("coordinator").get("/consents?show=withdrawn").text
    assert "Roshan Stitch Works" in page
    assert "Taken back" in page
    assert "Dastak" not in page


# the coordinator's list


def test_the_list_says_who_signed_and_what_runs_out(visit, database, cast, text):
    sign(cast, on=clock.today() - timedelta(days=700))
    coordinator = visit("coordinator")
    assert "Roshan" in coordinator.get("/consents?show=expiring").text
    assert "Roshan" in coordinator.get("/consents?show=signed").text
    assert "Dastak" in coordinator.get("/consents?show=silent").text
    assert "Roshan" not in coordinator.get("/consents?show=silent").text
    assert "Chenab" not in coordinator.get("/consents").text
    coordinator.post(f"/enterprises/{cast.dastak}/consent/requests")
    assert "Dastak" in coordinator.get("/consents?show=waiting").text
    assert coordinator.get("/consents?show=nonsense").status_code == 200
    assert "runs out" in visit("manager").get("/").text
    for who in ("manager", "trainer", "donor"):
        assert visit(who).get("/consents").status_code == 403, who


def test_the_list_and_the_home_cost_the_same_for_two_and_for_sixty(visit, database, cast, text):
    from tests.batches.test_batches import counted

    sign(cast)
    few = counted(visit("coordinator"), "/consents")
    programme = database.get(Programme, cast.programme)
    for number in range(58):
        make_enterprise(programme, f"Factory {number}")
    database.commit()
    assert counted(visit("coordinator"), "/consents") == few <= 8
    for path in (f"/enterprises/{cast.roshan}/consent", f"/enterprises/{cast.roshan}", "/"):
        assert counted(visit("manager"), path) <= 8, path


# with others' eyes


@pytest.mark.parametrize("code, scope", [("donor", Scope.DONOR), ("alumni", Scope.ALUMNI), ("public", Scope.PHOTOS)])
def test_it_is_seen_as_the_audience_sees_it_and_the_file_is_equal(visit, database, cast, text, code, scope):
    path = f"/enterprises/{cast.roshan}/seen"
    manager = visit("manager")
    assert "They see nothing" in manager.get(path, **{"as": code}).text
    sign(cast)
    page, file = manager.get(path, **{"as": code}).text, manager.get(f"{path}.csv", **{"as": code}).get_data(as_text=True)
    assert "Roshan Stitch Works" in file
    for line in file.lstrip("\ufeff").splitlines():
        for cell in line.split(","):
            assert cell in page, cell
    withdraw(cast, scope)
    assert "They see nothing" in manager.get(path, **{"as": code}).text
    assert len(manager.get(f"{path}.csv", **{"as": code}).get_data(as_text=True).splitlines()) == 1, "only whose file it is"
    assert visit("stranger").get(path).status_code == 404


def test_a_cell_that_begins_like_a_formula_is_text(database, cast, text, visit):
    database.get(Enterprise, (cast.programme, cast.roshan)).products = "=1+1"
    database.commit()
    sign(cast)
    assert "'=1+1" in visit("manager").get(f"/enterprises/{cast.roshan}/seen.csv").get_data(as_text=True)


def test_agreement_of_another_programme_is_its_own(database, cast, text):
    assert agreement(cast, "chenab", cast.beyond).text is None


def test_a_photo_is_public_only_while_the_factory_says_so(visit, database, cast, text, project):
    made = database.get(Project, (cast.programme, project.id))
    member = database.get(Person, cast.people["member"])
    file = StoredFile(programme_id=cast.programme, enterprise_id=cast.roshan, digest="0" * 64, kind="image/jpeg", bytes=1)
    database.add(file)
    database.flush()
    shown = made.show_photo(file.id, PhotoKind.AFTER, member, "Shadow board")
    made.stage = Stage.IMPLEMENTED
    database.commit()
    path = f"/enterprises/{cast.roshan}/seen"
    sign(cast)
    assert "Shadow board" not in visit("manager").get(path, **{"as": "public"}).text  # nobody said that the people in it agreed
    for people, stands in ((Shown.NOT_ASKED, False), (Shown.AGREED, True)):
        shown.people = people
        database.commit()
        assert ("Shadow board" in visit("manager").get(path, **{"as": "public"}).text) is stands
    assert "Thread on time" in visit("manager").get(path, **{"as": "donor"}).text
    withdraw(cast, Scope.PHOTOS)
    assert "Shadow board" not in visit("manager").get(path, **{"as": "public"}).text
    assert "Thread on time" in visit("manager").get(path, **{"as": "donor"}).text


def test_counts_without_a_name_stay(visit, database, cast, text, project):
    sign(cast)
    before = results.counts(reached(cast), results.primaries(reached(cast)))
    withdraw(cast, Scope.DATA)
    rows = results.primaries(reached(cast))
    after = results.counts(reached(cast), rows)
    assert (after.enterprises, after.registered) == (before.enterprises, before.registered)
    assert not any(row.is_shown for row in rows)
    database.rollback()
    assert "Roshan" not in visit("coordinator").get("/results").text


def reached(cast) -> User:
    user = db.session.get(User, cast.users["coordinator"])
    user.reach = reach_of(user.id, clock.today())
    return user


def test_notices_of_a_factory_that_ended_its_part_say_nothing_of_it(visit, database, cast, text):
    sign(cast)
    roshan = database.get(Enterprise, (cast.programme, cast.roshan))
    project = Project.log(roshan, "Threads run out.", database.get(Person, cast.people["member"]), title="Thread on time")
    database.flush()
    tell(Kind.ASKED_TO_KNOW, "enrolment_paused", project, "/x", users=[cast.users["trainer"], cast.users["manager"]], enterprise=roshan)
    database.commit()
    assert "Roshan" in visit("trainer").get("/notices").text
    withdraw(cast, Scope.DATA)
    assert "Roshan Stitch" not in visit("trainer").get("/notices").text
    assert "Roshan Stitch" in visit("manager").get("/notices").text
