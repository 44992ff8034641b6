"""Tries are counted in a table, by account and device or address together; too many rest the pair.

A whole factory sits behind one address, so an address alone shuts nobody out; and whoever guesses from elsewhere rests
their own pair, not the person's. A try is counted before it is judged: many at the same moment are as many tries.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from portal.clock import now
from portal.database import Base, db
from portal.errors import TooOften

FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Measure:
    """So many tries, then a rest; where it grows, each further try doubles it up to the longest."""

    kind: str
    tries: int
    rest: timedelta
    longest: timedelta | None = None  # none: the rest stays as it is, and the tries begin anew

    def rest_after(self, tries: int) -> timedelta | None:
        if tries < self.tries:
            return None
        return self.rest if self.longest is None else min(self.longest, self.rest * 2 ** min(tries - self.tries, 20))


MINUTE, QUARTER, HOUR = timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1)
PASSWORD = Measure("password", 5, MINUTE, HOUR)
SECOND_STEP = Measure("second", 5, MINUTE, HOUR)
CONFIRMATION = Measure("confirmation", 5, MINUTE, HOUR)
PIN = Measure("pin", 5, QUARTER)
WISH = Measure("wish", 3, QUARTER, HOUR)
CHALLENGE = Measure("challenge", 1, QUARTER)  # a question to a passkey is answered once
LINK = Measure("link", 20, MINUTE, HOUR)  # tokens that do not exist, by address; those that do are always let through


class Attempt(Base):
    __tablename__ = "attempt"
    __unrecorded__ = True

    pair: Mapped[str] = mapped_column(String(64), primary_key=True)  # a digest: who tried from where is not to be read
    tries: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(default=now, index=True)
    rests_until: Mapped[datetime | None]


def pair_of(measure: Measure, *parts: object) -> str:
    return hashlib.sha256(repr((measure.kind, *map(str, parts))).encode()).hexdigest()


def count(measure: Measure, *parts: object) -> str:
    """Count one try of this pair, or refuse it while the pair rests; the caller commits before it judges."""
    attempt = taken(pair_of(measure, *parts))
    refuse_resting(attempt)
    if (attempt.rests_until and measure.longest is None) or now() - attempt.last_at > FORGOTTEN_AFTER:
        attempt.tries = 0
    attempt.tries += 1
    attempt.last_at = now()
    rest = measure.rest_after(attempt.tries)
    attempt.rests_until = now() + rest if rest else None
    return attempt.pair


def refuse_resting(attempt: Attempt | None) -> None:
    """A rest longer than any is one that a wrong clock gave: it shuts nobody out."""
    if attempt and attempt.rests_until and timedelta(0) < (left := attempt.rests_until - now()) <= HOUR:
        raise TooOften(left.total_seconds())


def refuse(measure: Measure, *parts: object) -> None:
    """Refuse while the pair rests, and count nothing: for pages that only read."""
    refuse_resting(db.session.get(Attempt, pair_of(measure, *parts)))


def taken(pair: str) -> Attempt:
    """The pair's row, held against others until the end of the transaction."""
    held = select(Attempt).where(Attempt.pair == pair).with_for_update()
    if found := db.session.scalar(held):
        return found
    try:
        with db.session.begin_nested():
            made = Attempt(pair=pair, tries=0, last_at=now())
            db.session.add(made)
        return made
    except IntegrityError:  # another request was first
        return db.session.scalars(held).one()


def forget(pair: str) -> None:
    """It was right: the pair begins anew."""
    if attempt := db.session.get(Attempt, pair):
        attempt.tries, attempt.rests_until = 0, None


def sweep() -> int:
    old = delete(Attempt).where(Attempt.last_at < now() - FORGOTTEN_AFTER).returning(Attempt.pair)
    return len(db.session.scalars(old).all())
