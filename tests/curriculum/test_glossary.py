"""The words of the trade on one page, and where a printed sheet is filled in."""

import pytest

from portal.curriculum import words
from portal.curriculum.models import Counterpart
from tests.curriculum.build import loaded_from, write_all

pytestmark = pytest.mark.once
SHEET = "/modules/weaving/tools/count-sheet"


@pytest.fixture
def taught(database, tmp_path):
    write_all(write_all(tmp_path), "ur", "گرہیں گنیں")
    ur = tmp_path / "weaving/ur/01-knots.md"
    ur.write_text(ur.read_text().replace("  knot: Two threads tied.", "  گرہ: بندھے ہوئے دو دھاگے۔"))
    assert not loaded_from(tmp_path).broken
    return tmp_path


def test_each_word_stands_once_with_both_languages_and_its_lessons(visit, taught):
    page = visit("member").get("/glossary").text
    assert page.count('id="knot"') == 1 and "Two threads tied." in page and "گرہ" in page
    assert 'href="/modules/weaving/lessons/knots"' in page and "Count the knots" in page
    urdu = visit("member", "ur").get("/glossary").text
    assert "بندھے ہوئے دو دھاگے۔" in urdu and "گرہیں گنیں" in urdu and "Two threads tied." not in urdu


def test_the_glossary_is_for_whoever_reads_modules(visit, taught):
    assert visit("nobody").get("/glossary").status_code == 403
    assert visit().get("/glossary").status_code == 303
    assert 'href="/glossary"' in visit("member").get("/modules").text


def test_an_empty_glossary_says_what_comes(visit, cast):
    assert "No words are explained yet" in visit("member").get("/glossary").text


@pytest.mark.parametrize("slug", words.FILLED_IN_OF)
def test_a_sheet_says_where_its_own_content_is_filled_in(visit, taught, slug):
    for language in ("en", "ur"):
        path = taught / f"weaving/{language}/tools/count-sheet.md"
        path.rename(path.with_name(f"{slug}.md"))
        lesson = taught / f"weaving/{language}/01-knots.md"
        lesson.write_text(lesson.read_text().replace("tool: count-sheet", f"tool: {slug}"))
    assert not loaded_from(taught).broken
    page = visit("member").get(f"/modules/weaving/tools/{slug}").text
    places = words.FILLED_IN_OF[slug]
    assert any(str(place.label) in page and str(place.says).replace("’", "’") in page for place in places)


def test_nobody_is_led_to_a_closed_door(visit, taught):
    assert "Enter readings" in visit("member").get(SHEET).text
    page = visit("donor").get(SHEET)
    assert page.status_code == 200 and "Enter readings" not in page.text and "Open your projects" not in page.text


def test_a_room_that_is_not_there_is_not_linked(app, visit, taught, monkeypatch):
    monkeypatch.setitem(words.FILLED_IN, Counterpart.READINGS, (words.Filled("none.such", "Nowhere"), words.PROJECTS))
    page = visit("member").get(SHEET).text
    assert "Nowhere" not in page and 'href="/projects"' in page
