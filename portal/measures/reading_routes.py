"""The door to the numbers of one card: a period written, a point left out."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, render_template, request
from flask_babel import gettext as _

from portal import clock
from portal.database import db
from portal.errors import Clash, NotNow
from portal.evidence import Kind
from portal.files.models import StoredFile
from portal.files.pictures import Picture, Sent
from portal.measures import entering, grid, policy
from portal.measures.card_routes import card_or_404, show_card
from portal.measures.doubts import doubts, fault
from portal.measures.forms import ExclusionForm, ReadingForm
from portal.measures.models import MeasureCard, Reading
from portal.measures.page import Shown
from portal.measures.periods import FIRST_DAY, LAST_DAY
from portal.measures.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.fragments import see
from portal.web.replay import commit


@bp.get("/measures/<uuid:measure_card_id>/readings")
@allow(policy.can_read)
def index_readings(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_read)
    starts_on = asked_day(card)
    form = ReadingForm().of(card.is_divided)
    form.fill(**standing(card.reading_on(starts_on), starts_on))
    return show_entry(card, starts_on, form)


def asked_day(card: MeasureCard) -> date:
    """The period that the address names, else the oldest that is missing, else the newest that has ended."""
    named = as_day(request.args.get("on", ""))
    if named is None:
        return next(iter(Shown(card).missing), card.frequency.latest_over(clock.today()))
    if not FIRST_DAY <= named <= LAST_DAY:
        abort(404)
    return named if card.kind is Kind.RARE else card.frequency.start(named)


def as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def standing(there: Reading | None, starts_on: date) -> dict:
    if there is None:
        return {"starts_on": starts_on, "seen": 0}
    numbers = {"numerator": grid.as_text(there.numerator), "denominator": grid.as_text(there.denominator)}
    words = {"is_estimate": there.is_estimate, "gap_because": there.gap_because, "note": there.note}
    return {"starts_on": starts_on, "seen": there.version, **numbers, **words}


def show_entry(card: MeasureCard, starts_on: date, form: ReadingForm, status: int = 200, asks=(), clash: Clash | None = None):
    if status != 200 and form.photo.picture and not form.photo.errors:
        form.photo.errors = [_("Choose the photo once more: no browser keeps it when a form comes back.")]
    there, is_fixed = card.reading_on(starts_on), entering.is_fixed(card, starts_on)
    one = Shown(card)
    for part, name in ((form.numerator, one.words["numerator"] or one.words["name"]), (form.denominator, one.words["denominator"])):
        part.label.text = name or part.label.text
    facts = {"one": one, "form": form, "starts_on": starts_on, "asks": asks, "clash": clash, "there": there, "is_fixed": is_fixed}
    facts["recent"] = [] if card.kind is Kind.RARE else grid.recent(card, 12, starts_on)
    return render_template("measures/entry.html", **facts), status


@bp.post("/measures/<uuid:measure_card_id>/readings")
@allow(policy.can_read)
def create_reading(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_read)
    db.session.commit()  # nothing is written yet: others may write while the photo is made small
    form = ReadingForm().of(card.is_divided)
    is_fine = form.validate()
    starts_on = form.starts_on.data if form.starts_on.data and not form.starts_on.errors else asked_day(card)
    if not is_fine or is_faulty(card, form) or is_photo_of_nothing(form) or is_empty(card, form, starts_on):
        return show_entry(card, starts_on, form, 422)
    if not form.photo.fits_into(card):
        return show_entry(card, starts_on, form, 507)
    if not form.sure.data and (asks := doubts(card, starts_on, *form.pair, is_percent=form.is_percent)):
        return show_entry(card, starts_on, form, 422, asks)
    try:
        read = entering.read(card, starts_on, form.pair, current_user.person, form.seen.data or 0, **form.beside)
    except Clash as clash:
        form.seen.data = there.version if (there := card.reading_on(starts_on)) else 0
        return show_entry(card, starts_on, form, 409, clash=clash)
    except NotNow as refused:
        form.takes(refused, "starts_on" if card.kind is Kind.RARE else "numerator")
        return show_entry(card, starts_on, form, 409)
    if read and form.photo.picture:
        add_photo(read, card, form.photo.picture)
    flash(_("Saved."))
    return commit(see(".index_readings", measure_card_id=card.id) if Shown(card).missing else see(".show", measure_card_id=card.id))


def add_photo(read: Reading, card: MeasureCard, picture: Picture | Sent) -> None:
    """The sheet or the register from which the number was read."""
    stored = StoredFile.keep(picture, card.programme_id, card.enterprise_id)
    db.session.add(stored)
    db.session.flush()
    read.file_id = stored.id


def is_photo_of_nothing(form: ReadingForm) -> bool:
    if form.photo.picture is None or form.pair[0] is not None or form.gap_because.data:
        return False
    form.numerator.errors = [_("Write the number that the photo shows, or why there is none.")]
    return True


def is_empty(card: MeasureCard, form: ReadingForm, starts_on: date) -> bool:
    """Nothing was typed where nothing stood: to say that it is saved would be no answer."""
    if form.pair[0] is not None or form.gap_because.data or card.reading_on(starts_on):
        return False
    form.numerator.errors = [_("Nothing is typed yet. Write the number, or below why there is none.")]
    return True


def is_faulty(card: MeasureCard, form: ReadingForm) -> bool:
    if wrong := fault(card, *form.pair):
        form.numerator.errors = [wrong]
    return bool(wrong)


@bp.post("/measures/<uuid:measure_card_id>/exclusions")
@allow(policy.can_read)
def create_exclusion(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_read)
    form = ExclusionForm()
    if not form.validate() or form.starts_on.data is None:
        return show_card(card, 422, form)
    entering.exclude(card, form.starts_on.data, form.reason.data or "", current_user.person)
    flash(_("It does not count, and it stays to be seen with its reason."))
    return commit(see(".show", measure_card_id=card.id, anchor="numbers"))


@bp.post("/measures/<uuid:measure_card_id>/inclusions")
@allow(policy.can_read)
def create_inclusion(measure_card_id):
    card = card_or_404(measure_card_id, policy.can_read)
    form = ExclusionForm()
    if form.starts_on.data is None:
        return show_card(card, 422)
    entering.include(card, form.starts_on.data)
    return commit(see(".show", measure_card_id=card.id, anchor="numbers"))
