"""Which language a page speaks: the person's choice, else the visitor's, else the browser's."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import force_locale, get_locale

from portal.extensions import babel
from portal.web import translating
from portal.web.asking import current_user

NAMES = {"en": "English", "ur": "اردو"}


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=choose)
    translating.make_quick(app)
    app.before_request(remember_url_language)
    app.jinja_env.globals.update(language=language, direction=direction, said_in=said_in, language_names=NAMES)


def remember_url_language() -> None:
    """Public pages carry their language in the path: /en/…, /ur/…"""
    first = request.path.split("/", 2)[1]
    if first in current_app.config["LANGUAGES"]:
        g.url_language = first


def choose() -> str:
    known = current_app.config["LANGUAGES"]
    if not has_request_context():
        return known[0]
    for wish in (g.get("url_language"), getattr(current_user, "language", None), session.get("language")):
        if wish and wish in known:
            return wish
    wishes = (tag.split("-")[0].lower() for tag, _quality in request.accept_languages)  # ur-PK is a wish for ur
    return next((wish for wish in wishes if wish in known), known[0])


def language() -> str:
    """Asked by every name and date of a page: found once a request, and again when the language was changed in it."""
    mine = translating.context()
    known = mine.__dict__ if mine is not None else {}
    if "code" not in known or known["code"][0] is not known.get("babel_locale"):
        return translating.code_of(get_locale()) or "en"
    return known["code"][1]


@lru_cache
def _direction(code: str) -> str:
    return "rtl" if Locale.parse(code).text_direction == "rtl" else "ltr"


def direction(code: str | None = None) -> str:
    return _direction(code or language())


def said_in(code: str, caller):
    """A part of a page in one language, for a paper that speaks several: `{% call said_in("ur") %}…{% endcall %}`."""
    with force_locale(code):
        return caller()


def say_in(code: str) -> str | None:
    """Set a visitor's wish; whether the language is one of ours."""
    if code not in current_app.config["LANGUAGES"]:
        return None
    session["language"] = code
    return code
