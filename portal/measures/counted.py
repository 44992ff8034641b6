"""Which improvements stand behind each number of the results: what is counted is what is listed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.engine import Row

from portal.evidence import Verdict
from portal.measures.models import State
from portal.measures.sentences import STAMPS
from portal.say import _l

REGISTERED, NOT_TRACKED, WITH_DATA, ASSESSED = "registered", "not_tracked", "with_data", "assessed"
VERDICTS = {verdict.name.lower(): verdict for verdict in Verdict}
PARTS = {
    REGISTERED: _l("Registered"),
    NOT_TRACKED: _l("Not counted"),
    WITH_DATA: _l("With numbers after the change"),
    ASSESSED: _l("Assessed"),
    **{code: STAMPS[verdict].word for code, verdict in VERDICTS.items()},
}


def rows_of(part: str, rows: Iterable[Row]) -> list[Row]:
    """Those that this number counts, each improvement once."""
    rows = list(rows)
    if part in (REGISTERED, NOT_TRACKED):
        projects = {row.project_id: row for row in sorted(rows, key=lambda row: row.state is not State.NOT_TRACKED)}
        found = set(projects) if part == REGISTERED else silent(rows)
        return [row for row in rows if row.project_id in found and projects[row.project_id] is row]
    measured = [row for row in rows if is_measured(row)]
    if part == WITH_DATA:
        return [row for row in measured if row.n_after]
    return [row for row in measured if row.verdict is not None and (part == ASSESSED or row.verdict is VERDICTS[part])]


def is_measured(row: Row) -> bool:
    return row.state is not State.NOT_TRACKED and not row.is_activity


def silent(rows: list[Row]) -> set:
    """Projects that said that they do not count, and did not begin to later."""
    return {row.project_id for row in rows if row.state is State.NOT_TRACKED} - {row.project_id for row in rows if counts_now(row)}


def counts_now(row: Row) -> bool:
    """It said that it does not count, and began to later."""
    return row.state is State.TRACKED or row.verdict is not None or row.n_after is not None
