"""A meeting as it is written down: its forms, each with what is known already, and who of those there speaks for whom."""

from __future__ import annotations

from portal import clock
from portal.accounts.models import Sex
from portal.enterprises.models import Balance, Level
from portal.teams import queries, words
from portal.teams.forms import AttendanceForm, ClosureForm, DecisionForm, NoteForm
from portal.teams.models import AgendaItem, Meeting, Presence
from portal.web.formats import own


def present(meeting: Meeting) -> Balance:
    """Whether those who were there spoke for the factory."""
    there = [one for one in meeting.attendances if one.presence is Presence.PRESENT]
    workers, sexes = sum(one.level is Level.WORKER for one in there), [one.sex for one in there]
    return Balance(workers, len(there) - workers, sexes.count(Sex.FEMALE), sexes.count(Sex.MALE))


def forms_of(meeting: Meeting, sent) -> dict:
    """The forms of a running meeting; that which was sent stands there as it was typed, the others with what is known."""
    team = queries.members_on(meeting, clock.today())

    def form_of(kind, make):
        return sent if isinstance(sent, kind) else make()

    closure = {"held_on": min(meeting.planned_on, clock.today()), "summary": meeting.summary}
    return {
        "attendance_form": form_of(AttendanceForm, lambda: known_attendance(meeting, team, sent)),
        "decision_form": form_of(DecisionForm, lambda: decision_form(meeting, team, DecisionForm.fresh())),
        "closure_form": form_of(ClosureForm, lambda: filled(ClosureForm.fresh(), meeting, **closure)),
        "note_forms": {item.id: note_form(item, sent) for item in meeting.items},
    }


def filled(form, record, **values):
    """With what is known, but never over words that came back."""
    form["version"].data = record.version
    for name, value in () if form.was_kept else values.items():
        form[name].data = value
    return form


def known_attendance(meeting: Meeting, team: list, sent) -> AttendanceForm:
    """With the words of a closing that came before it, so that they are not lost when it is saved."""
    form = filled(AttendanceForm.for_team(team).fresh(), meeting, summary=sent.summary.data if isinstance(sent, ClosureForm) else None)
    if form.was_kept:
        return form
    known = {one.person_id: one.presence for one in meeting.attendances}
    for name, member in form.members.items():
        form[name].data = known.get(member.person_id)
    return form


def decision_form(meeting: Meeting, team: list, form: DecisionForm) -> DecisionForm:
    points = [(str(item.id), f"{item.position}. {item.title or words.kind_of(item.kind)}"[:90]) for item in meeting.items]
    projects = [(str(row.id), row.title) for row in queries.open_projects(meeting)]
    people = [(str(one.person_id), own(one.person)) for one in team]
    return form.offer(points, projects, people)


def note_form(item: AgendaItem, sent) -> NoteForm:
    if isinstance(sent, NoteForm) and sent.note.id == f"note-{item.id}":
        return sent
    form = NoteForm.fresh()
    if form.was_kept and form.item.data != str(item.id):
        form = form.emptied()
    return filled(form, item, note=item.note).of(item)
