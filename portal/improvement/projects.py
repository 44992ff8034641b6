"""A project: one improvement from problem to proof, and the steps it took."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, Uuid, func, select
from sqlalchemy.orm import Mapped, mapped_column, query_expression

from portal import clock
from portal.accounts.models import Person, Sex
from portal.database import Base, Tenant, Versioned, choice, db, link, looks_up, within
from portal.enterprises.models import Area, Enterprise, Level
from portal.errors import NotNow
from portal.improvement.actions import Action, Status
from portal.improvement.photos import Comment, Photo, PhotoKind
from portal.improvement.stages import DONE, Stage
from portal.improvement.steps import Step
from portal.measures.standing import missing_for_use
from portal.say import _l


class Project(Tenant, Versioned, Base):
    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("programme_id", "enterprise_id", "number"),
        *within(enterprise_id="enterprise", area_id="area"),
        Index("ix_project_programme_enterprise_stage", "programme_id", "enterprise_id", "stage", "logged_at", "id"),  # the board's order
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    area_id: Mapped[UUID | None] = mapped_column(Uuid())
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    problem: Mapped[str] = mapped_column(Text)
    idea: Mapped[str | None] = mapped_column(Text)
    expected: Mapped[str | None] = mapped_column(String(240))
    stage: Mapped[Stage] = mapped_column(choice(Stage), default=Stage.IDEA)
    logged_at: Mapped[datetime] = mapped_column(default=clock.now)
    raised_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    raised_level: Mapped[Level | None] = mapped_column(choice(Level))  # as it was then; none: not known
    raised_sex: Mapped[Sex | None] = mapped_column(choice(Sex))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    verified_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    module_code: Mapped[str | None] = mapped_column(String(40))  # the trainer counts it towards this one; none: towards none
    module_title: Mapped[str | None] = query_expression()  # known where a page asks for it
    is_measured: Mapped[bool | None] = query_expression()  # likewise: a change is declared, or it is said that nothing is counted
    is_replicated: Mapped[bool | None] = query_expression()  # likewise: another place of its tree has it in use
    is_resting: Mapped[bool | None] = query_expression()  # likewise: its factory pauses, and nothing of it is late
    rule: Mapped[str | None] = query_expression()  # likewise: what was said when it became the standard
    theme: Mapped[str | None] = mapped_column(String(40))
    tools: Mapped[str | None] = mapped_column(String(240))  # with which it was found and solved
    root_cause: Mapped[str | None] = mapped_column(Text)
    expected_on: Mapped[date | None]  # the day by which the result shall show
    cost: Mapped[int | None]  # in the programme's currency; none: not known, which is not zero
    currency: Mapped[str | None] = query_expression()  # likewise known where a page asks for it
    result: Mapped[str | None] = mapped_column(Text)
    lesson: Mapped[str | None] = mapped_column(Text)
    planned_on: Mapped[date | None]  # the day on which it shall begin
    implemented_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    enterprise: Mapped[Enterprise] = looks_up()
    area: Mapped[Area | None] = looks_up()
    raised_by: Mapped[Person] = looks_up(foreign_keys=[raised_by_id])
    owner: Mapped[Person | None] = looks_up(foreign_keys=[owner_id])
    verified_by: Mapped[Person | None] = looks_up(foreign_keys=[verified_by_id])
    actions: Mapped[list[Action]] = link(back_populates="project", order_by="Action.id")
    all_photos: Mapped[list[Photo]] = link(back_populates="project", order_by="Photo.position")  # also those that were taken away
    comments: Mapped[list[Comment]] = link(back_populates="project", order_by="Comment.id")
    steps: Mapped[list[Step]] = link(back_populates="project", order_by="Step.id")

    @classmethod
    def log(
        cls, enterprise: Enterprise, problem: str, by: Person, raised_by: Person | None = None, area: Area | None = None, **words
    ) -> Project:
        """An improvement is written down: `by` writes, `raised_by` had the idea; more words are idea, expected, title."""
        raiser = raised_by or by
        then = next((m for m in enterprise.team(clock.today()) if m.person_id == raiser.id), None)
        words["title"] = words.get("title") or first_words(words.get("idea") or problem)
        logged = cls(
            programme_id=enterprise.programme_id,
            enterprise_id=enterprise.id,
            number=next_number(enterprise),
            area_id=area and area.id,
            problem=problem,
            stage=Stage.IDEA,
            raised_by_id=raiser.id,
            raised_level=then and then.level,
            raised_sex=raiser.sex,
            **words,
        )
        db.session.add(logged)
        logged._leave_step(None, Stage.IDEA, by)
        return logged

    def came_unnamed(self) -> None:
        """Whose idea it was is not known: it counts neither as a worker's nor as a manager's."""
        self.raised_level = self.raised_sex = None

    def move_to(self, stage: Stage, by: Person, note: str | None = None, result: str | None = None, because: str | None = None) -> None:
        """One stage on or back; what it needs must be there, or somebody says why it goes on without."""
        self._must_be_open()
        if stage is self.stage:
            raise NotNow(_l("This project already stands at that stage."))
        if stage not in (self.stage.onward, self.stage.back):
            raise NotNow(_l("A project moves one stage at a time. Somebody may have moved it just now: look at it once more."))
        on = stage is self.stage.onward
        self.result = result or self.result
        if on and stage is Stage.VERIFIED and by.id in self.hands:
            raise NotNow(OWN_WORK)
        if on and not because and (missing := self.missing_for(stage, by, note)):
            raise NotNow(missing)
        if Stage.IMPLEMENTED in (stage, self.stage):
            self.implemented_on = (self.implemented_on or clock.today()) if on or stage is Stage.IMPLEMENTED else None
        if Stage.VERIFIED in (stage, self.stage):
            self.verified_by_id = (
                by.id if on and stage is Stage.VERIFIED else self.verified_by_id if on or stage is Stage.VERIFIED else None
            )
        self._leave_step(self.stage, stage, by, note, because if on else None)
        self.stage = stage

    def missing_for(self, stage: Stage, by: Person, note: str | None = None):
        """The sentence that says what this stage still needs, or none."""
        if stage is Stage.PLANNED and not (self.owner_id or self.actions):
            return _l("Before it is planned, say who leads it, or add a first action.")
        if stage is Stage.IMPLEMENTED and not self.result:
            return _l("Before it counts as implemented, write in a few words what came out of it.")
        if stage is Stage.IMPLEMENTED:
            return missing_for_use(self.programme_id, self.id, self.is_measured)
        if stage is Stage.VERIFIED and by.id in self.hands:
            return OWN_WORK
        if stage is Stage.STANDARDISED and not (note or self.shows_how()):
            return _l(
                "Before it counts as standardised, show the new way: a photo from after, or words that say where it hangs and who knows it."
            )
        if stage is Stage.REPLICATED and not self.in_use_elsewhere():
            return _l(
                "Before it counts as replicated, it is in use in another area too: plan it there under “In other areas”, and mark that project as implemented."
            )
        return None

    @property
    def hands(self) -> set[UUID]:
        """Whose own improvement it is: whoever had the idea, leads or led it, put it into use, or did an action of it."""
        did = {action.owner_id or action.done_by_id for action in self.actions if action.status is Status.DONE}
        led = {step.led_by_id for step in self.steps} | {step.by_id for step in self.steps if step.to_stage is Stage.IMPLEMENTED}
        return {one for one in {self.raised_by_id, self.owner_id, *did, *led} if one}

    def shows_how(self) -> bool:
        return any(photo.kind is PhotoKind.AFTER for photo in self.photos)

    def in_use_elsewhere(self) -> bool:
        """Whether a place that it was carried to has put it into use."""
        from portal.improvement.replications import is_carried_on  # branches stand above the projects that they join

        if self.is_replicated is None:
            return bool(db.session.scalar(select(is_carried_on(self.programme_id, self.id))))
        return self.is_replicated

    def drop(self, by: Person, lesson: str) -> None:
        """It is not carried on, and what was learned stays: a failed try counts as learning."""
        self._must_be_open()
        if not lesson:
            raise NotNow(_l("A project closes with its lesson. Write in a few words what you learned."))
        self._leave_step(self.stage, Stage.DROPPED, by, lesson)
        self.stage, self.lesson, self.closed_on = Stage.DROPPED, lesson, clock.today()

    def reopen(self, by: Person) -> None:
        """Taken up again where it was left."""
        if self.stage is not Stage.DROPPED:
            raise NotNow(_l("This project is open."))
        left_at = next(step.from_stage for step in reversed(self.steps) if step.to_stage is Stage.DROPPED) or Stage.IDEA
        self._leave_step(Stage.DROPPED, left_at, by)
        self.stage, self.closed_on = left_at, None

    def add_action(self, text: str, owner: Person | None = None, due_on: date | None = None) -> Action:
        self._must_be_open()
        added = Action(
            programme_id=self.programme_id, enterprise_id=self.enterprise_id, text=text, owner_id=owner and owner.id, due_on=due_on
        )
        self.actions.append(added)
        return added

    def show_photo(self, file_id: UUID, kind: PhotoKind, taken_by: Person, caption: str | None = None, **more) -> Photo:
        """More: which people it shows, and the digest of what was sent."""
        facts = {"file_id": file_id, "kind": kind, "caption": caption, "taken_by_id": taken_by.id, "position": self.next_position, **more}
        shown = Photo(programme_id=self.programme_id, enterprise_id=self.enterprise_id, **facts)
        self.all_photos.append(shown)
        return shown

    @property
    def photos(self) -> list[Photo]:
        return [photo for photo in self.all_photos if not photo.gone_at]

    @property
    def gone_photos(self) -> list[Photo]:
        return sorted((photo for photo in self.all_photos if photo.gone_at), key=lambda photo: photo.gone_at or photo.at)

    @property
    def next_position(self) -> int:
        return max((photo.position for photo in self.all_photos), default=0) + 1

    def photo_sent(self, digest: str | None) -> Photo | None:
        """The photo that came of these bytes, if they were sent before, also one that was taken away since."""
        return next((photo for photo in self.all_photos if digest and photo.sent_digest == digest), None)

    def comment(self, person: Person, text: str) -> Comment:
        said = Comment(programme_id=self.programme_id, project_id=self.id, person_id=person.id, text=text)
        db.session.add(said)
        return said

    def edit(self, **facts) -> None:
        """Its words, place, leader and plan; an empty title is made from the words again. What was expected stands once it is in use."""
        if self.stage in DONE and any(name in facts and facts[name] != getattr(self, name) for name in PROMISED):
            raise NotNow(_l("What was expected, and by when, stays as it was said before the improvement was put into use."))
        for name in EDITABLE & facts.keys():
            setattr(self, name, facts[name])
        self.title = facts.get("title") or first_words(self.idea or self.problem)

    def _must_be_open(self) -> None:
        if self.stage is Stage.DROPPED:
            raise NotNow(_l("This project is closed with its lesson. Take it up again first."))

    def _leave_step(self, before: Stage | None, after: Stage, by: Person, note: str | None = None, because: str | None = None) -> None:
        ids = {"programme_id": self.programme_id, "by_id": by.id, "led_by_id": self.owner_id}
        self.steps.append(Step(from_stage=before, to_stage=after, note=note, because=because, **ids))


OWN_WORK = _l("Nobody verifies their own improvement. Ask somebody who neither had the idea, nor led it, nor carried it out.")
WORDS = ("title", "problem", "root_cause", "idea", "expected", "expected_on", "planned_on", "result", "theme", "tools", "cost")
PROMISED = ("expected", "expected_on")
EDITABLE = frozenset({*WORDS, "area_id", "owner_id", "module_code"})


def next_number(enterprise: Enterprise) -> int:
    """The next number of this factory; its row is held so that two never take the same."""
    mine = (Project.programme_id == enterprise.programme_id, Project.enterprise_id == enterprise.id)
    held = select(Enterprise.id).where(Enterprise.programme_id == enterprise.programme_id, Enterprise.id == enterprise.id)
    db.session.execute(held.with_for_update())
    return (db.session.scalar(select(func.max(Project.number)).where(*mine)) or 0) + 1


def first_words(text: str, most: int = 60) -> str:
    """A title from what was written: whole words, one line."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return (line[:most].rsplit(" ", 1)[0] if " " in line[:most] else line[:most]) + "…"
