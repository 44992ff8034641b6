"""What people type finds what they mean."""

import re

import pytest

from portal.curriculum.searching import read_lessons, read_tools, said_on
from tests.improvement.build import make_action, make_project
from tests.search.build import as_user, look, page_of


@pytest.fixture
def projects(database, cast):
    make_project(cast, "Threads are long", title="5S at the tables", on_line_3=True)
    make_project(cast, "QC finds holes late, the line stops", title="Check before packing")
    make_action(make_project(cast, "سوئیاں ٹوٹتی ہیں", title="سوئیوں کی جگہ"), cast, "Hang hooks at station 7")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("5s line 3", ["5S at the tables"]),
        ("5S", ["5S at the tables"]),
        ("qc", ["Check before packing"]),
        ("QC", ["Check before packing"]),
        ("lien stosp", ["Check before packing"]),
        ("pack", ["Check before packing"]),
        ("سوئیوں", ["سوئیوں کی جگہ", "Hang hooks at station 7"]),
        ("سوئيوں", ["سوئیوں کی جگہ", "Hang hooks at station 7"]),
        ("hooks ۷", ["Hang hooks at station 7"]),
        ("hoks", ["Hang hooks at station 7"]),
        ("no such thing", []),
    ],
)
def test_what_is_typed_finds_what_is_meant(visit, projects, typed, found):
    assert sorted(look(visit("member"), typed)) == sorted(found)


def test_a_mistyped_word_is_told_from_a_right_one(visit, projects):
    page = visit("member").get("/search", q="lien").text
    assert "Spelt nearly so" in page and "<mark>line</mark>" in page
    assert "Spelt nearly so" not in visit("member").get("/search", q="holes").text


def test_a_title_comes_before_a_text(visit, database, cast):
    make_project(cast, "Nothing else", title="Needles in a box")
    make_project(cast, "Needles lie about", title="A tidy table")
    assert look(visit("member"), "needles") == ["Needles in a box", "A tidy table"]


def test_what_matched_is_shown_and_escaped(visit, database, cast):
    make_project(cast, "The <script>alert(1)</script> needles lie about", title="A tidy <b>table</b>")
    page = visit("member").get("/search", q="needles script").text
    assert "<mark>needles</mark>" in page and "&lt;<mark>script</mark>&gt;" in page and "<script>alert" not in page


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        "*",
        "5s AND",
        "NOT line",
        "a:b",
        "(line",
        "line)",
        "^x",
        "NEAR(a b)",
        "\\",
        "%",
        "-",
        "' OR 1=1 --",
        ":*",
        "!",
        "&|",
        "\0",
        "=",
        "@s",
        "#project",
        "x" * 300,
    ],
)
def test_no_sign_is_an_operator(visit, projects, typed):
    assert visit("member").get("/search", q=typed).status_code == 200


@pytest.mark.parametrize("query", [{"kind": "spell"}, {"after": "x"}, {"after": "9.0"}, {"after": "0.not-an-id"}, {"kind": "project' --"}])
def test_an_address_that_asks_nonsense_asks_for_nothing(visit, projects, query):
    assert len(look(visit("member"), "qc", **query)) == 1


def test_a_kind_is_an_address(visit, projects):
    assert look(visit("member"), "hooks", kind="action") == ["Hang hooks at station 7"]
    assert look(visit("member"), "hooks", kind="project") == []
    page = visit("member").get("/search", q="hooks", kind="action").text
    assert 'href="/search?q=hooks&amp;kind=project"' in page and "Search everything" not in page


def test_as_one_types_only_the_found_part_comes(visit, projects):
    part = visit("member").fragment("/search", q="qc")
    assert part.text.lstrip().startswith('<div id="found">') and "<html" not in part.text and "HX-Request" in part.headers["Vary"]


def test_the_page_says_what_it_is_for(visit, cast):
    page = visit("member").get("/search").text
    assert "What can be found here" in page and "Projects" in page and "Lessons" in page
    assert "Nothing fits" in visit("member").get("/search", q="zebra").text


def test_a_single_letter_waits_for_the_next(visit, projects):
    assert "What can be found here" in visit("member").get("/search", q="q").text


def test_every_page_has_the_box_and_a_phone_its_sign(visit, cast):
    page = visit("member").get("/").text
    assert 'role="search"' in page and 'class="tool find" href="/search"' in page
    assert visit("member").get("/search").text.count('role="search"') == 1
    assert 'role="search"' not in visit("nobody").get("/").text


def test_twenty_a_page_and_none_twice(visit, database, cast):
    for number in range(65):
        make_project(cast, f"Needle {number} lies about", title=f"Needle box {number}" if number % 2 else f"Tidy table {number}")
    user, seen, after = as_user(cast, "member"), [], ""
    while True:
        page = page_of(user, q="needle", after=after)
        seen += [row.key for _tier, row in page.hits]
        if page.after is None:
            break
        after = f"{page.after[0]}.{page.after[1]}"
        assert len(page.hits) == 20
    database.rollback()
    assert len(seen) == len(set(seen)) == 65
    assert "Next 20" in visit("member").get("/search", q="needle").text


@pytest.mark.parametrize("typed", ["فائیو ایس", "فائيو ايس", "5S"])
def test_the_lesson_on_5s_is_found_in_both_scripts(visit, taught, typed):
    found = visit("member", "ur").get("/search", q=typed).text
    assert "/modules/workplace-cooperation/lessons/5s-a-place-for-everything" in found


def test_a_lesson_in_another_language_says_so_and_opens_in_it(visit, taught):
    page = visit("donor").get("/search", q="فائیو ایس", kind="lesson").text
    assert "?language=ur" in page and 'lang="ur"' in page and 'dir="rtl"' in page


def test_a_lesson_stands_once_though_it_is_there_in_two_languages(visit, taught):
    page = visit("donor").get("/search", q="5S", kind="lesson").text
    assert page.count("lessons/5s-a-place-for-everything") == 1


def test_lien_finds_lessons_that_speak_of_a_line(visit, taught):
    assert "<mark>" in visit("donor").get("/search", q="lien", kind="lesson").text


def test_how_a_sheet_is_set_is_not_what_it_says(app, taught):
    """The names of its parts and the widths of its columns are for the printer."""
    block = {"kind": "table", "class": "even", "columns": ["short", ""], "rows": [["**now**", "Sum"]]}
    with app.app_context():
        assert said_on(block) == ["now", "Sum"] and said_on({"kind": "cut"}) == []
        texts = [entry.text for entry in read_tools(None)]
    assert texts and not [text for text in texts if "**" in text or " even short" in text]


def test_a_sentence_is_read_without_what_its_terms_mean(app, taught):
    """They are explained in place; in an excerpt they would run into the sentence."""
    with app.app_context():
        (lesson,) = [entry for entry in read_lessons(None) if entry.path.endswith("/5s-a-place-for-everything") and entry.language == "en"]
    assert lesson.text.count("Five steps for a place to work at") == 1


@pytest.mark.parametrize(("tongue", "typed"), [("en", "pareto"), ("ur", "پیریٹو"), ("ur", "Pareto")])
def test_a_word_of_the_trade_is_found_once_and_opens_where_it_is_explained(visit, taught, tongue, typed):
    page = visit("member", tongue).get("/search", q=typed, kind="word").text
    found = [address for address in re.findall(r'<li><a href="([^"]+)"', page) if "/glossary" in address]
    assert found and len(found) == len(set(found)) and found[0].startswith("/glossary") and "#pareto" in found[0], found
    where, _sign, anchor = found[0].partition("#")
    assert f'id="{anchor}"' in visit("member", tongue).get(where).text


def test_a_title_that_is_spelt_nearly_so_comes_before_a_text(visit, database, cast):
    make_project(cast, "Nothing else", title="Needles in a box")
    make_project(cast, "Needles lie about", title="A tidy table")
    assert look(visit("member"), "neddles") == ["Needles in a box", "A tidy table"]


@pytest.mark.parametrize(("typed", "meant"), [("parto", "pareto"), ("safty", "safety"), ("fisbone", "fishbone")])
def test_a_mistyped_title_leads_what_is_found(visit, taught, typed, meant):
    found = look(visit("member"), typed)
    led = [meant in title.lower() for title in found]
    assert led[0] and led == sorted(led, reverse=True), found
