"""The programme's events: those that were held, with who came, and one to which the factories are invited."""

from __future__ import annotations

import io
from datetime import date, time

from portal import clock
from portal.accounts.models import Sex
from portal.database import db
from portal.demo.films import film
from portal.enterprises.models import Enterprise
from portal.events import firms, inviting
from portal.events.kinds import Kind, Level, Mode, Reply, Way
from portal.events.models import BudgetLine, Event, Slot
from portal.events.times import in_utc
from portal.files.kinds import admit
from portal.files.models import StoredFile


def tell_events(telling) -> None:
    EventsTelling(telling)


class EventsTelling:
    """The event of 2021 on its real days; the others count from the day of loading."""

    def __init__(self, telling):
        self.telling, self.factories, self.facts = telling, telling.firms, telling.facts["events"]
        for facts in self.facts:
            told = {"facts": facts}
            telling.on(facts["planned"], lambda told=told: self.plan(told))
            for who in facts["guests"]:
                if "answer" in who:
                    telling.on(telling.day(facts["planned"]) + 3, lambda told=told, who=who: self.answer(told, who))
            if telling.day(facts["day"]) < 0:
                telling.on(facts["day"], lambda told=told: self.hold(told))

    def plan(self, told: dict) -> None:
        facts, day = told["facts"], self.telling.date(told["facts"]["day"])
        event = Event(programme_id=self.telling.programme.id, planned_by=self.telling.user("coordinator").id)
        plain = {name: facts.get(name) for name in ("name", "name_ur", "place", "capacity", "about")}
        link = facts.get("meeting_link")
        mode = Mode.HYBRID if link else Mode.IN_PERSON
        hours = {"starts_at": moment(day, facts["from"]), "ends_at": moment(day, facts["to"])}
        event.describe(**plain, **hours, kind=Kind(facts["kind"]), mode=mode, meeting_link=link, reminders="7, 3, 1")
        db.session.add(event)
        db.session.flush()
        told["event"], told["parts"] = event, {}
        for who in facts["guests"]:
            told["parts"][who["firm"]] = inviting.invite(event, self.firm(who), contact=who["people"][0]["name"])
        for slot in facts["agenda"]:
            self.add_slot(event, day, slot)
        for line in facts["budget"]:
            db.session.add(BudgetLine(programme_id=event.programme_id, event_id=event.id, **line))
        inviting.open_event(event)

    def firm(self, who: dict) -> Enterprise:
        here = (Enterprise.programme_id == self.telling.programme.id, Enterprise.name == who["firm"])
        there = db.session.scalar(db.select(Enterprise).where(*here))
        return there or firms.prospect(self.telling.programme.id, who["firm"], who.get("city", "Karachi"), who["firm_ur"], who.get("phone"))

    def add_slot(self, event: Event, day: date, slot: dict) -> None:
        enterprise = self.factories[slot["firm"]].enterprise.id if "firm" in slot else None
        plain = {name: slot.get(name) for name in ("title", "minutes", "speaker", "role")}
        begin = moment(day, slot["from"])
        made = Slot(programme_id=event.programme_id, event_id=event.id, starts_at=begin, enterprise_id=enterprise, **plain)
        db.session.add(made)
        if scenes := slot.get("film"):
            sent = admit(io.BytesIO(film(*scenes)), "our-year.webm", "video/webm")
            stored = StoredFile.keep_document(sent, event.programme_id, self.factories[slot["firm"]].enterprise.id)
            db.session.add(stored)
            db.session.flush()
            made.show_video(stored)

    def answer(self, told: dict, who: dict) -> None:
        people = [(one["name"], Sex(one["sex"]), Level(one["level"])) for one in who["people"]]
        event, part = told["event"], told["parts"][who["firm"]]
        event.answer(part, Reply(who["answer"]), len(people), people)
        inviting.after_answer(event, part, set())

    def hold(self, told: dict) -> None:
        """Whoever said yes came, but for those of whom the story says otherwise; then the list is closed."""
        event, by = told["event"], self.telling.user("coordinator")
        with clock.at(event.starts_at):
            for who in told["facts"]["guests"]:
                for one in who["people"]:
                    if (guest := told["parts"][who["firm"]].guest_named(one["name"])) and not one.get("away"):
                        event.door.check_in(guest, Way.LIST, by)
        with clock.at(event.ends_at):
            event.close()
            inviting.settle_past()


def moment(day: date, hour: str):
    return in_utc(day, time.fromisoformat(hour), "Asia/Karachi")
