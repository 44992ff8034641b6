"""Many hands at one record: every edit that was acknowledged counts, every other was told of the clash."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from portal.database import db
from portal.enterprises.models import Enterprise
from portal.errors import is_busy

HANDS = 8


@dataclass
class Tally:
    wanted: int
    saved: int = 0
    clashes: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> bool:
        with self.lock:
            self.wanted -= 1
            return self.wanted >= 0

    def note(self, saved: bool) -> None:
        with self.lock:
            self.saved += saved
            self.clashes += not saved


def contend(app: Flask, key: tuple, edits: int, with_versions: bool = True) -> Tally:
    """`edits` tries to count one up, by many at once, each from the number that it read before, as a form does."""
    tally = Tally(edits)
    step = by_version if with_versions else by_hope
    hands = [threading.Thread(target=work, args=(app, key, tally, step)) for _ in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return tally


def work(app: Flask, key: tuple, tally: Tally, step) -> None:
    while tally.take():
        while not tried(app, key, tally, step):
            pass  # told that the database is busy, a person sends it again


def tried(app: Flask, key: tuple, tally: Tally, step) -> bool:
    """One edit from what is read now; not done where others held the database for longer than one waits."""
    with app.app_context():
        try:
            tally.note(step(key, *read(key)))
        except OperationalError as error:
            db.session.rollback()
            if not is_busy(error):
                raise
            return False
        finally:
            db.session.remove()
    return True


def read(key: tuple) -> tuple[int, int]:
    """What the page showed: the number and the version of the row. Its transaction ends with it."""
    row = db.session.execute(
        select(Enterprise.women_count, Enterprise.version).where(Enterprise.programme_id == key[0], Enterprise.id == key[1])
    ).one()
    db.session.rollback()
    return row.women_count, row.version


def by_version(key: tuple, number: int, version: int) -> bool:
    """As a route does: find the row, refuse the stale form, save; the database refuses whom the row outran meanwhile."""
    enterprise = db.session.get_one(Enterprise, key)
    if enterprise.version != version:
        return False
    enterprise.women_count = number + 1
    try:
        db.session.commit()
    except StaleDataError:
        db.session.rollback()
        return False
    return True


def by_hope(key: tuple, number: int, _version: int) -> bool:
    """The control: the last one wins and nobody is told."""
    db.session.execute(
        update(Enterprise.__table__)
        .where(Enterprise.__table__.c.programme_id == key[0], Enterprise.__table__.c.id == key[1])
        .values(women_count=number + 1)
    )
    db.session.commit()
    return True
