"""What the pages show of a card and of each of its changes: the series told, its finding, its picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from flask_babel import LazyString

from portal import clock
from portal.evidence import Kind
from portal.measures.comparing import Compared, thawed
from portal.measures.indicators import words_of
from portal.measures.judging import review_of
from portal.measures.kept import thaw
from portal.measures.models import Change, MeasureCard, Review, ReviewKind, State
from portal.measures.picture import Picture, control_chart
from portal.measures.picture_sparkline import NEWEST, Sparkline, sparkline
from portal.measures.reviews import LOCKED
from portal.measures.sentences import Finding, find
from portal.measures.series import newest_points, tell
from portal.measures.told import Told
from portal.measures.words import RARE_REVIEWS, REVIEWS, UNTIL_NEXT


@dataclass(frozen=True)
class Shown:
    """One card by its newest change, or by the one that is named; what is drawn is drawn when it is asked for."""

    card: MeasureCard
    named: Change | None = None

    @property
    def change(self) -> Change | None:
        return self.named or self.card.change

    @property
    def is_earlier(self) -> bool:
        return self.change is not self.card.change

    @cached_property
    def others(self) -> list[Shown]:
        """The same card by each other change of it, the newest first."""
        return [Shown(self.card, one) for one in reversed(self.card.changes) if one is not self.change]

    @cached_property
    def told(self) -> Told:
        kept = self.kept
        told = tell(self.card, self.change, thaw(kept.answer) if kept else None)
        told = replace(told, name=self.words["name"], unit=self.words["unit"])
        beside = self.beside
        if beside is None:
            return told
        named = {"beside_name": beside.place or beside.name, "is_beside_late": self.is_beside_late}
        return replace(told, comparison=beside.comparison, beside=beside.run, **named)

    @property
    def is_beside_late(self) -> bool:
        chosen, change = self.card.beside, self.change
        return bool(chosen and change and chosen.chosen_at > change.declared_at)

    @cached_property
    def beside(self) -> Compared | None:
        """What the area that it is compared with did, as it was reckoned with the last number."""
        found = thawed(self.kept.answer.get("beside")) if self.kept else None
        return replace(found, name=self.words["name"]) if found and found.name == self.card.name else found

    @cached_property
    def running(self) -> Review | None:
        return review_of(self.change, ReviewKind.RUNNING) if self.change else None

    @cached_property
    def kept(self) -> Review | None:
        """The answer that is told: as it stands now; of an earlier change the last review that stays, else as it stood until the next change."""
        if not self.named or not self.is_earlier:
            return self.running
        return next((review for kind in LOCKED if (review := review_of(self.named, kind))), self.running)

    @property
    def standing(self) -> LazyString | None:
        """Which answer of an earlier change is told."""
        if self.kept is None or not self.is_earlier:
            return None
        if self.kept.kind is ReviewKind.RUNNING:
            return UNTIL_NEXT
        return (RARE_REVIEWS if self.card.kind is Kind.RARE else REVIEWS)[self.kept.kind]

    @property
    def last(self) -> Review | None:
        """How an earlier change stood when the next one came, where its review that stays says something else."""
        return self.running if self.kept and self.running and self.running.verdict is not self.kept.verdict else None

    @cached_property
    def locked(self) -> list[Review]:
        """The reviews that stay, the newest change's first."""
        return sorted((one for one in self.card.reviews if one.kind is not ReviewKind.RUNNING), key=lambda one: one.made_at, reverse=True)

    @cached_property
    def finding(self) -> Finding:
        change = self.change
        is_newer = self.kept is not None and self.kept.amended_at is not None  # what was corrected is not in this answer
        edited = clock.day_of(change.amended_at) if change and change.amended_at and not is_newer else None
        is_told = change and (edited or not self.is_earlier)
        return find(self.told, locked_on=clock.day_of(change.declared_at) if change and is_told else None, edited_on=edited)

    @cached_property
    def picture(self) -> Picture:
        return control_chart(self.told)

    @cached_property
    def spark(self) -> Sparkline:
        return sparkline(newest_points(self.card, NEWEST), self.card.scale)

    @property
    def may_change_again(self) -> bool:
        """Something is known from after the last change, so a further one begins a phase of its own; before that it is put off."""
        known = self.running and (self.running.n_after or self.card.kind is Kind.RARE)  # of rare events every day tells
        return bool(self.is_tracked and self.card.project_id and known)

    def day_of(self, review: Review) -> date | None:
        """Of the change that a review judged."""
        return next((one.changed_on for one in self.card.changes if one.id == review.change_id), None)

    @property
    def is_tracked(self) -> bool:
        return self.card.state is State.TRACKED

    @cached_property
    def words(self) -> dict[str, str]:
        """The definition in the reader's language, where the catalogue gave it and nobody changed it."""
        return words_of(self.card)

    @cached_property
    def missing(self) -> list:
        """Periods that have ended and hold no number, the oldest first, of the last eight."""
        there = {one.starts_on for one in self.card.readings if one.numerator is not None or one.gap_because}
        first = min(there, default=None)
        return [day for day in self.card.frequency.newest(8, clock.today()) if day not in there and (first is None or day > first)]
