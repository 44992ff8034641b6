"""What comes out: one of six verdicts with its reasons, effect, chart and the steps that led there."""

from dataclasses import dataclass
from enum import StrEnum

from .charts import Chart, LimitsStatus
from .effect import Effect
from .steps import Step


class Verdict(StrEnum):
    """The six answers, in the order in which the rule reaches them."""

    NOT_ENOUGH = "not enough data"
    NOT_STABLE = "baseline not stable"
    WORSE = "worse"
    NO_CLEAR_CHANGE = "no clear change"
    EARLY = "early improvement"
    SUSTAINED = "sustained improvement"

    @property
    def improved(self) -> bool:
        return self in (Verdict.EARLY, Verdict.SUSTAINED)


class Reason(StrEnum):
    """Why; the value is also the code of the step that found it."""

    FEW_BEFORE = "few_before"
    FEW_AFTER = "few_after"
    TOO_MANY_EXCLUDED = "too_many_excluded"
    GAPS_BEFORE = "gaps_before"
    GAPS_AFTER = "gaps_after"
    FEW_EVENTS = "few_events"
    NO_VARIATION = "no_variation"
    FAR_POINT = "far_point"
    LONG_RUN = "long_run"
    TREND = "trend"
    ALREADY_IMPROVING = "already_improving"
    NOT_CONSISTENT = "not_consistent"
    NOT_HELD = "not_held"


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole answer. `verdict` is None only if `error` says why ("invalid period", rule 0).

    n_before, n_after: usable points (rare: events). share_better: part of the after-points on the better side
    of the baseline mean, from rule 3 on. too_regular: shares and rates that vary less than chance allows; a
    hint, never part of the verdict. struck: baseline points left out because they drove the choice of the
    place.
    """

    verdict: Verdict | None
    reasons: tuple[Reason, ...] = ()
    n_before: int = 0
    n_after: int = 0
    limits_status: LimitsStatus = LimitsStatus.NONE
    chart: Chart | None = None
    effect: Effect | None = None
    share_better: float | None = None
    too_regular: bool = False
    struck: int = 0
    steps: tuple[Step, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict as far as one part of the rule could tell; None: the next part decides."""

    verdict: Verdict | None
    reasons: tuple[Reason, ...] = ()
    steps: tuple[Step, ...] = ()
    share_better: float | None = None


def stopped_by(verdict: Verdict, steps: tuple[Step, ...]) -> Decision:
    """`verdict` with every step that applies as its reason; undecided if none does."""
    reasons = tuple(Reason(step.code) for step in steps if step.applies)
    return Decision(verdict if reasons else None, reasons, steps)
