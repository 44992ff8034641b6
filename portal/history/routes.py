"""A record's history, for whoever sees the record."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from portal.history import reading
from portal.history.records import words
from portal.web.access import signed_in
from portal.web.asking import current_user
from portal.web.finding import find_or_404

bp = Blueprint("history", __name__)


@bp.get("/history/<kind>/<uuid:record_id>")
@signed_in
def show(kind, record_id):
    """The record's own reach decides, as on its page."""
    kept = words.kinds.get(kind)
    if kept is None:
        abort(404)
    record = find_or_404(kept.model, record_id, within=kept.within(current_user), may=kept.may)
    rows = reading.rows_about(kept, current_user, record, reading.last_of(request.args.get("before")))
    return render_template(
        "history/show.html",
        kind=kept,
        record=record,
        name=kept.name(record),
        url=kept.url(record),
        title=words.tables[kept.model.__tablename__].title,
        entries=reading.entries(rows[: reading.MOST], record.id),
        following=reading.following(rows),
    )
