"""How a factory, its areas and its team read in their history."""

from __future__ import annotations

from sqlalchemy import select

from portal.accounts.models import Assignment, Person, User
from portal.enterprises import policy
from portal.enterprises.models import Area, Employment, Enterprise, Level, Membership
from portal.enterprises.words import EMPLOYMENTS, LEVELS
from portal.history.records import Kind, keep, tell, words
from portal.say import _l
from portal.web.formats import own

tell(
    Enterprise,
    _l("Enterprise"),
    name=_l("Name"),
    name_ur=_l("Name in Urdu script"),
    city=_l("City"),
    address=_l("Address"),
    products=_l("What it makes"),
    phone=_l("Phone"),
    email=_l("E-mail"),
    women_count=_l("Women who work here"),
    men_count=_l("Men who work here"),
    counted_on=_l("Counted on"),
    about=_l("In a few words"),
    is_prospect=_l("Not in a batch yet"),
    merged_into_id=_l("The same firm as"),
)
tell(
    Area,
    _l("Area"),
    name=_l("Name"),
    name_ur=_l("Name in Urdu script"),
    is_pilot=_l("Pilot area"),
    closed_on=_l("Closed on"),
    silent=("enterprise_id",),
)
tell(
    Membership,
    _l("Member of the team"),
    person_id=_l("Who"),
    level=_l("Worker or manager"),
    employment=_l("Employment"),
    job=_l("Job"),
    job_ur=_l("Job in Urdu script"),
    starts_on=_l("Joined on"),
    ends_on=_l("Left on"),
    silent=("enterprise_id",),
)
words.choices.update({Level: LEVELS, Employment: EMPLOYMENTS})
words.names["enterprise"] = lambda: select(Enterprise.id, Enterprise.name, Enterprise.name_ur)
words.names["area"] = lambda: select(Area.id, Area.name, Area.name_ur)
words.names["membership"] = lambda: select(Membership.id, Person.name, Person.name_ur).join(Person, Person.id == Membership.person_id)
words.names["assignment"] = lambda: (
    select(Assignment.id, Person.name, Person.name_ur).join(User, User.id == Assignment.user_id).join(Person, Person.id == User.person_id)
)


def of_an_enterprise(user: User, enterprise: Enterprise):
    """Its areas, its team and the trainers sent there."""
    for model in (Area, Membership, Assignment):
        yield select(model.id).where(model.programme_id == enterprise.programme_id, model.enterprise_id == enterprise.id)


def of_a_member(user: User, member: Membership):
    yield select(Membership.person_id).where(Membership.programme_id == member.programme_id, Membership.id == member.id)


def factory(record) -> str:
    return f"/enterprises/{record.enterprise_id}"


keep(Kind("enterprise", Enterprise, policy.visible_enterprises, own, factory, policy.can_see, of_an_enterprise))
keep(Kind("area", Area, policy.visible_areas, own, lambda area: f"{factory(area)}#areas", policy.can_see))
keep(
    Kind(
        "member",
        Membership,
        policy.visible_memberships,
        lambda member: own(member.person),
        lambda member: f"{factory(member)}#team",
        policy.can_see,
        of_a_member,
    )
)
