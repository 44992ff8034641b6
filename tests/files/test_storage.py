"""Bytes lie under their digest, once, and last."""

import hashlib

import pytest

from portal.files.storage import Folder


def test_what_is_put_is_found_again_under_its_digest(tmp_path):
    shelf = Folder(tmp_path / "uploads")
    digest = shelf.put(b"a photo")
    assert digest == hashlib.sha256(b"a photo").hexdigest()
    assert b"".join(shelf.open(digest)) == b"a photo"


def test_the_same_bytes_lie_there_once(tmp_path):
    shelf = Folder(tmp_path)
    shelf.put(b"same"), shelf.put(b"same")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_nothing_half_written_stays_when_the_disk_is_full(tmp_path, monkeypatch):
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError):
        Folder(tmp_path).put(b"too much")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
