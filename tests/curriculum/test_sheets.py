"""A sheet to print: blank, filled, in one language or two, as a page and as a PDF."""

import re
from types import SimpleNamespace

import pytest

from portal.config import ROOT
from portal.curriculum import printing, shapes, sheet_drawings, sheets
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


FIGURED = """| Rank | Defect | Number | Share | Added |
|---|---|---|---|---|
| 1 |  |  |  |  |
| Other |  |  |  |  |
| All |  |  |  |  |

## Chart {#chart}
"""
FISH = """| Defect |
|---|
|  |

## Causes {#fish}
| People | Machine | Material |
|---|---|---|
|  |  |  |

| Method | Measure | Place |
|---|---|---|
|  |  |  |
"""


def drawn_of(tmp_path, body, filled="[]"):
    text = sheet_of(tmp_path, body, filled)
    return sheet_drawings.drawn(sheets.laid(text["filled"], "en"))


def words_in(cells) -> list[str]:
    return ["".join(part["text"] for part in cell) for cell in cells]


def test_a_chart_draws_the_figures_of_the_table_above_and_none_where_there_are_none(tmp_path):
    filled = drawn_of(tmp_path, FIGURED, '[["seam | 42 | 42.5 | 42.5", "| 3 | 57.5 | 100"]]')[-1]
    assert filled["kind"] == "chart" and filled["bars"] == [[42.5, 42.5], [57.5, 100]] and words_in(filled["items"]) == ["seam", "Other"]
    assert drawn_of(tmp_path, FIGURED)[-1]["bars"] == [[None, None], [None, None]]


def test_a_fish_has_six_bones_and_the_defect_for_its_head(tmp_path):
    made = drawn_of(tmp_path, FISH, '[["open seam"], ["new hand | loose guide | curls"], ["turned | |"]]')
    assert [block["kind"] for block in made] == ["when", "how", "table", "heading", "fish"]
    assert words_in(made[-1]["items"])[:5] == ["open seam", "People", "new hand", "Machine", "loose guide"]
    assert len(made[-1]["items"]) == 13


def test_drawings_stand_on_the_page_and_on_paper(visit, taught):
    path = taught / "weaving/en/tools/count-sheet.md"
    head = path.read_text().split("filled:")[0]
    for body, shown in (
        (FIGURED, 'class="chart"'),
        (FISH, 'class="fish"'),
        ("## Tell us {#poster}\n- You\n\n## Code {#code}\n\n## After {#page}\n", 'class="space"'),
    ):
        path.write_text(f"{head}orientation: landscape\nportal: readings\nfilled: []\n---\n{body}")
        assert not loaded_from(taught).broken
        assert shown in visit("member").get(SHEET).text
        assert visit("member").get(f"{SHEET}/sheet.pdf").data.startswith(b"%PDF-")


@pytest.mark.parametrize("slug, pages", [("pareto-sheet", 1), ("fishbone-sheet", 1), ("risk-matrix", 1), ("suggestion-poster", 2)])
@pytest.mark.parametrize("is_filled", [False, True])
def test_both_languages_fit_on_the_paper_that_a_sheet_asks_for(slug, pages, is_filled):
    texts = next(folder.tools[slug] for folder in folders(ROOT / "content") if slug in folder.tools)
    one, two = (SimpleNamespace(language=code, **shapes.tool_text(texts[code], code, texts["en"])) for code in ("en", "ur"))
    for first, second in ((one, two), (two, one), (one, None), (two, None)):
        title, blocks = printing.parts_of(first, second, is_filled)
        made = printing.pdf(title, blocks, slug != "suggestion-poster", name="n", note="n" if is_filled else "", foot="f", link="http://x/")
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", made)) == pages, (first.language, second and second.language)
