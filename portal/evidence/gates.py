"""Rule 1: is there enough to say anything at all?"""

import math

from .answer import Decision, Verdict, stopped_by
from .effect import Effect, on_complement
from .points import ENOUGH_BEFORE, Cleaned
from .series import Kind
from .steps import Code, Step

ENOUGH_AFTER = 4
FEWEST_EVENTS = 5
FEWEST_AFTER = 3


def enough_points(cleaned: Cleaned) -> Decision:
    """Points, exclusions and gaps; all that fail are listed."""
    n1, n2, allowed = cleaned.before.n, cleaned.after.n, max(1, cleaned.before_periods // 6)
    after_periods = len(cleaned.periods) - cleaned.before_periods
    return stopped_by(
        Verdict.NOT_ENOUGH,
        (
            Step(Code.FEW_BEFORE, n1 < ENOUGH_BEFORE, {"n": n1, "needed": ENOUGH_BEFORE}),
            Step(Code.FEW_AFTER, n2 < ENOUGH_AFTER, {"n": n2, "needed": ENOUGH_AFTER}),
            Step(
                Code.TOO_MANY_EXCLUDED,
                cleaned.excluded > allowed,
                {"n": cleaned.excluded, "allowed": allowed},
            ),
            _gaps(Code.GAPS_BEFORE, cleaned.before_missing, cleaned.before_periods),
            _gaps(Code.GAPS_AFTER, cleaned.after_missing, after_periods),
        ),
    )


def enough_events(cleaned: Cleaned, found: Effect | None) -> Decision:
    """Events of shares and rates (failures on the complement), variation of values."""
    if cleaned.kind is Kind.VALUE and found is not None:
        return _variation(found)
    before, after = cleaned.before, cleaned.after
    if on_complement(cleaned.kind, before, after):
        before, after = before.complement(), after.complement()
    return stopped_by(Verdict.NOT_ENOUGH, (few_events(before.x, before.d, after.x, after.d),))


def few_events(x1: float, d1: float, x2: float, d2: float) -> Step:
    """Fewer than 5 events in all, or fewer than 3 after, both seen and expected from before."""
    expected = x1 * (d2 / d1)
    few = x1 + x2 < FEWEST_EVENTS or (x2 < FEWEST_AFTER and expected < FEWEST_AFTER)
    return Step(Code.FEW_EVENTS, few, {"before": x1, "after": x2, "expected_after": expected})


def _gaps(code: Code, missing: int, periods: int) -> Step:
    return Step(code, 3 * missing > periods, {"missing": missing, "periods": periods})


def _variation(found: Effect) -> Decision:
    """Constant in both phases: equal is no clear change, different levels ask how the measuring is done."""
    bound = 1e-18 if found.relative else 1e-18 * max(1.0, found.m1 * found.m1)
    numbers = {"phi": found.phi, "m1": found.m1, "m2": found.m2}
    if found.phi > bound:
        return Decision(None, (), (Step(Code.NO_VARIATION, False, numbers),))
    if math.isclose(found.m1, found.m2, rel_tol=1e-9):
        return Decision(Verdict.NO_CLEAR_CHANGE, (), (Step(Code.CONSTANT, True, numbers),))
    return stopped_by(Verdict.NOT_ENOUGH, (Step(Code.NO_VARIATION, True, numbers),))
