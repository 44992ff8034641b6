"""Which module a project counts towards: chosen, shown, emptied, and what the gate makes of it."""

import re

import pytest
from sqlalchemy import event

from portal.curriculum.models import Module, ModuleText, ProgrammeModule, Status
from portal.database import db
from portal.improvement.models import Project
from portal.improvement.waiting import project_gates
from tests.improvement.build import again, make_project

QUALITY, ENERGY = "quality", "energy"


def make_module(code: str, number: int, **titles: str) -> Module:
    module = Module(code=code, number=number, is_core=True, minutes=90, status=Status.READY)
    db.session.add(module)
    db.session.flush()
    texts = {"summary": "", "audience": "", "aims": [], "topics": [], "body_html": ""}
    for language, title in titles.items():
        db.session.add(ModuleText(module_id=module.id, language=language, title=title, **texts))
    return module


@pytest.fixture(autouse=True)
def taught(database, cast):
    """Quality under the programme's own number nine, energy, and safety, which this programme leaves out."""
    quality = make_module(QUALITY, 2, en="Quality at the source", ur="معیار")
    make_module(ENERGY, 5, en="Energy")
    safety = make_module("safety", 6, en="Safety")
    for module, own in ((quality, {"number": 9}), (safety, {"number": 6, "is_enabled": False})):
        database.add(ProgrammeModule(programme_id=cast.programme, module_id=module.id, **own))
    database.commit()


@pytest.fixture
def project(cast):
    return make_project(cast)


def save(visitor, project, **fields):
    return visitor.post(f"/projects/{project.id}", **{"title": "Hooks", "problem": "Threads", "version": str(project.version), **fields})


def test_the_programmes_modules_are_offered_by_its_own_numbers(visit, project):
    page = visit("member").get(f"/projects/{project.id}/edit").text
    assert "9 Quality at the source" in page and "5 Energy" in page and " Safety</option>" not in page
    assert "Your trainer counts it towards that module." in page
    assert "9 معیار" in visit("member", "ur").get(f"/projects/{project.id}/edit").text


def test_it_is_chosen_shown_and_taken_away(visit, project):
    member = visit("member")
    assert save(member, project, module=QUALITY).status_code == 303
    now = again(project)
    assert now.module_code == QUALITY
    assert "9 Quality at the source" in member.get(f"/projects/{project.id}").text
    assert "9 معیار" in visit("trainer", "ur").get(f"/projects/{project.id}").text
    assert re.search(rf'<option selected value="{QUALITY}">', member.get(f"/projects/{project.id}/edit").text)
    assert save(member, now, module="").status_code == 303
    assert again(project).module_code is None
    assert "Quality at the source" not in member.get(f"/projects/{project.id}").text


@pytest.mark.parametrize("code", ["safety", "unheard-of", "' OR 1=1 --", "<b>", "q" * 4000])
def test_a_module_that_is_not_taught_is_refused_beside_its_field(visit, project, code):
    answer = save(visit("member"), project, module=code, problem="Kept as typed")
    assert answer.status_code == 422
    assert 'id="module-err"' in answer.text and "Choose one of those offered" in answer.text and "Kept as typed" in answer.text
    assert again(project).module_code is None


@pytest.mark.parametrize("code", ["safety", "gone"])
def test_a_module_that_is_no_longer_taught_stays_where_it_stands(visit, cast, code):
    project = make_project(cast, module_code=code)
    member = visit("member")
    assert ("6 Safety" if code == "safety" else "gone") in member.get(f"/projects/{project.id}").text
    assert save(member, project, module=code).status_code == 303
    assert again(project).module_code == code


def test_it_may_be_said_when_the_improvement_is_logged(visit, database):
    member = visit("member")
    assert 'name="module"' in member.get("/projects/new").text
    assert member.post("/projects", problem="Threads", module=ENERGY).status_code == 303
    assert database.query(Project).one().module_code == ENERGY
    database.commit()
    answer = member.post("/projects", problem="Lamps burn by day", module="unheard-of")
    assert answer.status_code == 422
    assert 'id="module-err"' in answer.text and re.search(r'class="more"\s+open', answer.text) and "Lamps burn by day" in answer.text


def test_without_a_curriculum_nothing_is_asked(visit, database, project):
    for module in database.query(Module):
        module.withdraw()
    database.commit()
    for path in ("/projects/new", f"/projects/{project.id}/edit"):
        assert 'name="module"' not in visit("member").get(path).text


def test_it_counts_for_its_module_and_for_no_other(app, visit, cast, project):
    def gates():
        with app.test_request_context():
            return {code: str(one.says) for (_, code), one in project_gates(cast.programme, [cast.roshan], [QUALITY, ENERGY]).items()}

    assert set(gates()) == {QUALITY, ENERGY} and all("Give the project its module" in says for says in gates().values())
    db.session.commit()
    save(visit("member"), project, module=QUALITY)
    assert set(gates()) == {QUALITY} and "Give the project" not in gates()[QUALITY]


def test_who_saved_second_sees_the_module_by_its_name(visit, project):
    assert save(visit("manager"), project, module=QUALITY).status_code == 303
    answer = save(visit("member"), project, module=ENERGY)
    assert answer.status_code == 409
    assert answer.text.count("9 Quality at the source") == 2 and answer.text.count("5 Energy") == 2  # the choice, and the comparison


@pytest.mark.parametrize("path", ["/projects/{}", "/projects/{}/edit", "/projects/new"])
def test_a_page_stays_within_eight_statements(visit, project, path):
    member, seen = visit("member"), []
    save(member, project, module=QUALITY)

    def note(_connection, _cursor, statement, *_more):
        if not statement.startswith(("PRAGMA", "BEGIN")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert member.get(path.format(project.id)).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(seen) <= 8, "\n".join(seen)
