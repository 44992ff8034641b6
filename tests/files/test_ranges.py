"""A part of a file, as a player asks for it; never more than one, never beyond the end."""

from __future__ import annotations

import io

import pytest

from portal.files.kinds import admit
from portal.files.models import StoredFile
from portal.files.ranges import Unfit, part_asked

BODY = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 40


@pytest.fixture
def video(app, database, cast):
    with app.test_request_context():
        sent = admit(io.BytesIO(BODY), "Line 3 «صفائی».mp4", "video/mp4")
    stored = StoredFile.keep_document(sent, cast.programme, cast.roshan)
    database.add(stored)
    database.commit()
    return f"/files/{stored.id}"


def ask(visitor, path, **headers):
    return visitor.open("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_the_whole_and_how_it_may_be_used(visit, video):
    answer = visit("member").get(video)
    assert answer.status_code == 200 and answer.data == BODY and answer.mimetype == "video/mp4"
    headers = answer.headers
    assert headers["Accept-Ranges"] == "bytes" and headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox" and headers["Cache-Control"] == "private, no-store"
    assert headers["Content-Disposition"].startswith("attachment;") and "filename*=UTF-8''Line%203%20" in headers["Content-Disposition"]
    assert int(headers["Content-Length"]) == len(BODY)


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, len(BODY)),
        ("bytes=-5", len(BODY) - 5, len(BODY)),
        ("bytes=5-999999", 5, len(BODY)),
        ("bytes=-999999", 0, len(BODY)),
    ],
)
def test_one_part(visit, video, asked, start, stop):
    answer = ask(visit("member"), video, Range=asked)
    assert answer.status_code == 206 and answer.data == BODY[start:stop]
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(BODY)}"


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,5-9", "bytes=999999-", "bytes=-0", "bytes=9-3", "bytes=-", "bytes=x-y", "bytes=0-0,-1" * 50, "bytes=" + "9" * 400 + "-"],
)
def test_several_parts_and_none_are_refused(visit, video, asked):
    answer = ask(visit("member"), video, Range=asked)
    assert answer.status_code == 416 and answer.headers["Content-Range"] == f"bytes */{len(BODY)}" and not answer.data


def test_a_part_of_another_state_is_the_whole(visit, video):
    member = visit("member")
    etag = member.get(video).headers["ETag"]
    assert ask(member, video, Range="bytes=0-9", If_Range=etag).status_code == 206
    assert ask(member, video, Range="bytes=0-9", If_Range='"other"').status_code == 200
    assert ask(member, video, Range="lines=0-9").status_code == 200
    assert ask(member, video, If_None_Match=etag).status_code == 304


def test_a_part_is_behind_the_same_wall(visit, video):
    assert ask(visit("stranger"), video, Range="bytes=0-9").status_code == 404
    assert ask(visit("admin"), video, Range="bytes=0-9").status_code == 403
    assert ask(visit(), video, Range="bytes=0-9").status_code == 303


def test_only_what_is_asked_for_is_read(visit, video, monkeypatch, app):
    read = []
    inner = app.extensions["files"].open
    monkeypatch.setattr(
        app.extensions["files"], "open", lambda digest, start=0, stop=None: read.append((start, stop)) or inner(digest, start, stop)
    )
    ask(visit("member"), video, Range="bytes=10-19")
    assert read == [(10, 20)]


def test_sizes_of_nothing():
    with pytest.raises(Unfit):
        part_asked("bytes=0-", None, '"x"', 0)
    assert part_asked(None, None, '"x"', 0) is None
