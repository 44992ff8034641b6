"""What of an enterprise waits for somebody: a one-sided team for its manager, a missing trainer for the coordinator."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Row, exists

from portal import clock
from portal.accounts.models import Assignment, Role
from portal.accounts.policy import STAFF
from portal.accounts.reach import NOWHERE, current
from portal.database import db
from portal.enterprises import alumni, policy, queries
from portal.enterprises.models import Enterprise
from portal.web.formats import inside, own
from portal.web.needs import Need

beside: list[tuple[Callable[[], list[ColumnElement]], Callable[[Row], Iterable[Need]]]] = []


def look_beside(columns: Callable[[], list[ColumnElement]], needs: Callable[[Row], Iterable[Need]]) -> None:
    """An upper room's own columns in the statement that finds the factories one manages, and what waits by them: no statement more."""
    if (columns, needs) not in beside:
        beside.append((columns, needs))


def needs_of(user) -> Iterable[Need]:
    mine = managed(user)
    yield from (need for row in mine for _columns, needs in beside for need in needs(row))
    yield from one_sided_teams(mine)
    yield from missing_trainers(user)


def one_sided_teams(mine: list[Row]) -> Iterable[Need]:
    balances = queries.balances([(row.programme_id, row.id) for row in mine]) if mine else {}
    for row in mine:
        if warnings := balances[row.id].warnings:
            title = _("The improvement team of %(enterprise)s is one-sided", enterprise=inside(own(row)))
            if not balances[row.id].size:
                title = _("Build the improvement team of %(enterprise)s", enterprise=inside(own(row)))
            url = url_for("enterprises.show", enterprise_id=row.id, _anchor="team")
            yield Need(title, str(warnings[0]), url, _("See the team"), tag=_("Team"), tone="act", weight=6)


def missing_trainers(user) -> Iterable[Need]:
    if not (user.reach or NOWHERE).holds(frozenset(STAFF)):
        return
    for row in without_trainer(user):
        title = _("%(enterprise)s has no trainer", enterprise=inside(own(row)))
        why = _("Nobody visits it or marks its modules until a trainer is assigned.")
        url = url_for("enterprises.show", enterprise_id=row.id, _anchor="trainers")
        yield Need(title, why, url, _("Assign a trainer"), tag=_("Trainer"), tone="act", weight=7)


def without_trainer(user, most: int = 3) -> list[Row]:
    """Enterprises of one's programmes that no trainer reaches today, but for those whose training is over."""
    sent = exists().where(
        Assignment.programme_id == Enterprise.programme_id, Assignment.enterprise_id == Enterprise.id, *current(Assignment, clock.today())
    )
    found = (
        policy.visible_enterprises(user)
        .with_only_columns(Enterprise.id, Enterprise.name, Enterprise.name_ur)
        .where(~sent, Enterprise.is_prospect.is_(False), ~alumni.is_over(Enterprise))
    )
    return list(db.session.execute(found.order_by(Enterprise.name).limit(most)).all())


def managed(user) -> list[Row]:
    """The enterprises that one manages."""
    mine = [place.enterprise_id for place in (user.reach or NOWHERE).places if place.role is Role.MANAGER]
    shown = (Enterprise.programme_id, Enterprise.id, Enterprise.name, Enterprise.name_ur)
    asked = [column for columns, _needs in beside for column in columns()]
    found = policy.visible_enterprises(user).with_only_columns(*shown, *asked)
    return list(db.session.execute(found.where(Enterprise.id.in_(mine))).all()) if mine else []
