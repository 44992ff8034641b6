"""The tables of this room, by one name."""

from portal.consent.signatures import Consent, ConsentRequest, Method, ScopeStanding, State
from portal.consent.texts import ConsentClause, ConsentText, Scope

__all__ = ["Consent", "ConsentClause", "ConsentRequest", "ConsentText", "Method", "Scope", "ScopeStanding", "State"]
