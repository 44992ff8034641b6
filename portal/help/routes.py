"""The door to the guides: all of them for whoever is signed in, the guest's for everybody."""

from __future__ import annotations

from flask import Blueprint, render_template

from portal.accounts.words import ROLES
from portal.help import guides
from portal.say import _l
from portal.web import unchanged
from portal.web.access import public, signed_in
from portal.web.asking import current_user
from portal.web.language import language

bp = Blueprint("help", __name__)
CALLED = {**ROLES, guides.GUEST: _l("Without a sign-in")}


def page(name: str, template: str):
    return render_template(template, guide=guides.guide(name, language()), called=CALLED[name])


@bp.get("/help")
@signed_in
def index():
    own, others = guides.of_roles(current_user.reach.roles if current_user.reach else frozenset(), language())
    return render_template("help/index.html", own=own, others=others)


@bp.get(f"/help/<any({', '.join(guides.NAMES)}):guide>")
@signed_in
def show(guide: str):
    return unchanged.or_else(f"guide {guide}", lambda: page(guide, "help/show.html"))


@bp.get("/en/help")
@bp.get("/ur/help")
@public
def show_public():
    return page(guides.GUEST, "help/public.html")
