"""A portal with something in it, and a backup of it."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from portal.accounts.models import Person
from portal.database import db
from portal.files.models import StoredFile
from portal.files.pictures import Picture
from portal.upkeep import backup
from tests.planting import row_digests


def make_files(cast, count: int = 3) -> list[str]:
    """Pictures on the shelf with rows that speak of them; their digests."""
    kept = []
    for turn in range(count):
        picture = Picture(data=f"picture {turn} {uuid4()}".encode() * 400, kind="image/webp", width=40, height=30)
        kept.append(StoredFile.keep(picture, cast.programme, cast.roshan))
    db.session.add_all([*kept, Person(name="Saved from ruin", programme_id=cast.programme)])
    db.session.commit()
    return [file.digest for file in kept]


def make_backup(folder: Path, name: str = "whole.backup") -> Path:
    db.session.remove()
    return backup.back_up(folder / name).path


def all_rows() -> dict[str, str]:
    return row_digests()
