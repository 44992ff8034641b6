"""The door to one module of one enrolment: facts at its gates, the proposal, and the decision."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, flash, render_template, url_for
from flask_babel import gettext as _

from portal import clock
from portal.accounts import devices, traces
from portal.batches import gates, policy, queries, telling
from portal.batches.completions import Completion, GateFact
from portal.batches.forms import ConfirmationForm, ProposalForm, ReturnForm, WithdrawalForm, fact_form
from portal.batches.models import Enrolment
from portal.batches.modules import title_of, titles
from portal.batches.page import Page
from portal.batches.routes import bp
from portal.batches.stands import stand_of
from portal.batches.waits import PATIENCE
from portal.batches.words import STATES
from portal.database import db
from portal.errors import Clash, NotNow
from portal.web.access import Rule, allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import fragment, fragment_wanted, see
from portal.web.language import language
from portal.web.replay import commit


def find_module(enrolment_id, code: str, may: Rule | None = None) -> tuple[Enrolment, Completion | None]:
    """An enrolment within reach and its completion of a module of the plan; with `may`, to be written."""
    if "\0" in code:  # no database keeps it
        abort(404)
    found = queries.opened(policy.visible_enrolments(current_user), enrolment_id, code, to_write=may is not None)
    if found is None:
        abort(404)
    if may is not None and not may(current_user, found[0]):
        abort(403)
    return found


def page_of(enrolment: Enrolment, completion: Completion | None, code: str) -> Page:
    stand = stand_of(enrolment.programme_id, enrolment.id, enrolment.enterprise_id, code)
    title = title_of(titles(language(), enrolment.programme_id), code)
    happened = queries.trail(completion) if completion else []
    return Page(current_user, enrolment, completion, code, title, stand, happened, [] if happened else queries.overseers(enrolment))


def answer(page: Page, status: int = 200, **forms):
    shown = {
        "proposal": forms.get("proposal") or ProposalForm.fresh(version=page.version),
        "returning": forms.get("returning") or ReturnForm.fresh(version=page.version),
        "withdrawal": forms.get("withdrawal") or WithdrawalForm.fresh(version=page.version),
        "facts": page.fact_forms(forms.get("fact")),
    }
    return render_template("batches/show_completion.html", page=page, **shown), status


@bp.get("/enrolments/<uuid:enrolment_id>/modules/<code>")
@allow(policy.can_see_standing)
def show_completion(enrolment_id, code):
    return answer(page_of(*find_module(enrolment_id, code), code))


@bp.post("/enrolments/<uuid:enrolment_id>/modules/<code>/facts/<gate>")
@allow(policy.can_enter)
def update_fact(enrolment_id, code, gate):
    if gate not in gates.BY_CODE:
        abort(404)
    enrolment, completion = find_module(enrolment_id, code, may=policy.can_enter)
    form = fact_form(gate)()
    if not form.validate():
        return fact_answer(page_of(enrolment, completion, code), gate, form, 422)
    fact = queries.fact(enrolment, code, gate) or GateFact.about(enrolment, code, gate)
    way_out = url_for(".show_completion", enrolment_id=enrolment.id, code=code)
    if form.version.data != (fact.version or 0):
        raise Clash({gates.BY_CODE[gate].title: fact.note}, {gates.BY_CODE[gate].title: form.note.data}, way_out)
    fact.enter(current_user, form.met.data, form.note.data, completion)
    db.session.add(fact)
    db.session.flush()
    if not fragment_wanted():
        return commit(see(".show_completion", enrolment_id=enrolment.id, code=code, anchor=f"gate-{gate}"))
    return commit(fact_answer(page_of(enrolment, completion, code), gate))


def fact_answer(page: Page, gate: str, form=None, status: int = 200):
    """The gate alone, and beside it what depends on it; or the whole page."""
    if not fragment_wanted():
        return answer(page, status, fact=form)
    check = page.stand.check(gate)
    say = None if form else _("Met") if check.met else _("Missing")
    shown = {"facts": page.fact_forms(form), "proposal": ProposalForm.fresh(version=page.version)}
    return fragment("batches/_entered.html", status, say, page=page, check=check, **shown)


@bp.post("/enrolments/<uuid:enrolment_id>/modules/<code>/proposal")
@allow(policy.can_propose)
def create_proposal(enrolment_id, code):
    enrolment, completion = find_module(enrolment_id, code, may=policy.can_propose)
    form = ProposalForm()
    well_formed = form.validate()
    page = page_of(enrolment, completion, code)
    if well_formed and form.version.data != page.version:
        raise Clash(way_out=page.url)
    if page.stand.missing and not form.reason.data:
        form.reason.errors = [_("Something is missing. Say why it should count all the same: the coordinator reads it, and it is kept.")]
    if form.errors:
        return answer(page, 422, proposal=form)
    completion = completion or Completion.begin(enrolment, code)
    db.session.add(completion)
    completion.propose(current_user, page.stand.findings, form.reason.data)
    db.session.flush()
    traces.leave(completion.id, devices.own_mark())
    telling.proposed(completion, current_user)
    flash(_("Sent. An expert or the coordinator confirms it."))
    return commit(see(".show_completion", enrolment_id=enrolment.id, code=code))


def find_completion(completion_id, form, rule_for) -> Completion:
    """A completion that this person may decide on, in the state in which the form showed it."""
    completion = find_or_404(Completion, completion_id, within=policy.visible_completions(current_user))
    if not rule_for(completion)(current_user, completion):
        abort(403)
    if form.version.data is not None and form.version.data != completion.version:
        if not form.words_typed:
            raise NotNow(
                _("Somebody decided before you: this module is now “%(state)s”.", state=STATES[completion.state]), url_of(completion)
            )
        raise Clash(dict.fromkeys(form.words_typed, STATES[completion.state]), form.words_typed, url_of(completion))
    return completion


def url_of(completion: Completion) -> str:
    return url_for(".show_completion", enrolment_id=completion.enrolment_id, code=completion.module_code)


def again(completion: Completion, **forms):
    """The page with what is wrong in it."""
    found = find_module(completion.enrolment_id, completion.module_code)
    return answer(page_of(*found, completion.module_code), 422, **forms)


def seen(completion: Completion):
    return commit(see(".show_completion", enrolment_id=completion.enrolment_id, code=completion.module_code))


@bp.post("/completions/<uuid:completion_id>/confirmation")
@allow(policy.can_confirm)
def create_confirmation(completion_id):
    form = ConfirmationForm()
    completion = find_completion(completion_id, form, policy.rule_to_decide)
    if not form.validate():
        return again(completion)
    completion.confirm(current_user, traces.is_of_same_device(completion.id, devices.own_mark()))
    telling.confirmed(completion, current_user)
    return seen(completion)


@bp.post("/completions/<uuid:completion_id>/return")
@allow(policy.can_confirm)
def create_return(completion_id):
    form = ReturnForm()
    completion = find_completion(completion_id, form, policy.rule_to_decide)
    if not form.validate():
        return again(completion, returning=form)
    completion.return_(current_user, form.comment.data or "")
    telling.returned(completion, current_user)
    return seen(completion)


@bp.post("/completions/<uuid:completion_id>/withdrawal")
@allow(policy.can_withdraw)
def create_withdrawal(completion_id):
    form = WithdrawalForm()
    completion = find_completion(completion_id, form, policy.rule_to_withdraw)
    if not form.validate():
        return again(completion, withdrawal=form)
    completion.withdraw(current_user, form.reason.data or "")
    telling.withdrawn(completion, current_user)
    return seen(completion)


@bp.get("/completions")
@allow(policy.can_confirm)
def index_to_confirm():
    rows = queries.waiting(current_user)
    names = titles(language(), rows[0].programme_id) if rows else {}
    late = clock.now() - timedelta(days=PATIENCE)
    return render_template("batches/index_to_confirm.html", rows=rows, names=names, title_of=title_of, late=late)
