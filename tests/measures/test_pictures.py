"""Pictures as a browser gets them: what is drawn, what breaks a line, what the table says, and that nothing of people's words escapes."""

from __future__ import annotations

import re
import time
import zlib
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from flask_babel import force_locale

from portal import clock
from portal.evidence import Better, Kind
from portal.measures.picture import Picture, control_chart
from portal.measures.picture_axis import scale_of
from portal.measures.picture_sparkline import sparkline
from portal.measures.sampler import sample_sparks
from portal.measures.samples import SAMPLES, TRIMS, told_of
from portal.measures.told import Point

pytestmark = pytest.mark.once

HOSTILE = '"><script>alert(1)</script>{{ 7*7 }}\u202e'


class Elements(HTMLParser):
    """Every element with its attributes, and the texts."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)

    def all(self, tag: str, cls: str | None = None) -> list[dict]:
        return [attrs for name, attrs in self.found if name == tag and (cls is None or cls in (attrs.get("class") or "").split())]


@pytest.fixture
def printed(app):
    """`printed(picture)`: the macro's whole output, and what is in it."""
    source = '{% from "components/charts.html" import chart with context %}{{ chart(picture, "c1") }}'
    template = app.jinja_env.from_string(source)
    with app.test_request_context("/"):
        yield lambda picture: template.render(picture=picture)


@pytest.fixture
def draw(app):
    with app.test_request_context("/"):
        yield lambda name: control_chart(SAMPLES[name]())


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_state_is_printed_without_inline_style_or_script(app, printed, name, language):
    with force_locale(language):
        html = printed(control_chart(SAMPLES[name]()))
    page = Elements(html)
    assert not [attrs for _, attrs in page.found if "style" in attrs or any(key.startswith("on") for key in attrs)]
    assert not page.all("script")
    assert "nan" not in html and "inf%" not in html and "None" not in html
    for attrs in page.all("circle"):
        assert all(0 <= float(attrs[key].rstrip("%")) <= 100 for key in ("cx", "cy") if attrs[key].endswith("%"))


def test_there_is_one_dot_for_each_number_and_one_row_for_each_period(draw, printed):
    picture = draw("Sustained, with a gap")
    page = Elements(printed(picture))
    numbers = [value for value in TRIMS if value is not None]
    assert len(picture.marks) == len(numbers) == 22
    assert len([c for c in page.all("circle") if c["cx"].endswith("%")]) == len(numbers)
    assert len(picture.rows) == len(TRIMS) == 23 and "All 22 numbers" in re.sub(r"</?bdi[^>]*>", "", printed(picture))


def test_the_table_is_the_equal_of_the_picture(draw):
    """Every drawn height stands as a number in the table, in the same order."""
    picture = draw("Sustained, with a gap")
    told = [float(re.sub(r"<[^>]+>", "", str(row.value))) for row in picture.rows if "no number" not in row.value]
    heights = [mark.y for mark in picture.marks]
    assert told == [value for value in TRIMS if value is not None]
    order = sorted(range(len(told)), key=lambda at: -told[at])
    assert [heights[at] for at in order] == sorted(heights)


def test_a_missing_number_breaks_the_line_and_is_hatched(draw, printed):
    picture = draw("Sustained, with a gap")
    assert picture.run.count("M") == 2
    assert len(picture.gaps) == 1
    assert "Line closed, boiler repair" in printed(picture)
    assert draw("A long run").run.count("M") == 1


def test_the_week_of_the_change_is_grey_and_in_neither_phase(draw):
    picture = draw("Sustained, with a gap")
    assert [mark.look for mark in picture.marks].count("grey") == 1
    assert [str(row.counted) for row in picture.phases] == [
        '<bdi dir="ltr">8</bdi> of <bdi dir="ltr">8</bdi>',
        '<bdi dir="ltr">13</bdi> of <bdi dir="ltr">14</bdi>',
    ]
    assert len(picture.cuts) == 1 and len(picture.changing) == 1


def test_the_key_names_only_what_is_drawn_and_every_sign_once(app, draw):
    with app.test_request_context("/"):
        unread = control_chart(told_of([44, 41, 43, 45, 44, 43, 40, 44, None, 30, 31, 30, 29], 8))
    assert unread.changing and not [mark for mark in unread.marks if mark.look == "grey"]
    assert "shift" in {one.sign for one in unread.key} and not {one.sign for one in unread.key} & {"grey", "gap"} and not unread.gaps
    for name in SAMPLES:
        picture = draw(name)
        signs, looks = [one.sign for one in picture.key], {mark.look for mark in picture.marks}
        assert ("grey" in signs, "struck" in signs) == ("grey" in looks, "struck" in looks), name
        assert [signs.count(sign) for sign in ("grey", "struck", "shift")].count(2) == 0, name


def test_a_point_left_out_is_hollow_names_its_reason_and_bends_no_line(draw, printed):
    picture = draw("Firm limits, a point left out, an estimate, no clear change")
    hollow = [mark for mark in picture.marks if mark.look == "hollow"]
    assert len(hollow) == 1
    assert f"{hollow[0].x:g} {hollow[0].y:g}" not in picture.run
    assert picture.run.count("M") == 1
    html = printed(picture)
    assert html.count("Power cut, two shifts lost") == 2  # in the key and in the table
    assert [mark.look for mark in picture.marks].count("estimate") == 2


def test_what_is_left_out_or_struck_is_not_among_those_counted_and_an_estimate_is(draw, printed):
    for name in ("Firm limits, a point left out, an estimate, no clear change", "Chosen because it was bad"):
        picture = draw(name)
        counted = [re.sub(r"<[^>]+>", "", str(row.counted)).split(" of ") for row in picture.phases]
        hollow = sum(mark.look in ("hollow", "struck") and not mark.is_after for mark in picture.marks)
        assert hollow and int(counted[0][0]) < int(counted[0][1])
    key = [str(one.meaning) for one in draw("Firm limits, a point left out, an estimate, no clear change").key]
    assert "estimated, and used like a number that was counted" in key


def test_the_table_names_the_same_limits_as_the_picture(draw):
    for name in SAMPLES:
        picture = draw(name)
        ranges = " ".join(str(row.usual) for row in picture.phases)
        for label in picture.labels:
            assert label.text in ranges, (name, label.text, ranges)


@pytest.mark.parametrize(
    ("after", "says"),
    [([0, 1, 0, 2, 0, 0], "2 of 6 numbers are above the old average of 0"), ([0] * 6, "every number has stayed at the old average of 0")],
)
def test_an_average_that_cannot_be_better_is_told_from_the_other_side(app, after, says):
    with app.test_request_context("/"):
        assert says in re.sub(r"<[^>]+>", "", control_chart(told_of([0] * 8 + [0] + after, 8)).reading)


def test_limits_are_dashed_until_firm_and_absent_below_six(draw):
    looks = {line.cls for line in draw("Firm limits, a point left out, an estimate, no clear change").lines}
    assert {"lim firm", "lim", "mean"} <= looks
    assert {line.cls for line in draw("Sustained, with a gap").lines} == {"lim", "mean"}
    assert not [line for line in draw("No change declared yet").lines if line.cls.startswith("lim")]
    carried = [line for line in draw("Two changes, the second worse").lines if "carried" in line.cls]
    assert carried, "three numbers after the second change go on with the limits of the phase before"


def test_shares_have_stepped_limits_and_the_measures_own_phases(draw):
    upper = [line.path for line in draw("Share with stepped limits").lines if line.cls == "lim"]
    assert any("V" in path for path in upper)
    assert not any("V" in line.path for line in draw("Sustained, with a gap").lines)


def test_points_outside_the_lines_are_another_shape(draw, printed):
    html = printed(draw("Huge numbers"))
    assert html.count('class="out"') >= 4  # four points and the key
    assert "outside the lines" in html


def test_a_long_run_is_underlined(draw):
    assert draw("A long run").long_runs
    assert not draw("Sustained, with a gap").long_runs


def test_numbers_that_led_to_the_choice_are_grey_and_do_not_count(draw):
    picture = draw("Chosen because it was bad")
    looks = [mark.look for mark in picture.marks]
    assert (looks.count("struck"), looks.count("grey")) == (3, 1)  # the week of the change is another thing
    assert "30.3" in str(picture.phases[0].mean)


@pytest.mark.parametrize(("name", "is_empty", "marks"), [("No number", True, 0), ("Only gaps", True, 0), ("One number", False, 1)])
def test_few_or_no_numbers_have_a_state_of_their_own(draw, printed, name, is_empty, marks):
    picture = draw(name)
    assert (picture.is_empty, len(picture.marks)) == (is_empty, marks)
    assert ('<svg class="plot"' in printed(picture)) is not is_empty


def test_too_many_numbers_become_a_band_that_keeps_lowest_and_highest(app):
    values = [50 + (at * 7919 % 100) / 10 for at in range(10_000)]
    values[5_000] = 90.0
    with app.test_request_context("/"):
        picture = control_chart(told_of(values, None, start=date(1800, 1, 6)))
    assert not picture.marks
    assert len(picture.run) < 12_000
    heights = sorted(float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", picture.run))
    assert heights[0] < 10 < 30 < heights[1], "the one high number among ten thousand is drawn at its height"
    assert picture.left_out == 9_700
    assert any(one.sign == "band" for one in picture.key)


def test_rare_cases_stand_on_a_true_calendar_as_days_between_them(draw):
    picture = draw("Days between accidents")
    assert len(picture.marks) == 8 + 3
    assert picture.run.count("M") == 2, "no line leads across the change"
    assert "days since the case before" in picture.heading


def test_the_phases_of_rare_cases_are_the_days_on_which_somebody_looked(draw):
    told = SAMPLES["Days between accidents"]()
    spans = [[re.search(r"[\d-]{10}", str(end))[0] for end in (row.since, row.until)] for row in draw("Days between accidents").phases]
    before, after = (told.changed_on - timedelta(days=told.series.before_days), told.changed_on + timedelta(days=told.series.after_days))
    day = timedelta(days=1)
    assert spans == [[str(before), str(told.changed_on - day)], [str(told.changed_on + day), str(after)]]


def test_equal_numbers_negative_ones_and_the_largest_have_a_frame(draw):
    for name in ("All the same", "Below zero", "Huge numbers"):
        picture = draw(name)
        assert all(0 <= mark.y <= 100 for mark in picture.marks), name
        assert 2 <= len(picture.ticks) <= 7, (name, picture.ticks)
        assert len({tick.text for tick in picture.ticks}) == len(picture.ticks)


@pytest.mark.parametrize(
    "values", [(1e308, -1e308, 5.0), (5e-324, 1e-323), (0.0, 0.0), (float("nan"), 1.0), (float("inf"), 2.0), (1e308,) * 8]
)
def test_no_float_breaks_a_picture(app, printed, values):
    with app.test_request_context("/"):
        assert printed(control_chart(told_of(list(values), None)))


def test_numbers_that_cannot_be_right_are_drawn_without_limits(app):
    with app.test_request_context("/"):
        picture = control_chart(told_of([(5, 3)] * 14, 7, kind=Kind.SHARE, unit=""))
    assert not [line for line in picture.lines if line.cls.startswith("lim")]


def test_peoples_words_stay_words(app, printed):
    told = told_of([44, None, 40, 41, 43, 45, 44, 43, 40, 30, 31, 30, 29], 8, left_out={0: HOSTILE}, name=HOSTILE, unit=HOSTILE)
    points = (replace(told.points[0], note=HOSTILE), replace(told.points[1], gap=HOSTILE), *told.points[2:])
    with app.test_request_context("/"):
        html = printed(control_chart(replace(told, points=points)))
    assert "<script" not in html and "49" not in html.replace("{{ 7*7 }}", "")
    assert html.count("&lt;script&gt;") == 8  # name and unit, the description, reason and gap each in key and table, the note


def test_time_runs_from_left_to_right_in_urdu_and_the_page_says_so(app, printed):
    with app.test_request_context("/"), force_locale("ur"):
        picture = control_chart(SAMPLES["Sustained, with a gap"]())
        html = printed(picture)
    assert [mark.x for mark in picture.marks] == sorted(mark.x for mark in picture.marks)
    assert picture.isolate == ("\u2067", "\u2069")
    assert html.count("\u2067") == html.count("\u2069") >= 7, "each word in the picture is isolated"
    assert "بائیں سے دائیں" in html


def test_the_picture_has_a_name_a_description_and_says_where_its_table_is(draw, printed):
    page = Elements(printed(draw("Sustained, with a gap")))
    plot = next(attrs for attrs in page.all("svg", "plot"))
    assert plot["role"] == "img" and plot["aria-labelledby"] == "c1-d"
    assert any("All numbers are in the table below" in text for text in page.texts)
    assert page.all("table", "fold") and page.all("details")


def test_the_sentence_reads_the_picture(draw):
    assert "every number has stayed below the old average of" in draw("Sustained, with a gap").reading
    assert "every number has stayed above the old average of" in draw("Worse").reading
    assert "One number so far" in draw("One number").reading
    assert draw("No number").reading == "Nothing is counted yet. The first number opens this picture."


def test_what_the_picture_means_is_told_in_place(draw, printed):
    html = printed(draw("Sustained, with a gap"))
    assert "What does this picture mean?" in html and "nobody’s fault" in html
    assert "days since the case before it" in printed(draw("Days between accidents"))


def test_a_chart_is_small(draw, printed):
    """With its table of 23 weeks; the drawing alone is a quarter of it."""
    html = printed(draw("Sustained, with a gap"))
    svg = html[html.index('<svg class="plot') : html.index('<p class="sm quiet along"')]
    assert len(zlib.compress(svg.encode(), 9)) < 1_200
    assert len(zlib.compress(html.encode(), 9)) < 2_900


def test_a_hundred_sparklines_are_quick_and_light(app):
    source = '{% from "components/charts.html" import sparkline with context %}{% for spark in sparks %}{{ sparkline(spark) }}{% endfor %}'
    with app.test_request_context("/"):
        template = app.jinja_env.from_string(source)
        template.render(sparks=sample_sparks(100))
        costs = []
        for _ in range(3):
            start = time.process_time()
            html = template.render(sparks=sample_sparks(100))
            costs.append(time.process_time() - start)
    assert html.count("<svg") == 99  # one of them has no number
    assert len(html) < 60_000, len(html)
    assert min(costs) < 0.060, costs


def test_a_sparkline_keeps_gaps_the_change_and_the_newest_number():
    spark = sparkline([5, None, 7, 9], scale=10, change_at=2)
    assert spark.path.count("M") == 2 and "h1" in spark.path
    assert spark.last == 90
    assert spark.cut == 50
    assert sparkline([]).path == "" and sparkline([]).last is None
    assert sparkline([float("nan"), 1e308, -1e308]).path.count("M") == 1
    assert sparkline(range(1_000)).path.count("L") == 59


def test_a_sparkline_finds_the_change_in_points():
    told = told_of(TRIMS, 8)
    assert sparkline(told.points).cut == round(7.5 * 100 / 22)
    monday = date(2026, 1, 5)
    assert sparkline([Point(monday, monday + timedelta(days=6), 3, 0)]).last is None


def test_a_day_of_another_year_names_it(app):
    this = clock.today().year
    with app.test_request_context("/"):
        old, new = (control_chart(told_of(TRIMS, 8, start=date(year, 1, 4))) for year in (this - 1, this))
    assert all(str(this - 1) in tick.text for tick in old.days) and not [tick for tick in new.days if str(this) in tick.text]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [((0, 70), 4), ((44,), 5), ((11.2, 3.1), 4), ((-11.2, 3), 4), ((0,), 2), ((-5, 5), 3), ((0.93, 0.97), 3), ((1e9, 3e9), 3)],
)
def test_an_axis_has_round_ticks_that_hold_the_numbers(values, ticks):
    scale = scale_of(values)
    assert len(scale.ticks()) >= ticks
    assert scale.low <= min(values) / scale.unit and max(values) / scale.unit <= scale.high
    written = [float(tick.text.replace(",", "").replace("−", "-")) for tick in scale.ticks()]
    assert written[0] <= min(values) and max(values) <= written[-1], "a point lies beyond the last number that is written"
    steps = {round((b.at - a.at), 1) for a, b in zip(scale.ticks(), scale.ticks()[1:], strict=False)}
    assert len(steps) <= 2, steps


def test_a_share_never_needs_more_than_a_hundred_percent(app):
    with app.test_request_context("/"):
        picture: Picture = control_chart(
            told_of([(95, 100), (97, 100), (99, 100), (100, 100)], None, kind=Kind.SHARE, better=Better.HIGHER)
        )
    assert all(float(tick.text) <= 100 for tick in picture.ticks)
