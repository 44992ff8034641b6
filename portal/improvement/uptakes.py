"""Taking up what another factory shares with alumni: a project of one's own, which knows where it came from and what is different."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Row, Select, Text, UniqueConstraint, Uuid, and_, false, or_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from portal import clock
from portal.accounts.models import OF_AN_ENTERPRISE, Person, User
from portal.accounts.reach import NOWHERE
from portal.consent.audiences import alumni, shown_to
from portal.database import Base, Tenant, db, within
from portal.enterprises.models import Area, Enterprise
from portal.errors import NotNow
from portal.improvement.projects import Project
from portal.improvement.replications import Replication
from portal.improvement.stages import DONE, Stage
from portal.say import _l

FURTHEST = 30  # steps back to where an improvement began


class Uptake(Tenant, Base):
    """`child_id` does in one factory what `origin_id` does in another of the same programme."""

    __tablename__ = "uptake"
    __table_args__ = (
        UniqueConstraint("programme_id", "child_id"),
        *within(enterprise_id="enterprise", child_id="project", origin_id="project"),
        Index("ix_uptake_programme_enterprise", "programme_id", "enterprise_id"),
        Index("ix_uptake_programme_origin", "programme_id", "origin_id"),
    )

    enterprise_id: Mapped[UUID] = mapped_column(Uuid())
    child_id: Mapped[UUID] = mapped_column(Uuid())
    origin_id: Mapped[UUID] = mapped_column(Uuid())
    adapted: Mapped[str | None] = mapped_column(Text)
    taken_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime] = mapped_column(default=clock.now)

    @classmethod
    def take(
        cls, origin: Project, enterprise: Enterprise, by: Person, problem: str, starts_on: date, area: Area | None, adapted: str | None
    ) -> Project:
        """Title and idea come along, for they are what is shared; problem, place, numbers and result are one's own."""
        refuse_own(origin, enterprise)
        words = {"title": origin.title, "idea": origin.idea, "planned_on": starts_on}
        child = Project.log(enterprise, problem, by=by, area=area, **words)
        db.session.flush()
        ids = {"programme_id": enterprise.programme_id, "enterprise_id": enterprise.id, "child_id": child.id, "origin_id": origin.id}
        db.session.add(cls(**ids, adapted=adapted, taken_by_id=by.id))
        return child


def refuse_own(origin: Project, enterprise: Enterprise) -> None:
    """Not its own, not what came from it, and not a second time."""
    if origin.enterprise_id == enterprise.id:
        raise NotNow(_l("This improvement is your own factory’s. Plan it for another area instead, under “In other areas”."))
    if enterprise.id in factories_of(origin):
        raise NotNow(_l("This improvement came from your own factory. It cannot be taken up into its own origin."))
    known = select(Uptake.id).join(Project, and_(Project.programme_id == Uptake.programme_id, Project.id == Uptake.child_id))
    here = Uptake.programme_id == enterprise.programme_id, Uptake.enterprise_id == enterprise.id, Uptake.origin_id == origin.id
    if db.session.scalar(known.where(*here, Project.stage != Stage.DROPPED)):
        raise NotNow(_l("Your factory has taken this up already. Look for it among your projects."))


def factories_of(project: Project) -> set[UUID]:
    """Every factory that it has been in before, step by step back to where it began."""
    seen, at, known = set(), project.id, set()
    while at and at not in known and len(known) < FURTHEST:
        known.add(at)
        mine = Replication.programme_id == project.programme_id, Replication.child_id == at
        taken = Uptake.programme_id == project.programme_id, Uptake.child_id == at
        at = db.session.scalar(select(Replication.parent_id).where(*mine)) or db.session.scalar(select(Uptake.origin_id).where(*taken))
        if at:
            seen.add(db.session.scalar(select(Project.enterprise_id).where(Project.programme_id == project.programme_id, Project.id == at)))
    return seen


def visible_shared(user: User) -> Select:
    """What is in use in other factories of one's programme, as far as these share it with alumni today."""
    mine = [(place.programme_id, place.enterprise_id) for place in (user.reach or NOWHERE).places if place.role in OF_AN_ENTERPRISE]
    shared = [shown_to(alumni(programme_id), Project) for programme_id, _enterprise in set(mine) if programme_id]
    own = [enterprise_id for _programme, enterprise_id in mine if enterprise_id]
    return select(Project).where(or_(false(), *shared), Project.enterprise_id.not_in(own), Project.stage.in_(DONE))


@dataclass(frozen=True)
class Ties:
    """What binds a tree to other factories: where it was taken up from, and in how many it was taken up."""

    origin: Row | None
    taken_up: int


def ties_of(programme_id: UUID, ids: Collection[UUID]) -> Ties:
    """One statement. Whose it was is told only as long as that factory shares it."""
    there, factory = aliased(Project), aliased(Enterprise)
    joined = and_(there.programme_id == Uptake.programme_id, there.id == Uptake.origin_id, shown_to(alumni(programme_id), there))
    its_factory = and_(factory.programme_id == there.programme_id, factory.id == there.enterprise_id)
    asked = (
        select(Uptake.child_id, Uptake.enterprise_id, Uptake.adapted, there.title, factory.name, factory.name_ur)
        .select_from(Uptake)
        .outerjoin(there, joined)
        .outerjoin(factory, its_factory)
        .where(Uptake.programme_id == programme_id, or_(Uptake.child_id.in_(ids), Uptake.origin_id.in_(ids)))
    )
    rows = db.session.execute(asked).all()
    origin = next((row for row in rows if row.child_id in ids), None)
    return Ties(origin, len({row.enterprise_id for row in rows if row.child_id not in ids}))
