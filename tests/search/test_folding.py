"""What is written in several ways is looked for in one."""

import pytest

from portal.search.folding import asked_words, fold, is_one_mistake_away, near, words_of
from portal.search.marking import Marker


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("LINE", "line"),
        ("Café", "cafe"),
        ("Straße", "strasse"),
        ("Øre", "ore"),
        ("فائيو", fold("فائیو")),
        ("كراچي", "کراچی"),
        ("ميں", "میں"),
        ("لاہور", "لاہور"),
        ("لاهور", "لاہور"),
        ("مُحَمَّد", "محمد"),
        ("اُردُو", "اردو"),
        ("مـحـمـد", "محمد"),
        ("۳", "3"),
        ("٣", "3"),
        ("5S", "5s"),
        ("m²", "m2"),
        ("…", ""),
    ],
)
def test_one_spelling_for_many(written, folded):
    assert fold(written) == folded


def test_a_non_joiner_parts_a_word_and_does_not():
    assert list(words_of("خوش\u200cآمدید")) == [fold("خوشآمدید"), fold("خوش"), fold("آمدید")]
    assert asked_words("خوش\u200cآمدید") == [fold("خوش"), fold("آمدید")]


def test_marks_belong_to_no_word():
    assert asked_words('5S: line-3 "AND" (NOT) * ^ ~ #x @s =y') == ["5s", "line", "3", "and", "not", "x", "s", "y"]
    assert asked_words("_ ' \" \\ % * \u200c") == []


@pytest.mark.parametrize(
    ("typed", "meant"), [("lien", "line"), ("lne", "line"), ("linee", "line"), ("lime", "line"), ("imrpovement", "improvement")]
)
def test_one_mistake_is_seen_as_one(typed, meant):
    assert is_one_mistake_away(typed, meant) and is_one_mistake_away(meant, typed)
    assert near(typed) & near(meant)


@pytest.mark.parametrize(("one", "other"), [("line", "line"), ("line", "lake"), ("line", "liners"), ("enil", "line")])
def test_two_mistakes_and_none_are_not(one, other):
    assert not is_one_mistake_away(one, other)


def shown(pieces):
    return "".join(f"[{piece}]" if is_found else piece for piece, is_found in pieces)


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        (["lin"], "Line 3 and inline", "[Line] 3 and inline"),
        (["3"], "Line 3, 33 and 3", "Line [3], 33 and [3]"),
        (["cafe"], "The CAFÉS here", "The [CAFÉS] here"),
        ([fold("محمد")], "جناب مُحَمَّد صاحب", "جناب [مُحَمَّد] صاحب"),
        ([fold("لاہور")], "لاهور میں", "[لاهور] میں"),
        ([], "nothing <b>", "nothing <b>"),
    ],
)
def test_what_matched_is_marked_as_it_was_written(asked, text, marked):
    assert shown(Marker(asked, {}).marked(text)) == marked


def test_a_long_text_is_shown_where_it_matched():
    excerpt = shown(Marker(["hooks"], {}).excerpt("before " * 200 + "hang hooks there " + "after " * 200))
    assert excerpt.startswith("… before") and "[hooks]" in excerpt and excerpt.endswith(" …") and len(excerpt) < 220


def test_a_word_that_stood_in_for_a_mistyped_one_is_marked():
    assert shown(Marker(["lien"], {"lien": ["line"]}).marked("Line 3")) == "[Line] 3"
