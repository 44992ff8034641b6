"""The planted world with many more rows: each row of one programme again, beside the first, and below other parents.

Of a row there are copies that keep one of its parents and have new ones for the others (many actions of one project, each with
another owner), and copies with all that stands around them: other enterprises, each with projects of its own. Copies that the
database's own rules refuse are left out. What is taught stays: it is read from files that know nothing of copies.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Enum, Table, UniqueConstraint, insert, select
from sqlalchemy.exc import IntegrityError
from uuid_utils.compat import uuid7

from portal.database import Base, db
from portal.history.recording import note
from portal.search.cli import make_anew
from tests.planting import NOT_PLANTED, Plot

PEOPLE = {"person", "user", "grant"}  # planted by hand, and many all the same


def thicken(plot: Plot, copies: int) -> None:
    """With no copies it only becomes a world with a history and a search, like the one it is compared with. Commits."""
    Thickening(plot, copies).everything()
    for table, first in plot.ids.items():
        for record_id in plot.states.get(table, [first]):
            note(db.session(), plot.programme, table, record_id, {"name": "before"}, {"name": "after"})
    db.session.commit()
    make_anew()


class Thickening:
    def __init__(self, plot: Plot, copies: int):
        self.plot, self.connection, self.turn = plot, db.session.connection(), 0
        self.beside: list[dict[UUID, UUID]] = [{} for _ in range(copies)]  # old id → one of the same enterprise
        self.apart: list[dict[UUID, UUID]] = [{} for _ in range(copies)]  # old id → one of another enterprise

    def everything(self) -> None:
        for table in Base.metadata.sorted_tables:
            if table.name in PEOPLE or (table.name not in NOT_PLANTED and "programme_id" in table.c):
                for row in self.rows(table):
                    self.multiply(table, row)

    def rows(self, table: Table) -> list[dict]:
        found = [dict(row) for row in self.connection.execute(select(table)).mappings()]
        return [row for row in found if row.get("programme_id", self.plot.programme) == self.plot.programme]

    def multiply(self, table: Table, row: dict) -> None:
        parents = [c.name for c in table.c if is_parent(c) and row[c.name] and c.name != "enterprise_id"] or [""]
        for beside, apart in zip(self.beside, self.apart, strict=True):
            for stays in parents if table.name != "enterprise" else ():
                self.put(table, row, beside, {stays, "enterprise_id"})
            self.put(table, row, apart, set())

    def put(self, table: Table, row: dict, ids: dict[UUID, UUID], kept: set[str]) -> None:
        self.turn += 1
        made = {name: ids.get(value, value) for name, value in row.items() if isinstance(value, UUID) and name not in kept}
        key = uuid7()
        made = row | made | dict(self.varied(table, row)) | {"id": key}
        try:
            with self.connection.begin_nested():
                self.connection.execute(insert(table).values(made))
        except IntegrityError:
            return
        ids.setdefault(row["id"], key)

    def varied(self, table: Table, row: dict) -> Iterator[tuple[str, object]]:
        """What must be there once is another each time."""
        for name in unique_in(table):
            value, kind = row[name], table.c[name].type
            if isinstance(value, str) and not isinstance(kind, Enum):
                yield name, f"{value}-{self.turn}"[-(getattr(kind, "length", None) or 999) :]
            elif isinstance(value, date | datetime):
                yield name, value + timedelta(days=self.turn)
            elif isinstance(value, int) and not isinstance(value, bool):
                yield name, value + self.turn


def is_parent(column) -> bool:
    return bool(column.foreign_keys) and column.name != "programme_id"


def unique_in(table: Table) -> set[str]:
    groups = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)] + [
        one.columns for one in table.indexes if one.unique
    ]
    return {column.name for group in groups for column in group}
