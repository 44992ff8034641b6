"""The first page by role, the rest of the menu, and the parts that pages are made of."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_login import current_user

from portal.web.access import public, signed_in
from portal.web.needs import needs

bp = Blueprint("home", __name__)
styleguide_bp = Blueprint("styleguide", __name__)


@bp.get("/")
@signed_in
def index():
    return render_template("home/index.html", needs=needs.of(current_user))


@bp.get("/more")
@signed_in
def more():
    return render_template("home/more.html")


@styleguide_bp.get("/styleguide")
@public
def show():
    return render_template("home/styleguide.html")
