"""Reads of the team's pages: meetings, who is in the team, what can be chosen."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User
from portal.database import db
from portal.enterprises import alumni, life
from portal.enterprises.models import Enterprise, Membership
from portal.enterprises.policy import visible_enterprises
from portal.improvement.models import Action, Project, Stage
from portal.teams.models import Attendance, Meeting, MeetingDecision, State, Team
from portal.web.paging import MOST, page_after

NAMED = (joinedload(Meeting.enterprise), joinedload(Meeting.led_by), joinedload(Meeting.closed_by))
SHOWN = (
    *NAMED,
    selectinload(Meeting.items),
    selectinload(Meeting.attendances).options(joinedload(Attendance.person)),
    selectinload(Meeting.decisions).options(joinedload(MeetingDecision.action).options(joinedload(Action.owner))),
)
PROJECTS = 60  # among which a decision chooses: the newest


def same(model, enterprise) -> tuple:
    return model.programme_id == enterprise.programme_id, model.enterprise_id == getattr(enterprise, "enterprise_id", enterprise.id)


def members_on(record, day: date) -> list[Membership]:
    """Who was in the team on that day, managers first; `record` has a programme and an enterprise."""
    found = db.session.scalars(select(Membership).where(*same(Membership, record), Membership.is_current(day))).unique()
    return sorted(found, key=lambda one: (one.level, one.person.name.casefold()))


def meetings_of(enterprise: Enterprise, last: UUID | None, most: int = MOST) -> tuple[list[Meeting], UUID | None]:
    """The newest first, keyset by number."""
    asked = select(Meeting).where(*same(Meeting, enterprise)).order_by(Meeting.number.desc()).limit(most + 1)
    if last:
        asked = asked.where(Meeting.number < select(Meeting.number).where(Meeting.id == last).correlate(None).scalar_subquery())
    found = list(db.session.scalars(asked))
    return found[:most], found[most - 1].id if len(found) > most else None


def open_projects(record) -> list[Row]:
    mine = select(Project.id, Project.title).where(*same(Project, record), Project.stage != Stage.DROPPED)
    return list(db.session.execute(mine.order_by(Project.id.desc()).limit(PROJECTS)))


def project_of(record, project_id: UUID) -> Project:
    return db.session.scalars(select(Project).where(*same(Project, record), Project.id == project_id)).one()


def teams(user: User, last: UUID | None, is_asleep: bool) -> list[Row]:
    """Each factory within reach with its last and next meeting, and whether its team sleeps; a page and one more."""
    joined = and_(Team.programme_id == Enterprise.programme_id, Team.enterprise_id == Enterprise.id)
    found = (
        visible_enterprises(user)
        .with_only_columns(Enterprise.id, Enterprise.programme_id, Enterprise.name, Enterprise.name_ur, Enterprise.city)
        .add_columns(
            Team.dormant_since,
            held().label("held_on"),
            coming().label("planned_on"),
            sleeps().label("sleeps"),
            is_quiet().label("is_quiet"),
        )
        .outerjoin(Team, joined)
        .where(Enterprise.merged_into_id.is_(None), Enterprise.is_prospect.is_(False))
    )
    found = found.where(or_(sleeps(), is_quiet())) if is_asleep else found
    return list(db.session.execute(page_after(found, Enterprise.name, Enterprise.id, last)))


def sleeps():
    """The worker noticed it, and nothing has shown since: of a statement that knows `Team`."""
    return and_(Team.dormant_since.is_not(None), ~life.is_alive(Team, Team.dormant_since.expression))


def is_quiet():
    """Its training is over, it had a team, and nothing has shown for long: who asks reads it, but the worker tells nobody."""
    was = Membership.programme_id == Enterprise.programme_id, Membership.enterprise_id == Enterprise.id
    had_team = select(Membership.id).where(*was, Membership.starts_on <= life.awake_since()).correlate(Enterprise).exists()
    return and_(alumni.is_over(Enterprise), had_team, ~life.is_alive(Enterprise, life.awake_since()))


def held():
    mine = Meeting.programme_id == Enterprise.programme_id, Meeting.enterprise_id == Enterprise.id
    return select(func.max(Meeting.held_on)).where(*mine).correlate(Enterprise).scalar_subquery()


def coming():
    mine = Meeting.programme_id == Enterprise.programme_id, Meeting.enterprise_id == Enterprise.id
    waits = Meeting.state.in_((State.PLANNED, State.RUNNING))
    return select(func.min(Meeting.planned_on)).where(*mine, waits).correlate(Enterprise).scalar_subquery()


def last_held(enterprise: Enterprise) -> date | None:
    return db.session.scalar(select(func.max(Meeting.held_on)).where(*same(Meeting, enterprise)))


def meeting_held(of):
    """The sign of life that this room tells itself."""
    return select(Meeting.held_on).where(*life.same(Meeting, of), Meeting.held_on.is_not(None))
