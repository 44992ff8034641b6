"""Where a firm stands that was two prospects: as far as the further one came, stopped where either was, with what was open at both."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.accounts.models import Person
from portal.database import db
from portal.recruitment.assessments import InitialAssessment
from portal.recruitment.interests import Interest
from portal.recruitment.models import Prospect
from portal.recruitment.stages import Loss, Stage
from portal.say import _l

ALONG = (InitialAssessment, Interest)  # they go to the one that stays, so that it can be decided on and answered there
DAYS = ("entered_on", "due_on", "late_on", "stopped_on")
STAND = ("stage", "entered_on", "lost_reason", "lost_from")  # one thing: restored together, or not where it has moved since
FIELDS = (*STAND, "furthest", "next_step", "due_on", "late_on", "owner_id", "stopped_on")


def stays_at(merged: Prospect, into: Prospect) -> Stage:
    return merged.stage if merged.stage.rank > into.stage.rank else into.stage


def carry(merged: Prospect, into: Prospect) -> dict[str, list[str]]:
    return {mark(model): [str(row.id) for row in put(select(model).where(*of(model, merged)), into)] for model in ALONG}


def bring_back(carried: dict[str, list[str]], merged: Prospect) -> None:
    for model in ALONG:
        ids = [UUID(one) for one in carried.get(mark(model), ())]
        put(select(model).where(model.programme_id == merged.programme_id, model.id.in_(ids)), merged)


def mark(model) -> str:
    return f"{model.__tablename__}.prospect_id"


def of(model, prospect: Prospect) -> tuple:
    return model.programme_id == prospect.programme_id, model.prospect_id == prospect.id


def put(found, prospect: Prospect) -> list:
    rows = list(db.session.scalars(found).unique())
    for row in rows:
        row.prospect_id = prospect.id
        if isinstance(row, InitialAssessment):
            row.enterprise_id = prospect.enterprise_id
    db.session.flush()
    for row in rows:
        db.session.expire(row)
    return rows


def take(merged: Prospect, into: Prospect, by: Person, words: str) -> dict[str, list]:
    """What the one that stays learns of the way of the other; field → what it was, what it became."""
    before, left, stage = facts_of(into), into.stage, stays_at(merged, into)
    goes_further = stage is not left
    into.write(left, stage, by, words, False, None)
    if goes_further:
        for name in STAND:
            setattr(into, name, getattr(merged, name))
    into.furthest = max(into.furthest, merged.furthest)
    into.stopped_on = min(filter(None, (into.stopped_on, merged.stopped_on)), default=None)
    if into.stage.is_open:
        steps = dict.fromkeys(step for step in (into.next_step, merged.next_step) if step)
        into.next_step = " · ".join(steps)[:200] or None
        into.owner_id = into.owner_id or merged.owner_id
        open_ones = [one for one in (into, merged) if one.due_on]
        soonest = min(open_ones, key=lambda one: one.due_on or date.max, default=None)
        if soonest is not None:
            into.due_on, into.late_on = soonest.due_on, soonest.late_on
    else:
        into.next_step = into.due_on = into.late_on = None
    after = facts_of(into)
    return {name: [before[name], after[name]] for name in FIELDS if before[name] != after[name]}


def give_back(taken: dict[str, list], merged: Prospect, into: Prospect, by: Person) -> None:
    """As it was, but for what has been changed since."""
    now = facts_of(into)
    has_moved = any(now[name] != taken[name][1] for name in STAND if name in taken)
    if "stopped_on" in taken and now["stopped_on"] is None:
        merged.stopped_on = None  # it was looked into meanwhile
    left = into.stage
    for name, (was, became) in taken.items():
        if now[name] == became and not (has_moved and name in (*STAND, "furthest")):
            setattr(into, name, read(name, was))
    into.write(left, into.stage, by, str(_l("The merging was taken back.")), False, None)


def facts_of(prospect: Prospect) -> dict[str, Any]:
    return {name: plain(getattr(prospect, name)) for name in FIELDS}


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value


def read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in DAYS:
        return date.fromisoformat(value)
    kind = {"stage": Stage, "lost_from": Stage, "lost_reason": Loss, "owner_id": UUID}.get(name)
    return kind(value) if kind else value
