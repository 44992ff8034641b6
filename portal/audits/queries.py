"""Audits of a factory's areas: the newest of each, and one with what was found."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User
from portal.accounts.reach import within_reach
from portal.audits.models import Audit, Finding
from portal.database import db
from portal.enterprises.models import Area, Enterprise
from portal.improvement.models import Project, Stage
from portal.web.paging import page_after

THEME = "5s-audit"
STANDS = Audit.withdrawn_on.is_(None)
SHOWN = (
    joinedload(Audit.area),
    joinedload(Audit.by),
    joinedload(Audit.withdrawn_by),
    selectinload(Audit.findings).options(joinedload(Finding.file), joinedload(Finding.action), joinedload(Finding.gone_by)),
)


def areas(user: User, last: UUID | None) -> list[Row]:
    """Each open area within reach with its newest audit, by name."""
    newest = (
        select(Audit.programme_id, Audit.area_id, func.max(Audit.on).label("on"))
        .where(STANDS)
        .group_by(Audit.programme_id, Audit.area_id)
        .subquery()
    )
    made = and_(newest.c.programme_id == Area.programme_id, newest.c.area_id == Area.id)
    that = and_(Audit.programme_id == Area.programme_id, Audit.area_id == Area.id, Audit.on == newest.c.on, STANDS)
    asked = (
        select(Area.id, Area.name, Area.name_ur, Audit.id.label("audit_id"), Audit.on, Audit.total, Audit.edition_number)
        .add_columns(Area.programme_id, Area.enterprise_id, Enterprise.name.label("factory"), Enterprise.name_ur.label("factory_ur"))
        .join(Enterprise, and_(Enterprise.programme_id == Area.programme_id, Enterprise.id == Area.enterprise_id))
        .outerjoin(newest, made)
        .outerjoin(Audit, that)
        .where(within_reach(user, Area), Area.closed_on.is_(None))
    )
    return list(db.session.execute(page_after(asked, Area.name, Area.id, last)))


def of_area(area: Area) -> list[Audit]:
    """All of an area from the first to the newest, withdrawn ones too: one in a week for ten years is five hundred."""
    mine = (Audit.programme_id == area.programme_id, Audit.area_id == area.id)
    return list(db.session.scalars(select(Audit).where(*mine).order_by(Audit.on)))


def newest_of(area: Area) -> Audit | None:
    mine = (Audit.programme_id == area.programme_id, Audit.area_id == area.id)
    return db.session.scalar(select(Audit).where(*mine, STANDS).options(joinedload(Audit.area)).order_by(Audit.on.desc()).limit(1))


def project_of(area: Area) -> Project | None:
    """The open improvement of this area that its audits feed."""
    mine = (Project.programme_id == area.programme_id, Project.area_id == area.id, Project.theme == THEME)
    return db.session.scalar(select(Project).where(*mine, Project.stage != Stage.DROPPED).order_by(Project.number.desc()).limit(1))


def is_made(area: Area, on) -> bool:
    mine = (Audit.programme_id == area.programme_id, Audit.area_id == area.id, Audit.on == on, STANDS)
    return db.session.scalar(select(Audit.id).where(*mine)) is not None
