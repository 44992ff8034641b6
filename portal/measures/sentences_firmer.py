"""What would make an answer firmer: how many more periods, a steadier baseline, or an area to compare with."""

from __future__ import annotations

import math

from markupsafe import Markup

from portal.evidence import Effect, Kind, Reason, Verdict
from portal.measures.saying import gettext as _
from portal.measures.terms import is_monthly, more_periods
from portal.measures.told import Told

ENOUGH_AFTER, HELD_AFTER, HELD_DAYS = 4, 12, 90
WEEK_DAYS, MONTH_DAYS = 7, 30.4
WORTH_WAITING = 30  # periods; longer than that nobody should be sent to count for this alone


def firmer_said(told: Told) -> tuple[Markup, ...]:
    """Deeds, the nearest first; empty where nothing more is to be gained by counting."""
    if told.changed_on is None or told.answer.verdict is None or told.next_on:
        return ()
    deeds = BY_VERDICT[told.answer.verdict](told)
    if told.answer.verdict in (Verdict.EARLY, Verdict.SUSTAINED, Verdict.NO_CLEAR_CHANGE) and told.comparison is None:
        deeds += (_("Count the same in an area that has not changed yet: only that can show whether the change itself did it."),)
    return deeds


def _not_enough(told: Told) -> tuple[Markup, ...]:
    reasons, answer = told.answer.reasons, told.answer
    deeds: list[Markup] = []
    if Reason.FEW_AFTER in reasons:
        periods = more_periods(told, max(1, ENOUGH_AFTER - answer.n_after))
        deeds.append(_("Keep counting: after %(periods)s there can be a first answer.", periods=periods))
    if Reason.FEW_BEFORE in reasons or Reason.GAPS_BEFORE in reasons:
        deeds.append(_("If numbers from before the change are written down anywhere, your coach can help to add them."))
    if Reason.GAPS_AFTER in reasons:
        deeds.append(_("Count in every period from now on: gaps get smaller with each new number."))
    if Reason.FEW_EVENTS in reasons:
        deeds.append(_("Keep counting until there are more cases, or choose a measure that happens more often."))
    if Reason.TOO_MANY_EXCLUDED in reasons:
        deeds.append(
            _(
                "What is left out was fixed with the day of change. Leave out fewer in the next area: only those whose reason everybody can see."
            )
        )
    if Reason.NO_VARIATION in reasons:
        deeds.append(_("Ask how the numbers come about, and write down what was really counted."))
    return tuple(deeds)


def _not_stable(told: Told) -> tuple[Markup, ...]:
    steady = _("A fair comparison is still possible in the next area: count there until the numbers are steady, then change.")
    if Reason.FAR_POINT not in told.answer.reasons:
        return (steady,)
    wrong = _(
        "If that number was written down wrong, ask for its correction with the reason (“Correct a locked number”): another person agrees or not, and both numbers stay. Leaving it out was possible until the day of change was declared."
    )
    return wrong, steady


def _early(told: Told) -> tuple[Markup, ...]:
    if told.kind is Kind.RARE:
        return (_("Keep counting until at least 90 days have passed and 6 cases would have been expected."),)
    periods = more_periods(told, still_to_hold(told))
    return (_("%(periods)s as good as these, and it counts as sustained.", periods=periods),)


def still_to_hold(told: Told) -> int:
    """Periods until there are 12 of them and 90 days are over."""
    by_count = HELD_AFTER - told.answer.n_after
    passed = getattr(told.series, "days_after", None)
    by_days = 0 if passed is None else math.ceil((HELD_DAYS - passed) / (MONTH_DAYS if is_monthly(told) else WEEK_DAYS))
    return max(1, by_count, by_days)


def _no_clear_change(told: Told) -> tuple[Markup, ...]:
    if told.answer.effect is not None and told.answer.effect.abs == 0:
        return (_("Look how the numbers come about: real counts go up and down a little."),)
    if told.answer.reasons:
        return (_("Find out what slipped back, and keep counting: the answer follows the newest numbers."),)
    if told.kind is Kind.RARE:
        return (_("Keep counting: the answer gets firmer with every case, and with every day without one."),)
    more = until_clear(told)
    if more is None:
        return (_("More counting will hardly settle it: the change is small beside the normal ups and downs."),)
    return (_("If the numbers stay like this, about %(periods)s could tell.", periods=more_periods(told, more)),)


def until_clear(told: Told) -> int | None:
    """About how many more after-points would leave no change outside the interval, if level and spread stay as they are.

    The half-width shrinks with the root of 1/n1 + 1/n2; None where it cannot, or not within WORTH_WAITING periods.
    """
    effect, n1, n2 = told.answer.effect, told.answer.n_before, told.answer.n_after
    distance, half = (None, None) if effect is None else reach(effect)
    if told.kind is Kind.RARE or not distance or not half or not math.isfinite(half):
        return None
    room = (1 / n1 + 1 / n2) * (distance / half) ** 2 - 1 / n1
    needed = math.ceil(1 / room) - n2 if room > 0 else None
    return max(1, needed) if needed is not None and needed <= WORTH_WAITING else None


def reach(effect: Effect) -> tuple[float | None, float | None]:
    """How far the change lies from none, and how far its interval reaches to that side."""
    middle = effect.est if effect.relative else effect.abs
    low, high = effect.interval
    if middle is None or not math.isfinite(middle):
        return None, None
    middle = -middle if effect.relative and effect.complement else middle
    return abs(middle), high - middle if middle < 0 else middle - low


BY_VERDICT = {
    Verdict.NOT_ENOUGH: _not_enough,
    Verdict.NOT_STABLE: _not_stable,
    Verdict.WORSE: lambda told: (_("Go and see what is different since the change; going back is allowed."),),
    Verdict.NO_CLEAR_CHANGE: _no_clear_change,
    Verdict.EARLY: _early,
    Verdict.SUSTAINED: lambda told: (_("Nothing more is needed: make it the standard and look at it now and then."),),
}
