"""Whether a factory's team is alive: each room names the signs it sees, the team's room asks for the last of each.

A sign gives a select of one column, the day or moment on which it showed, correlated to any model with `programme_id` and
`enterprise_id`: so that one statement asks it of one factory, or of many.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, ScalarSelect, Select, func, or_, select, tuple_

from portal import clock
from portal.database import db, wall_day
from portal.enterprises.models import Enterprise

AWAKE = timedelta(days=60)  # so long after its last sign a team counts as alive


@dataclass(frozen=True)
class Sign:
    """`label` says what showed, `wakes` what to do to wake a team, `path(enterprise_id)` where that is done."""

    code: str
    label: object
    wakes: object
    path: Callable[[Any], str]
    shown: Callable[[Any], Select]


_signs: dict[str, Sign] = {}


def add(sign: Sign) -> None:
    _signs[sign.code] = sign


def signs() -> list[Sign]:
    return list(_signs.values())


def same(model, of) -> tuple[ColumnElement[bool], ...]:
    return model.programme_id == of.programme_id, model.enterprise_id == of.enterprise_id


def newest(sign: Sign, of) -> ScalarSelect:
    asked = sign.shown(of)
    (when,) = asked.selected_columns
    return asked.with_only_columns(func.max(when)).correlate(of).scalar_subquery().label(sign.code)  # pyright: ignore[reportReturnType]


def awake_since() -> date:
    """Whose last sign is of this day or later is alive."""
    return clock.today() - AWAKE


def is_alive(of, since: date | ColumnElement) -> ColumnElement[bool]:
    """The condition that any sign showed on or after this day."""
    return or_(*(shown_since(sign, of, since) for sign in signs()))


def shown_since(sign: Sign, of, since) -> ColumnElement[bool]:
    asked = sign.shown(of)
    (when,) = asked.selected_columns
    if isinstance(when.type, Date):
        shown = when >= since
    else:
        shown = when >= clock.beginning(since) if isinstance(since, date) else wall_day(when) >= since
    return asked.where(shown).correlate(of).exists()


def last_of(enterprise: Enterprise) -> list[tuple[Sign, date]]:
    """The last of each sign, the newest first, in one statement."""
    return last_of_each([(enterprise.programme_id, enterprise.id)])[enterprise.id]


def last_of_each(places: list[tuple[UUID, UUID]]) -> dict[UUID, list[tuple[Sign, date]]]:
    """The same of several, by programme and enterprise, in one statement."""
    here = tuple_(Enterprise.programme_id, Enterprise.id).in_(places)
    asked = select(Enterprise.id, *(newest(sign, Enterprise) for sign in signs())).where(here)
    return {enterprise_id: newest_first(shown) for enterprise_id, *shown in db.session.execute(asked)}


def newest_first(shown: Sequence[date | datetime | None]) -> list[tuple[Sign, date]]:
    found = [(sign, min(day_of(value), clock.today())) for sign, value in zip(signs(), shown, strict=True) if value]
    return sorted(found, key=lambda pair: pair[1], reverse=True)


def day_of(value: date | datetime) -> date:
    return clock.day_of(value) if isinstance(value, datetime) else value
