"""The baseline as a change will lock it: what would keep it from a fair comparison is asked while it can still be mended."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from portal.evidence import Code, Kind, RareSeries, Reason, Series, ask_baseline
from portal.measures.cards import MeasureCard
from portal.measures.far import far_of
from portal.measures.saying import gettext as _
from portal.measures.sentences_reasons import SENTENCES
from portal.measures.series import Span, series_of, tell
from portal.measures.told import Told


@dataclass(frozen=True, slots=True)
class Warned:
    """What is wrong with a baseline, what one does about it, and where."""

    says: Markup
    deed: Markup
    url: str = ""


def warnings_of(card: MeasureCard) -> list[Warned]:
    """All that a verdict would stumble over, the questions of the rule in their order; none of rare events, which are days."""
    told = to_be_locked(card)
    if isinstance(told.series, RareSeries):
        return []
    return [
        warned(card, told, Reason(str(step.code)), step.numbers)
        for step in ask_baseline(told.series)
        if step.applies and step.code is not Code.INPUT
    ]


def to_be_locked(card: MeasureCard) -> Told:
    """What a change declared now is compared with: the numbers since the last one, or all there are."""
    told = tell(card)
    if card.change is None or card.kind is Kind.RARE:
        return told
    since = tuple(one for one in told.points if one.starts_on > card.change.changed_on)
    series = series_of(card, since, Span(card, None))
    return replace(told, points=since, series=replace(series, selection_window=0) if isinstance(series, Series) else series)


def count_to_lock(card: MeasureCard) -> int:
    """How many numbers the level before would rest on, were the change declared now."""
    since = card.change.changed_on if card.change else None
    points = [one for one in to_be_locked(card).points if one.value is not None and not one.excluded]
    return sum(since is None or one.starts_on > since for one in points)


def warned(card: MeasureCard, told: Told, reason: Reason, numbers) -> Warned:
    says, numbers_of = SENTENCES[reason](told, numbers), f"{card.url}/readings"
    if reason is Reason.FAR_POINT and (far := far_of(told)) and not card.is_locked:
        deed = _(
            "If something special happened then, leave it out with its reason now: after the day of change is declared nothing is left out any more."
        )
        return Warned(says, deed, f"{card.url}?out={far.starts_on}#numbers")
    if reason is Reason.TOO_MANY_EXCLUDED and not card.is_locked:
        return Warned(says, _("Let some of them count again: leave out only those whose reason everybody can see."), f"{card.url}#numbers")
    if reason in (Reason.FEW_BEFORE, Reason.GAPS_BEFORE):
        return Warned(
            says,
            _("Write down what was counted before, if it stands anywhere, or count on and declare the day of change later."),
            numbers_of,
        )
    return Warned(says, _("Count on until the numbers are steady, and declare the day of change then: with these there can be no answer."))
