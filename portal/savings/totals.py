"""What a project, or a factory, has saved: confirmed and entered apart, each with how many it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.database import db
from portal.enterprises.models import Enterprise
from portal.improvement.models import DONE, Project
from portal.savings.models import Kind, Saving, State
from portal.savings.money import Money

MOST = 60  # rows on a page; the sums are of all of them


@dataclass
class Total:
    """Of one currency. What nobody else has confirmed is in none of the sums."""

    currency: str
    once: Money = field(init=False)
    again: Money = field(init=False)  # as observed, not reckoned up
    yearly: Money = field(init=False)  # of those only that said so
    yearly_of: int = 0
    confirmed: int = 0
    unconfirmed: int = 0

    def __post_init__(self):
        self.once = self.again = self.yearly = Money(0, self.currency)

    @property
    def observed(self) -> Money:
        return self.once + self.again

    @property
    def entered(self) -> int:
        return self.confirmed + self.unconfirmed

    def take(self, saving: Saving) -> None:
        counted = saving.counted
        if counted is None:
            self.unconfirmed += 1
            return
        self.confirmed += 1
        if saving.kind is Kind.ONE_OFF:
            self.once += counted
        else:
            self.again += counted
        if saving.yearly:
            self.yearly, self.yearly_of = self.yearly + saving.yearly, self.yearly_of + 1


def totals(savings: Iterable[Saving]) -> list[Total]:
    """One for each currency: what is not said to be the same is not added."""
    found: dict[str, Total] = {}
    for saving in savings:
        if saving.state is not State.WITHDRAWN:
            found.setdefault(saving.into, Total(saving.into)).take(saving)
    return [found[code] for code in sorted(found)]


def of_project(project: Project) -> list[Saving]:
    mine = Saving.programme_id == project.programme_id, Saving.project_id == project.id
    return list(db.session.scalars(select(Saving).where(*mine).options(joinedload(Saving.entered_by)).order_by(Saving.id.desc())))


def of_enterprise(enterprise: Enterprise) -> list[Saving]:
    mine = Saving.programme_id == enterprise.programme_id, Saving.enterprise_id == enterprise.id
    return list(db.session.scalars(select(Saving).where(*mine).options(joinedload(Saving.project)).order_by(Saving.id.desc())))


def in_use(enterprise: Enterprise) -> int:
    """How many improvements are in use: of so many something could be told."""
    mine = Project.programme_id == enterprise.programme_id, Project.enterprise_id == enterprise.id
    return db.session.scalar(select(func.count()).select_from(Project).where(*mine, Project.stage.in_(DONE))) or 0
