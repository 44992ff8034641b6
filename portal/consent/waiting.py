"""What waits for a factory's manager: a signature that is asked for, and one that runs out."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import Row, and_, func, select

from portal import clock
from portal.accounts.models import Role
from portal.accounts.reach import NOWHERE
from portal.consent.listing import SOON
from portal.consent.models import ConsentRequest, ScopeStanding, State
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.web.formats import own
from portal.web.needs import Need


def needs_of(user) -> Iterable[Need]:
    """One statement, and only for managers."""
    for row in waiting(user):
        url = f"/enterprises/{row.id}/consent"
        if row.asked_at:
            why = _("The programme asks what your factory agrees to. Each part has its own yes or no.")
            yield Need(
                _("Read and sign the consent of %(enterprise)s", enterprise=own(row)),
                why,
                url,
                _("Read and sign"),
                tag=_("Consent"),
                tone="act",
                weight=1,
            )
        else:
            title = _("The consent of %(enterprise)s runs out", enterprise=own(row))
            why = _("What ran out is no longer shown to the donor, to alumni or in public.")
            yield Need(title, why, url, _("Read and sign"), due_on=row.ends_on, tag=_("Consent"), tone="act", weight=5)


def waiting(user) -> list[Row]:
    mine = [place.enterprise_id for place in (user.reach or NOWHERE).places if place.role is Role.MANAGER]
    if not mine:
        return []
    same = lambda model: and_(model.programme_id == Enterprise.programme_id, model.enterprise_id == Enterprise.id)  # noqa: E731
    asked = select(func.max(ConsentRequest.asked_at)).where(same(ConsentRequest), ConsentRequest.closed_at.is_(None)).scalar_subquery()
    ends = (
        select(func.min(ScopeStanding.valid_until))
        .where(same(ScopeStanding), ScopeStanding.state == State.GIVEN, ScopeStanding.valid_until <= clock.today() + SOON)
        .scalar_subquery()
    )
    found = select(Enterprise.id, Enterprise.name, Enterprise.name_ur, asked.label("asked_at"), ends.label("ends_on"))
    places = (Enterprise.programme_id.in_(user.reach.programmes), Enterprise.id.in_(mine))
    return [row for row in db.session.execute(found.where(*places)) if row.asked_at or row.ends_on]
