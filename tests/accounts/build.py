"""Rows and forms for the tests of people."""

from datetime import date
from uuid import UUID

from portal.accounts.models import Person, Programme, Role, Sex, User
from portal.database import db
from tests.cast import make_user


def make_person_with_role(
    username: str, role: Role, programme_id: UUID, enterprise_id: UUID | None = None, name: str = "Nasreen Akbar"
) -> User:
    programme = db.session.get_one(Programme, programme_id)
    person = Person(name=name, programme_id=programme.id, sex=Sex.FEMALE)
    db.session.add(person)
    db.session.flush()
    user = make_user(username, person)
    user.give(role, programme_id, enterprise_id, date(2026, 1, 1))
    db.session.commit()
    return user


def a_person(place, **facts) -> dict:
    """The form of a new person, well filled in."""
    return {
        "name": "Nasreen Akbar",
        "sex": "female",
        "username": "nasreen.akbar",
        "role": "member",
        "place": str(place),
        "starts_on": "2026-01-01",
        **facts,
    }
