"""Forms and rows for the tests of enterprises."""

from datetime import date

from portal.accounts.models import Person, Sex
from portal.database import db
from portal.enterprises.models import Enterprise, Level, Membership


def a_profile(**facts) -> dict:
    return {"name": "Mehran Knits", "city": "Hyderabad", "products": "Socks", "women_count": "140", "men_count": "", **facts}


def a_member(**facts) -> dict:
    return {
        "name": "Shazia Naz",
        "sex": "female",
        "level": "worker",
        "job": "Checker",
        "employment": "casual",
        "starts_on": "2026-02-03",
        **facts,
    }


def make_member(cast, name: str = "Ghulam Abbas", level: Level = Level.MANAGER, sex: Sex = Sex.MALE) -> Membership:
    roshan = db.session.get_one(Enterprise, (cast.programme, cast.roshan))
    joined = roshan.take_on(Person(name=name, programme_id=cast.programme, sex=sex), level, date(2026, 1, 5))
    db.session.commit()
    return joined


def in_team(cast, name: str) -> Membership:
    """The newest membership of this name in Roshan; the session lets go of the database."""
    db.session.expire_all()
    found = db.session.scalars(
        db.select(Membership).join(Membership.person).where(Membership.enterprise_id == cast.roshan, Person.name == name)
    )
    member = max(found.unique(), key=lambda one: one.id)
    db.session.commit()
    return member
