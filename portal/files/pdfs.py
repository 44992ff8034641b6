"""What a PDF must not hold: programs, programs to start, other files in it, or a lock. Told from its bytes; nothing of it is run or shown."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

MOST_PACKED_AWAY = 64 * 1024 * 1024  # of what lies in object streams, unpacked
END = b"%%EOF"
STREAM = re.compile(rb"(?<!end)stream\r?\n")
DICTIONARY = 1000  # bytes before a stream in which its facts stand


def name(word: str) -> bytes:
    """A name as it may be written: each letter as itself or as #xx."""
    return b"/" + b"".join(b"(?:%s|#%02x|#%02X)" % (re.escape(c.encode()), ord(c), ord(c)) for c in word) + rb"(?![A-Za-z0-9])"


LOCKED = re.compile(name("Encrypt") + rb"\s*(?:\d+\s+\d+\s+R|<<)")
ACTIVE = re.compile(
    b"|".join(name(word) for word in ("JavaScript", "Launch", "RichMedia", "EmbeddedFile", "XFA", "ImportData", "SubmitForm"))
)
PACKED = re.compile(name("ObjStm"))
PLAIN_FILTER = re.compile(name("Filter") + rb"\s*\[?\s*" + name("FlateDecode") + rb"\s*(?:\]|/|>|$|\r|\n)")
ODD = re.compile(name("Predictor"))


class Unreadable(ValueError):
    """What is packed away in it cannot be looked at."""


def is_whole(stream: BinaryIO, size: int) -> bool:
    stream.seek(max(0, size - 4096))
    return END in stream.read()


def is_locked(data: bytes) -> bool:
    return LOCKED.search(data) is not None


def is_active(data: bytes) -> bool:
    """Whether it holds anything that acts: also where that is written in compressed objects."""
    return ACTIVE.search(data) is not None or any(ACTIVE.search(inside) for inside in packed_away(data))


def packed_away(data: bytes) -> Iterator[bytes]:
    """Objects that lie compressed, one stream after the other. Raises Unreadable."""
    left = MOST_PACKED_AWAY
    for begin in STREAM.finditer(data):
        facts = data[max(0, begin.start() - DICTIONARY) : begin.start()].rpartition(b"obj")[2]
        if not PACKED.search(facts):
            continue
        if not PLAIN_FILTER.search(facts) or ODD.search(facts):
            raise Unreadable
        inside = unpacked(memoryview(data)[begin.end() :], left)
        left -= len(inside)
        yield inside


def unpacked(data: memoryview, most: int) -> bytes:
    try:
        inside = zlib.decompressobj().decompress(data, max(1, most))
    except zlib.error as broken:
        raise Unreadable from broken
    if len(inside) >= most:
        raise Unreadable
    return inside
