"""The first page by role, the rest of the menu, and the parts that pages are made of."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from portal.home import queries
from portal.measures.sampler import sheet
from portal.web.access import public, signed_in
from portal.web.asking import current_user
from portal.web.needs import needs

bp = Blueprint("home", __name__)
styleguide_bp = Blueprint("styleguide", __name__)


@bp.get("/")
@signed_in
def index():
    stats, news = queries.stats_of(current_user), queries.news_of(current_user)
    return render_template("home/index.html", needs=needs.of(current_user), stats=stats, news=news)


@bp.get("/more")
@signed_in
def more():
    return render_template("home/more.html")


@styleguide_bp.get("/styleguide")
@public
def show():
    wanted = "rtl" if request.args.get("dir") == "rtl" else "ltr"
    return render_template("styleguide/index.html", dir=wanted, sheet=sheet())
