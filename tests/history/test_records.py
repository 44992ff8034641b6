"""A record's history in words, for those who see the record and for nobody else."""

from __future__ import annotations

from datetime import date

import pytest

from portal.accounts.models import Person, User
from portal.enterprises.models import Area, Enterprise
from portal.history.acting import acting_as
from portal.history.records import words
from portal.improvement.models import Project, Stage
from tests.building import COVERS, EVERYBODY, SEES_OF_PROGRAMMES
from tests.planting import CANARY


@pytest.fixture
def project(database, cast) -> Project:
    """Logged by the member, led and moved by the manager."""
    factory, member = database.get(Enterprise, (cast.programme, cast.roshan)), database.get(Person, cast.people["member"])
    manager, area = database.get(Person, cast.people["manager"]), database.get(Area, (cast.programme, cast.line_3))
    with acting_as(cast.users["member"]):
        logged = Project.log(factory, "Threads run out in the middle of the shift.", member, area=area)
        database.commit()
    with acting_as(cast.users["manager"]):
        logged.edit(title="Thread on time", owner_id=manager.id, planned_on=date(2026, 3, 2), idea="x" * 50 + " und so weiter" * 20)
        logged.move_to(Stage.PLANNED, manager)
        logged.add_action("Count the cones", member, date(2026, 3, 9))
        database.commit()
    return logged


def test_it_says_who_when_before_and_after_in_words(project, visit):
    page = visit("manager").get(f"/history/project/{project.id}").text
    for words_there in (
        "Rukhsana Bibi",
        "Imran Qureshi",
        "<del>Idea</del>",
        "Planned",
        "2 March 2026",
        "Line 3",
        "Count the cones",
        "Thread on time",
        "The whole text",
    ):
        assert words_there in page, words_there
    assert str(project.raised_by_id) not in page and "owner_id" not in page and "in_progress" not in page


def test_in_urdu_names_and_stages_are_urdu(project, visit):
    page = visit("manager", "ur").get(f"/history/project/{project.id}").text
    assert "لائن 3" in page and "Planned" not in page and "Changed" not in page


def test_each_records_page_leads_to_its_history(project, visit):
    assert f"/history/project/{project.id}" in visit("member").get(f"/projects/{project.id}").text


def test_a_stranger_finds_no_history(project, visit):
    for name in ("stranger", "donor", "far_manager", "far_coordinator", "former_trainer", "nobody"):
        assert visit(name).get(f"/history/project/{project.id}").status_code == 404, name
    assert visit(None).get(f"/history/project/{project.id}").status_code == 303


def test_what_may_be_seen_of_people_is_for_those_who_see_people(cast, visit):
    path = f"/history/person/{cast.users['member']}"
    assert visit("manager").get(path).status_code == 200
    assert visit("member").get(path).status_code == 403
    assert visit("stranger").get(path).status_code == 404


def test_a_kind_that_is_none_is_not_found(project, visit):
    for kind in ("user", "answer", "history", "x" * 200):
        assert visit("admin").get(f"/history/{kind}/{project.id}").status_code == 404


def test_no_secret_is_shown(database, cast, visit):
    user = database.get(User, cast.users["member"])
    with acting_as(cast.users["manager"]):
        password = user.give_temporary_password()
        database.commit()
    page = visit("manager").get(f"/history/person/{user.id}").text
    assert "kept secret" in page and "argon2" not in page and password not in page and user.password_hash not in page


def test_sixty_stand_on_a_page_and_the_others_behind_it(database, cast, visit):
    area = database.get(Area, (cast.programme, cast.line_3))
    for turn in range(70):
        area.name = f"Line {turn:03}"
        database.commit()
    manager = visit("manager")
    first = manager.get(f"/history/area/{area.id}").text
    assert "Line 069" in first and "Line 005" not in first
    link = first.split('href="?before=')[1].split('"')[0]
    second = manager.get(f"/history/area/{area.id}?before={link}").text
    assert "Line 005" in second and "Line 068" not in second and "What was before" not in second


@pytest.mark.parametrize("before", ["x", "~", "2026-01-01~x", "9999-99-99~1", "2026-01-01~99999999999999999999999", "%00"])
def test_an_address_that_cannot_be_meant_is_borne(project, visit, before):
    assert visit("manager").get(f"/history/project/{project.id}?before={before}").status_code == 200


def test_every_column_has_words_or_is_silent_on_purpose(app):
    unnamed = {table.model.__tablename__: table.unnamed() for table in words.tables.values() if table.unnamed()}
    assert not unnamed, unnamed


def test_every_choice_has_words(app):
    from sqlalchemy import Enum

    silent = []
    for table in words.tables.values():
        for name in table.fields:
            kind = table.model.__mapper__.columns[name].type
            if isinstance(kind, Enum) and not set(kind.enum_class) <= set(words.choices.get(kind.enum_class, {})):
                silent.append(f"{table.model.__tablename__}.{name}")
    assert not silent, silent


KINDS = {
    "audit": "audit",
    "project": "project",
    "action": "action",
    "enterprise": "enterprise",
    "area": "area",
    "member": "membership",
    "team": "team",
    "meeting": "meeting",
    "saving": "saving",
    "measure_card": "measure_card",
}
OF_STAFF = {
    "batch": "batch",
    "enrolment": "enrolment",
    "completion": "completion",
    "person": "user",
    "invitation": "invitation",
    "consent": "consent",
    "prospect": "prospect",
}
OF_TEAM = {"suggestion": "suggestion"}  # the factory's own people and nobody else
OF_ALL = {"event": "event", "consent-text": "consent_text", "material": "material"}  # the programme's, with none of a factory's words


@pytest.mark.parametrize("person", EVERYBODY)
def test_no_kind_of_history_shows_through_a_wall(world, person, record_property):
    """Every kind × plot, as every person: strangers get 404 or 403 and no foreign word."""
    wrong, cells = [], 0
    assert set(words.kinds) == set(KINDS) | set(OF_STAFF) | set(OF_TEAM) | set(OF_ALL)
    for kind, table in {**KINDS, **OF_STAFF, **OF_TEAM, **OF_ALL}.items():
        for letter in "rdc":
            answer = world.visitor(person).get(f"/history/{kind}/{world.planted.ids_of(letter)[table]}")
            cells += 1
            is_theirs = letter in COVERS[person]
            if kind in OF_ALL:
                is_theirs = {"r": "h", "d": "h", "c": "b"}[letter] in SEES_OF_PROGRAMMES.get(person, "h")
            fine = {303} if person is None else {200, 403} if is_theirs else {404, 403}
            if is_theirs and (kind in KINDS or (person == "coordinator" and kind not in ("person", *OF_TEAM))):
                fine = {200}
            elif is_theirs and kind in OF_ALL:  # asked to it or not
                fine = {200, 403, 404}
            foreign = {m[0] for m in CANARY.finditer(answer.text) if m[1] in "rdc" and m[1] not in COVERS[person]}
            if answer.status_code not in fine or foreign:
                wrong.append(f"{kind} of {letter} as {person}: {answer.status_code}, shows {world.planted.named(foreign)}")
    record_property("count: cells of history × person × plot", cells)
    assert not wrong, "\n".join(wrong)
