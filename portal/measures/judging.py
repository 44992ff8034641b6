"""Reckoning and keeping the answer: with every number saved, and at the two reviews that count."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from portal import clock, evidence
from portal.database import db
from portal.evidence import Assessment, RareSeries, Series
from portal.evidence.record import fingerprint, series_record
from portal.measures.comparing import compared
from portal.measures.kept import freeze
from portal.measures.queries import looking_at
from portal.measures.reviews import Review, ReviewKind
from portal.measures.series import DAY, Span, points_of, series_of
from portal.measures.told import Phase

if TYPE_CHECKING:
    from portal.measures.cards import MeasureCard
    from portal.measures.changes import Change

SIX, TWELVE, HELD_DAYS = 6, 12, 90
RARE_REVIEWS = {ReviewKind.SIX: 90, ReviewKind.TWELVE: 180}  # events that are rare are reviewed by days, not by points


def reassess(card: MeasureCard) -> None:
    """The running verdict of every change of this card, from what stands there now, and what other cards see in it."""
    reckon(card)
    for other in looking_at(card):
        for kept in other.reviews:
            if kept.kind is ReviewKind.RUNNING and (change := next((one for one in other.changes if one.id == kept.change_id), None)):
                set_beside(kept, compared(other, change))


def reckon(card: MeasureCard) -> None:
    for change in card.changes:
        run(card, change)


def run(card: MeasureCard, change: Change) -> Review:
    """As the numbers stand now; once the next change is declared, as they stood then."""
    span = Span(card, change)
    kept = review_of(change, ReviewKind.RUNNING) or begin(card, change, ReviewKind.RUNNING)
    closes = last_before_next(card, span)
    if closes is None or kept.until != closes:
        series = series_of(card, points_of(card, span), span)
        digest = fingerprint(series)
        if kept.inputs_digest != digest:
            put(kept, series, digest)
        if closes:
            kept.inputs, kept.until = series_record(series), closes
    set_beside(kept, compared(card, change))
    return kept


def last_before_next(card: MeasureCard, span: Span) -> date | None:
    """The end of the last whole period before the next change; none while there is none."""
    if span.until is None:
        return None
    return (span.until if card.kind is evidence.Kind.RARE else card.frequency.start(span.until)) - DAY


def set_beside(kept: Review, beside: dict | None) -> None:
    """The area beside it is kept with the answer; a page reckons nothing."""
    if kept.answer.get("beside") != beside:
        kept.answer = {**kept.answer, "beside": beside}


def review_of(change: Change, kind: ReviewKind, version: str | None = None) -> Review | None:
    version = version or evidence.RULE_VERSION
    return next((one for one in change.card.reviews if (one.change_id, one.kind, one.rule_version) == (change.id, kind, version)), None)


def begin(card: MeasureCard, change: Change, kind: ReviewKind) -> Review:
    ids = {"programme_id": card.programme_id, "change_id": change.id}
    made = Review(**ids, kind=kind, rule_version=evidence.RULE_VERSION, inputs_digest="", answer={})
    card.reviews.append(made)
    return made


def put(kept: Review, series: Series | RareSeries, digest: str) -> Assessment:
    answer = evidence.assess(series)
    kept.inputs_digest, kept.made_at, kept.answer = digest, clock.now(), freeze(answer)
    kept.verdict, kept.n_before, kept.n_after = answer.verdict, answer.n_before, answer.n_after
    effect = answer.effect
    poolable = effect is not None and effect.relative
    kept.pool_y, kept.pool_se = (finite(effect.pool_y), finite(effect.pool_se)) if poolable and effect else (None, None)
    kept.is_complement = bool(effect and effect.complement)
    return answer


def finite(number: float | None) -> float | None:
    return number if number is not None and abs(number) < float("inf") else None


def take_due_reviews(card: MeasureCard) -> list[Review]:
    """The reviews whose moment has come and that nobody took yet. Each is made from its own first points, however late it is taken."""
    return [review for change in card.changes for kind in (ReviewKind.SIX, ReviewKind.TWELVE) if (review := take(card, change, kind))]


def take(card: MeasureCard, change: Change, kind: ReviewKind) -> Review | None:
    if review_of(change, kind):
        return None
    span = Span(card, change)
    points = points_of(card, span)
    most = moment_of(card, change, points, span, kind)
    if most is None:
        return None
    series = series_of(card, points, span, most or None)
    taken = begin(card, change, kind)
    put(taken, series, fingerprint(series))
    taken.inputs, taken.until = series_record(series), last_day(card, points, span, most)
    set_beside(taken, compared(card, change))
    return taken


def moment_of(card: MeasureCard, change: Change, points, span: Span, kind: ReviewKind) -> int | None:
    """After how many usable points this review stands; 0 for rare events (all days so far); none: not yet."""
    if card.kind is evidence.Kind.RARE:
        return 0 if ((span.until or clock.today()) - change.changed_on).days > RARE_REVIEWS[kind] else None
    days = [(one.ends_on - change.changed_on).days for one in usable_after(points, span)]
    if kind is ReviewKind.SIX:
        return SIX if len(days) >= SIX else None
    return next((count for count, passed in enumerate(days, 1) if count >= TWELVE and passed >= HELD_DAYS), None)


def usable_after(points, span: Span) -> list:
    return [one for one in points if one.phase is Phase.AFTER and span.holds(one.starts_on, one.ends_on) and one.value is not None]


def last_day(card: MeasureCard, points, span: Span, most: int) -> date:
    usable = usable_after(points, span)
    return usable[most - 1].ends_on if most else last_before_next(card, span) or clock.today()


def note_amendment(card: MeasureCard, starts_on: date) -> None:
    """A number was changed after it was locked: answers that stay and stand on it keep their verdict and get a footnote."""
    for change in card.changes:
        begins = Span(card, change).after_that
        if begins and starts_on <= begins:  # of a phase that this change is not compared with
            continue
        touched = [one for one in card.reviews if one.change_id == change.id and one.until and starts_on <= one.until]
        for review in touched:
            review.amended_at = clock.now()
        if starts_on < change.changed_on:
            change.amended_at = clock.now()
    db.session.flush()
