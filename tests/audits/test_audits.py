"""A 5S audit: 25 answers, what was found with its photo and action, and a score that can be followed."""

import io
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts.models import Person
from portal.audits import picture, queries, questions, series
from portal.audits.forms import name_of
from portal.audits.models import Audit, Finding
from portal.enterprises.models import Area, Enterprise
from portal.errors import NotNow
from portal.improvement.models import Action, Project
from portal.measures.indicators import catalogue
from portal.measures.models import MeasureCard, Reading
from portal.measures.subjects import Subject
from tests.files.build import picture as shot


def answers(score: int = 3, on: date | None = None, **facts) -> dict:
    asked = {name_of(question.code): str(score) for question in questions.newest().questions}
    return {"on": (on or clock.today()).isoformat(), "_key": f"audit-{score}-{on}", **asked, **facts}


def make(database, cast, score: int, days: int = 0) -> Audit:
    area = database.get(Area, (cast.programme, cast.line_3))
    scores = {question.code: score for question in questions.newest().questions}
    made = Audit.make(area, clock.today() - timedelta(days=days), scores, database.get(Person, cast.people["member"]))
    database.add(made)
    database.commit()
    return made


def test_the_questions_are_five_times_five_and_said_in_both_languages():
    edition = questions.newest()
    assert [len(step.questions) for step in edition.steps] == [5] * 5 and len({q.code for q in edition.questions}) == 25
    assert all(q.text and q.text_ur and q.guide and q.guide_ur for q in edition.questions) and edition.most == 125


def test_one_form_gives_score_radar_and_trend(visit, database, cast):
    make(database, cast, 1, days=30)
    sent = visit("member").post(f"/areas/{cast.line_3}/audits", **answers(3, note="گلی میں ڈبے"))
    assert sent.status_code == 303, sent.text
    page = visit("trainer", "ur").get(sent.location).text
    assert "60 %" in page and "20 %" in page and 'class="earlier"' in page and "چھانٹنا" in page and "گلی میں ڈبے" in page
    points = series.of(queries.of_area(database.get(Area, (cast.programme, cast.line_3))))
    assert [(point.numerator, point.denominator) for point in points] == [(25, 125), (75, 125)]


def test_radar_and_trend_are_read_in_a_sentence_and_have_a_scale(visit, database, cast):
    make(database, cast, 1, days=30)
    member = visit("member")
    dirty: dict = {name_of(question.code): "0" for question in questions.newest().steps[2].questions}
    page = member.get(member.post(f"/areas/{cast.line_3}/audits", **answers(3, **dirty)).location).text
    read = " ".join(re.sub("<[^>]*>", "", page).split())
    assert "Lowest: Shine, 0 %. Highest: Sort · Set in order · Standardise · Sustain, 60 %." in read
    assert re.search(r"2 audits: 20 % on \d+ \w+ \d{4}, 48 % on \d+ \w+ \d{4}\.", read)
    drawn = re.findall("<text[^>]*>([^<]*)</text>", page)
    assert {"Sort", "Set in order", "Shine", "Standardise", "Sustain", "0 %", "50 %", "100 %"} <= set(drawn) and len(drawn) == 10


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"score_sort_1": ""}, "from 0 to 5"),
        ({"score_sort_1": "6"}, "from 0 to 5"),
        ({"on": "2099-01-01"}, "not come yet"),
        ({"note": "x" * 50_000}, "at most 240"),
    ],
)
def test_what_is_wrong_is_explained_and_what_was_chosen_stays(visit, database, cast, facts, why):
    sent = visit("member").post(f"/areas/{cast.line_3}/audits", **{**answers(4), **facts})
    assert sent.status_code == 422 and why in sent.text and sent.text.count("checked") >= 24
    assert database.scalars(select(Audit)).all() == []


def test_every_answer_can_be_read_again(visit, database, cast):
    early, late = make(database, cast, 4, days=9), make(database, cast, 2)
    page = visit("trainer").get(f"/audits/{late.id}").text
    assert page.count('<th scope="row" dir="auto">') == 25 and page.count('<b class="tag act">2</b>') == 25
    assert page.count('<td class="n quiet">4</td>') == 25 and f'href="/audits/{early.id}"' in page


def test_a_withdrawn_audit_stays_to_be_read_and_counts_no_more(visit, database, cast):
    _early, late = make(database, cast, 4, days=9), make(database, cast, 1)
    member, path = visit("member"), f"/audits/{late.id}/withdrawal"
    empty = member.post(path, version=late.version, reason=" ")
    assert empty.status_code == 422 and "Say why" in empty.text
    stale = member.post(path, version=late.version + 7, reason="Wrong line")
    assert stale.status_code == 409 and "Wrong line" in stale.text
    assert visit("trainer").post(path, version=late.version, reason="Wrong line").status_code == 403
    assert visit("stranger").post(path, version=late.version, reason="Wrong line").status_code == 404
    assert member.post(path, version=late.version, reason="Wrong line").status_code == 303
    assert "Wrong line" in (page := member.get(f"/audits/{late.id}").text) and f'action="{path}"' not in page
    assert member.post(path, version=late.version + 1, reason="Again", _key="again").status_code == 409
    assert "80 %" in (index := member.get("/audits").text) and "20 %" not in index
    assert member.post(f"/audits/{late.id}/findings", question="sort-1", words="x").status_code == 409
    again = member.post(f"/areas/{cast.line_3}/audits", **answers(3))
    assert again.status_code == 303, "the day is free again"
    area = database.get(Area, (cast.programme, cast.line_3))
    assert [point.numerator for point in series.of(queries.of_area(area))] == [100, 75] and queries.newest_of(area).id != late.id


def test_an_area_is_audited_once_a_day(visit, database, cast):
    make(database, cast, 2)
    sent = visit("member").post(f"/areas/{cast.line_3}/audits", **answers(3))
    assert sent.status_code == 422 and "already audited" in sent.text


def test_a_finding_keeps_its_photo_and_becomes_an_action_of_the_areas_project(visit, database, cast):
    audit, member = make(database, cast, 2), visit("member")
    path, code = f"/audits/{audit.id}/findings", "sort-1"
    for key, todo in (("a", "Throw the cartons out"), ("b", "Mark the aisle")):
        facts = {"question": code, "words": "Cartons under table 4", "todo": todo, "owner": str(cast.people["manager"]), "_key": key}
        sent = member.post(path, photo=(io.BytesIO(shot()), "shot.jpg", "image/jpeg"), **facts)
        assert sent.status_code == 303, sent.text
    (project,), found = database.scalars(select(Project)).all(), database.scalars(select(Finding)).all()
    assert project.area_id == cast.line_3 and len(database.scalars(select(Action)).all()) == 2
    assert all(one.file_id and one.action_id for one in found)
    database.commit()
    assert "Throw the cartons out" in member.get(f"/audits/{audit.id}").text
    assert member.post(path, question="no such", words="x").status_code == 422


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("trainer", 403), ("far_manager", 404), ("donor", 403)])
def test_audits_are_made_by_the_factorys_own_people(visit, database, cast, who, status):
    audit = make(database, cast, 2)
    assert visit(who).post(f"/audits/{audit.id}/findings", question="sort-1", words="x").status_code == status
    assert visit(who).post(f"/areas/{cast.line_3}/audits", **answers(5)).status_code == status


def test_an_area_closed_meanwhile_takes_no_audit_and_no_answer_is_lost(visit, database, cast):
    database.get(Area, (cast.programme, cast.line_3)).closed_on = clock.today()
    database.commit()
    answer = visit("member").post(f"/areas/{cast.line_3}/audits", **answers(4, note="Boxes in the aisle"))
    assert answer.status_code == 422 and 'id="on-err"' in answer.text and "This area is closed" in answer.text
    assert "Boxes in the aisle" in answer.text and answer.text.count("checked") == 25


def test_another_edition_is_another_line_and_a_closed_area_has_none(database, cast):
    day = date(2026, 1, 1)
    told = [series.Point(day, 50, 125, 1), series.Point(day + timedelta(30), 75, 125, 1), series.Point(day + timedelta(60), 90, 100, 2)]
    assert picture.trend(told).path.count("M") == 2 and picture.trend([]).points == [] and picture.trend(told).is_broken
    area = database.get(Area, (cast.programme, cast.line_3))
    area.close(clock.today())
    with pytest.raises(NotNow):
        Audit.make(area, day, {}, database.get(Person, cast.people["member"]))


def five_s_card(database, cast, days: int) -> MeasureCard:
    """Of a project of this area, since so many days."""
    area, by = database.get(Area, (cast.programme, cast.line_3)), database.get(Person, cast.people["member"])
    project = Project.log(database.get(Enterprise, (cast.programme, cast.roshan)), "Things lie about", by, area=area)
    database.flush()
    about = Subject(cast.programme, cast.roshan, project.id, area.id, project.title)
    with clock.at(clock.today() - timedelta(days=days)):
        card = MeasureCard.define(about, by, catalogue()["five-s"])
    database.commit()
    return card


def test_scores_are_taken_over_as_numbers_of_a_card(visit, database, cast):
    for score, days in ((1, 28), (2, 21), (3, 14), (4, 0)):
        made = make(database, cast, score, days)
    member, path = visit("member"), f"/audits/{made.id}/readings"
    assert member.post(path).status_code == 409
    card = five_s_card(database, cast, 30)
    assert f"/measures/{card.id}" in member.get(f"/audits/{made.id}").text
    assert "5S اسکور" in visit("member", "ur").get(f"/audits/{made.id}").text.partition(f"/measures/{card.id}")[2][:60]
    assert member.post(path, _key="once").status_code == member.post(path, _key="once").status_code == 303
    database.expire_all()
    numbers = database.scalars(select(Reading.numerator).where(Reading.card_id == card.id).order_by(Reading.starts_on)).all()
    assert numbers == [20, 40, 60], "this week is not over yet"
    database.commit()
    assert "Nothing new" in member.get(member.post(path).location).text
    assert visit("trainer").post(path).status_code == 403 and visit("stranger").post(path).status_code == 404


def test_the_sheet_has_a_code_for_each_question_and_it_opens_with_the_camera(visit, database, cast):
    member, path = visit("member"), f"/areas/{cast.line_3}/findings/new?question=shine-2"
    page = visit("trainer", "ur").get(f"/areas/{cast.line_3}/audits/sheet").text
    assert page.count('class="qr"') == 25
    assert visit("trainer").get(f"/areas/{cast.line_3}/audits/sheet.pdf").data.startswith(b"%PDF")
    assert member.get(path).location.endswith(f"/areas/{cast.line_3}/audits/new"), "nothing to hang it on yet"
    made = make(database, cast, 2)
    page = member.get(path).text
    assert 'capture="environment"' in page and f"/audits/{made.id}/findings" in page and 'selected value="shine-2"' in page
    assert member.get(f"/areas/{cast.line_3}/findings/new?question=nonsense").status_code == 200
    assert visit("stranger").get(path).status_code == 404 and visit("trainer").get(path).status_code == 403
