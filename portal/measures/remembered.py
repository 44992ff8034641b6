"""How a measure card reads in its history: its words, its numbers, its days of change, its corrections, the area beside it."""

from __future__ import annotations

from collections.abc import Collection
from types import SimpleNamespace
from uuid import UUID

from babel.dates import format_date
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.accounts.models import User
from portal.database import db
from portal.evidence import Better
from portal.evidence import Kind as Number
from portal.files.removals import GONE
from portal.history.records import Kind, keep, tell, words
from portal.measures import policy
from portal.measures.entering import told
from portal.measures.grid import as_text
from portal.measures.indicators import SPOKEN, catalogue, word_of, words_of
from portal.measures.models import Amendment, Beside, Change, Decision, Frequency, MeasureCard, Reading, State
from portal.measures.words import BETTER, DECISIONS, KINDS, SHORT_FREQUENCIES, STATES
from portal.say import _l
from portal.web.formats import inside, own
from portal.web.language import language


def in_our_words(values: dict) -> dict:
    """What the catalogue gave to the card, in the reader's language."""
    if not values.get("indicator_code"):
        return values
    there = tuple(name for name in SPOKEN if values.get(name))
    return {**values, **words_of(SimpleNamespace(**{"indicator_version": None, **values}), there)}


def with_its_number(values: dict) -> dict:
    """That a number was taken away is said; a dash would look like nothing."""
    amounts = {name: values[name] for name in ("numerator", "denominator") if name in values}
    return {**values, **{name: as_text(amount) or _("no number") for name, amount in amounts.items()}}


def with_both_numbers(values: dict) -> dict:
    """A correction as it was asked for: the number that stands and the one that shall stand, each of them perhaps none."""
    if "reason" not in values:
        return values
    pairs = {f"{which}_numerator": told((values.get(f"{which}_numerator"), values.get(f"{which}_denominator"))) for which in ("old", "new")}
    return {**values, **pairs}


tell(
    MeasureCard,
    _l("Card"),
    reads=in_our_words,
    name=_l("What is counted"),
    state=_l("State"),
    not_tracked_because=_l("Why nothing is counted"),
    indicator_code=_l("From the catalogue"),
    how=_l("How"),
    unit=_l("Unit"),
    kind=_l("Kind of number"),
    better=_l("Which way is better"),
    scale=_l("Told for how many"),
    numerator=_l("What is written down"),
    denominator=_l("Out of what"),
    frequency=_l("How often"),
    counted_by=_l("Who counts"),
    place=_l("Where"),
    source=_l("From"),
    area_id=_l("Area"),
    is_primary=_l("Counts for the project"),
    is_chosen_worst=_l("Chosen because it was bad?"),
    selection_window=_l("Chosen by how many numbers"),
    areas_compared=_l("Chosen among how many places"),
    watched_from=_l("Watched since"),
    silent=("enterprise_id", "project_id", "indicator_version", "is_activity", "is_example", "made_by_id", "made_at"),
)
tell(
    Reading,
    _l("Number"),
    reads=with_its_number,
    numerator=_l("Number"),
    denominator=_l("Out of"),
    is_estimate=_l("Estimated"),
    note=_l("Note"),
    gap_because=_l("Why there is none"),
    excluded_because=_l("Left out, because"),
    **GONE,
    silent=(
        *("card_id", "starts_on", "excluded_by_id", "excluded_at", "file_id"),
        *("read_by_id", "read_at", "first_numerator", "first_denominator"),
    ),
)
tell(
    Change,
    _l("Day of change"),
    changed_on=_l("Declared for"),
    what=_l("What was changed"),
    first_for=_l("First declared for"),
    delayed_because=_l("Why it was put off"),
    amended_at=_l("A number from before it was corrected"),
    silent=("card_id", "declared_by_id", "declared_at", "locked"),
)
tell(
    Amendment,
    _l("Correction"),
    reads=with_both_numbers,
    old_numerator=_l("The number that stood"),
    new_numerator=_l("The number asked for"),
    reason=_l("Why"),
    state=_l("State"),
    answer=_l("Answer"),
    silent=(
        "card_id",
        "enterprise_id",
        "starts_on",
        "old_denominator",
        "new_denominator",
        "asked_by_id",
        "asked_at",
        "decided_by_id",
        "decided_at",
    ),
)
tell(Beside, _l("Comparison"), other_id=_l("Compared with"), silent=("card_id", "chosen_by_id", "chosen_at"))
words.choices.update({State: STATES, Number: KINDS, Better: BETTER, Frequency: SHORT_FREQUENCIES, Decision: DECISIONS})
words.codes["indicator_code"] = lambda: {code: one.name for code, one in catalogue(language()).items()}


def periods_of(model: type[Reading] | type[Amendment]):
    """The periods that these numbers are of: of every number only its beginning is kept, and what it is called lies in its card."""

    def found(ids: Collection[UUID | None]) -> dict[UUID, str]:
        its_card = (MeasureCard.programme_id == model.programme_id) & (MeasureCard.id == model.card_id)
        asked = (
            select(model.id, model.starts_on, MeasureCard.frequency, MeasureCard.kind).join(MeasureCard, its_card).where(model.id.in_(ids))
        )
        return {
            row.id: period(row.starts_on, Frequency.DAILY if row.kind is Number.RARE else row.frequency)
            for row in db.session.execute(asked)
        }

    return found


def period(starts_on, frequency: Frequency) -> str:
    written = format_date(starts_on, "LLLL y" if frequency is Frequency.MONTHLY else "d MMMM y", locale=language())
    return _("Week of %(day)s", day=written) if frequency is Frequency.WEEKLY else written


def others(ids: Collection[UUID | None]) -> dict[UUID, str]:
    """Cards that were compared with: the measure is the same, so that the place tells them apart."""
    found = db.session.scalars(select(MeasureCard).where(MeasureCard.id.in_(ids)).options(joinedload(MeasureCard.area)))
    return {card.id: f"{inside(called(card))} ({inside(own(card.area))})" if card.area else called(card) for card in found}


words.spoken.update({"reading": periods_of(Reading), "amendment": periods_of(Amendment), "measure_beside": others})


def called(card: MeasureCard) -> str:
    return word_of(card) or _("Not counted")


def of_a_card(user: User, card: MeasureCard):
    """Its numbers, days of change and corrections, and with what it is compared."""
    for model in (Reading, Change, Amendment, Beside):
        yield select(model.id).where(model.programme_id == card.programme_id, model.card_id == card.id)


keep(Kind("measure_card", MeasureCard, policy.visible_cards, called, lambda card: card.url, policy.can_see, of_a_card))
