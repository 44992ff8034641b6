"""What the rooms above say of their records: which have a page of their history, what their fields are called, who is who by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy import inspect as look_at

from portal.web.access import Rule

SILENT = ("id", "programme_id", "version")


@dataclass(frozen=True)
class Kind:
    """A kind of record whose history has a page: /history/<code>/<id>."""

    code: str
    model: type
    within: Callable[[Any], Select]  # user → what they may see
    name: Callable[[Any], str]
    url: Callable[[Any], str]  # the record's own page
    may: Rule | None = None
    below: Callable[[Any, Any], Iterable[Select]] = lambda user, record: ()  # ids of what belongs to it and is told with it


def as_written(values: dict) -> dict:
    return values


@dataclass(frozen=True)
class Table:
    """What rows of a table are called, and their fields in the order of the page. What is silent says nothing to a reader."""

    model: type
    title: Any
    fields: dict[str, Any]
    silent: tuple[str, ...] = ()
    reads: Callable[[dict], dict] = as_written  # its values, where what was written is not yet what a reader understands

    def unnamed(self) -> set[str]:
        """Columns that nobody gave words."""
        columns = {attribute.key for attribute in look_at(self.model).column_attrs}
        return columns - self.fields.keys() - {*SILENT, *self.silent}


@dataclass
class Words:
    """All that is said, filled as the house is put together."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    choices: dict[type, dict] = field(default_factory=dict)  # enum → its words
    names: dict[str, Callable[[], Select]] = field(default_factory=dict)  # table → select of id, name, name in Urdu
    codes: dict[str, Callable[[], dict[str, str]]] = field(default_factory=dict)  # column → what its codes are called
    spoken: dict[str, Callable[[Collection[UUID | None]], dict[UUID, str]]] = field(
        default_factory=dict
    )  # table → ids in its rows → names no column holds


words = Words()


def tell(model: type, title, /, silent: tuple[str, ...] = (), reads: Callable[[dict], dict] = as_written, **fields) -> None:
    """`tell(Area, _l("Area"), name=_l("Name"), …)`"""
    words.tables[model.__tablename__] = Table(model, title, fields, silent, reads)  # pyright: ignore[reportAttributeAccessIssue]


def keep(kind: Kind) -> None:
    words.kinds[kind.code] = kind
