"""Rules 3 to 7: worse, better, already improving, held, sustained."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .answer import Decision, Reason, Verdict
from .baseline import straight_line
from .effect import Effect
from .points import Phase
from .series import Better
from .steps import Code, Step

HOLD_FROM = 8
SUSTAINED_POINTS, SUSTAINED_DAYS = 12, 90


@dataclass(frozen=True, slots=True)
class Case:
    """A stable baseline, the points after it and the effect between them."""

    better: Better
    before: Phase
    after: Phase
    effect: Effect
    days_after: float | None


def decide(case: Case) -> Decision:
    """The verdict of a series whose baseline is fit to compare with."""
    sides = _sides(case, case.after)
    up, down = sides.count(1), sides.count(-1)
    share = up / len(sides)
    worse = _whole_interval(case, -1)
    steps = [_side_step(Code.WORSE, worse and _most(down, sides), case, down)]
    if steps[0].applies:
        return Decision(Verdict.WORSE, (), tuple(steps), share)
    improved = _whole_interval(case, 1)
    steps.append(_side_step(Code.BETTER, improved, case, up))
    if not improved:
        return Decision(Verdict.NO_CLEAR_CHANGE, (), tuple(steps), share)
    return _of_candidate(case, _most(up, sides), share, steps)


def _of_candidate(case: Case, consistent: bool, share: float, steps: list[Step]) -> Decision:
    """Rules 4 to 6, asked of an interval that lies wholly on the better side."""
    refusals = (
        (Verdict.NO_CLEAR_CHANGE, lambda: Step(Code.NOT_CONSISTENT, not consistent, {"share_better": share})),
        (Verdict.NOT_STABLE, lambda: already_improving(case)),
        (Verdict.NO_CLEAR_CHANGE, lambda: not_held(case)),
    )
    for verdict, ask in refusals:
        steps.append(ask())
        if steps[-1].applies:
            return Decision(verdict, (Reason(steps[-1].code),), tuple(steps), share)
    steps.append(_sustained(case))
    return Decision(Verdict.SUSTAINED if steps[-1].applies else Verdict.EARLY, (), tuple(steps), share)


def already_improving(case: Case) -> Step:
    """One line through everything beats a jump and a bend, and the baseline moved at over half its pace.

    Fits are weighted by the denominator; the bend is level to the last before-point and slopes from there.
    """
    points, start = case.before.points + case.after.points, case.before.n - 1
    y, weights = case.before.y + case.after.y, [d for _, d in points]
    slope, line = _weighted_fit(range(len(y)), y, weights)
    _, bend = _weighted_fit([max(0, i - start) for i in range(len(y))], y, weights)
    levels = [case.before.mean] * case.before.n + [case.after.mean] * case.after.n
    jump = math.fsum(w * (v - m) * (v - m) for w, v, m in zip(weights, y, levels, strict=True))
    own, _ = straight_line(case.before.y)
    pace = slope * case.better.sign
    applies = pace > 0 and own * case.better.sign > pace / 2 and line < jump and line < bend
    numbers = {"slope": slope, "baseline_slope": own, "line": line, "jump": jump, "bend": bend}
    return Step(Code.ALREADY_IMPROVING, applies, numbers)


def not_held(case: Case) -> Step:
    """From 8 after-points: do the late ones lose half the gain, or too many leave the better side?"""
    if case.after.n < HOLD_FROM:
        return Step(Code.NOT_HELD, False, {"n": case.after.n, "needed": HOLD_FROM})
    late = case.after.last(max(4, case.after.n // 2))
    sides, sign = _sides(case, late), case.better.sign
    gain, kept = (case.after.mean - case.before.mean) * sign, (late.mean - case.before.mean) * sign
    held = keeps_half(kept, gain, case.before.mean) and _most(sides.count(1), sides)
    return Step(Code.NOT_HELD, not held, {"n": late.n, "gain": gain, "kept": kept, "better": sides.count(1)})


def keeps_half(kept: float, gain: float, level: float) -> bool:
    """At least half; exactly half must not fall through by rounding, so 1e-9 of the level is allowed."""
    return kept - gain / 2 >= -1e-9 * abs(level)


def _sustained(case: Case) -> Step:
    enough_days = case.days_after is None or case.days_after >= SUSTAINED_DAYS
    numbers = {
        "n": case.after.n,
        "needed": SUSTAINED_POINTS,
        "days": case.days_after,
        "days_needed": SUSTAINED_DAYS,
    }
    return Step(Code.SUSTAINED, case.after.n >= SUSTAINED_POINTS and enough_days, numbers)


def _whole_interval(case: Case, side: int) -> bool:
    """Does the whole interval lie on the better (1) or worse (-1) side of no change?"""
    return whole_interval(case.effect, case.better.sign * side)


def whole_interval(found: Effect, direction: int) -> bool:
    """Does the whole interval say higher (1) or lower (-1)?"""
    low, high = found.interval
    return low > 0 if direction > 0 else high < 0


def _sides(case: Case, phase: Phase) -> list[int]:
    """+1 on the better side of the pooled baseline mean, -1 on the worse, 0 within 1e-9 of it."""
    mean, sign = case.before.mean, case.better.sign
    margin = 1e-9 * abs(mean)
    return [0 if abs(y - mean) <= margin else sign if y > mean else -sign for y in phase.y]


def _most(count: int, sides: Sequence[int]) -> bool:
    """At least three quarters."""
    return 4 * count >= 3 * len(sides)


def _side_step(code: Code, applies: bool, case: Case, count: int) -> Step:
    low, high = case.effect.interval
    return Step(code, applies, {"lo": low, "hi": high, "points": count, "n": case.after.n})


def _weighted_fit(u: Sequence[float], y: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    """Slope and weighted residual sum of squares of y on u with an intercept."""
    total = math.fsum(weights)
    u_mean = math.fsum(w * a for w, a in zip(weights, u, strict=True)) / total
    y_mean = math.fsum(w * v for w, v in zip(weights, y, strict=True)) / total
    rows = [(w, a - u_mean, v - y_mean) for w, a, v in zip(weights, u, y, strict=True)]
    square = math.fsum(w * a * a for w, a, _ in rows)
    slope = math.fsum(w * a * v for w, a, v in rows) / square if square else 0.0
    return slope, math.fsum(w * (v - slope * a) * (v - slope * a) for w, a, v in rows)
