"""What is open in a factory and belongs before its team: rooms tell their kinds, the team's meeting draws its agenda from all.

Each kind is a select of `COLUMNS`, so that all of them together are one statement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, Row, Select, String, Uuid, literal, null, select, union_all

from portal.database import db
from portal.enterprises.models import Enterprise
from portal.web.access import Rule

MOST = 20  # of one kind: a meeting has an end


@dataclass(frozen=True)
class Kind:
    """`found(enterprise)` selects what `matter` makes; `path(row)` is where it is looked at, by those whom `rule` lets in."""

    code: str
    label: object
    found: Callable[[Enterprise], Select]
    path: Callable[[Any], str]
    rule: Rule


_kinds: dict[str, Kind] = {}


def add(kind: Kind) -> None:
    _kinds[kind.code] = kind


def kinds() -> dict[str, Kind]:
    return _kinds


def matter(code: str, *, title=None, record_id=None, project_id=None, many=None, on=None) -> list:
    """The columns of one kind: people's own words as its title, or how many there are; never a sentence of the portal."""
    given = {"title": (title, String(240)), "record_id": (record_id, Uuid()), "project_id": (project_id, Uuid())}
    given |= {"many": (many, Integer()), "on": (on, Date())}
    empty = {name: null().cast(kind) if column is None else column for name, (column, kind) in given.items()}
    return [literal(code).label("kind"), *(column.label(name) for name, column in empty.items())]


@dataclass(frozen=True)
class Matter:
    kind: Kind
    title: str | None
    record_id: UUID | None
    project_id: UUID | None
    many: int | None
    on: date | None

    @property
    def path(self) -> str:
        return self.kind.path(self)


def of(enterprise: Enterprise) -> list[Matter]:
    """In the order in which the kinds were told, the oldest of each first."""
    asked = [kind.found(enterprise).limit(MOST).subquery() for kind in _kinds.values()]
    rows = db.session.execute(union_all(*(select(part) for part in asked))) if asked else ()
    places = list(_kinds)
    return sorted((told(row) for row in rows), key=lambda one: (places.index(one.kind.code), one.on or date.min))


def told(row: Row) -> Matter:
    return Matter(_kinds[row.kind], row.title, row.record_id, row.project_id, row.many, row.on)
