"""The door for whoever teaches: a lesson's guide, its slides, and plans of whole days."""

from __future__ import annotations

import io
from itertools import accumulate

from flask import abort, current_app, render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wsgi import wrap_file

from portal.curriculum import material_queries, policy, printing, queries, selfcheck, slides, taking
from portal.curriculum.routes import bp, find_lesson, wanted
from portal.curriculum.words import PLACES
from portal.web import unchanged
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.language import language


@bp.get("/modules/<code>/lessons/<slug>/guide")
@allow(policy.can_read)
def show_guide(code, slug):
    return unchanged.or_else(queries.revision(current_user, code), lambda: guide_page(find_lesson(code, slug)))


def guide_page(page: queries.Page):
    steps = page.lesson.data["steps"]
    starts = [0, *accumulate(step["minutes"] for step in steps)]
    check = selfcheck.ask(page.lesson.data["questions"])
    may = policy.can_compare(current_user)
    return render_template(
        "curriculum/guide.html", page=page, lesson=page.lesson, starts=starts, check=check, places=PLACES, may_compare=may
    )


@bp.get("/modules/<code>/lessons/<slug>/slides")
@allow(policy.can_read)
def show_slides(code, slug):
    return unchanged.or_else(queries.revision(current_user, code), lambda: slides_page(find_lesson(code, slug)))


def slides_page(page: queries.Page):
    return render_template("curriculum/slides.html", page=page, lesson=page.lesson, slides=slides.slides(page.lesson))


@bp.get("/modules/<code>/offline.zip")
@allow(policy.can_read)
def take_module(code):
    return unchanged.or_else(queries.revision(current_user, code), lambda: module_zip(code))


def module_zip(code: str):
    module, pages, tools = queries.whole(current_user, code, wanted()) or abort(404)
    sheets = [(sheet, printing.on_page(*printing.parts_of(sheet, None, False), sheet.language)) for sheet in tools]
    materials = list(taking.chosen(material_queries.to_take(current_user, module.id)))
    with force_locale(module.language):  # it is opened by whoever reads that language
        kept = taking.pack(module, pages, sheets, module.language, materials)
    size = kept.seek(0, io.SEEK_END)
    kept.seek(0)
    made = current_app.response_class(wrap_file(request.environ, kept), mimetype="application/zip", direct_passthrough=True)
    made.content_length = size
    made.headers["Content-Disposition"] = f'attachment; filename="{module.code}-{module.language}.zip"'
    return made


@bp.get("/class-plans")
@allow(policy.can_read)
def index_plans():
    return unchanged.or_else(queries.plans_revision(), plans_page)


def plans_page():
    return render_template("curriculum/plans.html", plans=queries.plans(language()))


@bp.get("/class-plans/<code>")
@allow(policy.can_read)
def show_plan(code):
    stamp = queries.plans_revision() + queries.revision(current_user)
    return unchanged.or_else(stamp, lambda: plan_page(code))


def plan_page(code: str):
    plan = queries.plan(current_user, code, wanted()) or abort(404)
    return render_template("curriculum/plan.html", plan=plan, where=_("Class plans"))
