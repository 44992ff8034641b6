"""The one place that decides what an audience may see of a factory. A query, never a filter on somebody else's result."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, exists, or_, select, true

from portal import clock
from portal.consent.models import Scope, ScopeStanding, State
from portal.enterprises.models import Enterprise


class Who(enum.StrEnum):
    OWN = "own"
    TRAINER = "trainer"
    PROGRAMME = "programme"
    DONOR = "donor"
    ALUMNI = "alumni"
    PUBLIC = "public"


@dataclass(frozen=True)
class Audience:
    """Who looks. Donors and alumni look at one programme; whose own a factory is, and who is sent there, is the reach's to say."""

    who: Who
    programme_id: UUID | None = None


OWN, TRAINER, PROGRAMME, PUBLIC = (Audience(who) for who in (Who.OWN, Who.TRAINER, Who.PROGRAMME, Who.PUBLIC))
NEEDS = {Who.DONOR: Scope.DONOR, Who.ALUMNI: Scope.ALUMNI, Who.PUBLIC: Scope.PHOTOS}  # beside the data themselves


def donor(programme_id: UUID) -> Audience:
    return Audience(Who.DONOR, programme_id)


def alumni(programme_id: UUID) -> Audience:
    return Audience(Who.ALUMNI, programme_id)


def visible_to(audience: Audience) -> Select:
    """The enterprises that this audience may see; `.with_only_columns(Enterprise.id)` for whatever has an `enterprise_id`."""
    return select(Enterprise).where(shown_to(audience, Enterprise))


def shown_to(audience: Audience, model) -> ColumnElement[bool]:
    """The same as a condition on any table with `programme_id` and `enterprise_id`."""
    if audience.who is Who.OWN:
        return here(audience, model)
    if audience.who in (Who.TRAINER, Who.PROGRAMME):
        return and_(here(audience, model), not_ended(model))
    agreed = [is_given(model, scope) for scope in (Scope.DATA, NEEDS[audience.who])]
    return and_(here(audience, model), *agreed)


def here(audience: Audience, model) -> ColumnElement[bool]:
    return model.programme_id == audience.programme_id if audience.programme_id else true()


def not_ended(model) -> ColumnElement[bool]:
    """Staff see a factory until it says no. One that was never asked has said nothing; an agreement that ran out is asked for again."""
    return ~standing(model, Scope.DATA, ScopeStanding.state != State.GIVEN)


def is_given(model, scope: Scope) -> ColumnElement[bool]:
    """Said yes to, and not run out: asked on the day of the question, so that a kept statement stays right."""
    today = bindparam("consent_today", callable_=clock.today, type_=Date())
    lasts = or_(ScopeStanding.valid_until.is_(None), ScopeStanding.valid_until >= today)
    return standing(model, scope, ScopeStanding.state == State.GIVEN, lasts)


def standing(model, scope: Scope, *terms) -> ColumnElement[bool]:
    same = ScopeStanding.programme_id == model.programme_id, ScopeStanding.enterprise_id == model.enterprise_id
    return exists().where(*same, ScopeStanding.scope == scope, *terms).correlate_except(ScopeStanding)
