"""The door to the sheets: blank or filled with an example, in one language or two, as a page and as a PDF."""

from __future__ import annotations

from typing import NamedTuple

from flask import abort, current_app, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.accounts.reach import NOWHERE
from portal.curriculum import policy, printing, queries, sheets
from portal.curriculum.models import Orientation
from portal.curriculum.routes import bp, wanted
from portal.curriculum.rows import Row
from portal.curriculum.words import FILLED_IN, FILLED_IN_OF
from portal.web import unchanged
from portal.web.access import allow
from portal.web.asking import current_user


class Asked(NamedTuple):
    """What of a sheet is wanted."""

    module: Row
    sheet: Row
    other: Row | None
    is_filled: bool


def asked(code: str, slug: str) -> Asked:
    module, sheet, others = queries.tool(current_user, code, slug, wanted()) or abort(404)
    is_filled = request.args.get("filled") == "1" and bool(sheet.filled)
    other = next((text for text in others if text.language == request.args.get("beside")), None)
    return Asked(module, sheet, other if other and fits(sheet, other, is_filled) else None, is_filled)


def fits(sheet: Row, other: Row, is_filled: bool) -> bool:
    """Whether two texts are the same sheet in two languages, line by line."""
    one, two = printing.said(sheet, is_filled), printing.said(other, is_filled)
    return sheet.language != other.language and sheets.shape_of(one) == sheets.shape_of(two)


@bp.get("/modules/<code>/tools/<slug>")
@allow(policy.can_read)
def show_tool(code, slug):
    return unchanged.or_else(queries.revision(current_user, code), lambda: tool_page(asked(code, slug)))


def tool_page(it: Asked):
    title, blocks = printing.parts_of(it.sheet, it.other, it.is_filled)
    shown = printing.on_page(title, blocks, it.sheet.language)
    return render_template("curriculum/tool.html", **it._asdict(), shown=shown, portal=counterpart(it.sheet), wish=address)


@bp.get("/modules/<code>/tools/<slug>/sheet.pdf")
@allow(policy.can_read)
def print_tool(code, slug):
    return unchanged.or_else(queries.revision(current_user, code), lambda: tool_pdf(asked(code, slug)))


def tool_pdf(it: Asked):
    """Paper goes to whoever reads its language: what stands round the sheet is said in that language, too."""
    with force_locale(it.sheet.language):
        made = printed(it)
    answer = current_app.response_class(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{it.sheet.slug}-{it.sheet.language}.pdf"'
    return answer


def printed(it: Asked) -> bytes:
    title, blocks = printing.parts_of(it.sheet, it.other, it.is_filled)
    facts = {"name": it.sheet.title, "note": _("Filled-in example. People and figures are invented.") if it.is_filled else ""}
    facts |= {
        "foot": f"{it.module.title} · {it.sheet.title}",
        "link": url_for(".show_tool", code=it.module.code, slug=it.sheet.slug, _external=True),
    }
    return printing.pdf(title, blocks, it.sheet.orientation == Orientation.LANDSCAPE, **facts)


def address(path: str, **changed) -> str:
    """This sheet with one wish changed, the others kept."""
    now = {name: request.args[name][:12] for name in ("language", "beside", "filled") if request.args.get(name, "").isalnum()}
    wishes = {name: value for name, value in {**now, **changed}.items() if value}
    return path + ("?" + "&".join(f"{name}={value}" for name, value in wishes.items()) if wishes else "")


def counterpart(sheet: Row) -> tuple[str, str, str] | None:
    """Where in the portal the same is filled in (address, label, what to know), as far as that room is there and is one's own."""
    for place in FILLED_IN_OF.get(sheet.slug) or FILLED_IN.get(sheet.counterpart, ()):
        link = link_to(place.endpoint) if may_open(place.endpoint) else None
        if link:
            return link, str(place.label), str(place.says)
    return None


def may_open(endpoint: str) -> bool:
    """Whether that room is there, and its door opens to this person."""
    view = current_app.view_functions.get(endpoint)
    return view is not None and bool(view.door(current_user))


def link_to(endpoint: str) -> str | None:
    asks_for = next(current_app.url_map.iter_rules(endpoint)).arguments
    if not asks_for:
        return url_for(endpoint)
    mine = (current_user.reach or NOWHERE).own_enterprises()
    return url_for(endpoint, enterprise_id=mine[0]) if mine and asks_for == {"enterprise_id"} else None
