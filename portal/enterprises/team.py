"""The improvement team: who joins, who changes, who leaves. With scripts, in place; without, on pages of its own."""

from __future__ import annotations

from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from portal import clock
from portal.accounts.models import Person
from portal.database import db
from portal.enterprises import policy, queries, words
from portal.enterprises.forms import EditMemberForm, NewMemberForm
from portal.enterprises.models import Enterprise, Membership
from portal.enterprises.routes import bp, find_own, team_of
from portal.errors import NotNow
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import inside, own
from portal.web.fragments import fragment, fragment_wanted, see
from portal.web.replay import commit
from portal.web.versions import refuse_stale


def find_team(enterprise_id: UUID) -> Enterprise:
    return find_own(enterprise_id, may=policy.can_keep_team)


def find_member(member_id: UUID) -> Membership:
    return find_or_404(Membership, member_id, within=policy.visible_memberships(current_user), may=policy.can_keep_team)


def show_form(form, enterprise: Enterprise, member: Membership | None = None, status: int = 200):
    if fragment_wanted():
        return fragment("enterprises/_team.html", status, **{**team_of(enterprise), "form": form, "member": member})
    return render_template("enterprises/member_form.html", form=form, enterprise=enterprise, member=member, words=words), status


def answer(enterprise: Enterprise, say: str):
    """The team as it now is: in place, or on the enterprise's page."""
    db.session.flush()
    if fragment_wanted():
        return commit(fragment("enterprises/_team.html", say=say, **team_of(enterprise)))
    flash(say)
    return commit(see(".show", enterprise_id=enterprise.id, anchor="team"))


def new_form(enterprise: Enterprise) -> NewMemberForm:
    return NewMemberForm([(str(row.id), own(row)) for row in queries.joinable(enterprise)])


@bp.get("/enterprises/<uuid:enterprise_id>/team")
@allow(policy.can_see)
def show_team(enterprise_id):
    """The team alone, for a page that gives up its form."""
    enterprise = find_own(enterprise_id, may=policy.can_see)
    return (
        fragment("enterprises/_team.html", **team_of(enterprise))
        if fragment_wanted()
        else see(".show", enterprise_id=enterprise_id, anchor="team")
    )


@bp.get("/enterprises/<uuid:enterprise_id>/members/new")
@allow(policy.can_keep_team)
def new_member(enterprise_id):
    enterprise = find_team(enterprise_id)
    return show_form(new_form(enterprise), enterprise)


@bp.post("/enterprises/<uuid:enterprise_id>/members")
@allow(policy.can_keep_team)
def create_member(enterprise_id):
    enterprise = find_team(enterprise_id)
    form = new_form(enterprise)
    if not form.validate():
        return show_form(form, enterprise, status=422)
    try:
        joined = enterprise.take_on(person_of(form, enterprise), on=form.starts_on.data or clock.today(), **form.place)
    except NotNow as already:
        form.takes(already, "starts_on")
        return show_form(form, enterprise, status=422)
    return answer(enterprise, _("%(name)s is in the team.", name=inside(own(joined.person))))


def person_of(form: NewMemberForm, enterprise: Enterprise) -> Person:
    if form.known_id:
        return db.session.get_one(Person, form.known_id)
    return Person(programme_id=enterprise.programme_id, **form.person)


@bp.get("/members/<uuid:member_id>/edit")
@allow(policy.can_keep_team)
def edit_member(member_id):
    member = find_member(member_id)
    return show_form(EditMemberForm().fill(**facts(member), version=member.edition), member.enterprise, member)


@bp.post("/members/<uuid:member_id>")
@allow(policy.can_keep_team)
def update_member(member_id):
    member = find_member(member_id)
    form = EditMemberForm()
    if not form.validate():
        return show_form(form, member.enterprise, member, 422)
    refuse_stale(form, member.edition, facts(member), url_for(".edit_member", member_id=member.id))
    member.describe(form.starts_on.data or member.starts_on, **form.place)
    member.person.describe(**form.person)
    return answer(member.enterprise, _("Saved."))


def facts(member: Membership) -> dict:
    person = member.person
    return {
        "name": person.name,
        "name_ur": person.name_ur,
        "sex": person.sex.value,
        "level": member.level.value,
        "job": member.job,
        "job_ur": member.job_ur,
        "employment": member.employment.value,
        "starts_on": member.starts_on,
    }


@bp.post("/members/<uuid:member_id>/leave")
@allow(policy.can_keep_team)
def leave_team(member_id):
    member = find_member(member_id)
    member.leave(clock.today())
    return answer(
        member.enterprise, _("%(name)s has left the team. What they did stays under their name.", name=inside(own(member.person)))
    )


@bp.post("/members/<uuid:member_id>/return")
@allow(policy.can_keep_team)
def return_to_team(member_id):
    member = find_member(member_id).come_back(clock.today())
    return answer(member.enterprise, _("%(name)s is in the team again.", name=inside(own(member.person))))
