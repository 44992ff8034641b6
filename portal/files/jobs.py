"""What the worker does for files: photos made small as soon as they are sent, and what is left over swept away."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from portal import clock
from portal.database import db
from portal.files import queries
from portal.files.kinds import Refused
from portal.files.models import State, StoredFile
from portal.files.pictures import shrink
from portal.files.storage import shelf
from portal.web import periodic
from portal.web.log import log

NEW = "files to prepare"
A_WHILE = timedelta(seconds=40)  # whoever sent the word to the worker has had their turn


def init_worker(huey, app: Flask) -> None:
    @huey.task(name="prepare_photo")
    def prepare_photo(programme_id: str, file_id: str) -> None:
        with app.app_context():
            prepare(UUID(programme_id), UUID(file_id))

    app.extensions["prepare_photo"] = prepare_photo


@periodic.every("prepare-photos", minutes=1)
def prepare_what_waits() -> None:
    for programme_id, file_id in queries.waiting(A_WHILE):
        prepare(programme_id, file_id)


def prepare(programme_id: UUID, file_id: UUID) -> None:
    """A photo as it was sent becomes the picture that is shown; then the sent one is gone. Safe to do twice."""
    stored = db.session.get(StoredFile, (programme_id, file_id))
    if stored is None or stored.state is not State.PREPARING:
        return
    sent = stored.digest
    db.session.rollback()  # nobody waits while the pixels are read
    picture = read(sent, file_id)
    stored = db.session.get(StoredFile, (programme_id, file_id), with_for_update=True, populate_existing=True)
    if stored is not None and stored.state is State.PREPARING:
        stored.show(picture) if picture else stored.give_up()
        db.session.commit()
        if not queries.is_spoken_of(sent):
            shelf().delete(sent)
    db.session.rollback()


def read(digest: str, file_id: UUID):
    try:
        return shrink(b"".join(shelf().open(digest)))
    except (Refused, FileNotFoundError) as reason:
        log.warning("photo cannot be prepared", file=str(file_id), kind=type(reason).__name__)
        return None


@periodic.daily("sweep-files", hour=2)
def sweep_files() -> tuple[int, int]:
    """What no record has spoken of for a day: first rows, then bytes. How many of each."""
    left = queries.unreferenced(StoredFile.at < clock.now() - queries.LEFT_OVER)
    for stored in left:
        db.session.delete(stored)
    db.session.commit()
    known, gone = queries.spoken_of(), 0
    db.session.rollback()
    for digest, since in list(shelf().lying()):
        if digest not in known and since < time.time() - queries.LEFT_OVER.total_seconds() and not queries.is_spoken_of(digest):
            shelf().delete(digest)
            gone += 1
        db.session.rollback()
    log.info("files swept", rows=len(left), bytes=gone)
    return len(left), gone


def note_new(session: Session, _flush) -> None:
    """Photos that were sent in this transaction; told to the worker when it is committed, and not before."""
    new = [r for r in session.new if isinstance(r, StoredFile) and r.state is State.PREPARING]
    if new:
        session.info.setdefault(NEW, []).extend((str(r.programme_id), str(r.id)) for r in new)


def tell_worker(session: Session) -> None:
    from flask import current_app

    for programme_id, file_id in session.info.pop(NEW, ()):
        try:
            current_app.extensions["prepare_photo"](programme_id, file_id)
        except Exception as silent:  # the photo is kept, and the worker finds it by itself within a minute
            log.warning("the worker could not be told", file=file_id, kind=type(silent).__name__)


def forget_new(session: Session) -> None:
    session.info.pop(NEW, None)
