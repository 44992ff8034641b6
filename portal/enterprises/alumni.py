"""Which enterprises have been through the programme: the room that enrols them says it, the rooms below ask it here."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select

from portal.database import db
from portal.enterprises.models import Enterprise

Condition = Callable[[Any], ColumnElement[bool]]  # on any model with `programme_id` and `enterprise_id`


@dataclass(frozen=True)
class Source:
    completed: Condition  # took part to the end
    is_over: Condition  # completed or left, and takes part in nothing any more


_sources: list[Source] = []


def add(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def completed(model) -> ColumnElement[bool]:
    return or_(false(), *(source.completed(model) for source in _sources))


def is_over(model) -> ColumnElement[bool]:
    """Nothing is taught there any more: nobody is late with anything, and no trainer is missing."""
    return or_(false(), *(source.is_over(model) for source in _sources))


def among(programme_id: UUID, enterprise_ids: Collection[UUID]) -> set[UUID]:
    """Those of these enterprises that completed the programme; one statement for any number of them."""
    if not enterprise_ids:
        return set()
    asked = select(Enterprise.id).where(Enterprise.programme_id == programme_id, Enterprise.id.in_(enterprise_ids))
    return set(db.session.scalars(asked.where(completed(Enterprise))))
