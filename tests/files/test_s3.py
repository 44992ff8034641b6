"""The same shelf in a bucket, on a server that checks signatures: `make test-s3`."""

from __future__ import annotations

import hashlib
import io
import os
import urllib.error
import urllib.request
from datetime import timedelta

import pytest

from portal.files import jobs
from portal.files.models import State, StoredFile
from portal.files.pictures import accept
from portal.files.storage import Bucket, Folder, shelf_at
from tests.files.build import phone_photo

pytestmark = pytest.mark.s3


@pytest.fixture
def bucket(tmp_path) -> Bucket:
    made = shelf_at(os.environ["TEST_FILES_URL"], tmp_path)
    assert isinstance(made, Bucket)
    return made


def test_what_is_put_is_found_again_whole_and_in_parts(bucket):
    data = os.urandom(3_000_000)
    digest = bucket.put(io.BytesIO(data))
    assert digest == hashlib.sha256(data).hexdigest() == bucket.put(data)
    assert bucket.has(digest) and bucket.size(digest) == len(data)
    assert b"".join(bucket.open(digest)) == data
    assert b"".join(bucket.open(digest, 1_000_000, 2_500_000)) == data[1_000_000:2_500_000]
    assert digest in {lying.digest for lying in bucket.lying()}
    bucket.delete(digest)
    assert not bucket.has(digest)
    with pytest.raises(FileNotFoundError):
        bucket.open(digest)


def test_a_forged_signature_is_refused(bucket, monkeypatch):
    digest = bucket.put(b"ours")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "forged")
    forged = shelf_at(os.environ["TEST_FILES_URL"], None)
    for deed in (
        lambda: forged.put(b"theirs"),
        lambda: b"".join(forged.open(digest)),
        lambda: forged.delete(digest),
        lambda: list(forged.lying()),
    ):
        with pytest.raises(Exception, match=r"403|SignatureDoesNotMatch|Forbidden"):
            deed()
    assert bucket.has(digest) and not bucket.has(hashlib.sha256(b"theirs").hexdigest())


def test_an_address_without_a_signature_or_with_a_changed_one_is_refused(bucket):
    import obstore

    digest = bucket.put(b"ours")
    signed = obstore.sign(bucket.store, "GET", digest, timedelta(minutes=1))
    with urllib.request.urlopen(signed) as answer:
        assert answer.read() == b"ours"
    turned = signed[:-1] + ("0" if signed[-1] != "0" else "1")
    for address in (signed.partition("?")[0], turned):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address)
        assert refused.value.code in (400, 401, 403)


def test_a_photo_goes_its_whole_way_through_the_bucket(app, bucket, database, cast, visit, monkeypatch):
    monkeypatch.setitem(app.extensions, "files", bucket)
    with app.test_request_context():
        sent = accept(io.BytesIO(phone_photo(1600, 1200)), "a.jpg", "image/jpeg")
    stored = StoredFile.keep(sent, cast.programme, cast.roshan)
    original, which = stored.digest, (stored.programme_id, stored.id)
    database.add(stored)
    database.commit()
    assert stored.state is State.PREPARING and bucket.has(original)
    database.rollback()
    jobs.prepare(*which)
    assert not bucket.has(original)
    member = visit("member")
    shown = member.get(f"/files/{which[1]}")
    assert shown.status_code == 200 and shown.data[:2] == b"\xff\xd8" and b"Exif" not in shown.data
    part = member.open("GET", f"/files/{which[1]}", headers={"Range": "bytes=2-9"})
    assert part.status_code == 206 and part.data == shown.data[2:10]
    assert visit("stranger").get(f"/files/{which[1]}").status_code == 404


def test_an_address_says_which_shelf(tmp_path):
    assert isinstance(shelf_at(None, tmp_path), Folder)
    assert shelf_at(f"file://{tmp_path}/x", tmp_path).root == tmp_path / "x"
