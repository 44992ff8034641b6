"""The cast: one person per role in one factory and programme, a stranger next door, and a programme beyond.

Roshan Stitch Works is the factory; Dastak Apparel is next door in the same programme; Chenab Leather is in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal import clock
from portal.accounts.models import Assignment, Grant, Person, Programme, Role, Sex, User
from portal.accounts.passwords import hash_of
from portal.database import db
from portal.enterprises.models import Area, Enterprise, Level

PASSWORD = "demo-demo-demo"
_HASH = hash_of(PASSWORD)


@dataclass(frozen=True)
class Cast:
    """Ids of what the tests speak about."""

    programme: UUID
    beyond: UUID
    roshan: UUID
    dastak: UUID
    chenab: UUID
    line_3: UUID
    users: dict[str, UUID]
    people: dict[str, UUID]


def make_person(name: str, programme: Programme, sex: Sex = Sex.UNDISCLOSED, **facts) -> Person:
    person = Person(name=name, programme_id=programme.id, sex=sex, **facts)
    db.session.add(person)
    db.session.flush()
    return person


def make_user(username: str, person: Person, **facts) -> User:
    user = User(username=username, person_id=person.id, password_hash=_HASH, must_change=False, **facts)
    db.session.add(user)
    db.session.flush()
    return user


def give(user: User, role: Role, programme: Programme | None, enterprise: Enterprise | None = None, **facts) -> Grant:
    facts.setdefault("starts_on", date(2020, 1, 1))
    granted = Grant(
        user_id=user.id, role=role, programme_id=programme and programme.id, enterprise_id=enterprise and enterprise.id, **facts
    )
    db.session.add(granted)
    db.session.flush()
    return granted


def assign(user: User, enterprise: Enterprise, starts_on: date = date(2020, 1, 1), ends_on: date | None = None) -> Assignment:
    sent = Assignment(
        programme_id=enterprise.programme_id, user_id=user.id, enterprise_id=enterprise.id, starts_on=starts_on, ends_on=ends_on
    )
    db.session.add(sent)
    db.session.flush()
    return sent


def make_programme(code: str, name: str) -> Programme:
    programme = Programme(code=code, name=name)
    db.session.add(programme)
    db.session.flush()
    return programme


def make_enterprise(programme: Programme, name: str, city: str = "Karachi", **facts) -> Enterprise:
    enterprise = Enterprise(programme_id=programme.id, name=name, city=city, **facts)
    db.session.add(enterprise)
    db.session.flush()
    return enterprise


def make_cast() -> Cast:
    here, beyond = make_programme("KHI", "Karachi programme"), make_programme("LHE", "Lahore programme")
    roshan = make_enterprise(here, "Roshan Stitch Works", name_ur="روشن سٹچ ورکس")
    dastak = make_enterprise(here, "Dastak Apparel")
    chenab = make_enterprise(beyond, "Chenab Leather", "Lahore")
    line_3: Area = roshan.open_area("Line 3", name_ur="لائن 3", is_pilot=True)
    users, people = {}, {}

    def enter(username: str, name: str, sex: Sex, programme: Programme = here) -> User:
        person = make_person(name, programme, sex)
        users[username] = make_user(username, person).id
        people[username] = person.id
        return db.session.get(User, users[username])

    member, manager = enter("member", "Rukhsana Bibi", Sex.FEMALE), enter("manager", "Imran Qureshi", Sex.MALE)
    trainer, expert = enter("trainer", "Farah Siddiqui", Sex.FEMALE), enter("expert", "Nadeem Akhtar", Sex.MALE)
    coordinator, donor = enter("coordinator", "Sana Tariq", Sex.FEMALE), enter("donor", "Claire Martin", Sex.FEMALE)
    admin, stranger = enter("admin", "Adeel Khan", Sex.MALE), enter("stranger", "Bilal Ahmed", Sex.MALE)
    give(member, Role.MEMBER, here, roshan)
    give(manager, Role.MANAGER, here, roshan)
    give(expert, Role.EXPERT, here)
    give(trainer, Role.TRAINER, here, expert_id=expert.id)
    assign(trainer, roshan)
    give(coordinator, Role.COORDINATOR, here)
    give(donor, Role.DONOR, here)
    give(admin, Role.ADMINISTRATOR, None)
    give(stranger, Role.MEMBER, here, dastak)
    # others who must not see Roshan's things, each for another reason
    give(enter("former_trainer", "Tahir Mehmood", Sex.MALE), Role.TRAINER, here)
    assign(db.session.get(User, users["former_trainer"]), roshan, ends_on=clock.today() - timedelta(days=1))
    give(enter("far_manager", "Ayesha Noor", Sex.FEMALE, beyond), Role.MANAGER, beyond, chenab)
    give(enter("far_coordinator", "Kamran Shah", Sex.MALE, beyond), Role.COORDINATOR, beyond)
    enter("nobody", "Uzma Riaz", Sex.FEMALE)
    roshan.take_on(db.session.get(Person, people["member"]), Level.WORKER, date(2025, 9, 1), job="Operator")
    roshan.take_on(db.session.get(Person, people["manager"]), Level.MANAGER, date(2025, 9, 1), job="Production manager")
    db.session.flush()
    return Cast(here.id, beyond.id, roshan.id, dastak.id, chenab.id, line_3.id, users, people)
