"""The door to an event's budget, and to those who help at it."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, url_for
from flask_babel import gettext as _

from portal import clock
from portal.database import db
from portal.events import choosing, policy
from portal.events.forms import EditLineForm, HelpersForm, LineForm
from portal.events.models import BudgetLine, Event, EventHelper
from portal.events.routes import bp, event_or_404
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import own
from portal.web.fragments import see
from portal.web.replay import commit
from portal.web.versions import refuse_stale


@bp.post("/events/<uuid:event_id>/budget-lines")
@allow(policy.can_run)
def create_line(event_id):
    event = event_or_404(event_id, policy.can_run)
    form = LineForm()
    if not form.validate():
        return budget_page(event, form), 422
    line = BudgetLine(programme_id=event.programme_id, event_id=event.id)
    line.describe(form.item.data or "", form.planned.data, form.actual.data)
    db.session.add(line)
    return commit(see(".show_budget", event_id=event.id))


@bp.get("/events/<uuid:event_id>/budget")
@allow(policy.can_run)
def show_budget(event_id):
    return budget_page(event_or_404(event_id, policy.can_run), LineForm())


def budget_page(event: Event, form: LineForm, line: BudgetLine | None = None) -> str:
    return render_template(
        "events/budget.html", event=event, form=form, line=line, lines=[one for one in event.budget if not one.dropped_at]
    )


@bp.get("/budget-lines/<uuid:budget_line_id>/edit")
@allow(policy.can_run)
def edit_line(budget_line_id):
    line = find_or_404(BudgetLine, budget_line_id, within=policy.visible_lines(current_user), may=policy.can_run)
    form = EditLineForm()
    form.fill(item=line.item, planned=line.planned, actual=line.actual, version=line.version)
    return budget_page(line.event, form, line)


@bp.post("/budget-lines/<uuid:budget_line_id>")
@allow(policy.can_run)
def update_line(budget_line_id):
    line = find_or_404(BudgetLine, budget_line_id, within=policy.visible_lines(current_user), may=policy.can_run)
    form = EditLineForm()
    if not form.validate():
        return budget_page(line.event, form, line), 422
    facts = {"item": line.item, "planned": line.planned, "actual": line.actual}
    refuse_stale(form, line.version, facts, url_for(".edit_line", budget_line_id=line.id))
    line.describe(form.item.data or "", form.planned.data, form.actual.data)
    return commit(see(".show_budget", event_id=line.event_id))


@bp.post("/budget-lines/<uuid:budget_line_id>/removal")
@allow(policy.can_run)
def drop_line(budget_line_id):
    line = find_or_404(BudgetLine, budget_line_id, within=policy.visible_lines(current_user), may=policy.can_run)
    line.drop()
    return commit(see(".show_budget", event_id=line.event_id))


@bp.get("/events/<uuid:event_id>/helpers")
@allow(policy.can_run)
def index_helpers(event_id):
    event = event_or_404(event_id, policy.can_run)
    return render_template("events/helpers.html", event=event, helpers=choosing.helpers(event), form=with_people(HelpersForm(), event))


def with_people(form: HelpersForm, event: Event) -> HelpersForm:
    form.helper.choices = [("", _("Choose a trainer or expert")), *((str(row.id), own(row)) for row in choosing.may_help(event))]
    return form


@bp.post("/events/<uuid:event_id>/helpers")
@allow(policy.can_run)
def create_helper(event_id):
    event = event_or_404(event_id, policy.can_run, to_write=True)
    form = with_people(HelpersForm(), event)
    if not form.validate():
        return render_template("events/helpers.html", event=event, helpers=choosing.helpers(event), form=form), 422
    there_is = next((one for one in event.helpers if one.user_id == UUID(form.helper.data)), None)
    if there_is is None:
        event.helpers.append(EventHelper(programme_id=event.programme_id, user_id=UUID(form.helper.data)))
    else:
        there_is.ended_at = None
    return commit(see(".index_helpers", event_id=event.id))


@bp.post("/helpers/<uuid:event_helper_id>/removal")
@allow(policy.can_run)
def drop_helper(event_helper_id):
    helper = find_or_404(EventHelper, event_helper_id, within=policy.visible_helpers(current_user), may=policy.can_run)
    helper.ended_at = helper.ended_at or clock.now()
    return commit(see(".index_helpers", event_id=helper.event_id))
