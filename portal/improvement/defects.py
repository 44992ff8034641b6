"""The tally of a project's defects: kinds that the team names, and one row for each tap."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid, and_, case, func, select
from sqlalchemy.orm import Mapped, mapped_column

from portal import clock
from portal.accounts.models import Person
from portal.database import Base, Tenant, db, looks_up, within
from portal.errors import NotNow
from portal.improvement.projects import Project
from portal.say import _l

MOST = 24  # kinds on one screen


class DefectKind(Tenant, Base):
    __tablename__ = "defect_kind"
    __table_args__ = (
        *within(project_id="project", enterprise_id="enterprise"),
        UniqueConstraint("programme_id", "project_id", "name"),
        Index("ix_defect_kind_programme_enterprise", "programme_id", "enterprise_id"),
    )

    project_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    name: Mapped[str] = mapped_column(String(60))
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    project: Mapped[Project] = looks_up()

    @classmethod
    def name_for(cls, project: Project, name: str, by: Person) -> DefectKind:
        known = tally_of(project)
        if len(known) >= MOST:
            raise NotNow(_l("24 kinds are enough for one tally. Count rare ones together as “other”."), beside="name")
        if any(one.name == name for one in known):
            raise NotNow(_l("This defect is on the tally already."), beside="name")
        place = {"programme_id": project.programme_id, "enterprise_id": project.enterprise_id, "project_id": project.id}
        named = cls(**place, name=name, by_id=by.id)
        db.session.add(named)
        return named

    def tap(self, by: Person) -> Defect:
        """One more was found, today."""
        place = {"programme_id": self.programme_id, "enterprise_id": self.enterprise_id, "defect_kind_id": self.id}
        found = Defect(**place, found_on=clock.today(), by_id=by.id)
        db.session.add(found)
        return found

    def take_back(self) -> None:
        """The newest of today was no defect after all; what was counted on another day stays."""
        mine = (Defect.programme_id == self.programme_id, Defect.defect_kind_id == self.id, Defect.found_on == clock.today())
        counted = select(Defect).where(*mine, Defect.is_taken_back.is_(False)).order_by(Defect.id.desc()).limit(1)
        newest = db.session.scalar(counted.with_for_update())
        if newest is None:
            raise NotNow(_l("None of this kind was counted today. What was counted on another day stays."))
        newest.is_taken_back = True


class Defect(Tenant, Base):
    __tablename__ = "defect"
    __table_args__ = (
        *within(defect_kind_id="defect_kind", enterprise_id="enterprise"),
        Index("ix_defect_programme_kind", "programme_id", "defect_kind_id", "found_on"),
        Index("ix_defect_programme_enterprise", "programme_id", "enterprise_id"),
    )

    defect_kind_id: Mapped[UUID] = mapped_column(Uuid())
    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    found_on: Mapped[date]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    is_taken_back: Mapped[bool] = mapped_column(default=False)


class Line(NamedTuple):
    """One kind with how often it was found, in all and today."""

    id: UUID
    name: str
    count: int
    today: int
    first_on: date | None
    last_on: date | None


def tally_of(project: Project) -> list[Line]:
    """Every kind in the order in which the team named them: one statement."""
    counted = and_(Defect.programme_id == DefectKind.programme_id, Defect.defect_kind_id == DefectKind.id, Defect.is_taken_back.is_(False))
    today = func.coalesce(func.sum(case((Defect.found_on == clock.today(), 1), else_=0)), 0)
    columns = (DefectKind.id, DefectKind.name, func.count(Defect.id), today, func.min(Defect.found_on), func.max(Defect.found_on))
    mine = (DefectKind.programme_id == project.programme_id, DefectKind.project_id == project.id)
    rows = select(*columns).outerjoin(Defect, counted).where(*mine).group_by(DefectKind.id, DefectKind.name).order_by(DefectKind.id)
    return [Line(*row) for row in db.session.execute(rows)]


class Share(NamedTuple):
    """One bar of the Pareto: hundredths of all, and added up from the largest on."""

    name: str
    count: int
    share: float
    added: float


def pareto(lines: list[Line], other: str, most: int = 9) -> list[Share]:
    """From large to small; where there are more kinds than bars, the rest is one bar at the end."""
    ranked = sorted(((line.name, line.count) for line in lines if line.count), key=lambda one: -one[1])
    if len(ranked) > most:
        ranked = [*ranked[: most - 1], (other, sum(count for _name, count in ranked[most - 1 :]))]
    whole, so_far, made = sum(count for _name, count in ranked), 0, []
    for name, count in ranked:
        so_far += count
        made.append(Share(name, count, round(100 * count / whole, 1), round(100 * so_far / whole, 1)))
    return made
