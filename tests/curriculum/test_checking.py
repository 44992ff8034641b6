"""`flask portal curriculum check` names what a reader would miss."""

import pytest

from portal.config import ROOT
from portal.curriculum.checking import check, check_folder
from portal.curriculum.folders import folders
from portal.curriculum.proofs import wrong_sums
from tests.curriculum.build import EXAMPLE, write, write_all, write_lesson, write_module, write_tool

pytestmark = pytest.mark.once


def both(root):
    return write_all(write_all(root), "ur", "گرہیں گنیں")


def problems(app, root) -> list[str]:
    with app.app_context():
        return [str(problem) for problem in check(root)]


def test_a_whole_module_passes(app, tmp_path):
    assert problems(app, both(tmp_path)) == []


def change(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    "old, new, says",
    [
        ("    minutes: 30\n", "    minutes: 20\n", "the steps take 20 minutes"),
        ("tool: count-sheet", "tool: no-such", "there is no tool “no-such”"),
        ("{rugs} rugs", "12 rugs", "“12” is typed in the example"),
        ("{rugs} rugs", "{Rugs} rugs", "is no placeholder"),
        ("{rugs} rugs", "{rags} rugs", "{rags}"),
        ("{share:1}", "{thirds}", "{thirds}"),
        ("people: Two weavers.\n", "", "“people” is missing"),
        ("    ask: What do you see?\n", "", "“steps 1 ask” is missing"),
        ("## The idea {#idea}\nCount.", "", "{#idea}"),
        ("    answer: 2\n", "    answer: 4\n", "names option 4"),
        ("    answer: 2\n", "    answer: 1\n", "another answer than in English"),
        ("place: line", "place: moon", "must be one of class, line, both"),
        ("why: Because silk shines 1.", "why: Because 80 ÷ 125 × 100 = 65 %.", "“80 ÷ 125 × 100 = 65” is not what comes out"),
        ("It pays.", "It pays 1,200 − 300 = 800.", "“1,200 − 300 = 800” is not what comes out"),
        ("It pays.", "It pays, see [there](/modules/weaving/lessons/none).", "leads nowhere"),
        ("It pays.", "It pays, see [there](http://example.org).", "leads nowhere"),
        ("glossary:\n  knot: Two threads tied.", "glossary: [warp]", "the term “warp” is not explained"),
        ("a: Knot}", "b: Knot}", "has a label “a” that is not under"),
    ],
)
def test_what_is_wrong_is_named(app, tmp_path, old, new, says):
    both(tmp_path)
    file = tmp_path / "weaving" / "en" / "01-knots.md"
    change(file, '    share: "round', '    thirds: "rugs / 7"\n    share: "round')
    change(file, old, new)
    found = problems(app, tmp_path)
    assert any(says in problem and "01-knots.md:" in problem for problem in found), found


def test_a_sixth_question_is_one_too_many(app, tmp_path):
    both(tmp_path)
    change(tmp_path / "weaving" / "en" / "01-knots.md", "questions:\n", "questions:\n  - {ask: A, options: [x, y], answer: 1, why: W}\n")
    assert any("here are 6" in problem for problem in problems(app, tmp_path))


def test_a_missing_language_is_named(app, tmp_path):
    write_all(tmp_path)
    found = problems(app, tmp_path)
    assert {problem.split(str(tmp_path))[1] for problem in found} == {
        f"/weaving/ur/{name}:1: is missing" for name in ("module.md", "01-knots.md", "tools/count-sheet.md")
    }


def test_unequal_options_between_languages_are_named(app, tmp_path):
    both(tmp_path)
    change(tmp_path / "weaving" / "ur" / "01-knots.md", "options: [Wool, Silk, Both]", "options: [Wool, Silk]")
    assert any("another number of options" in problem for problem in problems(app, tmp_path))


@pytest.mark.parametrize("told", ["1. First", "They call it 5S.", "On 12 October they began.", "On 2026-10-12 they began."])
def test_digits_that_are_no_figures_may_be_typed(app, tmp_path, told):
    both(tmp_path)
    write_lesson(tmp_path, example=f"{EXAMPLE}\n\n{told}")
    assert problems(app, tmp_path) == []


def test_a_module_that_is_ready_has_lessons(app, tmp_path):
    for language in ("en", "ur"):
        write_module(tmp_path, language=language)
        write_tool(tmp_path, language=language)
    assert any("no lessons" in problem for problem in problems(app, tmp_path))


def test_the_command_fails_and_names_the_file(app, tmp_path):
    both(tmp_path)
    write(tmp_path / "weaving" / "en" / "02-bad.md", "nothing")
    result = app.test_cli_runner().invoke(args=["portal", "curriculum", "check", str(tmp_path)])
    assert result.exit_code == 1
    assert "02-bad.md:1:" in result.output


def test_the_command_loads_and_says_what(app, cast, tmp_path):
    both(tmp_path)
    run = app.test_cli_runner().invoke
    first = run(args=["portal", "curriculum", "load", str(tmp_path)])
    assert first.exit_code == 0, first.output
    assert "2 lesson_text" in first.output.splitlines()[0]
    assert run(args=["portal", "curriculum", "load", str(tmp_path)]).output.startswith("new        –")


@pytest.mark.parametrize("folder", folders(ROOT / "content"), ids=lambda folder: folder.code)
def test_the_portals_own_content_is_whole(app, folder):
    """A module that says it is ready is complete in each language; of one that says it is an outline, its own page is."""
    with app.app_context():
        problems = check_folder(folder)
    if folder.modules["en"].word("status") == "outline":
        problems = [problem for problem in problems if problem.path.name == "module.md"]
    assert [str(problem) for problem in problems] == []


@pytest.mark.parametrize(
    "text", ["80 ÷ 125 × 100 = 64 %", "9 + 7 + 10 = 26", "2,400 ÷ 7 = 342.9", "(3 + 4) × 2 = 14", "1 − 2 = 3 in a box", "box 4 = 2"]
)
def test_a_sum_that_holds_or_is_none_passes(text):
    assert list(wrong_sums(text)) == (["1 − 2 = 3"] if "box" in text and "1 −" in text else [])


def test_a_missing_drawing_language_of_a_term_and_example_are_named(app, tmp_path):
    both(tmp_path)
    (tmp_path / "weaving/drawings/knots.svg").unlink()
    write(tmp_path / "glossary.yaml", "rug:\n  en: {term: rug, line: Woven.}\n")
    tool = tmp_path / "weaving/en/tools/count-sheet.md"
    change(tool, "filled:\n  -\n    - Red rug | 125\n", "")
    change(tmp_path / "weaving/ur/tools/count-sheet.md", "| Rug | Knots |\n|---|---|\n|   |   |", "| Rug |\n|---|\n|   |")
    found = "\n".join(problems(app, tmp_path))
    assert "knots.svg:1: is missing" in found
    assert "glossary.yaml:" in found and "“rug ur" in found
    assert "“filled” is missing" in found
    assert "has other headings, rows or columns" in found
