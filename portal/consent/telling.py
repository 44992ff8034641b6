"""Who is told of what is asked, signed and withdrawn."""

from __future__ import annotations

from portal.consent.models import Consent, ConsentRequest, Scope, ScopeStanding
from portal.consent.words import SCOPES
from portal.enterprises.models import Enterprise
from portal.notices import sentences, whom
from portal.notices.models import Kind
from portal.notices.telling import settle, tell
from portal.say import _l

sentences.register(
    consent_asked=_l("%(enterprise)s is asked for its consent. Read it, answer each part, and sign."),
    consent_signed=_l("%(enterprise)s signed the consent: %(signer)s."),
    consent_withdrawn=_l("%(enterprise)s took back a part of its consent: %(scope)s."),
)


def path_of(enterprise: Enterprise) -> str:
    return f"/enterprises/{enterprise.id}/consent"


def asked(request: ConsentRequest, enterprise: Enterprise) -> None:
    tell(Kind.MUST_ACT, "consent_asked", request, path_of(enterprise), users=whom.managers(request), enterprise=enterprise)


def closed(request: ConsentRequest) -> None:
    """It is answered, or a newer one stands in its place: its notice asks for nothing any more."""
    request.close()
    settle(request, "consent_asked")


def signed(consent: Consent, enterprise: Enterprise) -> None:
    facts = {"enterprise": enterprise, "signer": consent.signer}
    tell(Kind.ASKED_TO_KNOW, "consent_signed", consent, path_of(enterprise), users=whom.coordinators(consent), **facts)


def withdrawn(standing: ScopeStanding, enterprise: Enterprise) -> None:
    facts = {"enterprise": enterprise, "scope": names_of(standing.scope)}
    tell(Kind.ASKED_TO_KNOW, "consent_withdrawn", standing, path_of(enterprise), users=whom.coordinators(standing), **facts)


def names_of(scope: Scope) -> dict:
    """A scope's name in both languages, to be said in the reader's."""
    from flask_babel import force_locale

    said = {}
    for key, code in (("name", "en"), ("name_ur", "ur")):
        with force_locale(code):
            said[key] = str(SCOPES[scope])
    return said
