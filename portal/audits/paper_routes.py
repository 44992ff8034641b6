"""The door from paper: the sheet of an area, and the question that a code on it opens."""

from __future__ import annotations

from flask import flash, render_template, request
from flask_babel import gettext as _

from portal.audits import policy, queries, questions, sheets
from portal.audits.routes import bp, finding_form, found_area
from portal.enterprises.models import Area
from portal.enterprises.policy import visible_areas
from portal.improvement.paper import answer_with
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see

READY = {"capture": "environment", "autofocus": True}  # a phone opens its camera, not its gallery


@bp.get("/areas/<uuid:area_id>/audits/sheet")
@allow(policy.can_see)
def show_sheet(area_id):
    area = find_or_404(Area, area_id, within=visible_areas(current_user), may=policy.can_see)
    sheet = sheets.of_area(area, questions.newest())
    return render_template("audits/sheet.html", area=area, sheet=sheet, shown=sheet.shown)


@bp.get("/areas/<uuid:area_id>/audits/sheet.pdf")
@allow(policy.can_see)
def print_sheet(area_id):
    area = find_or_404(Area, area_id, within=visible_areas(current_user), may=policy.can_see)
    return answer_with(sheets.of_area(area, questions.newest()), "5s-audit")


@bp.get("/areas/<uuid:area_id>/findings/new")
@allow(policy.can_audit)
def new_finding(area_id):
    """What is found hangs on the newest audit of its area; where there is none, one is made first."""
    area = found_area(area_id)
    audit = queries.newest_of(area)
    if audit is None:
        flash(_("This area was not audited yet. Begin with its first audit."))
        return see(".new", area_id=area.id)
    form = finding_form(audit)
    asked = {question.code: question for question in audit.edition.questions if question.code in audit.scores}
    question = asked.get(request.args.get("question", ""))
    form.question.data, form.photo.render_kw = question and question.code, READY
    return render_template("audits/finding.html", audit=audit, question=question, form=form)
