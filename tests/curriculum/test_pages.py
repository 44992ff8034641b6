"""What a reader sees: catalogue, module, lesson, self-check, sheet."""

import pytest

from portal.curriculum.models import Module, ProgrammeModule
from portal.database import db
from tests.curriculum.build import loaded_from, write_all, write_lesson, write_module

LESSON = "/modules/weaving/lessons/knots"
PAGES = ("/modules", "/modules/weaving", LESSON, "/modules/weaving/tools/count-sheet")
EVERYBODY = ("member", "manager", "trainer", "expert", "coordinator", "donor", "admin")


@pytest.fixture
def taught(database, tmp_path):
    write_all(write_all(tmp_path), "ur", "گرہیں گنیں")
    write_lesson(tmp_path, name="02-colour", title="Colour the wool")
    loaded = loaded_from(tmp_path)
    assert not loaded.broken
    return tmp_path


@pytest.mark.parametrize("path", PAGES)
def test_every_role_reads_every_page(visit, taught, path):
    for name in EVERYBODY:
        assert visit(name).get(path).status_code == 200, name


@pytest.mark.parametrize("path", PAGES)
def test_who_is_not_signed_in_is_asked_to(visit, taught, path):
    answer = visit().get(path)
    assert answer.status_code == 303 and "/sign-in?next=" in answer.location


def test_who_holds_no_role_reads_nothing(visit, taught):
    assert visit("nobody").get("/modules").status_code == 403


@pytest.mark.parametrize(
    "path", ["/modules/none", "/modules/weaving/lessons/none", "/modules/weaving/tools/none", "/modules/none/tools/count-sheet"]
)
def test_what_is_not_taught_is_not_found(visit, taught, path):
    assert visit("member").get(path).status_code == 404


def test_the_catalogue_says_what_is_ready(visit, taught):
    page = visit("member").get("/modules").text
    assert "Weaving" in page and "2 lessons ready" in page and "2 days" in page


def test_an_empty_catalogue_says_what_belongs_there(visit, cast):
    assert "No modules are loaded yet" in visit("member").get("/modules").text


def test_the_module_page_leads_to_lessons_and_sheets(visit, taught):
    page = visit("member").get("/modules/weaving").text
    assert "Weave a rug" in page and f'href="{LESSON}"' in page and "/modules/weaving/tools/count-sheet" in page


def test_the_lesson_shows_the_computed_example_and_the_way_on(visit, taught):
    page = visit("member").get(LESSON).text
    assert '<bdi dir="ltr">150,600</bdi> knots' in page
    assert "Lesson 1 of 2" in page and "Colour the wool" in page


def test_an_urdu_page_is_urdu_from_right_to_left(visit, taught):
    page = visit("member", "ur").get(LESSON).text
    assert '<html lang="ur" dir="rtl">' in page
    assert "گرہیں گنیں" in page and "not translated yet" not in page


def test_a_text_without_translation_is_english_and_says_so(visit, taught):
    page = visit("member", "ur").get("/modules/weaving/lessons/colour").text
    assert '<html lang="ur" dir="rtl">' in page
    assert '<h1 lang="en" dir="ltr">Colour the wool</h1>' in page
    assert 'class="note"' in page


def test_a_third_language_is_read_by_files_alone(visit, taught):
    write_all(taught, "sd", "ڳنڍيون ڳڻيو")
    loaded_from(taught)
    reader = visit("member")
    assert "سنڌي" in reader.get(LESSON).text
    page = reader.get(LESSON, language="sd").text
    assert '<h1 lang="sd" dir="rtl">ڳنڍيون ڳڻيو</h1>' in page
    assert '<article class="sheet landscape" lang="sd" dir="rtl">' in reader.get(PAGES[3], language="sd").text


def test_a_language_that_nobody_knows_is_english(visit, taught):
    page = visit("member").get(LESSON, language='"><b>')
    assert page.status_code == 200 and '"><b>' not in page.text


def test_the_self_check_explains_right_wrong_and_open_answers(visit, taught):
    answer = visit("member").post(f"{LESSON}/check", **{"question-1": "2", "question-2": "1", "question-3": "9"})
    assert answer.status_code == 200
    assert "1 of 5 answers are right." in answer.text
    assert answer.text.count("Right.") == 1 and "Because silk shines 1." in answer.text
    assert answer.text.count("Not quite.") == 1 and "Because silk shines 2." in answer.text
    assert answer.text.count("not chosen an answer yet") == 3 and "Because silk shines 3." not in answer.text
    assert "<h1>Count the knots</h1>" in answer.text


def test_the_self_check_is_a_fragment_where_one_is_wanted(visit, taught):
    answer = visit("donor").post_fragment(f"{LESSON}/check", **{f"question-{n}": "2" for n in range(1, 6)})
    assert answer.text.startswith('<section id="check"') and "<html" not in answer.text
    assert 'id="said"' in answer.text and "5 of 5 answers are right." in answer.text


def test_who_reloads_the_answers_comes_back_to_the_questions(visit, taught):
    answer = visit("member").get(f"{LESSON}/check")
    assert answer.status_code == 303 and answer.location.endswith("/lessons/knots#check")


def test_the_sheet_stands_for_itself(visit, taught):
    page = visit("trainer").get(PAGES[3]).text
    assert '<article class="sheet landscape" lang="en" dir="ltr">' in page and "Knots" in page


def number(database, cast, programme, number=7, **facts):
    module_id = database.query(Module.id).filter_by(code="weaving").scalar()
    database.add(ProgrammeModule(programme_id=programme, module_id=module_id, number=number, **facts))
    database.commit()


def test_an_enterprises_people_find_what_it_has_done(visit, taught, app):
    """The panel is another room's: it stands there where that room does, with a plain link beneath."""
    has_room = "batches.show_standing" in app.view_functions
    link = 'href="/modules/weaving/standing"'
    assert (link in visit("manager").get("/modules/weaving").text) is has_room
    assert link not in visit("donor").get("/modules/weaving").text


def test_a_programme_numbers_in_its_own_way(visit, taught, database, cast):
    number(database, cast, cast.programme)
    assert '<span class="no">7</span>' in visit("member").get("/modules").text
    assert '<span class="no">1</span>' in visit("far_manager").get("/modules").text


def test_what_a_programme_does_not_teach_is_not_shown_there(visit, taught, database, cast):
    number(database, cast, cast.programme, is_enabled=False)
    assert visit("member").get(LESSON).status_code == 404
    assert "Weaving" not in visit("coordinator").get("/modules").text
    assert visit("far_manager").get(LESSON).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_an_unchanged_page_is_not_sent_again(visit, taught, path):
    reader = visit("member")
    reader.get(path)
    page = reader.get(path)
    assert page.headers["Cache-Control"] == "private, no-cache"
    again = reader.open("GET", path, headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304 and not again.data


def test_a_page_is_sent_again_when_its_text_reader_or_language_changed(visit, taught):
    reader = visit("member")
    reader.get(LESSON)
    etag = {"If-None-Match": reader.get(LESSON).headers["ETag"]}
    assert visit("manager").open("GET", LESSON, headers=etag).status_code == 200
    write_lesson(taught, title="Count every knot")
    loaded_from(taught)
    page = reader.open("GET", LESSON, headers=etag)
    assert page.status_code == 200 and "Count every knot" in page.text
    reader.post("/language", language="ur", back=LESSON)
    assert 'dir="rtl"' in reader.open("GET", LESSON, headers={"If-None-Match": page.headers["ETag"]}).text


def test_hostile_content_is_shown_as_words(visit, taught):
    write_lesson(taught, title="<script>alert(1)</script>", why='<img src=x onerror="alert(1)"> [go](javascript:alert(1))')
    loaded_from(taught)
    page = visit("member").get(LESSON).text
    assert "<script>alert" not in page and "<img" not in page and 'href="javascript' not in page


def test_pages_ask_few_questions_however_much_is_taught(visit, taught, app):
    from sqlalchemy import event

    asked: list[str] = []
    with app.app_context():
        engine = db.engine

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, *_):
        if statement.startswith("SELECT"):
            asked.append(statement)

    reader = visit("member")
    counts = []
    for rows in (0, 12):
        for extra in range(rows):
            write_module(taught, f"extra-{'abcdefghijkl'[extra]}")
            write_lesson(taught, name=f"{extra + 10}-extra", title=f"Extra {extra}")
        loaded_from(taught)
        asked_for = []
        for path in PAGES:
            asked.clear()
            assert reader.get(path).status_code == 200
            asked_for.append(len(asked))
        counts.append(asked_for)
    event.remove(engine, "before_cursor_execute", note)
    assert counts[0] == counts[1] and max(counts[0]) <= 8, counts
