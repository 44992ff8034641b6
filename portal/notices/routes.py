"""The inbox, and how often a person wants to hear of it by e-mail."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from portal.notices import queries
from portal.notices.calendar import token_of
from portal.notices.forms import SettingsForm
from portal.notices.models import DEFAULT, Frequency, Kind, Notice
from portal.notices.policy import visible_notices
from portal.notices.words import KINDS, MEANS, TONES
from portal.web.access import signed_in
from portal.web.asking import as_id, current_user
from portal.web.finding import find_or_404
from portal.web.forms import Form
from portal.web.fragments import fragment, fragment_wanted, go, see
from portal.web.paging import cut, last_seen
from portal.web.replay import commit
from portal.web.signing import is_own_path

bp = Blueprint("notices", __name__)


@bp.get("/notices")
@signed_in
def index():
    lines, following = cut(queries.inbox(current_user, last_seen()))
    newest = max((line.id for line in lines), default=None)
    return render_template("notices/index.html", lines=lines, following=following, newest=newest, kinds=KINDS, tones=TONES)


@bp.post("/notices/<uuid:notice_id>/opening")
@signed_in
def create_opening(notice_id):
    """Seen, and on to what it is about."""
    notice = find_or_404(Notice, notice_id, within=visible_notices(current_user))
    notice.see()
    return commit(go(notice.path if is_own_path(notice.path) else url_for(".index")))


@bp.post("/notices/<uuid:notice_id>/seeing")
@signed_in
def create_seeing(notice_id):
    notice = find_or_404(Notice, notice_id, within=visible_notices(current_user))
    notice.see()
    if not fragment_wanted():
        return commit(see(".index"))
    line = queries.line_of(current_user, notice)
    return commit(fragment("notices/_line.html", say=_("Seen"), line=line, kinds=KINDS, tones=TONES))


@bp.post("/notices/seeing")
@signed_in
def create_seeing_of_all():
    """All that the page showed, and nothing that came since."""
    for notice in queries.unseen_until(current_user, as_id(request.form.get("newest"))):
        notice.see()
    flash(_("All are marked as seen."))
    return commit(see(".index"))


@bp.get("/notices/settings")
@signed_in
def edit_settings():
    settings = queries.settings_of(current_user.id)
    chosen = {kind.value: (settings.how_often(kind) if settings else DEFAULT[kind]).value for kind in Kind}
    return settings_page(SettingsForm().fill(**chosen))


def settings_page(form: Form, status: int = 200):
    settings = queries.settings_of(current_user.id)
    key = settings.calendar_key if settings else None
    address = url_for("notices.show_calendar", token=token_of(key), _external=True) if key else None
    return render_template("notices/settings.html", form=form, means=MEANS, email=current_user.email, address=address), status


@bp.post("/notices/settings")
@signed_in
def update_settings():
    form = SettingsForm()
    if not form.validate():
        return settings_page(form, 422)
    queries.settings_to_change(current_user.id).choose(**{kind.value: Frequency(form[kind.value].data) for kind in Kind})
    flash(_("Saved."))
    return commit(see(".edit_settings"))


@bp.post("/notices/calendar")
@signed_in
def create_calendar():
    queries.settings_to_change(current_user.id).open_calendar()
    flash(_("Your calendar has a new address. An older one no longer works."))
    return commit(see(".edit_settings", anchor="calendar"))


@bp.post("/notices/calendar/end")
@signed_in
def end_calendar():
    queries.settings_to_change(current_user.id).close_calendar()
    flash(_("The calendar’s address no longer works."))
    return commit(see(".edit_settings", anchor="calendar"))
