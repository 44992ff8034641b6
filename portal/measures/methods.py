"""The methods page: the rule in plain words, its formulas, and every indicator, so that a reader can recompute any figure."""

from __future__ import annotations

from portal.evidence import Kind, Verdict
from portal.measures.indicators import Indicator
from portal.say import _l

MEANS = {
    Verdict.SUSTAINED: _l("The whole range lies on the better side, and it has held for 12 numbers and at least 90 days."),
    Verdict.EARLY: _l(
        "The whole range lies on the better side, and at least three in four numbers are better than the old average; too early to know if it holds."
    ),
    Verdict.NO_CLEAR_CHANGE: _l(
        "The difference is no larger than the usual ups and downs, or it did not hold. It does not mean that nothing happened: the range stands beside it."
    ),
    Verdict.WORSE: _l("The whole range lies on the worse side, and at least three in four numbers are worse than the old average."),
    Verdict.NOT_STABLE: _l("Before the change the numbers were already moving, or one lay far off, so nothing fair can be said."),
    Verdict.NOT_ENOUGH: _l(
        "There are fewer than 6 numbers before or 4 after, too many are missing or left out, or too few events were seen."
    ),
}

QUESTIONS = (
    _l(
        "Are there enough numbers? At least 6 before and 4 after; at most a third missing in each part; at most one in six left out before; of counted events at least 5 in all."
    ),
    _l("Was it steady before? No number far off (Grubbs’ test, 1 in 100), no long run on one side of the middle, no slope (5 in 100)."),
    _l(
        "How large is the change, and between which two ends does it lie in 95 of 100 cases? The range is made wider because neighbouring weeks resemble each other."
    ),
    _l(
        "Does the whole range lie on the worse or on the better side, and at least three in four of the numbers too? If not, there is no clear change."
    ),
    _l(
        "Was it getting better already? If one straight line through everything fits better than a step or a bend, and the line before was at least half as steep, the change cannot be told from the trend."
    ),
    _l("Has it held? From 8 numbers on, the later half must keep at least half of the gain."),
    _l("Are there 12 numbers and 90 days? Then it is sustained, before that it is early."),
)

SIGNS = _l(
    "1 is before, 2 is after; n is how many numbers, x what is counted, d out of how much, m the average (sum of x over sum of d), v one number."
)
FORMULAS = (
    (
        _l("How far numbers vary around their own average, and how much more than chance (φ, phi)"),
        ("z = (v − m) / m · share: (x/d − m) / √(m(1 − m)/d) · rate: (x/d − m) / √(m/d)", "φ = Σz² / ν,  ν = n − 2,  n2 ≥ 6: ν = n − 3"),
    ),
    (
        _l("How much neighbours resemble each other (ρ, rho), never taken as less than 0.3"),
        ("ρ = min(0.7, max(0.3, (n·ρ̂ + 20·0.3) / (n + 20)))", "df = ν (1 − ρ²) / (1 + ρ²),  t = t(97.5 %, df)"),
    ),
    (
        _l("A number by itself: the range of the ratio after to before"),
        ("ln(m2/m1) ± t · √(φ · k · (1/n1 + 1/n2))", "k = [c′Rc / c′c] / [tr(MR) / ν],  R = ρ^|i − j|"),
    ),
    (
        _l("Shares and rates: the range of the ratio, from the number of events"),
        (
            "φe = 1 + max(0, φ − 1) · k,  e = x / (φe (1 − p)) · rate: e = x / φe",
            "B ~ Beta(e2 + ½, e1 + ½),  ratio = B / (1 − B) · d1/d2,  q = Φ(−t) … 1 − q",
        ),
    ),
    (_l("A share above one half is reckoned on its failures and turned back"), ("(1 − R·f1) / (1 − f1),  f1 = 1 − m1",)),
    (
        _l("Chosen because it was bad, and too few other numbers: taken off the estimate"),
        ("d(K) · SE · √(n2/n),  d(2 … 10) = 0.564 0.846 1.029 1.163 1.267 1.352 1.424 1.485 1.539",),
    ),
    (_l("Beside an area that was not changed (c)"), ("Δ = ln(ratio) − ln(ratio c),  SE = √(SE² + SE c²),  Δ ± t(min df) · SE",)),
    (_l("Limits in the picture"), ("m ± 2.66 · mean |v(i) − v(i − 1)| · share, rate: m ± 3 s(i) · max(1, σz)",)),
    (
        _l("Many places together (from 3 on)"),
        ("w = 1 / (SE² + τ²),  M = Σ w·y / Σ w,  M ± t(k − 1) · √(1/Σw),  τ²: Paule–Mandel", "k ≥ 5: M ± t(k − 2) · √(τ² + SE²)"),
    ),
)

COUNTING = (
    _l(
        "A verdict counts in a programme’s results when it is reviewed, after 6 and after 12 numbers; of rare events after 90 and after 180 days. What stands between two reviews may change back."
    ),
    _l("All improvements are counted, also those that went worse and those that nobody measured."),
    _l("Of 100 improvements without any effect about 3 would look better by luck alone: that number stands beside the results."),
    _l(
        "Percentages of different things are never averaged. Effects are put together only within one indicator, one unit and one direction, and one factory counts once."
    ),
    _l("Published examples are shown and never counted. Activity measures, such as a 5S score, are not counted as results."),
    _l(
        "Before and after alone does not prove why something changed. Only an area that was not changed in the same time can do that: then the page says “confirmed by comparison”."
    ),
    _l(
        "What no rule of before and after can tell: a factory that gets 1 % better each week anyway is called improved in 7 to 13 of 100 cases with 6 numbers before, and in 13 to 22 with 12. Only an area beside it that was not changed shows the difference."
    ),
    _l(
        "What is fixed when the change is declared: the day, the measure, its direction, the numbers before, and what is left out. A later correction needs another person’s yes and leaves a footnote."
    ),
)

KINDS = {
    Kind.SHARE: _l("share: a part of a whole"),
    Kind.RATE: _l("rate: so many for so much"),
    Kind.VALUE: _l("number by itself, or amount by amount"),
    Kind.RARE: _l("rare events by their day"),
}


def formula(one: Indicator) -> tuple[str, str, str]:
    """Above, below, and what the quotient is multiplied with on display; empty where there is none."""
    factor = f"× {one.scale:,.0f}" if one.scale != 1 else ""
    return one.numerator, one.denominator, factor
