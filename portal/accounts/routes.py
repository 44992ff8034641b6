"""The room's blueprint; signing out, and the language of the pages."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, session, url_for
from flask_babel import refresh

from portal.web import signing
from portal.web.access import public, signed_in
from portal.web.asking import current_user
from portal.web.language import say_in
from portal.web.replay import commit, same_however_often

bp = Blueprint("accounts", __name__)


@bp.post("/sign-out")
@signed_in
def end_session():
    """On a phone of the factory the next person is asked for; the phone itself stays enrolled."""
    current_user.session.end()
    back = ".show_phone" if current_user.session.phone_id else ".new_session"
    session.clear()
    answer = redirect(url_for(back), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return commit(answer)


@bp.post("/language")
@public
@same_however_often
def update_language():
    chosen = say_in(request.form.get("language", "")) or abort(400)
    if current_user.is_authenticated:
        current_user.language = chosen
    refresh()
    back = request.form.get("back", "")
    return commit(redirect(back if signing.is_own_path(back) else url_for("home.index"), 303))
