"""Where the bytes lie: a shelf gives a digest for bytes and bytes for a digest. A folder today; an object store can stand in for it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Protocol

from flask import current_app


class Shelf(Protocol):
    def put(self, data: bytes) -> str: ...

    def open(self, digest: str) -> bytes:
        """Raises FileNotFoundError where the bytes are gone."""
        ...


class Folder:
    """Files named by the SHA-256 of their content: written beside, made to last, then renamed."""

    def __init__(self, root: Path):
        self.root = Path(root)

    def path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest

    def put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        path = self.path(digest)
        if path.exists():
            return digest
        make_folder(path.parent)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".beside-", delete=False) as beside:
            try:
                beside.write(data)
                beside.flush()
                os.fsync(beside.fileno())
                os.rename(beside.name, path)
            except OSError:
                Path(beside.name).unlink(missing_ok=True)
                raise
        sync(path.parent)
        return digest

    def open(self, digest: str) -> bytes:
        return self.path(digest).read_bytes()


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


def shelf() -> Shelf:
    return current_app.extensions["files"]
