"""What the worker does for teams: each morning it notices who has fallen asleep, and who is awake again."""

from __future__ import annotations

from sqlalchemy import and_, exists, select

from portal import clock
from portal.batches.pausing import rests
from portal.database import db
from portal.enterprises import alumni, life
from portal.enterprises.models import Enterprise, Membership
from portal.teams import telling
from portal.teams.models import Team
from portal.teams.queries import sleeps
from portal.web import periodic


@periodic.daily("sleeping-teams", hour=6)
def look_after_teams() -> int:
    """How many fell asleep. A factory that pauses, has ended its training, is merged or was never enrolled is left in peace."""
    asleep = fall_asleep()
    wake_up()
    db.session.commit()
    return asleep


def fall_asleep() -> int:
    """A team older than the time, with people in it, of which nothing has shown in that time."""
    since = life.awake_since()
    mine = Membership.programme_id == Enterprise.programme_id, Membership.enterprise_id == Enterprise.id
    known = and_(Team.programme_id == Enterprise.programme_id, Team.enterprise_id == Enterprise.id)
    found = (
        select(Enterprise, Team)
        .outerjoin(Team, known)
        .where(Enterprise.is_prospect.is_(False), Enterprise.merged_into_id.is_(None), Team.dormant_since.is_(None))
        .where(exists().where(*mine, Membership.is_current(clock.today())), exists().where(*mine, Membership.starts_on <= since))
        .where(~life.is_alive(Enterprise, since), ~rests(Enterprise), ~alumni.is_over(Enterprise))
        .order_by(Enterprise.id)
    )
    rows = db.session.execute(found).all()
    for enterprise, known_team in rows:
        team = known_team or Team(programme_id=enterprise.programme_id, enterprise_id=enterprise.id, every_weeks=1, version=0)
        team.fall_asleep()
        db.session.flush()
        telling.asleep(team, enterprise)
    return len(rows)


def wake_up() -> None:
    slept = select(Team).where(Team.dormant_since.is_not(None), ~sleeps())
    for team in db.session.scalars(slept).all():
        team.wake()
        telling.awake(team)
