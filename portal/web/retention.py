"""What has its time: each room declares what it keeps for how long; the worker sweeps once a day, and only this ever drops a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal import clock


@dataclass(frozen=True)
class Term:
    """`sweep(moment)` drops what is older than this moment, and says how many there were; it does not commit."""

    code: str
    what: str
    keeps: timedelta
    since: str  # from when the time runs
    sweep: Callable[[datetime], int]


terms: dict[str, Term] = {}


def declare(code: str, what: str, keeps: timedelta, since: str, sweep: Callable[[datetime], int]) -> None:
    terms[code] = Term(code, what, keeps, since, sweep)


def sweep() -> dict[str, int]:
    """What has had its time is dropped; how many of each."""
    return {term.code: term.sweep(clock.now() - term.keeps) for term in terms.values()}
