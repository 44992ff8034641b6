"""The story's days in their order: each thing that happened is a verb of a model, done by its person on its day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from itertools import groupby
from uuid import UUID
from zlib import crc32

from portal import clock
from portal.accounts.models import Grant, Person, Programme, Role, User
from portal.accounts.passwords import hash_of
from portal.database import db
from portal.demo.agreeing import tell_consent
from portal.demo.auditing import tell_audits
from portal.demo.batches import BatchTelling
from portal.demo.causing import tell_causes
from portal.demo.events import tell_events
from portal.demo.factory import FactoryTelling
from portal.demo.following import tell_following
from portal.demo.materials import tell_materials
from portal.demo.meeting import tell_meetings, tell_team
from portal.demo.recruiting import tell_recruiting
from portal.demo.saving import tell_savings
from portal.demo.suggesting import tell_suggestions
from portal.demo.training import tell_training
from portal.demo.uptaking import tell_uptake
from portal.history.acting import DEMO, acting_as

PASSWORD = "demo-demo-demo"  # noqa: S105 # nosec B105 – known to everybody, and refused in production
Day = int | date  # so many days from the day of loading, or the real day of what is long over


def hours(day: date, count: int) -> Iterator[time]:
    """When, between eight and six, the deeds of a day are done: one after the other, and not each day at the same minute."""
    began, apart = 8 * 60 + crc32(day.isoformat().encode()) % 90, min(47, 8 * 60 // count)
    for nth in range(count):
        yield time(*divmod(began + nth * apart, 60))


class Telling:
    """Everything that happens is put on a day first, then told from the oldest day to the newest."""

    def __init__(self, facts: dict):
        self.facts, self.anchor, self.people = facts, clock.today(), {}
        self.users: dict[str, User] = {}  # by the key of the person, and by the name that signs in
        self.firms: dict[str, FactoryTelling] = {}
        self.events: list[tuple[int, int, str, Callable[[], object]]] = []
        self.password_hash = hash_of(PASSWORD)

    def on(self, day: Day, deed: Callable[[], object], by: str = "coordinator") -> None:
        """On this day, by this person: the history names them."""
        self.events.append((self.day(day), len(self.events), by, deed))

    def date(self, day: Day) -> date:
        return self.anchor + timedelta(days=day) if isinstance(day, int) else day

    def day(self, when: Day) -> int:
        return when if isinstance(when, int) else (when - self.anchor).days

    def tell(self) -> None:
        with clock.at(self.facts["programme"]["opened"]):
            with acting_as(agent=DEMO):
                self.open_programme()
            with acting_as(self.acts("coordinator")):
                self.begin()
        for day, events in groupby(sorted(self.events, key=lambda event: event[:2]), key=lambda event: event[0]):
            deeds = list(events)
            for (_day, _order, by, deed), hour in zip(deeds, hours(self.date(day), len(deeds)), strict=True):
                with clock.at(self.date(day), hour), acting_as(self.acts(by)):
                    deed()
                    db.session.flush()

    def acts(self, key: str) -> UUID:
        """The user of this person, or the person who cannot sign in."""
        return (self.users.get(key) or self.people[key]).id

    def open_programme(self) -> None:
        words = self.facts["programme"]
        self.programme = Programme(code=words["code"], name=words["name"], name_ur=words["name_ur"], is_demo=True)
        db.session.add(self.programme)
        db.session.flush()
        for who in self.facts["staff"]:
            self.enter(who, who["username"])
            self.give(who["username"], Role(who["role"]))
        db.session.flush()

    def begin(self) -> None:
        batches = [BatchTelling(self, facts) for facts in self.facts["batches"]]
        self.firms |= {factory.name: factory for batch in batches for factory in batch.factories}
        tell_consent(self, batches)
        tell_events(self)
        tell_following(self, batches[-1])
        for batch in batches:
            batch.tell()
            tell_meetings(self, batch)
        tell_training(self)
        tell_recruiting(self)
        tell_materials(self)
        roshan = self.firms["Roshan Stitch Works"]
        for tell in (tell_suggestions, tell_audits, tell_causes, tell_team, tell_savings, tell_uptake):
            tell(self, roshan)

    def enter(self, who: dict, key: str) -> Person:
        """A person, and a user where they have a name to sign in with."""
        person = Person(name=who["name"], name_ur=who["name_ur"], sex=who["sex"], programme_id=self.programme.id)
        db.session.add(person)
        self.people[key] = person
        if username := who.get("username"):
            db.session.flush()
            user = User(username=username, person_id=person.id, password_hash=self.password_hash, must_change=False)
            db.session.add(user)
            db.session.flush()
            self.users[key] = self.users[username] = user
        return person

    def user(self, username: str) -> User:
        return self.users[username]

    def give(self, username: str, role: Role, enterprise_id=None) -> None:
        overseer = self.user("expert").id if role is Role.TRAINER else None
        programme_id = None if role is Role.ADMINISTRATOR else self.programme.id
        held = {"programme_id": programme_id, "enterprise_id": enterprise_id, "expert_id": overseer, "starts_on": clock.today()}
        db.session.add(Grant(user_id=self.user(username).id, role=role, **held))
