"""What can go wrong, and the page that helps out of it."""

from __future__ import annotations

import math

from flask import Flask, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from portal.say import _l

HELPED = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503, 507)
BUSY = ("database is locked", "database table is locked")
BUSY_STATES = ("40001", "40P01", "55P03")  # PostgreSQL: could not be put in order, a deadlock, a lock that was not to be had

INTO_THE_PAGE = {"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"}  # never into the part that asked


ONCE_MORE = _l("Send it once more")
WAITED = _l(
    "So many are saving at this moment that yours had to wait too long. Nothing was saved, and nothing you typed is lost: send it once more."
)
OUTDATED = _l(
    "The portal did not know this form as its own: it was opened long ago, or its sign was lost on the way. Nothing was saved. Go back in your browser and copy what you typed; then reload the page."
)
RENEWED = _l("You have signed in anew since this form was opened. Nothing you typed is lost: look at it, then send it once more.")
OF_ANOTHER = _l(
    "This form was opened by somebody else. Sign in as that person to send it. What was typed is kept for an hour and comes back to that person alone, on the form’s page."
)
OF_ANOTHER_LOST = _l("This form was opened by somebody else. Sign in as that person to send it. What was typed could not be kept.")
FULL = _l("The server’s disk is full, so nothing was saved. Nothing you typed is lost. Tell your coordinator, then send it once more.")


class NotNow(Exception):
    """What was asked is forbidden in the present state; the message says why, `way_out` where to go on.

    Where it is only to be thought over, `again` is the address to which it is sent once more, with `sure`.
    `beside` is the field that it speaks of, in a form that has it.
    """

    def __init__(self, message, way_out: str | None = None, again: str | None = None, beside: str | None = None):
        super().__init__(message)
        self.message, self.way_out, self.again, self.beside = message, way_out, again, beside


class TooOften(Exception):
    """Too many tries by one pair of account and device; it may try again after so many seconds."""

    def __init__(self, seconds: float):
        super().__init__(seconds)
        self.seconds = max(1, math.ceil(seconds))

    @property
    def message(self):
        minutes = math.ceil(self.seconds / 60)
        if minutes > 1:
            return _l("Wait %(minutes)s minutes, then try again. Nobody else is shut out by this.", minutes=minutes)
        return _l("Wait a minute, then try again. Nobody else is shut out by this.")


class Clash(NotNow):
    """Somebody else saved this record first: `theirs` and `yours` are shown side by side."""

    def __init__(self, theirs: dict | None = None, yours: dict | None = None, way_out: str | None = None):
        super().__init__(_l("Somebody else changed this in the meantime. Nothing of yours is lost: compare, then save again."), way_out)
        self.theirs, self.yours = theirs or {}, yours or {}


def init_app(app: Flask) -> None:
    app.register_error_handler(NotNow, answer_not_now)
    app.register_error_handler(TooOften, answer_too_often)
    app.register_error_handler(StaleDataError, lambda _: answer_not_now(Clash()))
    app.register_error_handler(CSRFError, answer_lost_form)
    app.register_error_handler(OperationalError, answer_database)
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(Exception, answer_fault)


def page(status: int, **facts):
    from portal.database import db, wait_at_the_door

    db.session.rollback()
    wait_at_the_door()  # nothing more is written: the page that explains needs no lock
    shown = {"message": None, "way_out": None, "again": None, "clash": None, "resend": None, "back": None, **facts}
    return render_template("errors/error.html", status=status, **shown), status, INTO_THE_PAGE


def answer_not_now(error: NotNow):
    return page(409, message=error.message, way_out=error.way_out, again=error.again, clash=error if isinstance(error, Clash) else None)


def answer_too_often(error: TooOften):
    from portal.web.log import log

    log.warning("tried too often", rule=str(request.url_rule))
    body, status, headers = page(429, message=error.message, back=way_back())
    return body, status, {**headers, "Retry-After": str(error.seconds)}


def answer_lost_form(error: CSRFError):
    from portal.web import again, drafts
    from portal.web.asking import current_user
    from portal.web.log import log

    log.warning("form without its token", rule=str(request.url_rule))
    if asked := drafts.keep():
        return asked
    owner_id = drafts.owner_of_form()
    if owner_id is None:
        return page(400, message=OUTDATED)
    if owner_id == current_user.id:
        return again.form_again(400, RENEWED)
    token = drafts.put_by(owner_id)
    return drafts.with_cookie(make_response(page(400, message=OF_ANOTHER if token else OF_ANOTHER_LOST)), token)


def is_busy(error: OperationalError) -> bool:
    """Others held what this needed for longer than one waits; sent once more, it is taken."""
    return str(error.orig).startswith(BUSY) or getattr(error.orig, "sqlstate", None) in BUSY_STATES


def answer_database(error: OperationalError):
    from portal.web import again
    from portal.web.log import log

    text = str(error.orig)
    if "disk is full" in text or "No space" in text or "disk I/O error" in text:
        log.error("disk full", rule=str(request.url_rule))
        return again.form_again(507, FULL, same_key=True, label=ONCE_MORE)
    if is_busy(error):
        log.warning("database busy", rule=str(request.url_rule))
        answer = make_response(again.form_again(503, WAITED, same_key=True, label=ONCE_MORE))
        answer.headers["Retry-After"] = "5"
        return answer
    return answer_fault(error)


def answer_http(error: HTTPException):
    if isinstance(error, SecurityError):  # a host that is not ours: there is no address to put into a page
        return make_response(
            "400 Bad Request: this site does not answer under that name.\n", 400, {"Content-Type": "text/plain; charset=utf-8"}
        )
    if error.code is None or error.code < 400:
        return error.get_response()
    return page(error.code if error.code in HELPED else 500 if error.code >= 500 else 400, back=way_back() if error.code == 413 else None)


def way_back() -> str | None:
    """The page that sent what was refused; the form itself may not have been read."""
    from portal.web import drafts

    return drafts.sent_from()


def answer_fault(error: Exception):
    from portal.web.log import log

    if isinstance(error, OSError) and error.errno in (28, 122):  # no space, or a quota's end
        from portal.web import again

        return again.form_again(507, FULL, same_key=True, label=ONCE_MORE)
    if isinstance(error, DBAPIError):  # PostgreSQL repeats the whole row in its message, and with it people's words
        log.error("database fault", rule=str(request.url_rule), kind=type(error.orig).__name__, statement=error.statement)
    else:
        log.exception("fault", rule=str(request.url_rule))
    return page(500)
