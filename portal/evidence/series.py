"""What goes in: one measured series before and after a change, as it was typed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Number = int | float | Decimal
Period = Number | Sequence[Number | None] | None
"""A value; or a (numerator, denominator) pair of a share or rate; or None for a missing period."""


class Kind(StrEnum):
    """What one period is: a number, a part of a whole, events per exposure, or single rare events."""

    VALUE = "value"
    SHARE = "share"
    RATE = "rate"
    RARE = "rare"


class Better(StrEnum):
    """The direction of an improvement."""

    LOWER = "lower"
    HIGHER = "higher"

    @property
    def sign(self) -> int:
        """+1 if higher is better, -1 if lower is."""
        return 1 if self is Better.HIGHER else -1


@dataclass(frozen=True, slots=True)
class Series:
    """A value, share or rate, one entry for each period in time order.

    `excluded`: positions in `before`, from 0, taken out with a reason. `selection_window`: the last so many
    baseline periods drove the choice of this place, out of `areas_compared` (None: unknown). `days_after`:
    from the change date to the end of the last usable after-period (None: not known, 90 days are taken as
    passed). All numbers in the measure's own unit, before any scale for display.
    """

    kind: Kind
    better: Better
    before: Sequence[Period]
    after: Sequence[Period]
    excluded: Sequence[int] = ()
    selection_window: int = 0
    areas_compared: int | None = None
    days_after: float | None = None


@dataclass(frozen=True, slots=True)
class RareSeries:
    """Single events, as days since the start of their phase, with the days each phase was observed."""

    better: Better
    before_days: float
    before_events: Sequence[float]
    after_days: float
    after_events: Sequence[float]


class InvalidPeriod(ValueError):
    """A number that cannot be right (rule 0). `assess` turns it into an answer; `chart` raises it."""
