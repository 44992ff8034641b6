"""A person is erased: nothing names them any more, what they did stays, and the history still verifies."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.accounts.models import Grant, Person, User, UserSession
from portal.database import Base, db
from portal.enterprises.models import Area, Enterprise, Membership
from portal.history.models import HistoryRow, Payload
from portal.improvement.models import Project
from portal.upkeep import erasing
from portal.web import retention
from portal.web.replay import Answer
from tests.cast import PASSWORD
from tests.history.build import verified
from tests.upkeep.build import all_rows

NAME = "Rukhsana Bibi"


@pytest.fixture
def known(database, cast) -> Project:
    """The member has logged, changed their phone, and is spoken of by others."""
    person = database.get(Person, cast.people["member"])
    user = database.get(User, cast.users["member"])
    user.phone, user.email = "+923001234567", "rukhsana@example.org"
    person.name_ur = "رخسانہ بی بی"
    factory, area = database.get(Enterprise, (cast.programme, cast.roshan)), database.get(Area, (cast.programme, cast.line_3))
    project = Project.log(factory, "Ask Rukhsana Bibi where the trims are kept.", person, area=area)
    database.flush()
    project.comment(database.get(Person, cast.people["manager"]), "The quality of this is good.")
    database.commit()
    return project


def everything() -> str:
    """All that stands in any text of any table."""
    database = db.session
    texts = []
    for table in Base.metadata.sorted_tables:
        texts += [f"{table.name}: {row}" for row in database.execute(select(table))]
    return "\n".join(texts)


def erase(cast, yes: bool = True) -> erasing.Erasure:
    erasure = erasing.erase_person("member", "She asked for it on 2026-11-20.", for_good=yes)
    db.session.commit()
    return erasure


def test_nothing_names_them_any_more_but_what_others_wrote(known, cast, database):
    erasure = erase(cast)
    rest = [line for line in everything().splitlines() if NAME in line]
    assert [line.split(":")[0] for line in rest] == ["project", "project"] or all(
        line.startswith(("project", "search_entry")) for line in rest
    ), rest
    assert f"project {known.id}: problem" in erasure.mentions, "and a human being is told where"
    for trace in ("+923001234567", "rukhsana@example.org", "رخسانہ"):
        assert trace not in everything(), trace


def test_the_chain_verifies_and_says_what_was_erased_and_why(known, cast, database):
    rows = database.scalar(select(func.count()).select_from(HistoryRow))
    erasure = erase(cast)
    verdict = verified()
    assert verdict.faults == [] and verdict.erased == erasure.contents > 0
    assert database.scalar(select(func.count()).select_from(HistoryRow)) > rows, "no row went"
    notes = database.scalars(select(HistoryRow).where(HistoryRow.what == "erasure")).all()
    assert sum(len(note.after["rows"]) for note in notes) == erasure.contents
    assert all("She asked for it" in note.after["reason"] and note.record_id == cast.people["member"] for note in notes)


def test_contents_erased_behind_the_portals_back_are_found(known, cast, database):
    erase(cast)
    payload = database.scalars(select(Payload).where(Payload.body.is_not(None), Payload.chain == cast.programme.hex)).first()
    payload.body = payload.salt = None
    database.commit()
    (fault,) = verified().faults
    assert fault.number == payload.number and "no erasure names it" in fault.what


def test_who_is_erased_signs_in_no_more_and_is_in_no_team(known, cast, database, visit):
    member = visit("member")
    erase(cast)
    assert member.get("/projects").status_code == 303, "their devices are signed out"
    assert visit(None).post("/sign-in", name="member", password=PASSWORD).status_code != 303
    assert database.scalar(select(func.count()).select_from(UserSession).where(UserSession.user_id == cast.users["member"])) == 0
    assert database.scalar(select(func.count()).select_from(Answer).where(Answer.user_id == cast.users["member"])) == 0
    held = database.scalars(select(Grant).where(Grant.user_id == cast.users["member"])).all()
    assert all(grant.ends_on < clock.today() for grant in held)
    assert all(m.ends_on for m in database.scalars(select(Membership).where(Membership.person_id == cast.people["member"])))


def test_what_they_did_stays_under_no_name(known, cast, database, visit):
    erase(cast)
    page = visit("manager").get(f"/projects/{known.id}").text
    assert "A former member" in page
    past = visit("manager").get(f"/history/project/{known.id}").text
    assert "was erased" in past and "The quality of this is good." in past


def test_a_short_name_takes_no_other_row_with_it(known, cast, database):
    person = database.get(Person, cast.people["member"])
    person.name = "Ali"
    database.commit()
    erase(cast)
    comment = database.scalars(select(HistoryRow).where(HistoryRow.what == "comment")).one()
    assert comment.after["text"] == "The quality of this is good."


def test_without_yes_nothing_changes(known, cast, app):
    before = all_rows()
    outcome = app.test_cli_runner().invoke(args=["portal", "erase", "person", "member", "--reason", "asked"])
    assert outcome.exit_code == 0 and "Would be erased: Rukhsana Bibi" in outcome.output and "Nothing was changed" in outcome.output
    assert all_rows() == before
    done = app.test_cli_runner().invoke(args=["portal", "erase", "person", "member", "--reason", "asked", "--yes"])
    assert done.exit_code == 0 and all_rows() != before


@pytest.mark.parametrize("wanted", ["nobody-of-this-name", "0", "01a203a9-774e-71e8-bc00-10bd1f2a6ae2", "'"])
def test_nobody_is_said_plainly(database, cast, app, wanted):
    outcome = app.test_cli_runner().invoke(args=["portal", "erase", "person", wanted, "--reason", "x", "--yes"])
    assert outcome.exit_code == 1 and "Nobody has" in outcome.output


def test_what_has_had_its_time_goes_and_nothing_else(database, cast, visit, app):
    visit("member").get("/projects")
    visit("manager").post("/sign-out")
    sessions = database.scalar(select(func.count()).select_from(UserSession))
    assert set(retention.terms) >= {"answers", "drafts", "sign-ins"}
    assert retention.sweep()["sign-ins"] == 0
    with clock.at(clock.now() + timedelta(days=91)):
        swept = app.test_cli_runner().invoke(args=["portal", "erase", "expired", "--yes"])
    assert swept.exit_code == 0 and f"{sessions} dropped" in swept.output, swept.output
    assert database.scalar(select(func.count()).select_from(UserSession)) == 0
    assert database.scalar(select(func.count()).select_from(Person)) > 0 and verified().faults == []
