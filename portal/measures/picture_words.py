"""What a picture says in words: the sentence that reads it, its description, and the key to its signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from portal.evidence import Kind, LimitsStatus, Reason
from portal.measures.picture_lines import is_gap, look_of
from portal.measures.picture_phases import Section, Spot, changes_of, mean_of
from portal.measures.picture_table import digits_for
from portal.measures.saying import gettext as _
from portal.measures.saying import joined, ngettext, plain
from portal.measures.terms import bare, drawn_factor
from portal.measures.told import Told
from portal.web.formats import day, ltr, name

MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Key:
    """A sign and its meaning; `sign` names the sample that the macro draws."""

    sign: str
    meaning: Markup


def reading_of(told: Told, spots: Sequence[Spot], sections: Sequence[Section], digits: int) -> Markup:
    """One sentence that reads the picture."""
    used = [spot for spot in spots if spot.is_used]
    if told.kind is Kind.RARE:
        return _of_gaps(told, used, sections)
    if not used:
        return _("Nothing is counted yet. The first number opens this picture.")
    base = _base(told, sections)
    if told.changed_on is None or base is None or base.mean is None:
        return _so_far(told, used)
    after = [spot.value for spot in used if spot.phase is not None and spot.phase > base.phase and spot.value is not None]
    if not after:
        return _("The change came on %(day)s. No number since then yet.", day=day(told.changed_on))
    return joined(_since(told, after, base.mean, digits), _lately(told, used, base.phase + 1, digits))


def _lately(told: Told, used: Sequence[Spot], phase: int, digits: int) -> Markup | None:
    """Where the gain has not held all numbers may still be better than before: it is the last of them that tell."""
    step = next((one for one in told.answer.steps if str(one.code) == Reason.NOT_HELD and one.applies), None)
    last = [spot.entry for spot in used if spot.phase == phase][-int(step.numbers["n"] or 0) :] if step else []
    mean = mean_of(last)
    if mean is None:
        return None
    return _("The last %(n)s average %(mean)s.", n=ltr(len(last)), mean=bare(told, mean * drawn_factor(told), digits))


def _base(told: Told, sections: Sequence[Section]) -> Section | None:
    """The phase that the change is compared with."""
    phase = sum(one < told.changed_on for one in changes_of(told)) if told.changed_on else None
    return next((section for section in sections if section.phase == phase), None)


def _so_far(told: Told, used: Sequence[Spot]) -> Markup:
    values, by = [spot.value for spot in used if spot.value is not None], drawn_factor(told)
    digits = digits_for([value * by for value in values])
    if len(values) == 1:
        return _("One number so far: %(value)s.", value=bare(told, values[0] * by, digits))
    low, high = (bare(told, value * by, digits) for value in (min(values), max(values)))
    if min(values) == max(values):
        return ngettext("%(num)s number so far, always %(same)s.", "%(num)s numbers so far, always %(same)s.", len(values), same=low)
    return ngettext(
        "%(num)s number so far, from %(low)s to %(high)s.",
        "%(num)s numbers so far, from %(low)s to %(high)s.",
        len(values),
        low=low,
        high=high,
    )


def _since(told: Told, after: Sequence[float], mean: float, digits: int) -> Markup:
    """How many of the numbers since the change lie on the better side of the old average; of one that cannot be better, on the worse."""
    lower = told.better.sign < 0
    is_best = mean <= 0 <= min(after) if lower else told.kind is Kind.SHARE and mean >= 1  # nothing can be better than that
    lower = lower is not is_best  # so it is told how many are worse
    better = sum((value < mean) if lower else (value > mean) for value in after)
    by = drawn_factor(told)
    facts = {
        "day": day(told.changed_on),
        "mean": bare(told, mean * by, digits),
        "n": ltr(len(after)),
        "better": ltr(better),
    }
    if sum((value > mean) if lower else (value < mean) for value in after) == len(after) and not is_best:
        every = _("Since %(day)s every number has stayed above the old average of %(mean)s.", **facts) if lower else None
        return every or _("Since %(day)s every number has stayed below the old average of %(mean)s.", **facts)
    if is_best and not better:
        return _("Since %(day)s every number has stayed at the old average of %(mean)s.", **facts)
    if better == len(after) and not is_best:
        every = _("Since %(day)s every number has stayed below the old average of %(mean)s.", **facts) if lower else None
        return every or _("Since %(day)s every number has stayed above the old average of %(mean)s.", **facts)
    if lower:
        return _("Since %(day)s, %(better)s of %(n)s numbers are below the old average of %(mean)s.", **facts)
    return _("Since %(day)s, %(better)s of %(n)s numbers are above the old average of %(mean)s.", **facts)


def _of_gaps(told: Told, used: Sequence[Spot], sections: Sequence[Section]) -> Markup:
    """Days between cases: more of them is better where the cases are to get fewer."""
    if not used:
        return _("There are too few cases for a picture: it needs two before or two after the change.")
    base = _base(told, sections)
    after = [spot.value for spot in used if base and spot.phase is not None and spot.phase > base.phase and spot.value is not None]
    if base is None or base.mean is None or not after:
        return ngettext("%(num)s gap between cases so far.", "%(num)s gaps between cases so far.", len(used))
    facts = {"day": day(told.changed_on), "mean": ltr(f"{base.mean:,.0f}"), "n": ltr(len(after))}
    longer = ltr(sum(value > base.mean for value in after))
    return _(
        "Since %(day)s, %(longer)s of %(n)s gaps between cases are longer than the old average of %(mean)s days.", **facts, longer=longer
    )


def label_of(told: Told, spots: Sequence[Spot]) -> str:
    """What a screen reader says in place of the picture."""
    counted = sum(spot.value is not None for spot in spots)
    facts = {"measure": told.name, "n": counted}
    if told.changed_on:
        sentence = _("Control chart of %(measure)s, %(n)s numbers, before and after %(day)s.", **facts, day=day(told.changed_on))
    else:
        sentence = _("Control chart of %(measure)s, %(n)s numbers.", **facts)
    return plain(joined(sentence, _("Time runs from left to right. All numbers are in the table below.")))


def key_of(told: Told, spots: Sequence[Spot], sections: Sequence[Section], bucket: int) -> list[Key]:
    """Only the signs that this picture has."""
    looks = {look_of(spot) for spot in spots if spot.value is not None and bucket == 1}
    key = [Key("mean", _("average of the phase"))] if any(section.n > 1 for section in sections) else []
    key += _lines(sections)
    if told.beside:
        key.append(Key("beside", _("%(place)s, where nothing was changed in this time", place=name(told.beside_name))))
    if "out" in looks:
        key.append(Key("out", _("outside the lines: ask what was special")))
    if any(section.long_run for section in sections):
        key.append(Key("long-run", _("so many in a row on one side are rarely chance")))
    key += _points(told, spots, looks)
    key += _gaps(told, spots)
    if bucket > 1:
        key.append(Key("band", _("from the lowest to the highest of each %(n)s numbers", n=ltr(bucket))))
    return key


def _lines(sections: Sequence[Section]) -> list[Key]:
    own = [section for section in sections if section.limits and not section.is_carried]
    key = []
    if weak := [section for section in own if section.status is LimitsStatus.PROVISIONAL]:
        fewest = min(section.n for section in weak)
        key.append(Key("lim", _("provisional limits, from %(n)s numbers; firm from 15", n=ltr(fewest))))
    if any(section.status is LimitsStatus.FIRM for section in own):
        key.append(Key("firm", _("firm limits: nearly every number lies between them if nothing changes")))
    if any(section.is_carried for section in sections):
        key.append(Key("carried", _("limits carried on from before: too few numbers for new ones")))
    return key


def _points(told: Told, spots: Sequence[Spot], looks: set[str]) -> list[Key]:
    key = [Key("hollow", _("left out: %(reason)s", reason=name(reason))) for reason in _distinct(spot.point.excluded for spot in spots)]
    if any(spot.phase is None for spot in spots):
        key.append(Key("shift", _("time of the change, counted in neither")))
    if "grey" in looks:
        key.append(Key("grey", _("a number from the time of the change")))
    if "struck" in looks:
        key.append(Key("struck", _("not used: these led to the choice of this place")))
    if "estimate" in looks:
        key.append(Key("estimate", _("estimated, and used like a number that was counted")))
    return key


def _gaps(told: Told, spots: Sequence[Spot]) -> list[Key]:
    missing = [spot for spot in spots if is_gap(spot)]
    reasons = _distinct(spot.point.gap for spot in missing)
    key = [Key("gap", _("no number: %(reason)s", reason=name(reason))) for reason in reasons]
    if any(not spot.point.gap for spot in missing):
        key.append(Key("gap", _("no number")))
    return key


def _distinct(reasons) -> list[str]:
    """The first few, each once; all of them stand in the table."""
    return list(dict.fromkeys(reason for reason in reasons if reason))[:MOST_REASONS]


def help_of(told: Told) -> tuple[Markup, ...]:
    """What the picture means, for somebody who sees such a one for the first time."""
    if told.kind is Kind.RARE:
        points = _("Each point is the number of days since the case before it. Higher means: it happens less often.")
    else:
        points = _("Each point is one number that was counted. The line through them breaks where nothing was counted.")
    return (
        points,
        _("The line in the middle is the average. Numbers go up and down by themselves: that is normal and nobody’s fault."),
        _("The outer lines show how far they go when nothing changes. A point outside them is worth a question, never a blame."),
        _("One good or bad number proves nothing. Look at all the points after the change together: that is what the answer does."),
    )
