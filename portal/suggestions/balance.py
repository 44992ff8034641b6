"""Whose ideas, decisions and work improvements are: by quarter, with how many of them it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import CompoundSelect, Row, Select, String, and_, bindparam, extract, func, literal, null, select, union_all

from portal import clock
from portal.accounts.models import Person, Sex
from portal.database import db
from portal.enterprises.models import Enterprise, Level, Membership
from portal.improvement.models import Action, Project, Stage, Status, Step
from portal.suggestions.models import SuggestionDay

QUARTERS = 4
IDEAS, DECISIONS, WORKS, WRITTEN = "ideas", "decisions", "works", "written"


@dataclass
class Share:
    """How many there were, of how many it is known, and how many of those are a worker's, a woman's."""

    all: int = 0
    by_workers: int = 0
    of_level: int = 0
    by_women: int = 0
    of_sex: int = 0

    def count(self, row: Row) -> None:
        self.all += row.many
        if row.level:
            self.of_level += row.many
            self.by_workers += row.many * (row.level == Level.WORKER)
        if row.sex in (Sex.FEMALE, Sex.MALE):
            self.of_sex += row.many
            self.by_women += row.many * (row.sex == Sex.FEMALE)

    @property
    def workers(self) -> int | None:
        """Percent; none where it is known of nobody."""
        return round(100 * self.by_workers / self.of_level) if self.of_level else None

    @property
    def women(self) -> int | None:
        return round(100 * self.by_women / self.of_sex) if self.of_sex else None


@dataclass
class Quarter:
    year: int
    number: int
    shares: dict[str, Share] = field(default_factory=lambda: {what: Share() for what in (IDEAS, DECISIONS, WORKS)})
    written: int = 0  # suggestions at the posters

    @property
    def is_empty(self) -> bool:
        return not self.written and not any(share.all for share in self.shares.values())


def of(enterprise: Enterprise) -> list[Quarter]:
    """The newest quarters, this one first, in one statement."""
    quarters = list(newest(clock.today()))
    since = date(quarters[-1].year, 3 * quarters[-1].number - 2, 1)
    facts = {"programme_id": enterprise.programme_id, "enterprise_id": enterprise.id, "since": since}
    known = {(one.year, one.number): one for one in quarters}
    for row in db.session.execute(STATEMENT, facts):
        quarter = known.get((int(row.year), (int(row.month) + 2) // 3))
        if quarter and row.what == WRITTEN:
            quarter.written += row.many
        elif quarter:
            quarter.shares[row.what].count(row)
    return quarters


def newest(today: date) -> Iterable[Quarter]:
    at = today.year * 4 + (today.month - 1) // 3
    return (Quarter((at - back) // 4, (at - back) % 4 + 1) for back in range(QUARTERS))


def counted() -> CompoundSelect:
    """An idea: who had it, as kept then. A decision: who planned it or closed it as an idea. Work: whose action was done."""
    no_word = null().cast(String(24))
    ideas = grouped(IDEAS, Project, Project.logged_at, Project.raised_level.cast(String(24)), Project.raised_sex.cast(String(24)))
    decisions = grouped(DECISIONS, Project, Step.at, level_of(Step.by_id, Step.at), Person.sex.cast(String(24)))
    decisions = decisions.join(Step, and_(Step.programme_id == Project.programme_id, Step.project_id == Project.id))
    decisions = decisions.join(Person, Person.id == Step.by_id).where(
        Step.from_stage == Stage.IDEA, Step.to_stage.in_((Stage.PLANNED, Stage.DROPPED))
    )
    doer = func.coalesce(Action.owner_id, Action.done_by_id)
    works = grouped(WORKS, Action, Action.done_on, level_of(doer, Action.done_on), Person.sex.cast(String(24)))
    works = works.outerjoin(Person, Person.id == doer).where(Action.status == Status.DONE)
    written = grouped(WRITTEN, SuggestionDay, SuggestionDay.on, no_word, no_word, func.sum(SuggestionDay.count))
    return union_all(ideas, decisions, works, written)


def grouped(what: str, model, when, level, sex, many=None) -> Select:
    year, month, level, sex = extract("year", when), extract("month", when), level.label("level"), sex.label("sex")
    counts = func.count() if many is None else many
    chosen = select(literal(what).label("what"), year.label("year"), month.label("month"), level, sex, counts.label("many"))
    here = model.programme_id == bindparam("programme_id"), model.enterprise_id == bindparam("enterprise_id"), when >= bindparam("since")
    return chosen.select_from(model).where(*here).group_by(year, month, level, sex)


def level_of(person, when):
    """What this person was in the team on that day, also where they have left since."""
    there = Membership.programme_id == bindparam("programme_id"), Membership.enterprise_id == bindparam("enterprise_id")
    held = select(Membership.level.cast(String(24))).where(*there, Membership.person_id == person, Membership.is_current(when))
    return held.order_by(Membership.starts_on.desc()).limit(1).correlate_except(Membership).scalar_subquery()


STATEMENT = counted()
