"""Root causes: whys as a chain, a fishbone, and a tally of one tap each with its Pareto."""

import pytest
from sqlalchemy import func, select

from portal.errors import NotNow
from portal.improvement.defects import Line, pareto
from portal.improvement.models import Bone, Cause, Defect, DefectKind, Why
from tests.improvement.build import make_project, person


@pytest.fixture
def project(database, cast):
    return make_project(cast, on_line_3=True)


@pytest.fixture
def kind(database, cast, project):
    named = DefectKind.name_for(project, "Open seam", person(cast, "member"))
    database.commit()
    return named


def count_of(database, model) -> int:
    count = database.scalar(select(func.count()).select_from(model))
    database.commit()
    return count


def test_whys_are_a_chain_and_only_its_end_comes_off(visit, database, project):
    member, path = visit("member"), f"/projects/{project.id}/whys"
    for at, answer in enumerate(("The guide is loose", "اسے چابی کے بغیر کسا جاتا ہے", "The key lies far away")):
        sent = member.post(path, text=answer, evidence="Yousuf saw it", _key=f"why-{at}")
        assert sent.status_code == 303, sent.text
    first, *_more, last = database.scalars(select(Why).order_by(Why.id)).all()
    database.commit()
    page = visit("trainer").get(path).text
    assert "The guide is loose" in page and "Yousuf saw it" in page and 'id="next"' not in page
    assert member.post(f"/whys/{first.id}/withdrawal").status_code == 409
    assert member.post(f"/whys/{last.id}/withdrawal", _key="off").status_code == 303
    assert member.post(f"/whys/{last.id}/withdrawal", _key="off").status_code == 303, "sent a second time"
    page = member.get(path).text
    assert "The key lies far away" not in page and "The guide is loose" in page
    assert "2 answers" in member.get(f"/projects/{project.id}/root-causes").text


def test_seven_answers_are_enough(database, cast, project):
    for at in range(7):
        Why.answer(project, f"Because {at}", person(cast, "member"))
    with pytest.raises(NotNow):
        Why.answer(project, "One more", person(cast, "member"))


def test_causes_stand_on_their_bones(visit, database, project):
    member, path = visit("member"), f"/projects/{project.id}/causes"
    for at, (bone, text) in enumerate((("people", "Nobody shown how to hold"), ("machine", "Guide gets loose"))):
        assert member.post(path, bone=bone, text=text, _key=f"cause-{at}").status_code == 303
    page = member.get(path).text
    assert page.count('class="bone"') == 6 and "Guide gets loose" in page and page.index("Nobody shown") < page.index("Guide gets")
    cause = database.scalars(select(Cause).where(Cause.bone == Bone.MACHINE)).one()
    database.commit()
    assert member.post(f"/causes/{cause.id}/withdrawal").status_code == 303
    assert "Guide gets loose" not in member.get(path).text
    assert member.post(f"/causes/{cause.id}/withdrawal").status_code == 409


def test_one_tap_is_one_defect_however_often_it_arrives(visit, database, project, kind):
    member, path = visit("member"), f"/defect-kinds/{kind.id}/defects"
    assert [member.post(path, _key=key).status_code for key in ("tap-1", "tap-2", "tap-2")] == [303] * 3
    assert count_of(database, Defect) == 2
    answer = member.post_fragment(path, _key="tap-3")
    assert answer.status_code == 200 and 'id="tally"' in answer.text and "<html" not in answer.text
    assert member.post(f"/defect-kinds/{kind.id}/taking-back", _key="back").status_code == 303
    page = member.get(f"/projects/{project.id}/defects").text
    assert ">2</bdi></b>" in page and "100 %" in page
    assert count_of(database, Defect) == 3, "what was taken back stays to be seen"


def test_what_was_counted_on_another_day_is_not_taken_back(database, cast, kind):
    with pytest.raises(NotNow):
        kind.take_back()


def test_a_kind_is_named_once(visit, database, project, kind):
    sent = visit("member").post(f"/projects/{project.id}/defect-kinds", name="Open seam")
    assert sent.status_code == 422 and "already" in sent.text and count_of(database, DefectKind) == 1


def test_the_pareto_goes_from_large_to_small_and_gathers_the_rest():
    told = [Line(None, f"kind {n}", n, 0, None, None) for n in range(1, 13)]
    shares = pareto(told, "other")
    assert [one.count for one in shares] == [12, 11, 10, 9, 8, 7, 6, 5, 10] and shares[-1].name == "other"
    assert shares[-1].added == 100 and shares[0].share == round(1200 / 78, 1)
    assert pareto([], "other") == pareto([Line(None, "x", 0, 0, None, None)], "other") == []


@pytest.mark.parametrize("tool", ["whys", "causes", "defects"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_each_prints_on_one_a4(visit, database, cast, project, kind, tool, language):
    by = person(cast, "member")
    Why.answer(project, "چابی دور پڑی ہے", by, "*x* #emph[**no**] \\ <b>")
    Cause.suspect(project, Bone.METHOD, '#import "x" <script>alert(1)</script>', by)
    kind.tap(by)
    database.commit()
    answer = visit("trainer", language).get(f"/projects/{project.id}/{tool}/sheet.pdf")
    assert answer.status_code == 200 and answer.data.startswith(b"%PDF") and answer.data.count(b"/Type /Page\n") <= 1
    page = visit("trainer", language).get(f"/projects/{project.id}/{tool}").text
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("tool", "facts"),
    [
        ("whys", {"text": ""}),
        ("whys", {"text": "x" * 50_000}),
        ("causes", {"bone": "tail", "text": "x"}),
        ("causes", {"bone": "people", "text": "  "}),
        ("defect-kinds", {"name": "‮evil"}),
    ],
)
def test_what_is_wrong_is_explained(visit, database, project, tool, facts):
    sent = visit("member").post(f"/projects/{project.id}/{tool}", **facts)
    assert sent.status_code == 422 and 'role="alert"' in sent.text
    assert count_of(database, Why) == count_of(database, Cause) == count_of(database, DefectKind) == 0


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("far_manager", 404), ("trainer", 403)])
def test_only_the_factorys_own_people_write(visit, database, cast, project, kind, who, status):
    why, cause = Why.answer(project, "x", person(cast, "member")), Cause.suspect(project, Bone.PEOPLE, "y", person(cast, "member"))
    database.commit()
    for path in (
        f"/projects/{project.id}/whys",
        f"/projects/{project.id}/causes",
        f"/projects/{project.id}/defect-kinds",
        f"/whys/{why.id}/withdrawal",
        f"/causes/{cause.id}/withdrawal",
        f"/defect-kinds/{kind.id}/defects",
        f"/defect-kinds/{kind.id}/taking-back",
    ):
        assert visit(who).post(path, text="x", bone="people", name="x").status_code == status, path
    reads = 404 if status == 404 else 200
    for tool in ("root-causes", "whys", "causes", "defects", "defects/sheet.pdf"):
        assert visit(who).get(f"/projects/{project.id}/{tool}").status_code == reads
