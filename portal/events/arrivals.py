"""Which enterprise somebody means who writes a guest down: known, perhaps known under another name, or new."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import Row, select

from portal.database import db
from portal.enterprises import cities
from portal.enterprises.models import Enterprise
from portal.events import firms
from portal.events.guest_forms import NEW, ArrivalForm, DoorForm
from portal.events.models import Event
from portal.web.formats import own


@dataclass(frozen=True)
class Meant:
    enterprise: Enterprise | None  # none: one that nobody knew until now
    like: list[Row] = field(default_factory=list)  # of which it may be one


def meant(form: ArrivalForm, event: Event) -> Meant | None:
    """None: the reason stands beside the field."""
    name, city = form.firm.data or "", form.city.data
    known = firms.sought(event.programme_id, name, city, {one.enterprise_id for one in event.invitations})
    if known.found:
        return Meant(enterprise_of(event, known.found))
    if known.several:
        form.city.errors = [_("There are several of this name. Write the city too.")]
    elif form.is_new.data and city:
        return Meant(None, firms.like(event.programme_id, [name], city, form.phone_number))
    else:
        form.firm.errors = [
            _("We do not find this enterprise. Write its name as it stands on the invitation; or tick that it is new, and write its city.")
        ]
    return None


def enterprise_of(event: Event, enterprise_id) -> Enterprise:
    return db.session.scalars(select(Enterprise).where(Enterprise.programme_id == event.programme_id, Enterprise.id == enterprise_id)).one()


def settled(form: DoorForm, event: Event, found: Meant) -> Enterprise | None:
    """The enterprise itself; one that may be known is new only where that was said. None: the question stands on the form."""
    if found.enterprise:
        return found.enterprise
    chosen = next((row for row in found.like if str(row.id) == form.same.data), None)
    if chosen:
        return enterprise_of(event, chosen.id)
    if found.like and form.same.data != NEW:
        named = [(str(row.id), f"{own(row)}, {cities.said(row.city)}") for row in found.like]
        form.same.choices = [*named, (NEW, _("No, it is another enterprise"))]
        form.same.errors = [_("Choose, so that one enterprise is not written down twice.")]
        return None
    return firms.prospect(event.programme_id, form.firm.data or "", form.city.data or "", phone=form.phone_number)
