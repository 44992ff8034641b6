"""A sheet to print: blank, filled, in one language or two, as a page and as a PDF."""

import pytest

from portal.config import ROOT
from portal.curriculum import shapes, sheets
from portal.curriculum.folders import folders
from portal.curriculum.reading import read
from tests.curriculum.build import loaded_from, write, write_all

pytestmark = pytest.mark.once

SHEET = "/modules/weaving/tools/count-sheet"
LISTED = {  # what every enterprise is promised, whatever it is called in the files
    "5s-audit-sheet", "red-tag", "daily-meeting-board", "suggestion-slip", "suggestion-poster", "eit-charter", "eit-minutes",
    "defect-tally", "pareto-sheet", "fishbone-sheet", "five-whys-sheet", "standard-work-sheet", "waste-walk-sheet",
    "energy-water-log", "savings-worksheet", "risk-matrix", "near-miss-slip", "training-matrix",
}  # fmt: skip


@pytest.fixture
def taught(database, tmp_path):
    write_all(write_all(tmp_path), "ur", "گرہیں گنیں")
    assert not loaded_from(tmp_path).broken
    return tmp_path


def sheet_of(tmp_path, body: str, filled: str = "[]", only: str = ""):
    source = read(write(tmp_path / "s.md", f"---\ntitle: T\nwhen: W\nhow: [H]\n{only}filled: {filled}\n---\n{body}"))
    return shapes.tool_text(source, "en", source)


def test_every_promised_sheet_is_there():
    there = {slug for folder in folders(ROOT / "content") for slug in folder.tools}
    assert there >= LISTED


def test_the_example_stands_where_ink_goes(tmp_path):
    body = "| Rug | Good |\n|---|---|\n| 1 |  |\n|  | ☐ yes ☐ no |\n"
    text = sheet_of(tmp_path, body, '[["red", "blue | 2"]]')
    assert text["filled"][-1]["rows"] == [["Rug", "Good"], ["1", {"ink": "red"}], [{"ink": "blue"}, "☐ yes ☑ no"]]
    assert text["blocks"][-1]["rows"][1] == ["1", ""]


@pytest.mark.parametrize("filled", ['[["a | b | c"]]', '[["a | b", "c | d"]]', '[["a"], ["b"]]', "[nonsense]", '[["{rugs} | b"]]'])
def test_an_example_that_does_not_fit_is_named(tmp_path, filled):
    from portal.curriculum.reading import Broken

    with pytest.raises(Broken):
        sheet_of(tmp_path, "| Rug | Knots |\n|---|---|\n|  |  |\n", filled)


def test_sums_on_a_sheet_are_computed(tmp_path):
    only = 'example:\n  inputs: {rugs: 3, knots: 4}\n  derived:\n    all: "rugs * knots"\n'
    text = sheet_of(tmp_path, "| Rugs | Knots |\n|---|---|\n|  |  |\n", '[["{rugs} | {all}"]]', only)
    assert [part["text"].strip("\ue000\ue001") for cell in sheets.laid(text["filled"], "en")[-1]["rows"][1] for part in cell] == ["3", "12"]


def test_the_page_shows_blank_filled_and_both(visit, taught):
    reader = visit("member")
    assert "Red rug" not in reader.get(SHEET).text
    filled = reader.get(SHEET, filled="1").text
    assert '<span class="ink">Red rug</span>' in filled and "People and figures are invented" in filled
    both = reader.get(SHEET, beside="ur").text
    assert '<span class="beside" lang="ur" dir="rtl">' in both
    assert "Red rug" in reader.get(SHEET, filled="1", beside="ur").text


@pytest.mark.parametrize(
    "asked", [{}, {"filled": "1"}, {"language": "ur"}, {"beside": "ur", "filled": "1"}, {"beside": "xx", "filled": "?"}]
)
def test_the_pdf_is_a_pdf(visit, taught, asked):
    answer = visit("member").get(f"{SHEET}/sheet.pdf", **asked)
    assert answer.status_code == 200 and answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-") and len(answer.data) > 5_000


def test_words_on_a_pdf_are_words_and_never_markup(visit, taught):
    hostile = '#panic("x") $x$ *b* <a> #read("/etc/passwd") \\'
    write(
        taught / "weaving/en/tools/count-sheet.md",
        (taught / "weaving/en/tools/count-sheet.md").read_text().replace("| Rug |", f"| {hostile} |"),
    )
    loaded_from(taught)
    assert visit("member").get(f"{SHEET}/sheet.pdf").data.startswith(b"%PDF-")
    assert "&lt;a&gt;" in visit("member").get(SHEET).text


def test_a_stranger_to_the_module_finds_no_pdf(visit, taught):
    assert visit("member").get("/modules/weaving/tools/none/sheet.pdf").status_code == 404
    assert visit("nobody").get(f"{SHEET}/sheet.pdf").status_code == 403


def test_the_sheet_leads_to_where_it_is_filled_in(visit, taught):
    assert 'href="/projects"' in visit("member").get(SHEET).text


def test_letters_of_both_languages_are_in_the_fonts_that_are_sent(tmp_path):
    """Everything that a sheet says can be set: no letter falls back to an empty box."""
    said = {
        letter
        for folder in folders(ROOT / "content")
        for texts in folder.tools.values()
        for source in texts.values()
        for letter in source.body
    }
    known = [range(0x20, 0x7F), range(0xA0, 0x180), range(0x600, 0x700), range(0x2010, 0x2028)]
    marks = set("☐☑✓−×÷≤≥→←\u200c\u200e\u200f\n")
    assert {letter for letter in said if not any(ord(letter) in block for block in known)} <= marks
