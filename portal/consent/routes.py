"""The door to a factory's agreement: read it, sign it, take it back, bring in a paper."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from portal import clock
from portal.consent import paper, policy, queries, telling, words
from portal.consent.agreement import Agreement, Signature
from portal.consent.asking import ask
from portal.consent.forms import Answers, PaperForm, SignForm, WithdrawForm
from portal.consent.models import Consent, Method, Scope
from portal.enterprises import stops
from portal.enterprises.models import Enterprise
from portal.errors import Clash
from portal.files.kinds import Admitted
from portal.files.models import StoredFile
from portal.files.routes import sent
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.replay import commit

bp = Blueprint("consent", __name__)


def found(enterprise_id, may=None, to_write: bool = False) -> Agreement:
    """Whoever writes waits here for whoever writes at the same moment."""
    places = policy.visible_places(current_user)
    return queries.agreement_of(find_or_404(Enterprise, enterprise_id, places.with_for_update() if to_write else places, may))


@bp.get("/enterprises/<uuid:enterprise_id>/consent")
@allow(policy.can_see)
def show(enterprise_id):
    return page(found(enterprise_id))


def page(agreement: Agreement, form: SignForm | None = None, status: int = 200):
    today = clock.today()
    may_sign = policy.can_sign(current_user, agreement.enterprise)
    may_bring = policy.can_bring_paper(current_user, agreement.enterprise)
    scopes = agreement.can_answer(today)
    stopped = stops.among(agreement.enterprise.programme_id, [agreement.enterprise.id]).get(agreement.enterprise.id)
    may_ask = policy.can_ask(current_user, agreement.enterprise) and agreement.text is not None and bool(agreement.asked(today))
    return (
        render_template(
            "consent/show.html",
            agreement=agreement,
            enterprise=agreement.enterprise,
            asked=agreement.asked(today),
            form=(form or sign_form(agreement)) if may_sign and scopes else None,
            may_bring=may_bring and bool(scopes),
            may_ask=may_ask and not stopped,
            stopped=stopped if may_ask else None,  # for those who would ask; the firm is not warned
            may_withdraw=policy.can_withdraw(current_user, agreement.enterprise),
            may_open=policy.can_open_paper(current_user, agreement.enterprise),
            papers=queries.papers_of(agreement.enterprise),
            scopes=Scope,
            words=words,
        ),
        status,
    )


def sign_form(agreement: Agreement) -> SignForm:
    form = SignForm().offer(agreement.can_answer(clock.today()))
    form.fill(version=agreement.edition, signer=current_user.person.name)
    return form


@bp.post("/enterprises/<uuid:enterprise_id>/consent")
@allow(policy.can_sign)
def create(enterprise_id):
    agreement = found(enterprise_id, policy.can_sign, to_write=True)
    form = SignForm().offer(agreement.can_answer(clock.today()))
    refuse_second(form, agreement)
    if not form.validate():
        return page(agreement, form, 422)
    return signed(agreement, form, form.signature(current_user))


def refuse_second(form: Answers, agreement: Agreement) -> None:
    """Two sign at once: the second reads what the first signed before anything is added to it."""
    if form.version.data is not None and form.version.data != agreement.edition:
        theirs = {str(words.SCOPES[s]): str(words.STATES[agreement.standings[s].state]) for s in Scope if s in agreement.standings}
        yours = {str(words.SCOPES[s]): str(words.YES if said else words.NO) for s, said in form.answers.items()}
        raise Clash(theirs, yours, url_for(".show", enterprise_id=agreement.enterprise.id))


def signed(agreement: Agreement, form: Answers, signature: Signature):
    consent = agreement.sign(form.answers, signature, paper.made)
    telling.signed(consent, agreement.enterprise)
    flash(_("Signed. The paper is made and kept here; it never changes."))
    if agreement.stays(consent):
        flash(_("This paper is older than what was said since, so not every part of it counts: see beside it what stays."), "warning")
    return commit(see(".show", enterprise_id=agreement.enterprise.id, anchor="papers"))


@bp.get("/enterprises/<uuid:enterprise_id>/consent/paper")
@allow(policy.can_bring_paper)
def new_paper(enterprise_id):
    agreement = found(enterprise_id, policy.can_bring_paper)
    texts = queries.published_texts(agreement.enterprise.programme_id)
    form = PaperForm().offer(agreement.can_answer(clock.today())).fill(version=agreement.edition, on=clock.today()).offer_texts(texts)
    return paper_page(agreement, form)


def paper_page(agreement: Agreement, form: PaperForm, status: int = 200):
    facts = {"agreement": agreement, "enterprise": agreement.enterprise, "form": form, "words": words}
    return render_template("consent/paper.html", **facts), status


@bp.post("/enterprises/<uuid:enterprise_id>/consent/paper")
@allow(policy.can_bring_paper)
def create_paper(enterprise_id):
    agreement = found(enterprise_id, policy.can_bring_paper, to_write=True)
    enterprise = agreement.enterprise
    texts = {str(text.number): text for text in queries.published_texts(enterprise.programme_id)}
    form = PaperForm().offer(agreement.can_answer(clock.today())).offer_texts(list(texts.values()))
    refuse_second(form, agreement)
    if not form.validate():
        return paper_page(agreement, form, 422)
    if not form.scan.fits_into(enterprise.programme_id, enterprise.id):
        return paper_page(agreement, form, 507)
    keep = StoredFile.keep_document if isinstance(form.scan.kept, Admitted) else StoredFile.keep
    scan = keep(form.scan.kept, enterprise.programme_id, enterprise.id)  # type: ignore[arg-type]
    facts = {"scan": scan, "text": texts[form.text.data] if texts else None}
    signature = Signature(form.signer.data or "", form.job.data or "", form.on.data, current_user, Method.PAPER, **facts)  # type: ignore[arg-type]
    return signed(agreement, form, signature)


@bp.get("/enterprises/<uuid:enterprise_id>/consent/withdrawal")
@allow(policy.can_withdraw)
def new_withdrawal(enterprise_id):
    return withdrawal_page(found(enterprise_id, policy.can_withdraw), WithdrawForm())


def withdrawal_page(agreement: Agreement, form: WithdrawForm, status: int = 200):
    today = clock.today()
    given = [scope for scope in Scope if agreement.given(scope, today)]
    form.scope.choices = [
        ("", _("Choose a part")),
        *((scope.value, words.SCOPES[scope]) for scope in given),
    ]  # none by itself: one ends everything
    facts = {"agreement": agreement, "enterprise": agreement.enterprise, "form": form, "given": given}
    return render_template("consent/withdrawal.html", **facts), status


@bp.post("/enterprises/<uuid:enterprise_id>/consent/withdrawal")
@allow(policy.can_withdraw)
def create_withdrawal(enterprise_id):
    agreement = found(enterprise_id, policy.can_withdraw, to_write=True)
    form = WithdrawForm()
    if not form.validate():
        return withdrawal_page(agreement, form, 422)
    scope = Scope(form.scope.data)
    agreement.withdraw(scope, form.reason.data)
    telling.withdrawn(agreement.standings[scope], agreement.enterprise)
    flash(_("Taken back. From now on it is shown nowhere; what was downloaded before cannot be called back."))
    return commit(see(".show", enterprise_id=agreement.enterprise.id))


@bp.post("/enterprises/<uuid:enterprise_id>/consent/requests")
@allow(policy.can_ask)
def create_request(enterprise_id):
    agreement = found(enterprise_id, policy.can_ask, to_write=True)
    ask(agreement.enterprise, current_user)
    flash(_("The factory’s managers are asked. It stands on their first page until somebody signs."))
    return commit(see(".show", enterprise_id=agreement.enterprise.id))


@bp.get("/consents/<uuid:consent_id>/paper")
@allow(policy.can_open_paper)
def show_paper(consent_id):
    consent = find_or_404(Consent, consent_id, policy.visible_consents(current_user), policy.can_open_paper)
    return sent(consent.file, consent.file.digest)


@bp.get("/consents/<uuid:consent_id>/scan")
@allow(policy.can_open_paper)
def show_scan(consent_id):
    consent = find_or_404(
        Consent, consent_id, policy.visible_consents(current_user).where(Consent.scan_id.is_not(None)), policy.can_open_paper
    )
    return sent(consent.scan, consent.scan.digest)
