"""Two rows of one firm become one: its papers and answers go along, and a no is never hidden behind the other's yes."""

from __future__ import annotations

from portal.consent import queries
from portal.consent.models import Consent, ConsentRequest, Scope, ScopeStanding, State
from portal.consent.words import SCOPES
from portal.enterprises import merging
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.say import _l


def register() -> None:
    """Requests and papers first: the answers point at their papers. What both have answered alike stands once, and stays."""
    merging.ask_first(refuse_contradiction)
    merging.add(ConsentRequest, _l("Requests for consent"))
    merging.add(Consent, _l("Signed papers of consent"))
    alike = _l("Both have answered these parts alike: the answer stands once.")
    merging.add(ScopeStanding, _l("Answers to parts of the consent"), alike)


def refuse_contradiction(merged: Enterprise, into: Enterprise) -> None:
    one, other = queries.agreement_of(merged).standings, queries.agreement_of(into).standings
    for scope in Scope:
        if scope in one and scope in other and (one[scope].state is State.GIVEN) != (other[scope].state is State.GIVEN):
            raise NotNow(
                _l(
                    "The two have answered the consent differently: “%(scope)s”. Which answer counts is the firm’s to say: its manager signs or takes back this part first, then the two can be merged.",
                    scope=SCOPES[scope],
                ),
                f"/enterprises/{into.id}/consent",
            )
