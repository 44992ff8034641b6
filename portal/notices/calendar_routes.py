"""The door to the calendar feed: open to whoever has its address, like a key."""

from __future__ import annotations

from flask import abort, current_app, make_response
from flask_babel import force_locale

from portal.notices import calendar
from portal.notices.routes import bp
from portal.web.access import public


@bp.get("/calendar/<token>.ics")
@public
def show_calendar(token):
    user = calendar.owner_of(token)
    if user is None:
        abort(404)
    with force_locale(user.language or current_app.config["BABEL_DEFAULT_LOCALE"]):
        response = make_response(calendar.feed_of(user))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="portal.ics"'
    response.headers["Cache-Control"] = "private, max-age=900"
    return response
