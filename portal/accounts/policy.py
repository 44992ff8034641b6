"""Who may see people, and who may let whom in: nobody grants more than they hold."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, or_, select

from portal.accounts.factors import Passkey
from portal.accounts.models import OF_AN_ENTERPRISE, Assignment, Grant, Role, User, UserSession
from portal.accounts.phones import Phone
from portal.accounts.reach import NOWHERE, within_reach
from portal.web.access import rule

EVERYBODY = tuple(Role)
IN_THE_FIELD = (Role.MEMBER, Role.MANAGER, Role.TRAINER, Role.EXPERT, Role.COORDINATOR, Role.ADMINISTRATOR)  # all but the donor
STAFF = (Role.COORDINATOR, Role.ADMINISTRATOR)

can_see_people = rule("see people", Role.MANAGER, *STAFF)
can_manage_people = rule("manage people", Role.MANAGER, *STAFF)
can_keep_phones = rule("keep phones", Role.MANAGER, *STAFF)
can_assign = rule("assign trainers", *STAFF)

GIVES = {  # who may give which role
    Role.MANAGER: frozenset({Role.MEMBER}),
    Role.COORDINATOR: frozenset({Role.MEMBER, Role.MANAGER, Role.TRAINER, Role.EXPERT, Role.DONOR}),
    Role.ADMINISTRATOR: frozenset(Role),
}


def givable_roles(user: User) -> list[Role]:
    given = frozenset().union(*(GIVES.get(role, frozenset()) for role in (user.reach or NOWHERE).roles))
    return [role for role in Role if role in given]


def may_give(user: User, role: Role, programme_id, enterprise_id) -> bool:
    """Whether somebody here gives this role, in the very place it is for."""
    if role in OF_AN_ENTERPRISE and enterprise_id is None:
        return False
    givers = frozenset(giver for giver, gifts in GIVES.items() if role in gifts)
    reach = user.reach or NOWHERE
    if role is Role.ADMINISTRATOR:
        return reach.holds(frozenset({Role.ADMINISTRATOR}))
    return reach.holds(givers, programme_id, enterprise_id)


def grants_within(user: User):
    """The condition for grants within reach; those for the whole portal are seen by administrators alone."""
    terms = [within_reach(user, Grant)]
    if is_administrator(user):
        terms.append(Grant.role == Role.ADMINISTRATOR)
    return or_(*terms)


def visible_grants(user: User) -> Select:
    return select(Grant).where(grants_within(user))


def visible_users(user: User) -> Select:
    """Those with a grant within reach, and oneself; administrators see also who has no role yet."""
    everybody = select(User).join(User.person)
    if is_administrator(user):
        return everybody
    theirs = visible_grants(user).with_only_columns(Grant.user_id)
    return everybody.where(or_(User.id == user.id, User.id.in_(theirs)))


def is_administrator(user: User) -> bool:
    return Role.ADMINISTRATOR in (user.reach or NOWHERE).roles


def visible_assignments(user: User) -> Select:
    return select(Assignment).where(within_reach(user, Assignment))


def may_reset(user: User, other: User, grants: list[Grant]) -> bool:
    """Reset by those above: somebody who could have given every role that the other holds."""
    if not grants:
        return user.id != other.id and is_administrator(user)
    return user.id != other.id and all(may_give(user, g.role, g.programme_id, g.enterprise_id) for g in grants)


def may_edit_person(user: User, other: User, grants: list[Grant]) -> bool:
    return user.id == other.id or may_reset(user, other, grants)


def weighty(grants: list[Grant], today: date) -> list[Grant]:
    """The grants that say who stands above a person: those that stand, else those that once did."""
    return [grant for grant in grants if grant.stands(today)] or grants


def is_current(grant: Grant | Assignment, today: date) -> bool:
    return grant.starts_on <= today and (grant.ends_on is None or grant.ends_on >= today)


def visible_sessions(user: User) -> Select:
    """One's own living devices, and nobody else's."""
    return select(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))


def visible_passkeys(user: User) -> Select:
    """One's own, and nobody else's."""
    return select(Passkey).where(Passkey.user_id == user.id, Passkey.ended_at.is_(None))


def visible_phones(user: User) -> Select:
    return select(Phone).where(within_reach(user, Phone))
