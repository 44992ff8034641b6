"""Enterprises whose way into the programme is stopped: the room that stops it says which and why, every room that would take one further asks here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from portal.enterprises.models import Enterprise
from portal.errors import NotNow

Source = Callable[[UUID, Collection[UUID]], Mapping[UUID, Any]]  # programme, enterprises → the words that say why, and whom to call

_sources: list[Source] = []


def add(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def among(programme_id: UUID, enterprise_ids: Collection[UUID]) -> dict[UUID, Any]:
    """Those of these enterprises that are stopped, each with the words."""
    return {key: why for source in _sources for key, why in source(programme_id, enterprise_ids).items()} if enterprise_ids else {}


def refuse(enterprise: Enterprise) -> None:
    """Before a verb that takes it further."""
    if why := among(enterprise.programme_id, [enterprise.id]):
        raise NotNow(why[enterprise.id])
