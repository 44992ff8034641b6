"""Where a lesson's contents stand: once, closed, right below the aim, before anything is read."""

import pytest

from tests.curriculum.build import loaded_from, write_all

pytestmark = pytest.mark.once


def test_the_contents_stand_below_the_aim_closed_and_once(visit, database, tmp_path):
    loaded_from(write_all(tmp_path))
    page = visit("member").get("/modules/weaving/lessons/knots").text
    assert page.count("In this lesson") == 1 and "<details><summary>In this lesson" in page
    assert page.index('class="aim"') < page.index('class="within"') < page.index("Who takes part") < page.index('id="why"')
