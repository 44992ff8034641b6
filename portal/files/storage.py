"""Where the bytes lie: a shelf gives a digest for bytes and bytes for a digest. A folder, or a bucket that speaks S3."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol
from urllib.parse import parse_qs, urlsplit

from flask import current_app

PIECE = 1 << 18
BESIDE = ".beside-"


class Lying(NamedTuple):
    """Something on a shelf: its name, and since when (seconds)."""

    digest: str
    since: float


class Shelf(Protocol):
    def put(self, data: bytes | BinaryIO) -> str:
        """Bytes are kept for good when this returns; the same bytes lie there once."""
        ...

    def has(self, digest: str) -> bool: ...

    def open(self, digest: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` to before `stop`, in pieces. Raises FileNotFoundError at once where they are gone."""
        ...

    def size(self, digest: str) -> int: ...

    def delete(self, digest: str) -> None: ...

    def lying(self) -> Iterator[Lying]: ...


class Folder:
    """Files named by the SHA-256 of their content: written beside, made to last, then renamed.

    The writing is our own: the library that speaks to buckets renames without an fsync, and what it wrote could be empty after a power cut.
    """

    def __init__(self, root: Path):
        self.root = Path(root)

    def path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest

    def put(self, data: bytes | BinaryIO) -> str:
        make_folder(self.root)
        with tempfile.NamedTemporaryFile(dir=self.root, prefix=BESIDE, delete=False) as beside:
            try:
                digest = copy(data, beside)
                if self.has(digest):
                    os.utime(self.path(digest))  # it is wanted again: no sweep takes it for left over
                    Path(beside.name).unlink()
                    return digest
                os.fsync(beside.fileno())
                make_folder(self.path(digest).parent)
                os.rename(beside.name, self.path(digest))
            except OSError:
                Path(beside.name).unlink(missing_ok=True)
                raise
        sync(self.path(digest).parent)
        return digest

    def has(self, digest: str) -> bool:
        return self.path(digest).exists()

    def open(self, digest: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        return pieces(self.path(digest).open("rb"), start, stop)

    def size(self, digest: str) -> int:
        return self.path(digest).stat().st_size

    def delete(self, digest: str) -> None:
        self.path(digest).unlink(missing_ok=True)

    def lying(self) -> Iterator[Lying]:
        for path in self.root.rglob("*"):
            if path.is_file() and path.name.startswith(BESIDE) and path.stat().st_mtime < time.time() - 86_400:
                path.unlink(missing_ok=True)  # what a power cut left half written
            elif path.is_file() and len(path.name) == 64:
                yield Lying(path.name, path.stat().st_mtime)


class Bucket:
    """Objects named by the SHA-256 of their content, in a bucket that keeps what it has acknowledged."""

    def __init__(self, bucket: str, prefix: str = "", endpoint: str | None = None, region: str = "us-east-1"):
        from obstore.store import S3Store

        facts: dict = {"endpoint": endpoint, "client_options": {"allow_http": endpoint.startswith("http://")}} if endpoint else {}
        self.store = S3Store(bucket, prefix=prefix or None, region=region, virtual_hosted_style_request=False, **facts)

    def put(self, data: bytes | BinaryIO) -> str:
        import obstore

        with tempfile.SpooledTemporaryFile(max_size=32 * PIECE) as beside:
            digest, length = copy(data, beside), beside.tell()
            beside.seek(0)
            obstore.put(self.store, digest, beside)  # also where it lies already: it is wanted again
            if self.size(digest) != length:
                raise OSError(f"{digest} did not arrive whole")
        return digest

    def has(self, digest: str) -> bool:
        try:
            return self.size(digest) >= 0
        except FileNotFoundError:
            return False

    def open(self, digest: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        stop = self.size(digest) if stop is None else stop
        return self._ranges(digest, start, stop)

    def _ranges(self, digest: str, start: int, stop: int) -> Iterator[bytes]:
        import obstore

        while start < stop:
            piece = bytes(obstore.get_range(self.store, digest, start=start, end=min(start + 8 * PIECE, stop)))
            start += len(piece)
            yield piece

    def size(self, digest: str) -> int:
        import obstore

        return obstore.head(self.store, digest)["size"]

    def delete(self, digest: str) -> None:
        import obstore

        obstore.delete(self.store, digest)

    def lying(self) -> Iterator[Lying]:
        import obstore

        for some in obstore.list(self.store):
            yield from (Lying(one["path"].rpartition("/")[2], one["last_modified"].timestamp()) for one in some)


def copy(data: bytes | BinaryIO, into) -> str:
    """Everything into the file; its digest."""
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    source.seek(0)
    digest = hashlib.sha256()
    while piece := source.read(PIECE):
        digest.update(piece)
        into.write(piece)
    into.flush()
    return digest.hexdigest()


def pieces(file: BinaryIO, start: int, stop: int | None) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = float("inf") if stop is None else stop - start
        while left > 0 and (piece := file.read(int(min(PIECE, left)))):
            left -= len(piece)
            yield piece


def make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        sync(folder.parent)


def sync(folder: Path) -> None:
    """A new name in a folder lasts only when the folder itself is on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def shelf_at(url: str | None, folder: Path) -> Shelf:
    """`s3://bucket/prefix?endpoint=https://…&region=…`, with the keys where S3's own tools look for them; else the folder."""
    if not url:
        return Folder(folder)
    parts = urlsplit(url)
    if parts.scheme != "s3":
        return Folder(Path(parts.path))
    said = {name: values[-1] for name, values in parse_qs(parts.query).items() if name in ("endpoint", "region")}
    return Bucket(parts.netloc, parts.path.strip("/"), **said)


def shelf() -> Shelf:
    return current_app.extensions["files"]
