"""The completion grid: enterprises down, modules across, and in each cell how far it is and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row

from portal import clock
from portal.accounts.models import User
from portal.accounts.reach import counted_within, within_reach
from portal.batches import policy, queries
from portal.batches.completions import State
from portal.batches.gates import GATES
from portal.batches.models import Batch, Enrolment, Standing
from portal.batches.modules import Title
from portal.batches.stands import Stand, stands

WORDS_OF_STATE = (State.CONFIRMED, State.PROPOSED, State.RETURNED)  # what a cell says instead of counting gates


@dataclass(frozen=True)
class Cell:
    code: str
    stand: Stand
    state: State | None
    on: date | None  # decided, proposed or returned
    is_exception: bool = False
    is_flagged: bool = False  # confirmed on the device of the proposal, told to those who may confirm

    @property
    def is_done(self) -> bool:
        return self.state is State.CONFIRMED

    @property
    def is_begun(self) -> bool:
        return self.state in WORDS_OF_STATE or self.stand.met_count > 0

    @property
    def is_one_step_away(self) -> bool:
        return self.state in (None, State.OPEN) and len(self.stand.missing) == 1


@dataclass(frozen=True)
class Line:
    """One enterprise of the batch."""

    row: Row
    cells: list[Cell]

    @property
    def is_done(self) -> bool:
        return bool(self.cells) and all(cell.is_done for cell in self.cells)


@dataclass(frozen=True)
class Column:
    code: str
    title: Title
    done_count: int
    begun_count: int  # take part and are at it
    open_count: int  # take part, and nothing of it is there yet
    left_count: int  # left the batch before
    is_begun: bool  # somebody came to its class, or it was proposed

    @property
    def retention(self) -> int | None:
        """Of all that began in the batch, the share that completed it or is still on the way, in percent; none before its first class."""
        if not self.is_begun:
            return None
        whole = self.stayed_count + self.left_count
        return round(100 * self.stayed_count / whole) if whole else None

    @property
    def stayed_count(self) -> int:
        return self.done_count + self.begun_count + self.open_count


@dataclass(frozen=True)
class Grid:
    columns: list[Column]
    lines: list[Line]
    unnamed_count: int = 0  # enterprises that took their data back: in the columns' counts, and in no line

    @property
    def count(self) -> int:
        return len(self.lines) + self.unnamed_count

    @property
    def gates_count(self) -> int:
        return len(GATES)

    @property
    def near_count(self) -> int:
        """Enterprises that take part, and in which some module lacks one gate only."""
        return sum(any(cell.is_one_step_away for cell in line.cells) for line in self.lines if line.row.standing is Standing.ACTIVE)


def grid_of(batch: Batch, user: User, language: str) -> Grid:
    """However many enterprises: a statement for the rows, one for the facts, and one for each room that knows a gate."""
    here = Enrolment.programme_id == batch.programme_id, Enrolment.batch_id == batch.id
    rows = queries.modules_to_count(language, within_reach(user, Enrolment), *here, counted_within(user, Enrolment))
    codes = list(dict.fromkeys(row.module_code for row in rows if row.module_code))
    known = stands(batch.programme_id, {row.enrolment_id: row.enterprise_id for row in rows}, codes)
    names = {row.module_code: Title(row.number, row.title) for row in rows}
    lines: dict = {}
    for row in rows:
        line = lines.setdefault(row.enrolment_id, Line(row, []))
        if row.module_code:
            line.cells.append(cell_of(row, known[row.enrolment_id, row.module_code], policy.can_confirm(user, row)))
    columns = [Column(code, names[code], *counted(list(lines.values()), code)) for code in codes]
    shown = [line for line in lines.values() if line.row.is_shown]
    return Grid(columns, sorted(shown, key=lambda line: line.row.name.casefold()), len(lines) - len(shown))


def counted(lines: list[Line], code: str) -> tuple[int, int, int, int, bool]:
    """Completed it; began it, and did not, a pause included; left before; and whether it has begun at all."""
    mine = [cell for line in lines for cell in line.cells if cell.code == code]
    is_begun = any(cell.state in WORDS_OF_STATE or cell.stand.check("class").met for cell in mine)
    not_done = [
        (cell, line.row.standing is Standing.WITHDRAWN) for line in lines for cell in line.cells if cell.code == code and not cell.is_done
    ]
    begun, left = sum(cell.is_begun and not gone for cell, gone in not_done), sum(gone for _, gone in not_done)
    return len(mine) - len(not_done), begun, len(not_done) - begun - left, left, is_begun


def cell_of(row: Row, stand: Stand, may_confirm: bool) -> Cell:
    moment = row.proposed_at if row.state is State.PROPOSED else row.decided_at
    on, is_flagged = clock.day_of(moment) if moment else None, bool(may_confirm and row.is_same_device)
    return Cell(row.module_code, stand, row.state, on, row.override_reason is not None, is_flagged)
