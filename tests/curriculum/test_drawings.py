"""A drawing is shapes and labels, small, and the same file in every language."""

import pytest

from portal.config import ROOT
from portal.curriculum.drawings import LARGEST, read_drawing
from portal.curriculum.folders import folders
from portal.curriculum.reading import Broken
from tests.curriculum.build import DRAWING, loaded_from, write, write_all

pytestmark = pytest.mark.once

LESSON = "/modules/weaving/lessons/knots"


def test_every_lesson_has_a_drawing_of_its_own():
    drawn = {(folder.code, slug): folder.drawings.get(slug) for folder in folders(ROOT / "content") for slug in folder.lessons}
    assert len(drawn) >= 36 and all(drawn.values())
    assert len(set(drawn.values())) == len(drawn)
    assert max(len(text.encode()) for text in drawn.values() if text) <= LARGEST


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<path d="M0 0" onload="alert(1)"/>',
        '<image href="https://example.org/x.png"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        "<foreignObject><p>x</p></foreignObject>",
        '<path style="fill:url(#x)" d="M0 0"/>',
        '<rect class="x" fill="url(https://example.org)"/>',
        "<!--[if IE]>x<![endif]-->",
        "&lt;script&gt;",
        "</svg><svg>",
        "<text>never ended",
    ],
)
def test_what_is_no_shape_is_refused_by_line(tmp_path, hostile):
    file = write(tmp_path / "d.svg", DRAWING.replace("<text", f"{hostile}\n<text"))
    with pytest.raises(Broken):
        read_drawing(file)


def test_a_drawing_that_is_too_large_is_refused(tmp_path):
    with pytest.raises(Broken, match="larger"):
        read_drawing(write(tmp_path / "d.svg", DRAWING.replace("M0 0", "M0 0" + "L1 1" * 2000)))


def test_the_lesson_shows_its_drawing_with_labels_in_its_language(visit, database, tmp_path):
    write_all(write_all(tmp_path), "ur", "گرہیں گنیں")
    file = tmp_path / "weaving/ur/01-knots.md"
    file.write_text(file.read_text().replace("a: Knot}", "a: گرہ <b>}"))
    assert not loaded_from(tmp_path).broken
    english, urdu = visit("member").get(LESSON).text, visit("manager", "ur").get(LESSON).text
    assert '<text x="9" y="9">Knot</text>' in english and "<figcaption>A knot between two threads.</figcaption>" in english
    assert "\u2067گرہ &lt;b&gt;\u2069" in urdu and 'aria-hidden="true"' in urdu


def test_a_broken_drawing_is_named_and_the_lesson_is_still_read(visit, database, tmp_path):
    write_all(tmp_path)
    bad = write(tmp_path / "weaving/drawings/knots.svg", "<svg><script/></svg>")
    loaded = loaded_from(tmp_path)
    assert [broken.path for broken in loaded.broken] == [bad]
    page = visit("member").get(LESSON).text
    assert "<figure" not in page and "Count the knots" in page


def test_a_term_is_explained_where_it_first_stands(visit, database, tmp_path):
    write(tmp_path / "glossary.yaml", "rug:\n  en: {term: rug, line: Woven floor.}\n  ur: {term: قالین, line: بُنا ہوا۔}\n")
    write_all(tmp_path, why="A rug pays. Two rugs pay more.")
    file = tmp_path / "weaving/en/01-knots.md"
    file.write_text(file.read_text().replace("glossary:\n  knot: Two threads tied.\n", "glossary: [rug]\n"))
    assert not loaded_from(tmp_path).broken
    page = visit("member").get(LESSON).text
    assert page.count('<dfn class="term"') == 1
    assert '<dfn class="term" tabindex="0">rug<span class="gloss" role="note"> Woven floor. </span></dfn> pays. Two rugs' in page
    assert "<dt>rug</dt><dd>Woven floor.</dd>" in page


def test_an_unexplained_term_is_named(database, tmp_path):
    write_all(tmp_path)
    file = tmp_path / "weaving/en/01-knots.md"
    file.write_text(file.read_text().replace("glossary:\n  knot: Two threads tied.\n", "glossary: [warp]\n"))
    assert "“warp” is not explained" in str(loaded_from(tmp_path).broken[0])
