"""Cards and numbers of the cast, made by the same verbs as the site uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from portal import clock
from portal.database import db
from portal.evidence import Better, Kind
from portal.measures import entering, locking
from portal.measures.indicators import catalogue
from portal.measures.judging import take_due_reviews
from portal.measures.models import Frequency, MeasureCard
from portal.measures.subjects import Subject
from tests.cast import Cast
from tests.improvement.build import make_project, person

WEEK = timedelta(days=7)
STEADY = (8.1, 7.4, 8.6, 7.9, 8.3, 7.7, 8.8, 7.5)  # minutes, no drift and nothing far
LOWER = (4.2, 4.6, 3.9, 4.4, 4.1, 4.5)


def subject(project) -> Subject:
    return Subject(project.programme_id, project.enterprise_id, project.id, project.area_id, project.title)


def make_card(cast: Cast, project=None, code: str | None = None, by: str = "member", at: str = "roshan", **facts) -> MeasureCard:
    """In their own words, minutes each week, lower is better; or from the catalogue by its code."""
    project = project or make_project(cast, at=at)
    own = {
        "name": "Minutes lost looking for trims",
        "unit": "minutes",
        "kind": Kind.VALUE,
        "better": Better.LOWER,
        "frequency": Frequency.WEEKLY,
    }
    facts.setdefault("is_chosen_worst", False)
    indicator = catalogue()[code] if code else None
    card = MeasureCard.define(subject(project), person(cast, by), indicator, **({} if code else own) | facts)
    db.session.flush()
    return card


def week(ago: int) -> date:
    """The Monday of the week so many weeks ago."""
    return Frequency.WEEKLY.start(clock.today()) - ago * WEEK


def write(card: MeasureCard, cast: Cast, numbers: Sequence, newest_ago: int = 1, by: str = "member") -> None:
    """Weekly numbers, the last of them so many weeks ago; a pair is numerator and denominator, none a gap."""
    for place, number in enumerate(numbers):
        starts_on = week(newest_ago + len(numbers) - 1 - place)
        if number is not None:
            entering.read(card, starts_on, number if isinstance(number, tuple) else (float(number), None), person(cast, by))
    db.session.flush()


def change(card: MeasureCard, cast: Cast, ago: int, by: str = "member"):
    """Declared for the Wednesday so many weeks ago."""
    made = locking.declare([card], week(ago) + timedelta(days=2), person(cast, by), "A rack at the head of the line")
    db.session.flush()
    return made[0]


def improved(cast: Cast, before: Sequence = STEADY, after: Sequence = LOWER, card: MeasureCard | None = None, reviewed: bool = True):
    """A card with numbers before and after its change; the week of the change has none."""
    card = card or make_card(cast)
    write(card, cast, before, newest_ago=len(after) + 2)
    change(card, cast, ago=len(after) + 1)
    write(card, cast, after)
    if reviewed:
        take_due_reviews(card)
    db.session.commit()
    return card


def again(card: MeasureCard) -> MeasureCard:
    """The card as the site left it; nothing stays locked behind it."""
    db.session.expire_all()
    found = db.session.get(MeasureCard, (card.programme_id, card.id))
    _loaded = found.readings, found.changes, found.reviews
    db.session.commit()
    return found
