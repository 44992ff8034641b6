"""What waits for a factory's manager: a signature that is asked for, and one that runs out."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Row, and_, func, select

from portal import clock
from portal.consent.listing import SOON
from portal.consent.models import ConsentRequest, ScopeStanding, State
from portal.enterprises.models import Enterprise
from portal.web.formats import inside, own
from portal.web.needs import Need


def columns() -> list[ColumnElement]:
    """Since when it is asked, and when the first part runs out."""
    asked = select(func.max(ConsentRequest.asked_at)).where(same(ConsentRequest), ConsentRequest.closed_at.is_(None))
    soon = ScopeStanding.valid_until <= clock.today() + SOON
    ends = select(func.min(ScopeStanding.valid_until)).where(same(ScopeStanding), ScopeStanding.state == State.GIVEN, soon)
    return [asked.scalar_subquery().label("consent_asked_at"), ends.scalar_subquery().label("consent_ends_on")]


def same(model) -> ColumnElement[bool]:
    return and_(model.programme_id == Enterprise.programme_id, model.enterprise_id == Enterprise.id)


def needs(row: Row) -> Iterable[Need]:
    """Of one factory that one manages."""
    url = f"/enterprises/{row.id}/consent"
    if row.consent_asked_at:
        title = _("Read and sign the consent of %(enterprise)s", enterprise=inside(own(row)))
        why = _("The programme asks what your factory agrees to. Each part has its own yes or no.")
        yield Need(title, why, url, _("Read and sign"), tag=_("Consent"), tone="act", weight=1)
    elif row.consent_ends_on:
        title = _("The consent of %(enterprise)s runs out", enterprise=inside(own(row)))
        why = _("What ran out is no longer shown to the donor, to alumni or in public.")
        yield Need(title, why, url, _("Read and sign"), due_on=row.consent_ends_on, tag=_("Consent"), tone="act", weight=5)
