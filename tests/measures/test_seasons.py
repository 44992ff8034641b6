"""A measure that goes with the seasons says where before and after do not lie in the same months; its verdict stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.evidence import Verdict
from portal.measures.page import Shown
from portal.measures.seasons import unlike
from portal.measures.sentences import plain
from portal.measures.told import Phase, Point
from tests.improvement.build import make_project
from tests.measures.build import LOWER, STEADY, again, improved, make_card

SAYS = "do not lie in the same months"


def months(phase: Phase, year: int, *numbers: int, **facts) -> list[Point]:
    days = [date(year, number, 1) for number in numbers]
    return [Point(day, day + timedelta(days=27), 1.0, phase=phase, **facts) for day in days]


def test_summer_against_winter_is_unlike_and_a_year_against_a_year_is_not():
    summer = months(Phase.BEFORE, 2025, 5, 6, 7, 8)
    before, after = unlike(summer + months(Phase.AFTER, 2025, 11, 12)) or pytest.fail("not seen")
    assert (before.first.month, before.last.month, after.first.month, after.last.month) == (5, 8, 11, 12)
    assert unlike(summer + months(Phase.AFTER, 2026, 5, 6, 7, 8)) is None
    assert unlike(months(Phase.BEFORE, 2024, *range(1, 13)) + months(Phase.AFTER, 2025, *range(1, 13))) is None
    assert unlike(months(Phase.BEFORE, 2024, *range(1, 13)) + months(Phase.AFTER, 2025, 5, 6)), "a whole year against a summer"


def test_what_is_missing_left_out_or_in_between_covers_no_month():
    same = months(Phase.BEFORE, 2025, 5, 6) + months(Phase.AFTER, 2026, 5, 6)
    assert unlike(same + [replace(one, excluded="No power") for one in months(Phase.BEFORE, 2025, 4)]) is None
    assert unlike([*same, Point(date(2025, 7, 1), date(2025, 7, 31)), *months(Phase.TRANSITION, 2025, 8)]) is None
    assert unlike(months(Phase.BEFORE, 2025, 5)) is None


@pytest.mark.parametrize(("code", "is_said"), [("water", True), ("retrieval", False), (None, False)])
def test_only_a_measure_that_goes_with_the_seasons_says_so(visit, app, database, cast, code, is_said):
    divided = code == "water"
    before, after = ([(10 * one, 10.0) if divided else one for one in numbers] for numbers in (STEADY, LOWER))
    project = make_project(cast)
    card = improved(cast, before, after, card=make_card(cast, project, code=code))
    with app.test_request_context("/"):
        one = Shown(again(card))
        assert (SAYS in " ".join(map(plain, one.finding.hints))) is is_said
        assert one.told.answer.verdict is Verdict.EARLY
    member = visit("member")
    for path in (f"/measures/{card.id}", f"/measures/{card.id}/decision", f"/projects/{project.id}/measures"):
        assert (SAYS in member.get(path).text) is is_said, path
    told = app.test_cli_runner().invoke(args=["portal", "explain", str(project.id)]).output
    assert (SAYS in told) is is_said


def test_the_methods_page_says_which_measures_go_with_the_seasons(app):
    page = app.test_client().get("/en/methods").text
    assert "goes with the seasons" in page.partition('id="indicator-water"')[2].partition("</article>")[0]
    assert "goes with the seasons" not in page.partition('id="indicator-retrieval"')[2].partition("</article>")[0]
