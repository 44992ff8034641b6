"""The door of the workbench: a lesson in two languages side by side, and what changed since it was translated."""

from __future__ import annotations

from babel.localedata import locale_identifiers
from flask import abort, render_template, request

from portal.curriculum import policy, queries
from portal.curriculum.routes import bp
from portal.curriculum.translation import PARTS
from portal.curriculum.words import PART_NAMES
from portal.web import unchanged
from portal.web.access import allow
from portal.web.asking import current_user


@bp.get("/modules/<code>/lessons/<slug>/translation")
@allow(policy.can_compare)
def show_translation(code, slug):
    return unchanged.or_else(queries.revision(current_user, code), lambda: translation_page(code, slug))


def known(code: str) -> str:
    """A language that has a name; else Urdu, which the texts are written in beside English."""
    return code if code in locale_identifiers() else "ur"


def translation_page(code: str, slug: str):
    wanted = known(request.args.get("language", "ur")[:12])
    module, texts = queries.lesson_in_all(current_user, code, slug) or abort(404)
    english, other = texts["en"], texts.get(wanted)
    rows = [(part, PART_NAMES[part], said(english, part), said(other, part) if other else "") for part in PARTS]
    stale = other.data.get("stale", []) if other else list(PARTS)
    return render_template(
        "curriculum/translation.html", module=module, english=english, other=other, wanted=wanted, rows=rows, stale=stale, texts=texts
    )


def said(text, part: str):
    """A part as it is read: HTML as it stands, a list as its lines."""
    if part in ("title", "aim"):
        return getattr(text, part)
    if part in ("why", "idea", "example"):
        return getattr(text, f"{part}_html")
    if part == "drawing":
        return text.data.get("shows", "")
    value = text.data[part]
    if part == "steps":
        return [line for step in value for line in (step["title"], step["do"], step["ask"], step["watch"], step["alone"])]
    if part == "questions":
        return [line for question in value for line in (question["ask"], *question["options"], question["why"])]
    return value
