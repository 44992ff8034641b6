"""For whoever teaches: the guide of a lesson, its slides, and days put together from lessons."""

import re

import pytest

from portal.config import ROOT
from portal.curriculum import slides
from portal.curriculum.checking import check
from tests.curriculum.build import loaded_from, write, write_all

pytestmark = pytest.mark.once

LESSON = "/modules/weaving/lessons/knots"
PLAN = """one-day:
  position: 1
  title: {en: One day, ur: ایک دن}
  whom: {en: Weavers, ur: بُننے والے}
  days:
    - title: {en: Day 1, ur: دن 1}
      start: "8:30"
      end: "9:15"
      items:
        - {lesson: weaving/knots}
        - {minutes: 15, say: {en: Tea, ur: چائے}}
"""


@pytest.fixture
def taught(database, tmp_path):
    write_all(write_all(tmp_path), "ur", "گرہیں گنیں")
    write(tmp_path / "plans.yaml", PLAN)
    assert not loaded_from(tmp_path).broken
    return tmp_path


def test_the_guide_says_minute_by_minute_what_to_do_and_what_goes_wrong(visit, taught):
    page = visit("trainer").get(f"{LESSON}/guide").text
    assert '<bdi dir="ltr">0–30</bdi>' in page and "What do you see?" in page and "People guess." in page and "A ruler" in page
    assert "Because silk shines 1." in page


def test_the_slides_are_the_same_text_and_lead_from_one_to_the_next(visit, taught):
    page = visit("trainer").get(f"{LESSON}/slides").text
    names = re.findall(r'<section class="slide[^"]*" id="([^"]+)"', page)
    assert names == [f"s{number}" for number in range(1, 9)]
    assert all(f'href="#{name}"' in page for name in names[1:])
    assert "It pays." in page and "Look at the rug" in page and "<script>" not in page
    assert 'class="rail"' not in page and 'class="bar"' not in page


def test_a_slide_holds_what_one_screen_holds():
    text = "<p>" + "word " * 60 + "</p>"
    assert len(slides.screens(text + text)) == 2
    assert len(slides.screens("<p>One.</p><p>Two.</p>")) == 1
    assert [("<table" in one) for one in slides.screens('<p>A</p><div class="scroll"><table></table></div><p>B</p>')] == [
        False,
        True,
        False,
    ]
    first, second = slides.screens("<ol>" + f"<li>{'x' * 300}</li>" * 2 + "</ol>")
    assert first.startswith("<ol><li>") and second.startswith('<ol start="2"><li>')


def test_a_plan_gives_every_item_its_hour(visit, taught):
    page = visit("trainer").get("/class-plans/one-day").text
    assert '<bdi dir="ltr">8:30–9:00</bdi>' in page and "Count the knots" in page
    assert '<bdi dir="ltr">9:00–9:15</bdi>' in page and "Tea" in page
    urdu = visit("member", "ur").get("/class-plans/one-day").text
    assert "گرہیں گنیں" in urdu and "چائے" in urdu


def test_plans_are_listed_and_unknown_ones_are_not_found(visit, taught):
    reader = visit("trainer")
    assert 'href="/class-plans/one-day"' in reader.get("/class-plans").text
    assert reader.get("/class-plans/none").status_code == 404
    assert visit("nobody").get("/class-plans").status_code == 403


def test_a_plan_whose_file_is_gone_is_withdrawn_and_comes_back(visit, taught):
    (taught / "plans.yaml").unlink()
    assert loaded_from(taught).withdrawn["class_plan"] == 1
    assert visit("trainer").get("/class-plans/one-day").status_code == 404
    write(taught / "plans.yaml", PLAN)
    assert loaded_from(taught).changed["class_plan"] == 1
    assert visit("trainer").get("/class-plans/one-day").status_code == 200


@pytest.mark.parametrize(
    "old, new, says",
    [
        ('end: "9:15"', 'end: "9:20"', "the items take 45 minutes, from start to end there are 50"),
        ("weaving/knots", "weaving/none", "there is no lesson “weaving/none”"),
        ("ur: چائے", "fr: thé", "is missing"),
        ('start: "8:30"', "start: early", "must be an hour"),
        ("days:", "days: [", "cannot be read"),
    ],
)
def test_a_plan_that_does_not_hold_is_named(app, taught, old, new, says):
    write(taught / "plans.yaml", PLAN.replace(old, new))
    with app.app_context():
        assert any(says in str(problem) and "plans.yaml:" in str(problem) for problem in check(taught))


def test_the_portals_own_plans_hold(app):
    with app.app_context():
        assert [str(problem) for problem in check(ROOT / "content") if problem.path.suffix == ".yaml"] == []


def test_words_of_a_slide_are_not_mirrored_in_urdu():
    """`turn` is the class of pictures that look the other way from right to left."""
    assert 'class="turn"' not in (ROOT / "templates/curriculum/slides.html").read_text()
