"""Where a worked example says what the portal says of its numbers, the portal says just that."""

from __future__ import annotations

import pytest

from portal.config import ROOT
from portal.curriculum import shapes
from portal.curriculum.reading import read
from portal.evidence import Better, Kind, RareSeries, Series, assess


def known(lesson: str) -> dict[str, float]:
    module, slug = lesson.split("/")
    return {name: float(value) for name, value in shapes.figures_of(read(ROOT / "content" / module / "en" / f"{slug}.md")).items()}


def points(figures: dict[str, float], letter: str, count: int, out_of: float | None = None) -> list:
    told = [figures[f"{letter}{number}"] for number in range(1, count + 1)]
    return [(value, out_of) for value in told] if out_of else told


def verdict(kind: Kind, before, after, days: float):
    return assess(Series(kind, Better.LOWER, before, after, days_after=days))


@pytest.mark.parametrize(
    ("lesson", "kind", "out_of", "before", "after", "says", "reason"),
    [
        ("workplace-cooperation/06-count-one-thing-every-week", "share", "checked", 8, 1, "not enough data", "few_after"),
        ("workplace-cooperation/06-count-one-thing-every-week", "share", "checked", 8, 6, "early improvement", None),
        ("workforce-management/06-why-people-stay", "share", "possible", 8, 6, "no clear change", None),
        ("cleaner-production/03-water", "value", None, 8, 6, "no clear change", None),
        ("lean-manufacturing/06-pull-and-keep", "value", None, 8, 6, "early improvement", None),
        ("lean-manufacturing/06-pull-and-keep", "value", None, 8, 13, "no clear change", "not_held"),
    ],
)
def test_a_verdict_in_an_example_is_the_portals(lesson, kind, out_of, before, after, says, reason):
    figures = known(lesson)
    of = figures[out_of] if out_of else None
    answer = verdict(Kind(kind), points(figures, "b", before, of), points(figures, "a", after, of), 7 * after)
    assert answer.verdict == says and (reason is None or reason in answer.reasons), answer


def test_the_range_in_an_example_is_the_portals():
    figures = known("workforce-management/06-why-people-stay")
    of = figures["possible"]
    effect = verdict(Kind.SHARE, points(figures, "b", 8, of), points(figures, "a", 6, of), 42).effect
    low, high = 100 * (effect.ratio_lo - 1), 100 * (effect.ratio_hi - 1)
    assert round(-low) == figures["range_low"] and round(high) == figures["range_high"], (low, high)


def test_rare_events_in_an_example_are_too_few():
    figures = known("safety-health/03-machine-guards-and-needles")
    days, after, events = figures["before_days"], figures["after_days"], int(figures["before_events"])
    before = [days * (number + 0.5) / events for number in range(events)]
    answer = assess(RareSeries(Better.LOWER, days, before, after, [after / 2]))
    assert answer.verdict == "not enough data" and "few_events" in answer.reasons, answer
