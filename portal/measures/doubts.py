"""What cannot be right is refused with its reason; what is only odd is asked, and "yes, it is right" is an answer."""

from __future__ import annotations

import math
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from portal.evidence import Kind
from portal.measures.indicators import catalogue, word_of
from portal.measures.periods import Frequency
from portal.say import _l
from portal.web.formats import inside

if TYPE_CHECKING:
    from portal.measures.cards import MeasureCard

FAR, FEW = 5, 3  # times the usual, for a decimal slip is seldom exactly ten times off; how many numbers make a usual
ODD, SWINGS, ENOUGH = 3, 8, 6  # less far off, yet by many of its own median swings, where there are enough numbers to know these
BY_LUCK = 3  # small counts jump: one beside five is nothing, twelve beside one is
WEEKS_IN_MONTH = (3.4, 5.6)


def fault(card: MeasureCard, numerator: float | None, denominator: float | None):
    """Why these two numbers cannot be, or none."""
    given = [one for one in (numerator, denominator) if one is not None]
    if not all(math.isfinite(one) for one in given):
        return _l("This is not a number. Write it in figures, for example 120 or 5.2; leave it empty if nobody counted.")
    if card.kind is Kind.RARE:
        return fault_of_events(numerator)
    if card.is_divided and numerator is not None and denominator is None:
        return _l("The second number is missing. Without it the first one cannot be compared.")
    if card.is_divided and numerator is None and denominator is not None:
        return _l("The first number is missing. If there was none, write 0; if nobody counted, leave both empty.")
    if card.is_divided and numerator is not None and denominator == 0:
        return _l("Nothing can be divided by 0. If there was no work in this period, leave both empty and say why.")
    if (card.is_divided or card.kind is not Kind.VALUE) and any(one < 0 for one in given):
        return _l("A count cannot be below 0.")
    if card.kind is Kind.SHARE and numerator is not None and denominator is not None and numerator > denominator:
        return _l("The first number is part of the second and cannot be larger. Are the two swapped?")
    return None


def fault_of_events(count: float | None):
    if count is None or (count == int(count) and 1 <= count <= 50):
        return None
    return _l("Write how many happened on this day, from 1 to 50. A day without any is not written down.")


def doubts(
    card: MeasureCard,
    starts_on,
    numerator: float | None,
    denominator: float | None,
    others: list | None = None,
    *,
    is_percent: bool = False,
) -> list[str]:
    """Questions about a number that may well be right: against its own history (or the `others` given), and what is known of the indicator."""
    if numerator is None or card.kind is Kind.RARE:
        return []
    value = numerator / denominator if denominator else numerator
    if others is None:
        others = [one for one in card.readings if one.starts_on != starts_on and one.value is not None][-12:]
    found = [
        percent_of(card) if is_percent else None,
        month_for_week(card, numerator, denominator, others),
        below_nothing(value, others),
        torn_piece(card, starts_on, (numerator, denominator)),
        far_off(card, value, others, (numerator, denominator)),
        beyond_band(card, value),
    ]
    return [one for one in found if one][:1]


def percent_of(card: MeasureCard) -> str | None:
    """A percent sign behind what is counted in minutes."""
    unit = word_of(card, "unit")
    if any(word in f"{unit} {card.unit}".lower() for word in ("%", "٪", "percent", "فیصد")):
        return None
    return _("You typed a percentage, and this card counts in %(unit)s. Is it the number itself?", unit=inside(unit))


def torn_piece(card: MeasureCard, starts_on, pair: tuple[float, float | None]) -> str | None:
    """5.2 of 100 pieces: a percentage in the box of a count? A card that took such a number before counts hours or metres."""
    if card.kind not in (Kind.SHARE, Kind.RATE):
        return None
    halves = 2 if card.kind is Kind.SHARE else 1  # a rate is told for hours or metres, too
    if any(not is_whole(one) for read in card.readings if read.starts_on != starts_on for one in read.pair[:halves]):
        return None
    torn = next((one for one in pair[:halves] if not is_whole(one)), None)
    if torn is None:
        return None
    return _("A count of pieces is usually whole: is %(number)s right?", number=display(torn))


def is_whole(number: float | None) -> bool:
    return number is None or float(number).is_integer()


def month_for_week(card: MeasureCard, numerator: float, denominator: float | None, others: list) -> str | None:
    """About four usual weeks at once: was the whole month typed?"""
    if card.frequency is not Frequency.WEEKLY or len(others) < FEW or (card.is_divided and not denominator):
        return None
    typed = denominator if card.is_divided else numerator * card.scale
    usual = median((one.denominator or 0.0) if card.is_divided else one.value * card.scale for one in others)
    if typed is None or usual <= 0 or not WEEKS_IN_MONTH[0] <= typed / usual <= WEEKS_IN_MONTH[1]:
        return None
    usually = display(usual)
    return _(
        "This is about four times a usual week (%(usual)s). Is it the whole month? This card counts each week by itself.", usual=usually
    )


def far_off(card: MeasureCard, value: float, others: list, pair: tuple[float, float | None]) -> str | None:
    if len(others) < FEW or is_new_level(value, others):
        return None
    usual = median(one.value for one in others)
    if usual < 0 or value <= 0 or not is_outside(value, usual, others) or is_luck(pair, usual, others):
        return None
    facts = {"value": display(value * card.scale), "usual": display(usual * card.scale), "unit": inside(word_of(card, "unit"))}
    if value > usual:
        return _("%(value)s %(unit)s is far above the usual %(usual)s. Is it right?", **facts)
    return _("%(value)s %(unit)s is far below the usual %(usual)s. Is it right?", **facts)


def is_outside(value: float, usual: float, others: list) -> bool:
    """By its distance alone, or beside how much this card swings."""
    if usual == 0:
        return value > FAR * max(one.value for one in others)
    times = max(value / usual, usual / value)
    swing = median(abs(one.value - usual) for one in others)
    return times > FAR or (times > ODD and len(others) >= ENOUGH and abs(value - usual) > SWINGS * swing)


def is_new_level(value: float, others: list) -> bool:
    """The two newest are about as high: these were answered for already, and a real improvement is not asked about each week."""
    return all(one.value > 0 and 1 / ODD < value / one.value < ODD for one in others[-2:])


def is_luck(pair: tuple[float, float | None], usual: float, others: list) -> bool:
    """Whole things, and so few of them that luck alone brings this."""
    count, below = pair
    if not all(is_whole(one) for one in (count, *(one.pair[0] for one in others))):
        return False
    return 2 * abs(math.sqrt(count) - math.sqrt(max(usual * (below or 1.0), 1.0))) <= BY_LUCK


def below_nothing(value: float, others: list) -> str | None:
    """A profit may be; minutes are not, and a card that has been below 0 before is not asked again."""
    if value >= 0 or any(one.value < 0 for one in others):
        return None
    return _("This number is below 0. Can there be less than none of what you count?")


def beyond_band(card: MeasureCard, value: float) -> str | None:
    known = catalogue().get(card.indicator_code or "")
    if known is None or known.plausible is None or known.plausible[0] <= value * card.scale <= known.plausible[1]:
        return None
    low, high = known.plausible
    facts = {"value": display(value * card.scale), "unit": inside(word_of(card, "unit")), "low": display(low), "high": display(high)}
    return _("%(value)s %(unit)s is rare: most factories lie between %(low)s and %(high)s. Is it right?", **facts)


def display(number: float) -> str:
    return f"{Decimal(f'{number:.4g}'):,f}" if abs(number) < 1000 else f"{number:,.0f}"
