"""A form that could not be taken comes back with all that was typed in it: nobody types it twice."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

from flask import current_app, flash, g, make_response, request
from uuid_utils.compat import uuid7
from werkzeug.datastructures import MultiDict

from portal.database import SAFE_METHODS, db, wait_at_the_door
from portal.errors import INTO_THE_PAGE, page
from portal.web import drafts
from portal.web.asking import current_user

PLUMBING = ("csrf_token", "_key", "_form", drafts.PLACE)
NOT_PASSED_ON = ("werkzeug.", "flask.", "HTTP_HX_", "HTTP_IF_", "HTTP_ACCEPT_ENCODING", "HTTP_RANGE", "CONTENT_", "HTTP_IDEMPOTENCY")


def form_again(status: int, message, same_key: bool = False, label=None):
    """The page that the form stood on, its fields as they were sent; where it stood on none, a page that sends it again.

    Under the same key it is the same submission, which counts once; under a new one it is another.
    """
    if request.method in SAFE_METHODS:
        return page(status, message=message)
    return filled_page(status, message, same_key) or send_again(status, message, same_key, label)


def send_again(status: int, message, same_key: bool, label=None):
    """What was typed stands behind one button. Files and secrets are chosen and typed afresh."""
    again = {"path": request.full_path.rstrip("?"), "fields": typed_fields(), "key": key_for_next(same_key), "label": label}
    return page(status, message=message, resend=again if can_be_sent_again() else None)


def can_be_sent_again() -> bool:
    has_secret = any(word in name and value for name, value in request.form.items(multi=True) for word in drafts.SECRET[:-2])
    return not has_secret and not any(file.filename for file in request.files.values())


def typed_fields() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.form.items(multi=True) if name not in PLUMBING]


def key_for_next(same_key: bool) -> str:
    return (same_key and request.form.get("_key")) or str(uuid7())


def filled_page(status: int, message, same_key: bool):
    """The form's own page, asked for once more within this request, with the fields handed to the form of that name."""
    path, name = drafts.page_of_form(), request.form.get("_form", "")
    if not path or not name or not current_user.is_authenticated:
        return None
    db.session.rollback()
    wait_at_the_door()
    typed = [(field, value) for field, value in typed_fields() if not any(word in field for word in drafts.SECRET)]
    g.draft, g.draft_key, g.draft_used = (name, MultiDict(typed)), key_for_next(same_key), False
    with current_app.request_context(environ_of(path)):
        flash(message)
        inner = current_app.full_dispatch_request()
    if not g.pop("draft_used", False) or inner.status_code != 200 or inner.is_streamed:
        return None
    answer = make_response(inner.get_data(), status)
    for cookie in inner.headers.getlist("Set-Cookie"):
        answer.headers.add("Set-Cookie", cookie)
    for header, value in INTO_THE_PAGE.items():
        answer.headers[header] = value
    return answer


def environ_of(path: str) -> dict:
    """A GET of that page by the same browser."""
    where = urlsplit(path)
    kept = {name: value for name, value in request.environ.items() if not name.startswith(NOT_PASSED_ON)}
    asked = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": where.path,
        "QUERY_STRING": where.query,
        "wsgi.input": io.BytesIO(),
        "CONTENT_LENGTH": "0",
    }
    return {**kept, **asked, "RAW_URI": path, "REQUEST_URI": path}
