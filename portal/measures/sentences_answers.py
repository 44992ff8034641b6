"""What the rule found at each question, with the numbers that it found it by."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from markupsafe import Markup

from portal.evidence import Kind
from portal.evidence.steps import Code, Step
from portal.measures.saying import digits_of, figure, number, said
from portal.measures.saying import gettext as _
from portal.measures.sentences_questions import FINE
from portal.measures.sentences_reasons import SENTENCES, Reason, count
from portal.measures.terms import bare, factor, with_unit
from portal.measures.told import Told
from portal.web.formats import ltr

Numbers = Mapping[str, float | None]


def answer_said(told: Told, step: Step, unit: float) -> Markup:
    if step.code in ANSWERS:
        return ANSWERS[step.code](told, step, unit)
    if step.applies:
        return SENTENCES[Reason(str(step.code))](told, step.numbers)
    return said(FINE[step.code]) if step.code in FINE else ENOUGH[step.code](step.numbers)


def _enough_points(numbers: Numbers) -> Markup:
    return _("Yes: %(n)s, and %(needed)s are enough.", n=count(numbers, "n"), needed=count(numbers, "needed"))


def _few_left_out(numbers: Numbers) -> Markup:
    return _("No: %(n)s left out, %(allowed)s would be allowed.", n=count(numbers, "n"), allowed=count(numbers, "allowed"))


def _few_missing(numbers: Numbers) -> Markup:
    return _("No: %(missing)s of %(periods)s are missing.", missing=count(numbers, "missing"), periods=count(numbers, "periods"))


def _enough_cases(numbers: Numbers) -> Markup:
    return _("Yes: %(before)s before and %(after)s after.", before=count(numbers, "before"), after=count(numbers, "after"))


ENOUGH: dict[Code, Callable[[Numbers], Markup]] = {
    Code.FEW_BEFORE: _enough_points,
    Code.FEW_AFTER: _enough_points,
    Code.TOO_MANY_EXCLUDED: _few_left_out,
    Code.GAPS_BEFORE: _few_missing,
    Code.GAPS_AFTER: _few_missing,
    Code.FEW_EVENTS: _enough_cases,
}


def _input(told: Told, step: Step, unit: float) -> Markup:
    return _("No: one of them is below zero, not a number, or a part larger than its whole. Correct it first.")


def _unit(told: Told, step: Step, unit: float) -> Markup:
    return _("Yes: they were worked with in a larger unit and written back.")


def _points(told: Told, step: Step, unit: float) -> Markup:
    facts = {key: count(step.numbers, key) for key in ("before", "after", "excluded")}
    return _("%(before)s before the change and %(after)s since; %(excluded)s left out with a reason.", **facts)


def _window(told: Told, step: Step, unit: float) -> Markup:
    if not step.applies:
        return said(FINE[Code.WINDOW])
    if step.numbers.get("struck"):
        return _(
            "Yes: the %(struck)s numbers that led to the choice are not used as the level before.", struck=count(step.numbers, "struck")
        )
    return _("Yes, and too few other numbers are left: an allowance is made further down.")


def _levels(told: Told, step: Step, unit: float) -> Markup:
    before, after = (step.numbers.get(key) or 0.0 for key in ("m1", "m2"))
    by = factor(told, before, after)
    before, after = before * by * unit, after * by * unit
    digits = digits_of(after - before, before) + 1
    facts = {"before": bare(told, before, digits), "after": with_unit(told, bare(told, after, digits), by)}
    return _("Before %(before)s, since the change %(after)s.", **facts)


def _spread(told: Told, step: Step, unit: float) -> Markup:
    numbers = step.numbers
    phi, rho, k = (numbers.get(key) for key in ("phi", "rho", "k"))
    if rho is None or k is None:  # rare events
        return _("The gaps between cases vary %(phi)s times as much as pure chance.", phi=number(phi or 0.0, 1))
    share = ltr(f"{figure(100 * (math.sqrt(max(0.0, k)) - 1), 0)} %")
    facts = {"rho": number(rho, 2), "wider": share}
    return _("Neighbouring numbers resemble each other (correlation %(rho)s), which makes the answer %(wider)s less sure.", **facts)


def _handicap(told: Told, step: Step, unit: float) -> Markup:
    if not step.applies:
        return said(FINE[Code.HANDICAP])
    return _("Yes: the numbers that pick the worst area are partly bad luck, and luck does not last. So much is taken off the gain.")


def _interval(told: Told, step: Step, unit: float) -> Markup:
    numbers, effect = step.numbers, told.answer.effect
    low, high = numbers.get("lo"), numbers.get("hi")
    if low is not None and high is not None and math.isclose(low, high, rel_tol=1e-9):
        return _("The numbers never vary, so nothing can be said of how sure the difference is.")
    if low is None or high is None or effect is None:
        return _("An interval cannot be given here; the answer follows from the cases themselves.")
    if effect.relative:
        percent = [100 * (end - 1) for end in (low, high)]
        return _between(*(ltr(f"{figure(end, min(1, digits_of(end)))} %") for end in percent), no_change=ltr("0 %"))
    by = factor(told, effect.m1, effect.m2) * unit
    digits = digits_of(low * by, high * by)
    return _between(number(low * by, digits), number(high * by, digits), no_change=number(0, 0))


def _between(low: Markup, high: Markup, no_change: Markup) -> Markup:
    facts = {"low": low, "high": high, "none": no_change}
    return _("With 95 %% confidence, between %(low)s and %(high)s; %(none)s would be no change.", **facts)


def _sides(told: Told, step: Step, worse: bool) -> Markup:
    facts = {"points": count(step.numbers, "points"), "n": count(step.numbers, "n")}
    if "points" not in step.numbers:
        return _interval_only(step.applies)
    if worse and step.applies:
        return _("Yes: the whole interval is worse, and so are %(points)s of %(n)s numbers.", **facts)
    if worse:
        return _("No: the interval is not wholly worse, or fewer than three quarters of the numbers are (%(points)s of %(n)s).", **facts)
    if step.applies:
        return _("Yes: no change lies outside the interval. %(points)s of %(n)s numbers are better.", **facts)
    return _("No: no change at all lies inside the interval. %(points)s of %(n)s numbers are better.", **facts)


def _interval_only(applies: bool) -> Markup:
    return _("Yes: the whole interval lies on that side.") if applies else _("No: the interval does not lie wholly on that side.")


def _not_consistent(told: Told, step: Step, unit: float) -> Markup:
    if step.applies:
        return SENTENCES[Reason.NOT_CONSISTENT](told, step.numbers)
    return _("Yes: %(share)s are.", share=ltr(f"{figure(100 * (step.numbers.get('share_better') or 0), 0)} %"))


def _not_held(told: Told, step: Step, unit: float) -> Markup:
    if step.applies:
        return SENTENCES[Reason.NOT_HELD](told, step.numbers)
    if "needed" in step.numbers:
        return _(
            "That is asked from %(needed)s numbers on; there are %(n)s.", needed=count(step.numbers, "needed"), n=count(step.numbers, "n")
        )
    return _("Yes: at least half of the gain is still there.")


def _sustained(told: Told, step: Step, unit: float) -> Markup:
    numbers = step.numbers
    facts = {key: count(numbers, key) for key in ("n", "needed", "days", "days_needed")}
    if told.kind is Kind.RARE:
        facts["expected"] = number(numbers.get("expected") or 0.0, 1)
        if step.applies:
            return _("Yes: %(days)s days, in which %(expected)s cases would have been expected.", **facts)
        return _("Not yet: %(days)s of %(days_needed)s days, %(expected)s of %(needed)s cases expected.", **facts)
    if step.applies:
        return _("Yes: %(n)s numbers and %(days)s days; %(needed)s and %(days_needed)s are asked for.", **facts)
    return _("Not yet: %(n)s of %(needed)s numbers, %(days)s of %(days_needed)s days.", **facts)


ANSWERS: dict[Code, Callable[[Told, Step, float], Markup]] = {
    Code.INPUT: _input,
    Code.UNIT: _unit,
    Code.POINTS: _points,
    Code.WINDOW: _window,
    Code.CONSTANT: lambda told, step, unit: _("No: all are the same, before and after. So nothing has changed."),
    Code.LEVELS: _levels,
    Code.SPREAD: _spread,
    Code.HANDICAP: _handicap,
    Code.INTERVAL: _interval,
    Code.WORSE: lambda told, step, unit: _sides(told, step, worse=True),
    Code.BETTER: lambda told, step, unit: _sides(told, step, worse=False),
    Code.NOT_CONSISTENT: _not_consistent,
    Code.NOT_HELD: _not_held,
    Code.SUSTAINED: _sustained,
}
