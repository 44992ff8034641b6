"""One factory: its areas and team first, then each project from its first word to its last."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, partial

from portal import clock
from portal.accounts.models import Person, Role
from portal.batches.models import Readiness
from portal.consent.asking import has_signed
from portal.database import db
from portal.demo.carrying import Carrying
from portal.demo.counting import MeasureTelling
from portal.demo.pictures import draw
from portal.enterprises.models import Employment, Enterprise, Level
from portal.files.models import StoredFile
from portal.files.pictures import Picture, shrink
from portal.improvement.lists import Filters
from portal.improvement.models import PhotoKind, Project, Rhythm, Shown, Stage
from portal.improvement.views import keep


class FactoryTelling:
    """On one day it tells of itself, opens its areas and names its team; from then on it works."""

    def __init__(self, telling, facts: dict, batch: dict):
        self.telling, self.facts, self.batch, self.areas = telling, facts, batch, {}
        telling.on(batch["founded"], self.found)
        for project in facts["projects"]:
            ProjectTelling(self, project)

    @property
    def name(self) -> str:
        return self.facts["name"]

    def found(self) -> None:
        """A firm that the programme met at an event is known by then; the others are written down now."""
        self.enterprise = self.met() or Enterprise(programme_id=self.telling.programme.id)
        keys = ("name", "name_ur", "city", "address", "products")
        counts = {"women_count": self.facts["women"], "men_count": self.facts["men"], "counted_on": clock.today()}
        reached = {"phone": self.enterprise.phone, "email": None, "about": self.facts.get("about")}
        self.enterprise.describe(**{key: self.facts[key] for key in keys}, **counts, **reached)
        db.session.add(self.enterprise)
        db.session.flush()
        until = self.batch.get("until")
        self.enterprise.send_trainer(self.telling.user(self.facts["trainer"]), clock.today(), until if isinstance(until, date) else None)
        for area in self.facts["areas"]:
            self.areas[area["name"]] = self.enterprise.open_area(area["name"], area["name_ur"], area.get("pilot", False))
        for who in self.facts["team"]:
            self.take_on(who)
        for view in self.facts.get("views", ()):
            keep(self.telling.user(view["by"]), view["name"], Filters.of(view["asked"]))

    def met(self) -> Enterprise | None:
        here = (Enterprise.programme_id == self.telling.programme.id, Enterprise.name == self.name)
        return db.session.scalar(db.select(Enterprise).where(*here))

    def take_on(self, who: dict) -> None:
        person = self.telling.enter(who, who["key"])
        joined = self.enterprise.take_on(person, Level(who["level"]), clock.today(), who["job"], Employment(who["employment"]))
        joined.job_ur = who["job_ur"]
        if role := who.get("role"):
            self.telling.give(who["username"], Role(role), self.enterprise.id)

    def join(self, told) -> None:
        place = self.enterprise.programme_id, self.enterprise.id
        ready = Readiness(bool(has_signed(place[0], [place[1]])), True, clock.today() - timedelta(days=5))
        self.enrolment = told.batch.enrol(self.enterprise, clock.today(), ready)

    @property
    def signer(self) -> dict:
        return next((who for who in self.facts["team"] if who.get("role") == "manager"), self.facts["team"][0])


class ProjectTelling:
    """What happened to one project, each thing put on its day."""

    def __init__(self, factory: FactoryTelling, facts: dict):
        self.factory, self.facts, self.on, self.carried = factory, facts, factory.telling.on, {}
        if "day" not in facts:
            self.time_by_numbers()
        self.on(facts["day"], self.log, facts["by"])
        if measure := facts.get("measure"):
            MeasureTelling(self, measure)
        for step in facts.get("steps", ()):
            self.on(step["day"], partial(self.move, step), step["by"])
        for place in facts.get("carried", ()):
            Carrying(self, place)
        for photo in facts.get("photos", ()):
            self.on(photo["day"], partial(self.show, photo), photo["by"])
        for action in facts.get("actions", ()):
            self.plan(action)
        for comment in facts.get("comments", ()):
            self.on(comment["day"], partial(self.say, comment), comment["by"])
        if drop := facts.get("drop"):
            self.on(drop["day"], lambda: self.project.drop(self.person(drop["by"]), drop["lesson"]), drop["by"])

    def time_by_numbers(self) -> None:
        """A project whose story is told by its numbers alone: logged before the first, in use on the day of change."""
        numbers = self.facts["measure"]
        changed = numbers.get("change") or -7 * (len(numbers.get("after", ())) + 1) - self.factory.telling.anchor.weekday() + 2
        self.facts["day"] = changed - 10
        if "after" in numbers or "events" in numbers:
            days, words = {"planned": -9, "in_progress": -6, "implemented": 0}, {"implemented": {"result": self.facts["result"]}}
            by = self.facts["owner"]
            self.facts["steps"] = [{"to": to, "day": changed + day, "by": by, **words.get(to, {})} for to, day in days.items()]

    def person(self, key: str) -> Person:
        return self.factory.telling.people[key]

    def log(self) -> None:
        words = {key: self.facts.get(key) for key in ("title", "idea", "expected")}
        area = self.factory.areas[self.facts["area"]]
        self.project = Project.log(self.factory.enterprise, self.facts["problem"], self.person(self.facts["by"]), area=area, **words)
        self.project.module_code = self.facts.get("module")
        for name in ("root_cause", "theme", "tools", "cost"):
            setattr(self.project, name, self.facts.get(name))
        if days := self.facts.get("expected_in"):
            self.project.expected_on = self.factory.telling.date(self.facts["day"] + days)
        if owner := self.facts.get("owner"):
            self.project.owner_id = self.person(owner).id

    def move(self, step: dict) -> None:
        self.project.move_to(Stage(step["to"]), self.person(step["by"]), note=step.get("note"), result=step.get("result"))

    def show(self, photo: dict) -> None:
        picture = photo_of(photo["scene"])
        file = StoredFile.keep(picture, self.project.programme_id, self.project.enterprise_id)
        db.session.add(file)
        people = Shown(photo.get("people", "nobody"))
        self.project.show_photo(file.id, PhotoKind(photo["kind"]), self.person(photo["by"]), photo["caption"], people=people)

    def say(self, comment: dict) -> None:
        self.project.comment(self.person(comment["by"]), comment["text"])

    def plan(self, facts: dict) -> None:
        """An action is agreed a fortnight before it is due, but never before its project."""
        agreed = max(self.facts["day"], min(facts["due"] - 14, -1))
        self.on(agreed, partial(self.agree, facts), facts["owner"])
        if "done" in facts:
            self.on(max(facts["done"], agreed), lambda: facts["made"].finish(self.person(facts["owner"])), facts["owner"])
        if handed := facts.get("handed"):
            self.on(handed["day"], partial(self.hand_over, facts, handed), facts["owner"])
        if reason := facts.get("blocked"):
            self.on(facts["blocked_on"], lambda: facts["made"].block(reason), facts["owner"])

    def hand_over(self, facts: dict, handed: dict) -> None:
        facts["made"].hand_over(self.person(handed["to"]), self.person(facts["owner"]), handed["note"])

    def agree(self, facts: dict) -> None:
        due_on = self.factory.telling.date(facts["due"])
        facts["made"] = self.project.add_action(facts["text"], self.person(facts["owner"]), due_on)
        if rhythm := facts.get("rhythm"):
            facts["made"].come_again(Rhythm(rhythm))


@cache
def photo_of(scene: str) -> Picture:
    """Drawn and made small once, however many factories show it."""
    return shrink(draw(scene))
