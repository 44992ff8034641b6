"""Words looked up quickly: Flask-Babel asks for context, locale and catalogue at each word, here it is once a request.

A page of sixty rows says some hundred words; without this they were a third of what it costs.
"""

from __future__ import annotations

from types import SimpleNamespace

import flask_babel
from babel import Locale
from flask import Flask
from flask.globals import app_ctx
from flask_babel import Domain
from jinja2 import pass_context
from markupsafe import Markup

_here = app_ctx._get_current_object  # pyright: ignore[reportAttributeAccessIssue] – the context itself: its proxy costs more than the word


def make_quick(app: Flask) -> None:
    flask_babel._get_current_context = context
    app.extensions["babel"].instance.domain_instance = OnceARequest()
    app.jinja_env.globals.update(gettext=said, _=said)


def context():
    """What Flask-Babel keeps of a request: locale and catalogue; it clears them itself when the language changes."""
    try:
        kept = _here().g.__dict__
    except RuntimeError:
        return None
    if "_flask_babel" not in kept:
        kept["_flask_babel"] = SimpleNamespace()
    return kept["_flask_babel"]


class OnceARequest(Domain):
    def get_translations(self):
        mine = context()
        if mine is None:
            return super().get_translations()
        known = getattr(mine, "babel_translations", None)
        if known is None:
            known = mine.babel_translations = super().get_translations()
        return known


@pass_context
def said(_context, text: str, **facts) -> Markup:
    """A text of a template in the page's language, as Jinja's own `_` gives it."""
    catalogue = flask_babel.get_translations()
    known = catalogue.__dict__.setdefault("_said", {})
    if text not in known:
        known[text] = Markup(catalogue.ugettext(text))  # noqa: S704 – from our own catalogue
    words = known[text]
    return words % facts if facts or "%" in words else words


def code_of(locale: Locale | None) -> str:
    mine = context()
    if mine is None or locale is None:
        return str(locale or "")
    known = getattr(mine, "code", None)
    if known is None or known[0] is not locale:
        known = mine.code = (locale, str(locale))
    return known[1]
