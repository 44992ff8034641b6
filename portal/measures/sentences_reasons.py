"""Every reason of the rule in one plain sentence, with the numbers that decided it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from portal.evidence import Better, Reason
from portal.measures.far import far_of
from portal.measures.picture_table import digits_for
from portal.measures.saying import figure, ngettext, whole
from portal.measures.saying import gettext as _
from portal.measures.terms import bare, factor, is_monthly, with_unit
from portal.measures.told import Told
from portal.web.formats import day, ltr

Numbers = Mapping[str, float | None]


def reasons_said(told: Told) -> tuple[Markup, ...]:
    found = {str(step.code): step.numbers for step in told.answer.steps if step.applies}
    return tuple(SENTENCES[reason](told, found.get(str(reason), {})) for reason in told.answer.reasons)


def count(numbers: Numbers, key: str) -> Markup:
    """A number of a step as a count; what the step does not know is a dash."""
    value = numbers.get(key)
    return ltr("–") if value is None else whole(value)


def _few_before(told: Told, numbers: Numbers) -> Markup:
    n, needed = numbers.get("n") or 0, count(numbers, "needed")
    if n == 0:
        return _("There is no number from before the change; at least %(needed)s are needed.", needed=needed)
    return ngettext(
        "There is only %(num)s number from before the change; at least %(needed)s are needed.",
        "There are only %(num)s numbers from before the change; at least %(needed)s are needed.",
        n,
        needed=needed,
    )


def _few_after(told: Told, numbers: Numbers) -> Markup:
    n, needed = numbers.get("n") or 0, count(numbers, "needed")
    if n == 0:
        return _("There is no number since the change yet; at least %(needed)s are needed.", needed=needed)
    return ngettext(
        "There is only %(num)s number since the change; at least %(needed)s are needed.",
        "There are only %(num)s numbers since the change; at least %(needed)s are needed.",
        n,
        needed=needed,
    )


def _too_many_excluded(told: Told, numbers: Numbers) -> Markup:
    facts = {"n": count(numbers, "n"), "allowed": count(numbers, "allowed")}
    return _("%(n)s numbers from before the change were left out; at most %(allowed)s may be.", **facts)


def _gaps_before(told: Told, numbers: Numbers) -> Markup:
    facts = {"missing": count(numbers, "missing"), "periods": count(numbers, "periods")}
    if is_monthly(told):
        return _("Before the change, %(missing)s of %(periods)s months have no number; a third is the most that may be missing.", **facts)
    return _("Before the change, %(missing)s of %(periods)s weeks have no number; a third is the most that may be missing.", **facts)


def _gaps_after(told: Told, numbers: Numbers) -> Markup:
    facts = {"missing": count(numbers, "missing"), "periods": count(numbers, "periods")}
    if is_monthly(told):
        return _("Since the change, %(missing)s of %(periods)s months have no number; a third is the most that may be missing.", **facts)
    return _("Since the change, %(missing)s of %(periods)s weeks have no number; a third is the most that may be missing.", **facts)


def _few_events(told: Told, numbers: Numbers) -> Markup:
    if "before" not in numbers:
        return _("No days were observed in one of the two phases.")
    facts = {"before": count(numbers, "before"), "after": count(numbers, "after")}
    return _("%(before)s cases before and %(after)s after are too few: we need at least 5 in all, and 3 seen or expected after.", **facts)


def _no_variation(told: Told, numbers: Numbers) -> Markup:
    return _("All numbers of a phase are the same. Real counts go up and down a little: ask how this is measured.")


def _far_point(told: Told, numbers: Numbers) -> Markup:
    far = far_of(told)
    if far is None or far.value is None:
        return _("One number from before the change lies far away from the others.")
    by = factor(told)
    value = with_unit(told, bare(told, far.value * by, digits_for([far.value * by])), by)
    facts = {"number": value, "day": day(far.starts_on)}
    return _("One number from before the change lies far away from the others: %(number)s, in the period that began on %(day)s.", **facts)


def _long_run(told: Told, numbers: Numbers) -> Markup:
    facts = {"longest": count(numbers, "longest"), "most": count(numbers, "longest_max")}
    return _(
        "Before the change, %(longest)s numbers in a row lie on one side of the middle; by chance hardly more than %(most)s do.", **facts
    )


def _trend(told: Told, numbers: Numbers) -> Markup:
    rising = (numbers.get("slope") or 0) > 0
    if str(told.kind) == "rare":  # gaps that grow are events that get fewer
        return _("Before the change they were already getting fewer.") if rising else _("Before the change they were already getting more.")
    return _("Before the change the numbers were already rising.") if rising else _("Before the change the numbers were already falling.")


def _already_improving(told: Told, numbers: Numbers) -> Markup:
    return _("One straight line through all numbers, before and after, fits better than a step or a bend at the change.")


def _not_consistent(told: Told, numbers: Numbers) -> Markup:
    share = ltr(f"{figure(100 * (numbers.get('share_better') or 0), 0)} %")
    if told.better is Better.LOWER:
        return _("Only %(share)s of the numbers since the change are below the old average; three quarters must be.", share=share)
    return _("Only %(share)s of the numbers since the change are above the old average; three quarters must be.", share=share)


def _not_held(told: Told, numbers: Numbers) -> Markup:
    if "n" not in numbers:
        return _("In the second half of the time since the change, less than half of the gain is left.")
    facts = {"n": count(numbers, "n"), "better": count(numbers, "better")}
    is_back = 4 * (numbers.get("better") or 0) < 3 * (numbers["n"] or 0)
    is_lost = (numbers.get("kept") or 0) < (numbers.get("gain") or 0) / 2
    if is_back and is_lost:
        return _("Of the last %(n)s numbers only %(better)s are on the better side, and less than half of the gain is left.", **facts)
    if is_back:
        return _("Of the last %(n)s numbers only %(better)s are on the better side of the old average; three quarters must be.", **facts)
    return _("In the last %(n)s numbers less than half of the gain is left.", **facts)


SENTENCES: dict[Reason, Callable[[Told, Numbers], Markup]] = {
    Reason.FEW_BEFORE: _few_before,
    Reason.FEW_AFTER: _few_after,
    Reason.TOO_MANY_EXCLUDED: _too_many_excluded,
    Reason.GAPS_BEFORE: _gaps_before,
    Reason.GAPS_AFTER: _gaps_after,
    Reason.FEW_EVENTS: _few_events,
    Reason.NO_VARIATION: _no_variation,
    Reason.FAR_POINT: _far_point,
    Reason.LONG_RUN: _long_run,
    Reason.TREND: _trend,
    Reason.ALREADY_IMPROVING: _already_improving,
    Reason.NOT_CONSISTENT: _not_consistent,
    Reason.NOT_HELD: _not_held,
}
