"""A backup is one file: a tar of the database, the files and the anchors, a manifest with a digest of each, and a seal at the very end.

The seal holds the digest of all that stands before it and of the manifest. Whatever is cut off, flipped, swapped or taken
out is found before anything is restored, and named.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

FORMAT, MANIFEST, PIECE = 1, "manifest.json", 1 << 20
SEAL = re.compile(rb"score-portal backup, sealed ([0-9a-f]{64}), manifest ([0-9a-f]{64})\n")
SEAL_LENGTH = len(b"score-portal backup, sealed , manifest \n") + 128
NAMES = re.compile(r"database\.(db|dump)|files/[0-9a-f]{64}|anchors/\d{4}-\d\d-\d\d\.json|manifest\.json")


class Damaged(ValueError):
    """The backup is not whole; the message names the fault."""


class Hashing:
    """A file that remembers the digest of what was written to it."""

    def __init__(self, file: BinaryIO):
        self.file, self.digest = file, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self.file.write(data)


class Packing:
    """A backup being written: members first, the manifest and the seal at the end."""

    def __init__(self, file: BinaryIO):
        self.out = Hashing(file)
        self.tar = tarfile.open(fileobj=cast(Any, self.out), mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 – closed by `seal`
        self.members: dict[str, dict] = {}

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as file:
            self.add(name, path.stat().st_size, iter(lambda: file.read(PIECE), b""))

    def add(self, name: str, size: int, pieces: Iterable[bytes]) -> None:
        digest = hashlib.sha256()
        fed = _Fed(pieces, digest.update)
        info = tarfile.TarInfo(name)
        info.size = size
        self.tar.addfile(info, cast(Any, fed))
        self.members[name] = {"bytes": size, "sha256": digest.hexdigest()}

    def seal(self, facts: dict) -> None:
        text = json.dumps({"format": FORMAT, **facts, "members": self.members}, indent=1, sort_keys=True).encode()
        self.add(MANIFEST, len(text), [text])
        self.tar.close()
        whole, manifest = self.out.digest.hexdigest(), hashlib.sha256(text).hexdigest()
        self.out.file.write(f"score-portal backup, sealed {whole}, manifest {manifest}\n".encode())


class _Fed(io.RawIOBase):
    """Pieces read as a file, each heard on its way."""

    def __init__(self, pieces: Iterable[bytes], heard: Callable[[bytes], None]):
        self.pieces, self.rest, self.heard = iter(pieces), b"", heard

    def read(self, size: int = -1) -> bytes:
        while (size < 0 or len(self.rest) < size) and (piece := next(self.pieces, b"")):
            self.rest += piece
        taken, self.rest = (self.rest, b"") if size < 0 else (self.rest[:size], self.rest[size:])
        self.heard(taken)
        return taken


def check(path: Path) -> dict:
    """Read the whole backup against its manifest and seal; the manifest."""
    sealed, of_manifest = seal_of(path)
    found, text, wrong = {}, b"", None
    try:
        for member, pieces in members(path):
            found[member.name] = digest_of(pieces) if member.name != MANIFEST else None
            if member.name == MANIFEST:
                text = b"".join(pieces)
    except (tarfile.TarError, OSError, UnicodeError, ValueError) as fault:
        wrong = f"it cannot be read on from {next(reversed(found), 'its beginning')}: {fault}"
    if MANIFEST not in found:
        raise Damaged(wrong or f"after {next(reversed(found), 'its beginning')} nothing can be read, and its manifest is missing")
    if hashlib.sha256(text).hexdigest() != of_manifest:
        raise Damaged("its manifest was altered")
    manifest = read_manifest(text)
    compare(manifest["members"], found)
    if wrong:
        raise Damaged(wrong)
    if digest_of(bytes_before_seal(path))[1] != sealed:
        raise Damaged("bytes between its members were altered")
    return manifest


def seal_of(path: Path) -> tuple[str, str]:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - SEAL_LENGTH))
        seal = SEAL.fullmatch(file.read())
    if not seal:
        raise Damaged("the seal at its end is missing: it was cut short, written on, or is no backup")
    return seal[1].decode(), seal[2].decode()


def read_manifest(text: bytes) -> dict:
    manifest = json.loads(text)
    if manifest.get("format") != FORMAT:
        raise Damaged(f"it has format {manifest.get('format')}; this portal reads format {FORMAT}")
    return manifest


def compare(told: dict[str, dict], found: dict[str, Any]) -> None:
    for name, facts in told.items():
        if name not in found:
            raise Damaged(f"{name} is missing")
        if found[name] != (facts["bytes"], facts["sha256"]):
            raise Damaged(f"{name} was altered")
        if name.startswith("files/") and name != f"files/{facts['sha256']}":
            raise Damaged(f"{name} does not hold what its name says")
    if strange := found.keys() - told.keys() - {MANIFEST}:
        raise Damaged(f"{min(strange)} does not belong to it")


def members(path: Path) -> Iterator[tuple[tarfile.TarInfo, Iterator[bytes]]]:
    """Each member once, in its order; a name or a kind that no backup has is refused."""
    seen = set()
    with tarfile.open(path, mode="r:") as tar:
        for member in tar:
            if not member.isreg() or not NAMES.fullmatch(member.name) or member.name in seen:
                raise ValueError(f"{member.name!r} has no place in a backup")
            seen.add(member.name)
            file = cast(BinaryIO, tar.extractfile(member))
            yield member, iter(lambda file=file: file.read(PIECE), b"")


def bytes_before_seal(path: Path) -> Iterator[bytes]:
    left = path.stat().st_size - SEAL_LENGTH
    with path.open("rb") as file:
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def digest_of(pieces: Iterable[bytes]) -> tuple[int, str]:
    """How many bytes, and their SHA-256."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()


def make_last(path: Path, file: BinaryIO) -> None:
    """What was written to `path` lasts, and so does its name."""
    file.flush()
    os.fsync(file.fileno())
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
