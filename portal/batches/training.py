"""What an enterprise takes part in: its courses, and how far each module is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Row

from portal.batches import queries
from portal.batches.modules import Title
from portal.web.language import language


@dataclass(frozen=True)
class Course:
    """One enrolment, with its modules in the order of the plan."""

    enrolment: Row
    modules: list[tuple[Title, Row]]

    @property
    def done_count(self) -> int:
        return sum(row.state == "confirmed" for _, row in self.modules)


def courses_of(*where) -> list[Course]:
    return courses(queries.named_modules(language(), *where))


def courses(rows: list[Row]) -> list[Course]:
    grouped = [list(group) for _, group in groupby(rows, key=lambda row: row.enrolment_id)]
    return [Course(group[0], [(Title(row.number, row.title), row) for row in group if row.module_code]) for group in grouped]


def panel(enterprise) -> list[Course]:
    """For the enterprise's home."""
    return courses(queries.modules_of(enterprise.programme_id, enterprise.id, language()))
