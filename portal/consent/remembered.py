"""How texts, signatures and what stands of them read in their history."""

from __future__ import annotations

from sqlalchemy import null, select

from portal.accounts.models import User
from portal.consent import policy
from portal.consent.models import Consent, ConsentClause, ConsentRequest, ConsentText, Method, Scope, ScopeStanding, State
from portal.consent.words import METHODS, SCOPES, STATES
from portal.history.records import Kind, keep, tell, words
from portal.say import _l
from portal.web.formats import own

tell(
    ConsentText,
    _l("Text of the consent"),
    number=_l("Version of the text"),
    words=_l("Introduction, in English"),
    words_ur=_l("Introduction, in Urdu"),
    months=_l("Valid for so many months"),
    written_by=_l("Written by"),
    published_at=_l("Published"),
)
tell(
    ConsentClause,
    _l("Part of the consent"),
    scope=_l("Part"),
    words=_l("In English"),
    words_ur=_l("In Urdu"),
    silent=("text_id", "position"),
)
tell(
    ConsentRequest,
    _l("Request to sign"),
    asked_by=_l("Asked by"),
    asked_at=_l("Asked"),
    closed_at=_l("Answered"),
    silent=("enterprise_id", "text_id"),
)
tell(
    Consent,
    _l("Signed consent"),
    signer=_l("Signed by"),
    job=_l("Position"),
    signed_on=_l("Signed on"),
    method=_l("How"),
    valid_until=_l("Valid until"),
    text_hash=_l("Mark of the text"),
    entered_by=_l("Entered by"),
    silent=("enterprise_id", "text_id", "at", "answers", "token", "file_id", "scan_id"),
)
tell(
    ScopeStanding,
    _l("Answer"),
    scope=_l("Part"),
    state=_l("State"),
    since_on=_l("Since"),
    valid_until=_l("Valid until"),
    reason=_l("Why"),
    silent=("enterprise_id", "consent_id", "words_hash"),
)
words.choices.update({Scope: SCOPES, State: STATES, Method: METHODS})
words.names["consent"] = lambda: select(Consent.id, Consent.signer, null())


def of_a_signature(user: User, consent: Consent):
    """All that was asked, signed and taken back by the same factory; nothing else of it."""
    for model in (ConsentRequest, Consent, ScopeStanding):
        yield select(model.id).where(model.programme_id == consent.programme_id, model.enterprise_id == consent.enterprise_id)


def of_a_text(user: User, text: ConsentText):
    yield select(ConsentClause.id).where(ConsentClause.programme_id == text.programme_id, ConsentClause.text_id == text.id)


keep(
    Kind(
        "consent",
        Consent,
        policy.visible_consents,
        lambda consent: own(consent.enterprise),
        lambda consent: f"/enterprises/{consent.enterprise_id}/consent",
        policy.can_see,
        of_a_signature,
    )
)
keep(
    Kind(
        "consent-text",
        ConsentText,
        policy.visible_texts,
        lambda text: str(_l("Version %(number)s", number=text.number)),
        lambda text: f"/consent/texts/{text.id}",
        policy.can_see_all,
        of_a_text,
    )
)
