"""Somebody with the database in their hands: every guard is taken off, and the rows are changed as one likes."""

from __future__ import annotations

from sqlalchemy import text

from portal.database import db


def strip_guards() -> None:
    """As whoever owns the file can."""
    if db.engine.dialect.name == "sqlite":
        names = db.session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'history%'")).all()
        for name in names:
            db.session.execute(text(f"DROP TRIGGER {name}"))
    else:
        for table in ("history", "history_payload", "history_head"):
            db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def do(statement: str, **facts) -> None:
    db.session.execute(text(statement), facts)


COLUMNS = {  # column of history → what is put there instead
    "at": "'2001-01-01 00:00:00.000000'",
    "actor_id": "'0123456789abcdef0123456789abcdef'",
    "agent": "'another'",
    "what": "'another'",
    "record_id": "'0123456789abcdef0123456789abcdef'",
    "contents": "'" + "f" * 64 + "'",
    "digest": "'" + "f" * 64 + "'",
}


def alter(column: str, chain: str, number: int) -> None:
    do(f"UPDATE history SET {column} = {COLUMNS[column]} WHERE chain = :chain AND number = :number", chain=chain, number=number)


def alter_contents(chain: str, number: int) -> None:
    do("UPDATE history_payload SET body = '{}' WHERE chain = :chain AND number = :number", chain=chain, number=number)


def empty_contents(chain: str, number: int) -> None:
    do("UPDATE history_payload SET body = NULL, salt = NULL WHERE chain = :chain AND number = :number", chain=chain, number=number)


def drop_contents(chain: str, number: int) -> None:
    do("DELETE FROM history_payload WHERE chain = :chain AND number = :number", chain=chain, number=number)


def drop_row(chain: str, number: int) -> None:
    do("DELETE FROM history WHERE chain = :chain AND number = :number", chain=chain, number=number)
    drop_contents(chain, number)


def drop_row_and_close_the_gap(chain: str, number: int) -> None:
    """Removed, and all that follow moved up, so that no number is missing."""
    drop_row(chain, number)
    for table in ("history", "history_payload"):
        do(f"UPDATE {table} SET number = -number WHERE chain = :chain AND number > :number", chain=chain, number=number)
        do(f"UPDATE {table} SET number = -number - 1 WHERE chain = :chain AND number < 0", chain=chain)
    do("UPDATE history_head SET number = number - 1 WHERE chain = :chain", chain=chain)


def swap_with_next(chain: str, number: int) -> None:
    for table in ("history", "history_payload"):
        for old, new in ((number, -1), (number + 1, number), (-1, number + 1)):
            do(f"UPDATE {table} SET number = :new WHERE chain = :chain AND number = :old", chain=chain, old=old, new=new)


def cut_the_end(chain: str, number: int) -> None:
    """All from this row on removed, and the head set back to what stands before it: only an anchor can tell."""
    for table in ("history", "history_payload"):
        do(f"DELETE FROM {table} WHERE chain = :chain AND number >= :number", chain=chain, number=number)
    last = "(SELECT digest FROM history WHERE chain = :chain AND number = :last)"
    do(f"UPDATE history_head SET number = :last, digest = {last} WHERE chain = :chain", chain=chain, last=number - 1)


MUTATIONS = {
    **{f"altered {column}": (lambda chain, number, column=column: alter(column, chain, number)) for column in COLUMNS},
    "altered contents": alter_contents,
    "emptied contents": empty_contents,
    "dropped contents": drop_contents,
    "removed": drop_row,
    "removed without a gap": drop_row_and_close_the_gap,
    "swapped with the next": swap_with_next,
}
