"""The steps that tell what went in and how the interval came about; the rules add their own."""

from .effect import Effect
from .points import Cleaned
from .series import Series
from .steps import Code, Step


def opening_steps(series: Series, cleaned: Cleaned) -> tuple[Step, ...]:
    """Which points count."""
    counts = {"before": cleaned.before.n, "after": cleaned.after.n, "excluded": cleaned.excluded}
    window = {"window": series.selection_window, "struck": cleaned.struck}
    return Step(Code.POINTS, True, counts), Step(Code.WINDOW, series.selection_window > 0, window)


def effect_steps(found: Effect | None) -> tuple[Step, ...]:
    """From levels over their spread to the interval; nothing where there is no effect."""
    if found is None:
        return ()
    low, high = (found.ratio_lo, found.ratio_hi) if found.relative else (found.abs_lo, found.abs_hi)
    ends = {"ratio": found.ratio, "abs": found.abs, "lo": low, "hi": high}
    return (
        Step(Code.LEVELS, True, {"m1": found.m1, "m2": found.m2}),
        Step(
            Code.SPREAD,
            True,
            {"phi": found.phi, "rho": found.rho, "k": found.k, "df": found.df, "t": found.t},
        ),
        Step(Code.HANDICAP, found.handicap != 0, {"shift": found.handicap}),
        Step(Code.INTERVAL, True, ends),
    )
