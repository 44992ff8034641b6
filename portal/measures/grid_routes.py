"""The door to the grid of a whole factory: all that it counts on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import flash, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal import clock
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.measures import grid, policy, queries, sent
from portal.measures.models import Frequency
from portal.measures.periods import FIRST_DAY
from portal.measures.reading_routes import as_day
from portal.measures.routes import bp
from portal.say import _l
from portal.web import drafts
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import fragment, fragment_wanted, see
from portal.web.paging import last_seen
from portal.web.replay import commit, same_however_often


@bp.get("/enterprises/<uuid:enterprise_id>/readings")
@allow(policy.can_read)
def show_grid(enterprise_id):
    place = place_or_404(enterprise_id)
    kept = sent.sent_cells(drafts.for_form("Grid") or MultiDict())
    cards = queries.tracked_among(current_user, place.id, {one.card_id for one in kept if one.card_id}) if kept else []
    return show_sheets(place, sent.typed(cards, kept), was_kept=bool(kept))


def show_sheets(place: Enterprise, cells: Sequence[grid.Cell] = (), was_kept: bool = False) -> str:
    """One page of cards as they stand, with what was sent and could not be saved, or came back after an ended session."""
    cards, following = queries.sheet_of(current_user, place.id, last_seen(), grid.ROWS)
    sheets = grid.sheets(cards, {(cell.card.id, cell.starts_on): cell for cell in cells}, asked_page())
    wrong = [cell for cell in cells if cell.status != 200]
    facts = {"sheets": sheets, "after": last_seen(), "following": following, "wrong": wrong, "was_kept": was_kept}
    return render_template("measures/grid.html", enterprise=place, **facts)


def asked_page() -> dict[str, date]:
    """Up to which day each rhythm is shown: `?weekly=2026-08-31`; what names no day is passed over."""
    named = {rhythm: request.args.get(rhythm, "") for rhythm in Frequency}
    return {rhythm: day for rhythm, text in named.items() if (day := as_day(text)) and FIRST_DAY <= day <= clock.today()}


def place_or_404(enterprise_id: UUID) -> Enterprise:
    return find_or_404(Enterprise, enterprise_id, within=policy.visible_places(current_user), may=policy.can_read)


@bp.post("/enterprises/<uuid:enterprise_id>/readings")
@allow(policy.can_read)
@same_however_often
def update_grid(enterprise_id):
    """One cell (HTMX, with what it had seen for its key) or the whole sheet (the plain form): a cell that cannot be saved says why, the others are saved."""
    place = place_or_404(enterprise_id)
    asked = sent.only(request.headers.get("HX-Trigger") if fragment_wanted() else None, sent.sent_cells(request.form))
    cards = queries.tracked_among(current_user, place.id, {one.card_id for one in asked if one.card_id})
    if not sent.are_known(cards, asked):
        raise NotNow(_l("One of these numbers is not counted here any more, so nothing was saved. Open the sheet afresh."))
    cells = sent.save(cards, asked, current_user.person, is_sheet=not fragment_wanted())
    wrong = [cell for cell in cells if cell.status != 200]
    status = max((cell.status for cell in wrong), default=200)
    if fragment_wanted():
        body = "".join(fragment("measures/_cell.html", cell=cell)[0] for cell in cells)
        return commit((body, status))
    if not wrong:
        flash(_("Saved."))
        shown = {rhythm: str(day) for rhythm, day in asked_page().items()}
        return commit(see(".show_grid", enterprise_id=place.id, after=last_seen(), **shown))
    return commit((show_sheets(place, cells), status))
