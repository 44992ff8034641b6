"""Forest plots and mixes: better is always on the right, the pilot stands beside the pool, nothing is averaged that must not be."""

from __future__ import annotations

import math

import pytest

from portal.evidence import Better, Estimate, Verdict, pool
from portal.measures.picture_forest import ForestRow, forest
from portal.measures.picture_mix import verdict_mix
from portal.measures.sampler import PLACES, sample_forests

pytestmark = pytest.mark.once

LINE = ForestRow("Line 1", 0.7, 0.6, 0.8, Verdict.SUSTAINED)


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context("/"):
        yield app


@pytest.mark.parametrize(("better", "ratio"), [(Better.LOWER, 0.7), (Better.HIGHER, 1.3)])
def test_better_lies_to_the_right_whatever_the_direction(better, ratio):
    bar = forest([ForestRow("x", ratio, ratio - 0.1, ratio + 0.1, Verdict.EARLY)], better).bars[0]
    assert bar.low < bar.x < bar.high
    assert bar.x > forest([LINE], Better.LOWER).zero
    assert "+30 (+20 … +40)" in bar.text


def test_fewer_than_three_places_are_listed_and_not_added_up():
    picture = forest([LINE, LINE], Better.LOWER, pool([Estimate(-0.3, 0.1)] * 2))
    assert picture.pooled is None
    assert "they are added up" in picture.reading


def test_a_pool_has_its_diamond_and_from_five_places_the_next_one():
    estimates = [Estimate(y, se) for _, y, se, _ in PLACES]
    five, three = (forest([LINE] * count, Better.LOWER, pool(estimates[:count])) for count in (5, 3))
    assert five.pooled and five.pooled.ahead and five.pooled.ahead[0] < five.pooled.ahead[1]
    assert three.pooled and three.pooled.ahead is None
    xs = [float(corner.split(",")[0]) for corner in three.pooled.points.split()]
    assert xs[0] < xs[1] < xs[2] and xs[1] == xs[3]


def test_the_pilot_stands_beside_the_pool_not_in_it():
    picture = sample_forests()[0]
    assert [bar.row.label for bar in picture.pilots] == ["Line 3"]
    assert "Line 3" not in [bar.row.label for bar in picture.bars]


def test_an_end_beyond_the_edge_is_an_arrow_and_an_unknown_ratio_a_dash(page):
    picture = forest([ForestRow("a", 1.4, 0.9, math.inf, None), ForestRow("b", None, None, None, Verdict.NOT_ENOUGH)], Better.LOWER)
    assert picture.bars[0].cut_low and not picture.bars[0].cut_high
    assert picture.bars[1].x is None and "–" in picture.bars[1].text
    html = page.jinja_env.from_string('{% from "components/forest.html" import forest with context %}{{ forest(p, "x") }}').render(
        p=picture
    )
    assert "nan" not in html and "style=" not in html


def test_hostile_labels_stay_labels(page):
    picture = forest([ForestRow("<b>x</b>", 0.7, 0.6, 0.8, None, note="<i>", url="/projects")], Better.LOWER)
    html = page.jinja_env.from_string('{% from "components/forest.html" import forest with context %}{{ forest(p, "x") }}').render(
        p=picture
    )
    assert "<b>x</b>" not in html and "&lt;b&gt;x&lt;/b&gt;" in html and "<i>" not in html


def test_the_mix_shows_all_six_verdicts_also_those_nobody_had(page):
    parts = verdict_mix({Verdict.SUSTAINED: 3, Verdict.WORSE: 1})
    assert [part.count for part in parts] == [3, 0, 0, 1, 0, 0]
    assert sum(part.width for part in parts) == pytest.approx(100)
    html = page.jinja_env.from_string('{% from "components/forest.html" import verdict_mix with context %}{{ verdict_mix(p) }}').render(
        p=parts
    )
    assert html.count('class="stamp') == 6 and html.count('class="mx') == 2
    assert sum(part.width for part in verdict_mix({})) == 0


def test_where_the_next_place_may_land_is_called_rough(page):
    estimates = [Estimate(y, se) for _, y, se, _ in PLACES]
    picture = forest([LINE] * 5, Better.LOWER, pool(estimates[:5]))
    source = '{% from "components/forest.html" import forest with context %}{{ forest(p, "x") }}'
    told = page.jinja_env.from_string(source).render(p=picture)
    assert "Roughly where the next place may land" in told
