"""How people, users and grants read in their history; who is who by name."""

from __future__ import annotations

from sqlalchemy import select

from portal.accounts import policy
from portal.accounts.models import Assignment, Grant, Person, Programme, Role, Sex, User
from portal.accounts.words import ROLES, SEXES
from portal.history.records import Kind, keep, tell, words
from portal.say import _l

tell(
    Programme,
    _l("Programme"),
    name=_l("Name"),
    name_ur=_l("Name in Urdu script"),
    code=_l("Short code"),
    country=_l("Country"),
    currency=_l("Currency"),
    zone=_l("Time zone"),
    quiet_from=_l("No mail from this hour on"),
    quiet_until=_l("No mail before this hour"),
    working_days=_l("Working days"),
    silent=("is_demo",),
)
tell(Person, _l("Person"), name=_l("Name"), name_ur=_l("Name in Urdu script"), sex=_l("Sex"))
tell(
    User,
    _l("Sign-in"),
    username=_l("Username"),
    phone=_l("Phone"),
    email=_l("E-mail"),
    password_hash=_l("Password"),
    must_change=_l("Must choose a new password"),
    language=_l("Language"),
    disabled_at=_l("Sign-in closed"),
    factor_since=_l("Second step since"),
    password_until=_l("Password to be changed by"),
    silent=("person_id",),
)
tell(
    Grant,
    _l("Role"),
    role=_l("Role"),
    enterprise_id=_l("Enterprise"),
    expert_id=_l("Overseen by"),
    given_by=_l("Given by"),
    starts_on=_l("First day"),
    ends_on=_l("Last day"),
    silent=("user_id",),
)
tell(Assignment, _l("Trainer"), user_id=_l("Trainer"), starts_on=_l("First day"), ends_on=_l("Last day"), silent=("enterprise_id",))
words.choices.update({Role: ROLES, Sex: SEXES})
words.names["person"] = lambda: select(Person.id, Person.name, Person.name_ur)
words.names["user"] = lambda: select(User.id, Person.name, Person.name_ur).join(Person, User.person_id == Person.id)
words.names["programme"] = lambda: select(Programme.id, Programme.name, Programme.name_ur)


def of_a_person(user: User, other: User):
    """The person behind the sign-in, and those of their roles that the reader sees."""
    yield select(User.person_id).where(User.id == other.id)
    yield policy.visible_grants(user).with_only_columns(Grant.id).where(Grant.user_id == other.id)


keep(
    Kind(
        "person",
        User,
        policy.visible_users,
        name=lambda user: user.person.name,
        url=lambda user: f"/people/{user.id}",
        may=policy.can_see_people,
        below=of_a_person,
    )
)
