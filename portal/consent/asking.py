"""What other rooms ask of this one: send the text to a factory, and know who has signed."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from portal.accounts.models import User
from portal.consent import queries, telling
from portal.consent.models import ConsentRequest
from portal.database import db
from portal.enterprises import stops
from portal.enterprises.models import Enterprise
from portal.errors import NotNow
from portal.say import _l


def ask(enterprise: Enterprise, by: User | None) -> ConsentRequest:
    """The current text goes to the factory's managers. Asked twice for the same version, it is the same request; a firm that is stopped is not asked."""
    stops.refuse(enterprise)
    agreement = queries.agreement_of(enterprise)
    if agreement.text is None:
        raise NotNow(
            _l("There is no published text of the consent yet. Read the draft, make it yours and publish it, then ask."), "/consent/texts"
        )
    if agreement.request and agreement.request.text_id == agreement.text.id:
        return agreement.request
    if agreement.request:
        telling.closed(agreement.request)
    facts = {"programme_id": enterprise.programme_id, "enterprise_id": enterprise.id}
    request = ConsentRequest(**facts, text_id=agreement.text.id, asked_by=by.id if by else None)
    db.session.add(request)
    db.session.flush()
    telling.asked(request, enterprise)
    return request


def has_signed(programme_id: UUID, enterprise_ids: Collection[UUID]) -> set[UUID]:
    """Those of these enterprises that have agreed to take part, and still do; one statement."""
    return queries.having_signed(programme_id, enterprise_ids)
