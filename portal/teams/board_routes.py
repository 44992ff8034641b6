"""The door to the board on the wall: one page for the day, and what happened to somebody written on it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template
from flask_babel import gettext as _
from sqlalchemy import select

from portal import clock
from portal.database import db
from portal.enterprises import matters
from portal.enterprises.models import Area, Enterprise
from portal.improvement.queries import named
from portal.teams import board, policy, words
from portal.teams.forms import SafetyForm
from portal.teams.models import SafetyEvent
from portal.teams.queries import same
from portal.teams.routes import bp, found
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import fragment, fragment_wanted, see
from portal.web.replay import commit


@bp.get("/enterprises/<uuid:enterprise_id>/board")
@allow(policy.can_see)
def show_board(enterprise_id):
    enterprise = found(enterprise_id)
    facts = facts_of(enterprise)
    if fragment_wanted():
        return fragment("teams/_board.html", **facts)
    return render_template("teams/board.html", **facts)


def facts_of(enterprise: Enterprise) -> dict:
    """What every wall shows; of what waits, only what this person may open."""
    waits = [one for one in matters.of(enterprise) if one.many and one.kind.rule(current_user, enterprise)]
    due = board.due(enterprise)
    facts = {"numbers": board.numbers(enterprise), "due": due[: board.ACTIONS], "is_more": len(due) > board.ACTIONS}
    facts |= {"safety": board.safety(enterprise), "waits": waits, "words": words}
    return {**facts, "enterprise": enterprise, "may_meet": policy.can_meet(current_user, enterprise)}


@bp.get("/enterprises/<uuid:enterprise_id>/safety/new")
@allow(policy.can_meet)
def new_safety_event(enterprise_id):
    enterprise = found(enterprise_id, policy.can_meet)
    return show_form(enterprise, safety_form(enterprise).fill(happened_on=clock.today()))


def safety_form(enterprise: Enterprise) -> SafetyForm:
    return SafetyForm().offer(named(board.areas(enterprise)))


def show_form(enterprise: Enterprise, form: SafetyForm, status: int = 200):
    return render_template("teams/new_safety.html", enterprise=enterprise, form=form), status


@bp.post("/enterprises/<uuid:enterprise_id>/safety")
@allow(policy.can_meet)
def create_safety_event(enterprise_id):
    enterprise = found(enterprise_id, policy.can_meet)
    form = safety_form(enterprise)
    if not form.validate() or form.happened_on.data is None:
        return show_form(enterprise, form, 422)
    if form.happened_on.data > clock.today():
        form.happened_on.errors = [_("This day has not come yet. Look whether the date on your phone is right.")]
        return show_form(enterprise, form, 422)
    area = None
    if form.area.data:
        area = db.session.scalars(select(Area).where(*same(Area, enterprise), Area.id == UUID(form.area.data))).one()
    SafetyEvent.tell(enterprise, form.harm, form.happened_on.data, form.text.data or "", current_user.person, area)
    flash(_("It stands on the board."))
    return commit(see(".show_board", enterprise_id=enterprise.id))


@bp.post("/safety-events/<uuid:safety_event_id>/withdrawal")
@allow(policy.can_meet)
def create_safety_withdrawal(safety_event_id):
    event = find_or_404(SafetyEvent, safety_event_id, within=policy.visible_safety_events(current_user), may=policy.can_meet)
    event.withdraw()
    flash(_("Taken off the board. That it stood there is kept."))
    return commit(see(".show_board", enterprise_id=event.enterprise_id))
