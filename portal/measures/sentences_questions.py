"""What the rule asks, question by question, and what is said where a question finds nothing."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.evidence.steps import Code

QUESTIONS: dict[Code, LazyString] = {
    Code.INPUT: _l("Can every number be right?"),
    Code.UNIT: _l("Are the numbers too large to work with?"),
    Code.POINTS: _l("Which numbers count?"),
    Code.WINDOW: _l("Was this place chosen because it was bad?"),
    Code.FEW_BEFORE: _l("Are there enough numbers from before the change?"),
    Code.FEW_AFTER: _l("Are there enough numbers since the change?"),
    Code.TOO_MANY_EXCLUDED: _l("Were too many numbers left out?"),
    Code.GAPS_BEFORE: _l("Are too many numbers missing before the change?"),
    Code.GAPS_AFTER: _l("Are too many numbers missing since the change?"),
    Code.FEW_EVENTS: _l("Are there enough cases to tell?"),
    Code.NO_VARIATION: _l("Do the numbers vary at all?"),
    Code.CONSTANT: _l("Do the numbers vary at all?"),
    Code.LEVELS: _l("What was the level before, and what is it now?"),
    Code.SPREAD: _l("How much do the numbers go up and down by themselves?"),
    Code.HANDICAP: _l("Is an allowance needed for choosing the worst area?"),
    Code.INTERVAL: _l("How large may the change really be?"),
    Code.FAR_POINT: _l("Was one number far off before the change?"),
    Code.LONG_RUN: _l("Had the numbers already shifted before the change?"),
    Code.TREND: _l("Were the numbers already rising or falling before the change?"),
    Code.WORSE: _l("Is it worse beyond doubt?"),
    Code.BETTER: _l("Is it better beyond doubt?"),
    Code.NOT_CONSISTENT: _l("Are at least three quarters of the numbers better than before?"),
    Code.ALREADY_IMPROVING: _l("Was it getting better at this pace anyway?"),
    Code.NOT_HELD: _l("Has the gain held?"),
    Code.SUSTAINED: _l("Has it held long enough?"),
}
FINE: dict[Code, LazyString] = {  # what is said where a question finds nothing
    Code.WINDOW: _l("No, or nobody said so: nothing is taken off."),
    Code.NO_VARIATION: _l("Yes, they go up and down as real counts do."),
    Code.HANDICAP: _l("No allowance was needed."),
    Code.FAR_POINT: _l("No: every number lies where its neighbours let one expect it."),
    Code.LONG_RUN: _l("No: they went up and down about their middle."),
    Code.TREND: _l("No: any slope is small beside the ups and downs."),
    Code.ALREADY_IMPROVING: _l("No: a step or a bend at the change fits better than one straight line."),
}
