"""A verdict said in words: stamp, sentence, reasons, effect, what would make it firmer, what it does not claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from portal.evidence import Kind, Reason, Verdict
from portal.evidence.steps import Code
from portal.measures.saying import gettext as _
from portal.measures.saying import joined, ngettext, plain, said
from portal.measures.seasons import season_said
from portal.measures.sentences_effect import effect_said
from portal.measures.sentences_firmer import firmer_said
from portal.measures.sentences_reasons import reasons_said
from portal.measures.terms import is_monthly
from portal.measures.told import Phase, Told
from portal.web.formats import day

__all__ = ["STAMPS", "Finding", "Stamp", "badge", "effect", "find", "firmer", "plain", "verdict"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A verdict's word, shape and class: never colour alone."""

    word: LazyString
    icon: str
    cls: str


STAMPS: dict[Verdict | None, Stamp] = {
    Verdict.SUSTAINED: Stamp(_l("Sustained improvement"), "v-sustained", "sustained"),
    Verdict.EARLY: Stamp(_l("Early improvement"), "v-early", "early"),
    Verdict.NO_CLEAR_CHANGE: Stamp(_l("No clear change"), "v-none", "none"),
    Verdict.WORSE: Stamp(_l("Worse"), "v-worse", "worse"),
    Verdict.NOT_STABLE: Stamp(_l("Baseline not stable"), "v-unstable", "unstable"),
    Verdict.NOT_ENOUGH: Stamp(_l("Not enough data"), "v-few", "few"),
    None: Stamp(_l("No answer yet"), "v-few", "few"),
}

SAYS: dict[Verdict | Reason | Code, LazyString] = {
    Verdict.NOT_ENOUGH: _l("There are too few numbers to tell yet: we need at least 6 before and 4 after."),
    Reason.FEW_EVENTS: _l("There are too few cases to tell yet: we need at least 5 in all."),
    Reason.TOO_MANY_EXCLUDED: _l("Too many numbers from before the change were left out for a fair comparison."),
    Reason.GAPS_BEFORE: _l("Too many numbers from before the change are missing for a fair comparison."),
    Reason.GAPS_AFTER: _l("Too many numbers since the change are missing to tell yet."),
    Reason.NO_VARIATION: _l("There is a difference, but numbers that never vary cannot say how sure it is."),
    Verdict.NOT_STABLE: _l(
        "The numbers were already moving, or one is far off, before you changed anything, so a fair comparison is not possible."
    ),
    Reason.FAR_POINT: _l("One number was far off before you changed anything, so a fair comparison is not possible."),
    Reason.LONG_RUN: _l("The numbers had already shifted before you changed anything, so a fair comparison is not possible."),
    Reason.TREND: _l("The numbers were already moving before you changed anything, so a fair comparison is not possible."),
    Reason.ALREADY_IMPROVING: _l("It is getting better, but it was already getting better at about this pace before the change."),
    Reason.NOT_CONSISTENT: _l("The average looks better, but too many numbers since the change are no better than before."),
    Reason.NOT_HELD: _l("There was an improvement but it has not held."),
    Code.CONSTANT: _l("All numbers are the same, before and after: nothing has changed."),
    Verdict.WORSE: _l("It is very likely worse than before: nearly all points since the change are on the wrong side of the old average."),
    Verdict.NO_CLEAR_CHANGE: _l("The difference is no bigger than the normal ups and downs. That does not mean that nothing happened."),
}

UNTIL_NEXT: dict[Verdict | Reason | Code, LazyString] = {  # instead, where nothing more can be counted
    Verdict.NOT_ENOUGH: _l("Up to the next change there were too few numbers to tell: at least 6 before and 4 after are needed."),
    Reason.FEW_EVENTS: _l("Up to the next change there were too few cases to tell: at least 5 in all are needed."),
    Reason.GAPS_AFTER: _l("Too many numbers between this change and the next are missing to tell."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything a page says about one answer. Sentences are markup in the page's language."""

    stamp: Stamp
    says: Markup
    because: tuple[Markup, ...] = ()
    size: Markup | None = None
    absolute: Markup | None = None
    relative: Markup | None = None
    allowance: Markup | None = None
    hints: tuple[Markup, ...] = ()
    firmer: tuple[Markup, ...] = ()
    cause: Markup | None = None
    footnote: Markup | None = None


def find(told: Told, *, locked_on: date | None = None, edited_on: date | None = None) -> Finding:
    """The words of the answer as it stands now. `locked_on`, `edited_on`: when its baseline was locked, and changed later with a second person's yes."""
    size = effect_said(told)
    parts = {} if size is None else {name: getattr(size, name) for name in ("size", "absolute", "relative", "allowance")}
    return Finding(
        badge(told.answer.verdict),
        verdict(told),
        reasons_said(told),
        hints=_hints(told),
        firmer=firmer_said(told),
        cause=_cause(told),
        footnote=_footnote(told, locked_on, edited_on),
        **parts,
    )


def badge(answer: Verdict | None) -> Stamp:
    return STAMPS[answer]


def verdict(told: Told) -> Markup:
    """The one sentence under the stamp."""
    answer = told.answer
    if answer.error:
        return _("This number cannot be right – please correct it.")
    if answer.verdict is None:
        return _("No change is declared yet, so there is nothing to compare.")
    if answer.verdict is Verdict.SUSTAINED:
        return _sustained(told)
    if answer.verdict is Verdict.EARLY:
        return _early(told)
    decisive = _decisive(told)
    return said((UNTIL_NEXT.get(decisive) if told.next_on else None) or SAYS[decisive])


def effect(told: Told) -> Markup:
    """Both ends, absolute and relative; empty where there is no effect to speak of."""
    size = effect_said(told)
    return joined(size.absolute, size.relative) if size else escape("")


def firmer(told: Told) -> Markup:
    return joined(*firmer_said(told))


def _decisive(told: Told) -> Verdict | Reason | Code:
    """What the sentence is about: the first reason, or the verdict itself."""
    answer = told.answer
    if any(step.code is Code.CONSTANT and step.applies for step in answer.steps):
        return Code.CONSTANT
    first = answer.reasons[0] if answer.reasons else None
    return first if first in SAYS else answer.verdict  # pyright: ignore[reportReturnType] – None was answered before


def _sustained(told: Told) -> Markup:
    if told.kind is Kind.RARE:
        return _("The improvement is real and has held for at least 90 days.")
    if is_monthly(told):
        return _("The improvement is real and has held for 12 or more months.")
    return _("The improvement is real and has held for 12 or more weeks and at least 90 days.")


def _early(told: Told) -> Markup:
    if told.next_on:
        return _("It looked like a real improvement, but the next change came before it could be seen to hold.")
    if told.kind is Kind.RARE:
        return _("It looks like a real improvement; keep counting until 90 days have passed to see if it holds.")
    if is_monthly(told):
        return _("It looks like a real improvement; keep counting until 12 months have passed to see if it holds.")
    return _("It looks like a real improvement; keep counting until 12 weeks and 90 days have passed to see if it holds.")


def _hints(told: Told) -> tuple[Markup, ...]:
    hints = []
    if told.answer.too_regular:
        hints.append(
            _("The numbers vary less than chance allows. Check how they are recorded: copied and smoothed numbers look like this.")
        )
    if told.is_activity:
        hints.append(_("This is an activity measure, not a result: it shows that something was done, not what came of it."))
    if tried := sum(one.first is not None for one in told.points if one.phase is Phase.AFTER):
        hints.append(
            ngettext(
                "One number from after the change was overwritten on the day it was written. Which one, and what stood there first, is in the table.",
                "%(num)s numbers from after the change were overwritten on the day they were written. Which ones, and what stood there first, is in the table.",
                tried,
            )
        )
    if told.answer.effect and (season := season_said(told.seasons)):
        hints.append(season)
    return tuple(hints)


def _cause(told: Told) -> Markup | None:
    if told.answer.effect is None:
        undecided = _("Before and after only: more numbers will tell whether they moved at that date, not why.")
        return undecided if told.answer.verdict and not told.next_on else None
    moved = told.answer.verdict in (Verdict.EARLY, Verdict.SUSTAINED, Verdict.WORSE)
    if told.comparison is None or (told.comparison.confirmed and not moved):
        return _("Before and after only: it shows that the numbers moved at that date, not why.")
    late = _("That area was chosen after the change was declared.") if told.is_beside_late else None
    return joined(_confirmed(told.comparison.confirmed), late)


def _confirmed(is_confirmed: bool) -> Markup:
    if is_confirmed:
        return _("Confirmed by comparison: the area that has not changed did not move with it.")
    return _("Not confirmed by comparison: next to the area that has not changed, the difference could be chance.")


def _footnote(told: Told, locked_on: date | None, edited_on: date | None) -> Markup | None:
    if locked_on and edited_on:
        return _(
            "Baseline edited after start: it was locked on %(locked)s and corrected on %(edited)s. This answer is reckoned with the corrected number; reviews taken before stay as they were.",
            locked=day(locked_on),
            edited=day(edited_on),
        )
    if locked_on:
        return _("Locked on %(locked)s.", locked=day(locked_on))
    return _("The baseline was edited after the start.") if told.is_amended else None
