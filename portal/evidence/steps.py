"""How an answer was reached: stable codes and numbers, in the order asked; words come from the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """What a step is about. Codes that are also reasons carry the reason's name."""

    INPUT = "input"
    UNIT = "unit"
    POINTS = "points"
    WINDOW = "window"
    FEW_BEFORE = "few_before"
    FEW_AFTER = "few_after"
    TOO_MANY_EXCLUDED = "too_many_excluded"
    GAPS_BEFORE = "gaps_before"
    GAPS_AFTER = "gaps_after"
    FEW_EVENTS = "few_events"
    NO_VARIATION = "no_variation"
    CONSTANT = "constant"
    LEVELS = "levels"
    SPREAD = "spread"
    INTERVAL = "interval"
    HANDICAP = "handicap"
    FAR_POINT = "far_point"
    LONG_RUN = "long_run"
    TREND = "trend"
    WORSE = "worse"
    BETTER = "better"
    NOT_CONSISTENT = "not_consistent"
    ALREADY_IMPROVING = "already_improving"
    NOT_HELD = "not_held"
    SUSTAINED = "sustained"


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the rule: whether it applies, and the numbers that decided it (unscaled unit)."""

    code: Code
    applies: bool
    numbers: Mapping[str, float | None] = field(default_factory=dict)
