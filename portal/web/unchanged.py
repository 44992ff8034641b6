"""A page asked for again that is still the same: answered by 304, from one stamp over all that it shows.

Only for pages without personal data but the frame round them: what the frame shows of a person goes into the stamp.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import Flask, current_app, make_response, request, session
from flask.typing import ResponseReturnValue

from portal.config import ROOT
from portal.web.asking import current_user
from portal.web.fragments import fragment_wanted
from portal.web.language import language

_frame: list[Callable] = []


def frame_shows(source: Callable) -> None:
    """A room above says what else the frame shows of a person, such as the name of their place: `source(user)`."""
    if source not in _frame:
        _frame.append(source)


def init_app(app: Flask) -> None:
    app.extensions["portal.release"] = release()


def release() -> str:
    """What the program's own part of a page is made of: it changes when templates, words, looks or guides change."""
    parts = (
        path for folder in ("templates", "portal", "static", "docs/guides") for path in (ROOT / folder).rglob("*") if path.suffix in MADE_OF
    )
    facts = sorted((str(path.relative_to(ROOT)), path.stat().st_mtime_ns) for path in parts)
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


MADE_OF = {".html", ".py", ".mo", ".css", ".js", ".svg", ".md", ".webp"}


def or_else(content: str, render: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """304 where the reader has this very page; else the page, to be kept by this reader's browser alone."""
    if session.get("_flashes") or current_app.debug:
        return render()
    etag = stamp(content)
    is_same = request.if_none_match.contains_weak(etag)
    response = make_response("", 304) if is_same else make_response(render())
    if response.status_code in (200, 304) and "_flashes" not in session:
        response.set_etag(etag, weak=True)
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def stamp(content: str) -> str:
    user = current_user
    places = sorted(map(str, user.reach.places)) if user.reach else []
    person = (str(user.id), user.username, user.version, user.person.version, session.get("csrf_token"))
    facts = (
        content,
        current_app.extensions["portal.release"],
        language(),
        fragment_wanted(),
        person,
        places,
        [source(user) for source in _frame],
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:32]
