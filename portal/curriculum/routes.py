"""The door to what is taught. Of a self-check is kept how many answers were right, never which were chosen."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.accounts.reach import NOWHERE
from portal.curriculum import material_queries, policy, progress, queries, selfcheck
from portal.curriculum.rows import html
from portal.curriculum.words import PLACES
from portal.web import kept, unchanged
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.fragments import fragment, fragment_wanted
from portal.web.language import language
from portal.web.replay import commit

bp = Blueprint("curriculum", __name__)


def wanted() -> str:
    """The language one asks for in the address, else the page's own."""
    return request.args.get("language", "")[:12] or language()


@bp.context_processor
def keep_language() -> dict:
    """The end of a link that keeps the language one has asked for."""
    asked = request.args.get("language", "")[:12]
    return {"keep": f"?language={asked}" if asked.isalpha() and asked != language() else ""}


@bp.get("/modules")
@allow(policy.can_read)
def index():
    return unchanged.or_else(queries.revision(current_user), show_catalogue)


def show_catalogue():
    modules = queries.catalogue(current_user, wanted())
    core, others = [m for m in modules if m.is_core], [m for m in modules if not m.is_core]
    return render_template("curriculum/index.html", core=core, others=others, may_compare=policy.can_compare(current_user))


@bp.get("/modules/<code>")
@allow(policy.can_read)
def show(code):
    text = queries.revision(current_user, code)
    return unchanged.or_else(text, lambda: render_template("curriculum/show.html", piece=module_piece(code, text)))


def module_piece(code: str, text: str) -> dict:
    return kept.or_made((code, text, standing_of(code), *reader()), lambda: make_module(code))


def make_module(code: str) -> dict:
    module = queries.module(current_user, code, wanted()) or abort(404)
    shown = {"module": module, "lessons": queries.lessons(module.id, wanted()), "tools": queries.tools(module.id, wanted())}
    shown |= {"materials": material_queries.few(current_user, module.id), "may_add": may_add(), "standing": standing_of(code)}
    return {"title": module.title, "main": part("curriculum/_module.html", places=PLACES, **shown)}


def reader() -> tuple:
    """What else decides how a text is shown: whose materials stand beside it, and the languages of page and text."""
    return policy.of(current_user)["programme_id"], language(), wanted()


def part(template: str, **shown) -> str:
    return html(render_template(template, **shown))


def may_add() -> bool:
    """Whether one adds to what is taught here."""
    return policy.teaches(current_user, policy.of(current_user)["programme_id"])


def standing_of(code: str) -> str | None:
    """Where the room above tells what one's own enterprise has done, if that room is there."""
    mine = (current_user.reach or NOWHERE).own_enterprises()
    return url_for(".show", code=code) + "/standing" if mine and "batches.show_standing" in current_app.view_functions else None


@bp.get("/modules/<code>/lessons/<slug>")
@allow(policy.can_read)
def show_lesson(code, slug):
    text, own = queries.lesson_revision(current_user, code)
    return unchanged.or_else(text + own, lambda: lesson_page(lesson_piece(code, slug, text)))


def lesson_piece(code: str, slug: str, text: str) -> dict:
    return kept.or_made((code, slug, text, *reader()), lambda: make_lesson(find_lesson(code, slug)))


def make_lesson(page: queries.Page) -> dict:
    """What stands before the self-check and after it; the form between is each reader's own."""
    shown = {"page": page, "lesson": page.lesson, "module": page.module, "text": page.lesson, "places": PLACES, "may_add": may_add()}
    shown |= {"count": len(page.contents), "materials": material_queries.few(current_user, page.module.id, page.lesson.id)}
    return {"page": page} | {name: part(f"curriculum/_{name}.html", **shown) for name in ("reading", "onward")}


def find_lesson(code, slug) -> queries.Page:
    return queries.lesson(current_user, code, slug, wanted()) or abort(404)


def lesson_page(piece: dict, check: selfcheck.SelfCheck | None = None):
    page = piece["page"]
    check = check or selfcheck.ask(page.lesson.data["questions"])
    return render_template("curriculum/lesson.html", piece=piece, page=page, lesson=page.lesson, check=check)


@bp.post("/modules/<code>/lessons/<slug>/check")
@allow(policy.can_read)
def create_check(code, slug):
    page = find_lesson(code, slug)
    check = selfcheck.answer(page.lesson.data["questions"], request.form)
    progress.keep(current_user, page.lesson.id, check.right_count, len(check.questions))
    if fragment_wanted():
        say = _("%(right)s of %(all)s answers are right.", right=check.right_count, all=len(check.questions))
        return commit(fragment("curriculum/_check.html", say=say, page=page, lesson=page.lesson, check=check))
    return commit(lesson_page(make_lesson(page), check))


@bp.get("/modules/<code>/lessons/<slug>/check")
@allow(policy.can_read)
def show_check(code, slug):
    """Who comes back to the answers' address finds the questions."""
    return redirect(url_for(".show_lesson", code=code, slug=slug, _anchor="check"), 303)
