"""A photo is taken in at once and made small afterwards; whatever happens in between, nobody is left without a word."""

from __future__ import annotations

import io
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from portal import clock
from portal.files import jobs, queries
from portal.files.models import State, StoredFile
from portal.files.pictures import accept, shrink
from portal.files.storage import Folder, shelf
from tests.files.build import phone_photo, picture
from tests.improvement.build import make_project


@pytest.fixture
def later(app, monkeypatch, tmp_path):
    """As it runs: photos wait for the worker; what it is told is kept here."""
    told: list[tuple[str, str]] = []
    monkeypatch.setitem(app.config, "PHOTOS_AT_ONCE", False)
    monkeypatch.setitem(app.extensions, "prepare_photo", lambda *which: told.append(which))
    monkeypatch.setitem(app.extensions, "files", Folder(tmp_path / "uploads"))
    from sqlalchemy import event

    from portal.database import db

    hooks = (("after_flush", jobs.note_new), ("after_commit", jobs.tell_worker), ("after_rollback", jobs.forget_new))
    for name, hook in hooks:
        event.listen(db.session, name, hook)
    yield told
    for name, hook in hooks:
        event.remove(db.session, name, hook)


@pytest.fixture
def project(database, cast):
    return make_project(cast)


def send(visitor, project, data: bytes, name: str = "a.jpg"):
    return visitor.post(f"/projects/{project.id}/photos", photo=(io.BytesIO(data), name), kind="before")


def the_file(database) -> StoredFile:
    database.rollback()
    stored = database.scalars(select(StoredFile).execution_options(populate_existing=True)).one()
    database.expunge(stored)
    database.rollback()
    return stored


def test_a_photo_is_taken_in_told_of_and_prepared(visit, database, project, later):
    member = visit("member")
    assert send(member, project, phone_photo(1200, 900)).status_code == 303
    stored = the_file(database)
    sent = stored.digest
    assert stored.state is State.PREPARING and later == [(str(stored.programme_id), str(stored.id))]
    page = member.get(f"/projects/{project.id}").text
    assert "being prepared" in page and "Look again" in page and f'src="/files/{stored.id}' not in page
    assert member.get(f"/files/{stored.id}").status_code == 409
    jobs.prepare(stored.programme_id, stored.id)
    stored = the_file(database)
    assert stored.is_ready and not shelf().has(sent), "what was sent, with its place, is gone"
    database.rollback()
    shown = member.get(f"/files/{stored.id}")
    assert shown.status_code == 200 and b"Exif" not in shown.data and len(shown.data) < 300_000
    assert len(member.get(f"/files/{stored.id}/small").data) < len(shown.data)
    assert f'src="/files/{stored.id}"' in member.get(f"/projects/{project.id}").text


def test_what_was_sent_is_never_served(visit, database, project, later):
    send(visit("member"), project, phone_photo(1200, 900))
    stored = the_file(database)
    database.rollback()
    for person in ("member", "manager", "coordinator"):
        for path in (f"/files/{stored.id}", f"/files/{stored.id}/small"):
            answer = visit(person).get(path)
            assert answer.status_code == 409 and b"Exif" not in answer.data


def test_a_photo_whose_pixels_are_broken_says_so_and_nothing_of_it_is_kept(visit, database, project, later):
    whole = bytearray(picture(600, 600, "PNG", colour="red"))
    whole[len(whole) // 2] ^= 255
    member = visit("member")
    send(member, project, bytes(whole), "a.png")
    stored = the_file(database)
    sent = stored.digest
    jobs.prepare(stored.programme_id, stored.id)
    assert the_file(database).is_broken and not shelf().has(sent)
    assert "could not be read" in member.get(f"/projects/{project.id}").text
    assert member.get(f"/files/{stored.id}").status_code == 409


def test_prepared_twice_is_prepared_once(visit, database, project, later):
    send(visit("member"), project, picture())
    stored = the_file(database)
    jobs.prepare(stored.programme_id, stored.id)
    digest = the_file(database).digest
    jobs.prepare(stored.programme_id, stored.id)
    assert the_file(database).digest == digest


def test_the_same_photo_sent_twice_is_not_taken_from_the_second(visit, database, project, later):
    member, data = visit("member"), phone_photo(800, 600)
    send(member, project, data)
    send(member, project, data)
    database.rollback()
    for which in queries.waiting():
        database.rollback()
        jobs.prepare(*which)
    states = set(database.scalars(select(StoredFile.state)))
    assert states == {State.READY}


def test_a_worker_that_slept_finds_what_waits(visit, database, project, later):
    send(visit("member"), project, picture())
    stored = the_file(database)
    assert queries.waiting(jobs.A_WHILE) == []
    database.add(stored)
    stored.at = clock.now() - timedelta(minutes=6)
    database.commit()
    assert "longer than usual" in visit("member").get(f"/projects/{project.id}").text
    assert queries.waiting(jobs.A_WHILE) == [(stored.programme_id, stored.id)]


def test_a_queue_that_cannot_be_reached_loses_no_photo(app, visit, database, project, later, monkeypatch):
    def broken(*_which):
        raise OSError("no queue")

    monkeypatch.setitem(app.extensions, "prepare_photo", broken)
    with capture_logs() as said:
        assert send(visit("member"), project, picture()).status_code == 303
    assert [line for line in said if line["event"] == "the worker could not be told"]
    assert the_file(database).state is State.PREPARING


def test_a_factory_keeps_what_fits_into_its_room(app, visit, database, project, monkeypatch):
    monkeypatch.setitem(app.config, "FILES_QUOTA", 1000)
    answer = send(visit("member"), project, phone_photo(800, 600))
    assert answer.status_code == 507 and "is full" in answer.text and "0 MB" in answer.text
    assert not database.scalars(select(StoredFile)).all()
    database.rollback()
    answer = visit("member").post("/projects", problem="Threads come back", photo=(io.BytesIO(picture()), "a.jpg"))
    assert answer.status_code == 507 and "Threads come back" in answer.text


def test_too_much_is_refused_by_its_first_line(visit, project):
    """25 MB is the most for any request but those that say otherwise: nothing of the body is read."""

    class Unread(io.BytesIO):
        def read(self, *_most):
            raise AssertionError("the body was read")

        readline = readinto = read1 = read

    answer = visit("member").open(
        "POST",
        f"/projects/{project.id}/photos",
        input_stream=Unread(),
        environ_overrides={"CONTENT_LENGTH": str(26 * 1024 * 1024)},
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413 and "25 MB" in answer.text


def old(digest: str) -> None:
    path = shelf().path(digest)
    os.utime(path, (time.time() - 90_000,) * 2)


def test_what_nothing_speaks_of_is_swept_after_a_day(database, cast, later, visit, project):
    lost, fresh = shelf().put(b"left by a request that was undone"), shelf().put(b"just written, its row still to come")
    old(lost)
    half = shelf().root / ".beside-xyz"
    half.write_bytes(b"half")
    os.utime(half, (time.time() - 90_000,) * 2)
    send(visit("member"), project, picture())
    shown = the_file(database)
    old(shown.digest)
    loose = StoredFile.keep(accept(io.BytesIO(picture(50, 50)), "a.jpg"), cast.programme, cast.roshan)
    loose.at = clock.now() - timedelta(hours=25)
    database.add(loose)
    database.commit()
    old(loose.digest)
    assert jobs.sweep_files() == (1, 2)
    assert not shelf().has(lost) and not shelf().has(loose.digest) and not half.exists()
    assert shelf().has(fresh) and shelf().has(shown.digest)


def test_what_is_put_again_is_not_left_over(later, database, cast):
    digest = shelf().put(b"again")
    old(digest)
    shelf().put(b"again")
    jobs.sweep_files()
    assert shelf().has(digest)


def test_a_photo_of_an_iphone_is_read(app):
    heic = (Path(__file__).parent / "phone.heic").read_bytes()
    assert b"Exif" in heic
    with app.test_request_context():
        sent = accept(io.BytesIO(heic), "IMG_0001.HEIC", "image/heic")
        made = shrink(sent.data)
        with pytest.raises(ValueError, match="HEIC"):
            accept(io.BytesIO(b"\0\0\0\x18ftypheic" + b"\0" * 40), "a.heic", "image/heic")
        with pytest.raises(ValueError, match=r"damaged|HEIC"):
            shrink(accept(io.BytesIO(heic[: len(heic) * 2 // 3]), "a.heic").data)
    assert made.data[:2] == b"\xff\xd8" and b"Exif" not in made.data and sorted((made.width, made.height)) == [120, 160]
