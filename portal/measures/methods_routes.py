"""The door to the methods: for whoever is signed in, and for everybody in either language."""

from __future__ import annotations

from flask import render_template

from portal.evidence import RULE_VERSION
from portal.measures import methods
from portal.measures.indicators import catalogue
from portal.measures.routes import bp
from portal.web.access import public, signed_in
from portal.web.language import language


def page(layout: str):
    facts = {"indicators": catalogue(language()).values(), "version": RULE_VERSION}
    return render_template("measures/methods.html", layout=layout, methods=methods, **facts)


@bp.get("/methods")
@signed_in
def show_methods():
    return page("layouts/page.html")


@bp.get("/en/methods")
@bp.get("/ur/methods")
@public
def show_public_methods():
    return page("layouts/public.html")
