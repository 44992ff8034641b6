"""The door to 5S audits: an area's newest, a new one, what was found in it and what is done about that."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import clock
from portal.accounts.models import Person
from portal.audits import measured, picture, policy, queries, questions, series
from portal.audits.forms import FindingForm, WithdrawalForm, form_for
from portal.audits.models import Audit
from portal.database import db
from portal.enterprises.models import Area, Enterprise
from portal.enterprises.policy import visible_areas
from portal.errors import NotNow, answer_not_now
from portal.files.models import StoredFile
from portal.improvement.models import Action, Project
from portal.improvement.policy import can_take_away
from portal.improvement.queries import team_of
from portal.say import _l
from portal.web.access import Rule, allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.formats import own
from portal.web.fragments import see
from portal.web.paging import cut, last_seen
from portal.web.replay import commit
from portal.web.versions import refuse_stale

bp = Blueprint("audits", __name__)


@bp.errorhandler(NotNow)
def lead_back(error: NotNow):
    for name, path in (("audit_id", "/audits/{}"), ("area_id", "/areas/{}/audits/new")):
        if record_id := (request.view_args or {}).get(name):
            error.way_out = error.way_out or path.format(record_id)
    return answer_not_now(error)


@bp.get("/audits")
@allow(policy.can_see)
def index():
    rows, after = cut(queries.areas(current_user, last_seen()))
    most = {number: edition.most for number, edition in questions.editions().items()}
    return render_template("audits/index.html", rows=rows, after=after, most=most, may=policy.can_audit)


def found_area(area_id: UUID) -> Area:
    return find_or_404(Area, area_id, within=visible_areas(current_user), may=policy.can_audit)


@bp.get("/areas/<uuid:area_id>/audits/new")
@allow(policy.can_audit)
def new(area_id):
    return show_form(found_area(area_id), form_for(questions.newest()).fill(on=clock.today()))


def show_form(area: Area, form, status: int = 200):
    return render_template("audits/new.html", area=area, form=form, edition=questions.newest()), status


@bp.post("/areas/<uuid:area_id>/audits")
@allow(policy.can_audit)
def create(area_id):
    area, form = found_area(area_id), form_for(questions.newest())
    if not form.validate():
        return show_form(area, form, 422)
    if queries.is_made(area, form.on.data):
        form.on.errors = [_("This area was already audited on that day. Open that audit, or choose another day.")]
        return show_form(area, form, 422)
    try:
        made = Audit.make(area, form.on.data or clock.today(), form.scores, current_user.person, form.note.data)
    except NotNow as refused:
        if form.takes(refused):
            return show_form(area, form, 422)
        raise
    db.session.add(made)
    db.session.flush()
    flash(_("%(percent)s of 100. Say now what you saw where the score is low.", percent=made.percent))
    return commit(see(".show", audit_id=made.id))


def found(audit_id: UUID, may: Rule | None = None) -> Audit:
    return find_or_404(Audit, audit_id, within=policy.visible_audits(current_user).options(*queries.SHOWN), may=may)


@bp.get("/audits/<uuid:audit_id>")
@allow(policy.can_see)
def show(audit_id):
    return show_audit(found(audit_id))


def finding_form(audit: Audit) -> FindingForm:
    asked = {question.code: own(question, "text") for question in audit.edition.questions if question.code in audit.scores}
    order = audit.low + [code for code in asked if code not in audit.low]
    return FindingForm().offer([(code, asked[code]) for code in order if code in asked], team_of((audit.programme_id, audit.enterprise_id)))


def show_audit(audit: Audit, form: FindingForm | None = None, status: int = 200, withdrawal: WithdrawalForm | None = None):
    told = queries.of_area(audit.area)
    points = series.of(told)
    facts = {"before": next((one for one in reversed(told) if one.on < audit.on and one.withdrawn_on is None), None), "told": told}
    facts |= {"radar": picture.radar(audit, facts["before"]), "trend": picture.trend(points)}
    facts["may_take_away"] = can_take_away(current_user, audit)
    facts["card"] = measured.link_to(audit.area)
    facts["project"] = None if facts["card"] else queries.project_of(audit.area)
    facts["asked"] = {question.code: question for question in audit.edition.questions}
    facts |= {"form": form or finding_form(audit), "withdrawal": withdrawal or WithdrawalForm.fresh(version=audit.version)}
    may = policy.can_audit(current_user, audit) and audit.withdrawn_on is None
    return render_template("audits/show.html", audit=audit, may_audit=may, **facts), status


@bp.post("/audits/<uuid:audit_id>/readings")
@allow(policy.can_audit)
def create_readings(audit_id):
    audit = found(audit_id, policy.can_audit)
    card = measured.card_of(audit.area)
    if card is None:
        raise NotNow(_l("Nobody counts the 5S score of this area. Begin a card for it in the project of this area."))
    count = measured.take(card, series.of(queries.of_area(audit.area)), current_user.person)
    done = ngettext("%(num)s score stands on the card now.", "%(num)s scores stand on the card now.", count)
    flash(done if count else _("Nothing new: the scores of all periods that are over stand on the card, or are locked there."))
    return commit(see(".show", audit_id=audit.id, anchor="counted"))


@bp.post("/audits/<uuid:audit_id>/findings")
@allow(policy.can_audit)
def create_finding(audit_id):
    audit = found(audit_id, policy.can_audit)
    form = finding_form(audit)
    if not form.validate():
        return show_audit(audit, form, 422)
    if not form.photo.fits_into(audit):
        return show_audit(audit, form, 507)
    file_id = keep(form, audit) if form.photo.picture else None
    action = follow(audit, form) if form.todo.data else None
    audit.find(form.question.data, form.words.data or "", file_id, action)
    flash(_("Kept. What is to be done stands among the actions.") if action else _("Kept."))
    return commit(see(".show", audit_id=audit.id, anchor="findings"))


def keep(form: FindingForm, audit: Audit) -> UUID:
    stored = StoredFile.keep(form.photo.picture, audit.programme_id, audit.enterprise_id)  # pyright: ignore[reportArgumentType]
    db.session.add(stored)
    db.session.flush()
    return stored.id


def follow(audit: Audit, form: FindingForm) -> Action:
    """An action in the improvement of this area that its audits feed; the first one opens it."""
    project = queries.project_of(audit.area)
    if project is None:
        factory = db.session.get_one(Enterprise, (audit.programme_id, audit.enterprise_id))
        title = _("5S in %(area)s", area=own(audit.area))
        project = Project.log(factory, form.words.data or "", current_user.person, area=audit.area, title=title, theme=queries.THEME)
        db.session.flush()
    owner = db.session.get(Person, UUID(form.owner.data)) if form.owner.data else None
    action = project.add_action(form.todo.data or "", owner, form.due_on.data)
    db.session.flush()
    return action


@bp.post("/audits/<uuid:audit_id>/withdrawal")
@allow(policy.can_audit)
def create_withdrawal(audit_id):
    audit, form = found(audit_id, policy.can_audit), WithdrawalForm()
    if not form.validate():
        return show_audit(audit, status=422, withdrawal=form)
    refuse_stale(form, audit.version, {"reason": audit.withdrawn_because}, f"/audits/{audit.id}")
    audit.withdraw(form.reason.data or "", current_user.person)
    flash(_("Withdrawn. Its answers stay, its score counts no more."))
    return commit(see(".show", audit_id=audit.id))
