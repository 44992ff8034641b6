"""The door to a meeting: planned, begun, written down, closed; its minutes on paper."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock
from portal.accounts.models import Person
from portal.database import db
from portal.enterprises import matters
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.improvement import telling as improvements
from portal.improvement.models import Project
from portal.improvement.queries import team_of
from portal.say import _l
from portal.teams import minutes, policy, queries, telling, words
from portal.teams.forms import AttendanceForm, ClosureForm, DecisionForm, MeetingForm, NoteForm, PointForm
from portal.teams.models import AgendaItem, Meeting, State, Team
from portal.teams.routes import bp, found
from portal.teams.writing import decision_form, forms_of, present
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import go, see
from portal.web.replay import commit
from portal.web.versions import refuse_stale

WITHOUT_MINUTES = _l("The minutes are there as soon as the meeting is closed.")
NO_LONGER = _l("Somebody on this list is no longer in the team. Look at the list once more, then save it again.")


@bp.get("/enterprises/<uuid:enterprise_id>/meetings/new")
@allow(policy.can_meet)
def new_meeting(enterprise_id):
    enterprise = found(enterprise_id, policy.can_meet)
    team = Team.of(enterprise)
    facts = {"planned_on": team.next_day(queries.last_held(enterprise)) or clock.today(), "begins_at": team.begins_at}
    return show_plan(enterprise, meeting_form(enterprise).fill(**facts))


def meeting_form(enterprise: Enterprise) -> MeetingForm:
    return MeetingForm().offer(team_of((enterprise.programme_id, enterprise.id)))


def show_plan(enterprise: Enterprise, form: MeetingForm, status: int = 200, there: str | None = None):
    return render_template("teams/new_meeting.html", enterprise=enterprise, form=form, there=there), status


@bp.post("/enterprises/<uuid:enterprise_id>/meetings")
@allow(policy.can_meet)
def create_meeting(enterprise_id):
    enterprise = found(enterprise_id, policy.can_meet)
    form = meeting_form(enterprise)
    if not form.validate() or form.planned_on.data is None:
        return show_plan(enterprise, form, 422)
    leader = db.session.get(Person, UUID(form.led_by.data)) if form.led_by.data else None
    try:
        planned = Meeting.plan(enterprise, form.planned_on.data, current_user.person, form.begins_at.data, leader)
    except NotNow as twin:
        if form.takes(twin):
            return show_plan(enterprise, form, 422, twin.way_out)
        raise
    db.session.flush()
    telling.planned(planned, queries.members_on(planned, planned.planned_on))
    flash(_("The meeting is planned. Whoever is in the team is told of it."))
    return commit(see(".show_meeting", meeting_id=planned.id))


def meeting_or_404(meeting_id: UUID, may=policy.can_meet) -> Meeting:
    within = policy.visible_meetings(current_user).options(*queries.SHOWN)
    return find_or_404(Meeting, meeting_id, within=within, may=may)


@bp.get("/meetings/<uuid:meeting_id>")
@allow(policy.can_see)
def show_meeting(meeting_id):
    return show_page(meeting_or_404(meeting_id, policy.can_see))


def show_page(meeting: Meeting, sent=None, status: int = 200, refused=None):
    """What it is now: an agenda to come, a meeting to write down, or minutes. The form that was sent stays as it was typed."""
    facts = {"meeting": meeting, "sent": sent, "refused": refused, "words": words, "kinds": matters.kinds(), "kind_of": words.kind_of}
    facts |= {"may_meet": policy.can_meet(current_user, meeting), "present": present(meeting)}
    facts["point_form"] = sent if isinstance(sent, PointForm) else PointForm.fresh()
    if meeting.state is State.PLANNED:
        facts["drawn"] = matters.of(meeting.enterprise)
    if meeting.state is State.RUNNING and facts["may_meet"]:
        facts |= forms_of(meeting, sent)
    return render_template("teams/meeting.html", **facts), status


@bp.post("/meetings/<uuid:meeting_id>/opening")
@allow(policy.can_meet)
def create_meeting_opening(meeting_id):
    meeting = meeting_or_404(meeting_id)
    meeting.open(matters.of(meeting.enterprise))
    return commit(see(".show_meeting", meeting_id=meeting.id))


@bp.post("/meetings/<uuid:meeting_id>/agenda")
@allow(policy.can_meet)
def create_agenda(meeting_id):
    """What has come up in the meantime."""
    meeting = meeting_or_404(meeting_id)
    many = meeting.draw(matters.of(meeting.enterprise))
    flash(ngettext("%(num)s point came to the agenda.", "%(num)s points came to the agenda.", many) if many else _("Nothing new is open."))
    return commit(see(".show_meeting", anchor="agenda", meeting_id=meeting.id))


@bp.post("/meetings/<uuid:meeting_id>/points")
@allow(policy.can_meet)
def create_point(meeting_id):
    meeting = meeting_or_404(meeting_id)
    form = PointForm()
    if not form.validate():
        return show_page(meeting, form, 422)
    meeting.add_point(form.title.data or "")
    return commit(see(".show_meeting", anchor="agenda", meeting_id=meeting.id))


@bp.post("/agenda-items/<uuid:agenda_item_id>")
@allow(policy.can_meet)
def update_agenda_item(agenda_item_id):
    item = find_or_404(AgendaItem, agenda_item_id, within=policy.visible_items(current_user), may=policy.can_meet)
    form, page = NoteForm().of(item), url_for(".show_meeting", meeting_id=item.meeting_id, _anchor=f"item-{item.id}")
    if not form.validate():
        return show_page(meeting_or_404(item.meeting_id), form, 422)
    refuse_stale(form, item.version, {"note": item.note}, page)
    item.write(form.note.data)
    return commit(go(page))


@bp.post("/meetings/<uuid:meeting_id>/attendance")
@allow(policy.can_meet)
def update_attendance(meeting_id):
    meeting = meeting_or_404(meeting_id)
    form = AttendanceForm.for_team(queries.members_on(meeting, clock.today()))()
    if not form.validate():
        return show_page(meeting, form, 422)
    if not form.knows(request.form):
        return show_page(meeting, form, 422, NO_LONGER)
    refuse_stale(form, meeting.version, {}, url_for(".show_meeting", meeting_id=meeting.id))
    meeting.attend(form.told, form.summary.data)
    flash(_("Saved who was there."))
    return commit(see(".show_meeting", anchor="attendance", meeting_id=meeting.id))


@bp.post("/meetings/<uuid:meeting_id>/decisions")
@allow(policy.can_meet)
def create_decision(meeting_id):
    meeting = meeting_or_404(meeting_id)
    form = decision_form(meeting, queries.members_on(meeting, clock.today()), DecisionForm())
    if not form.validate():
        return show_page(meeting, form, 422)
    item = next((one for one in meeting.items if str(one.id) == form.item.data), None)
    owner = db.session.get(Person, UUID(form.owner.data)) if form.owner.data else None
    made = meeting.decide(form.text.data or "", current_user.person, item, project_of(meeting, form), owner, form.due_on.data)
    db.session.flush()
    if made.action:
        improvements.action_given(made.action, made.action.project, current_user.person)
    return commit(see(".show_meeting", anchor="decisions", meeting_id=meeting.id))


def project_of(meeting: Meeting, form) -> Project | None:
    if form.project.data == "new":
        return Project.log(meeting.enterprise, form.text.data or "", current_user.person)
    return queries.project_of(meeting, UUID(form.project.data)) if form.project.data else None


@bp.post("/meetings/<uuid:meeting_id>/closure")
@allow(policy.can_meet)
def create_meeting_closure(meeting_id):
    meeting = meeting_or_404(meeting_id)
    form = ClosureForm()
    if not form.validate() or form.held_on.data is None:
        return show_page(meeting, form, 422)
    refuse_stale(form, meeting.version, {}, url_for(".show_meeting", meeting_id=meeting.id))
    try:
        meeting.close(form.held_on.data, current_user.person, form.summary.data)
    except NotNow as refused:
        if form.takes(refused):
            return show_page(meeting, form, 422)
        raise
    wake(meeting.enterprise)
    flash(_("The meeting is closed. These are its minutes, to read, print and save."))
    return commit(see(".show_meeting", meeting_id=meeting.id))


def wake(enterprise: Enterprise) -> None:
    team = Team.of(enterprise)
    if team.dormant_since:
        team.wake()
        telling.awake(team)


@bp.post("/meetings/<uuid:meeting_id>/cancellation")
@allow(policy.can_meet)
def create_meeting_cancellation(meeting_id):
    meeting = meeting_or_404(meeting_id)
    meeting.call_off()
    telling.called_off(meeting, queries.members_on(meeting, clock.today()))
    flash(_("The meeting is called off. Whoever is in the team is told of it."))
    return commit(see(".show", enterprise_id=meeting.enterprise_id))


@bp.get("/meetings/<uuid:meeting_id>/minutes.pdf")
@allow(policy.can_see)
def print_minutes(meeting_id):
    meeting = meeting_or_404(meeting_id, policy.can_see)
    if meeting.state is not State.HELD:
        raise NotNow(WITHOUT_MINUTES)
    answer = current_app.response_class(minutes.pdf(meeting), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="minutes-{meeting.number}-{meeting.held_on}.pdf"'
    return answer
