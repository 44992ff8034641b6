"""MP4 (M4A): boxes within boxes. What the sound needs stays where it is; all else becomes empty space of the same size.

So nothing moves, and where the samples lie is still true.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from portal.files.sounds.reading import Broken, Strange, big, part

FREE = b"free"
WITHIN = {  # what is read on, with what may stand in it
    b"": b"ftyp styp moov moof mdat sidx mfra",
    b"moov": b"mvhd trak mvex",
    b"trak": b"tkhd edts mdia",
    b"edts": b"elst",
    b"mdia": b"mdhd hdlr minf",
    b"minf": b"smhd dinf stbl",
    b"dinf": b"dref",
    b"stbl": b"stsd stts stsc stsz stz2 stco co64 stss sgpd sbgp",
    b"mvex": b"mehd trex",
    b"moof": b"mfhd traf",
    b"traf": b"tfhd tfdt trun sgpd sbgp",
    b"mfra": b"tfra mfro",
    b"entry": b"esds dOps alac damr btrt chan",  # of `stsd`: how the sound is written
}
CODECS = (b"mp4a", b"Opus", b"alac", b"samr", b"sawb")
ENTRY = 28  # bytes of an entry before the boxes in it
LONG = {b"mvhd": 1, b"tkhd": 1, b"mdhd": 1}  # each begins with when it was made and changed
UNDETERMINED = b"\x55\xc4"
IN_THIS_FILE = 1
MOST_BOXES = 20_000


class Box(NamedTuple):
    kind: bytes
    start: int
    body: int
    end: int


def bare(data: bytes) -> bytes:
    out, found = bytearray(data), []
    clean(out, b"", 0, len(out), found)
    if found.count(b"trak") > 1:
        raise Strange
    if not {b"ftyp", b"trak", b"hdlr", b"stsd", b"mdat"} <= set(found):
        raise Broken
    return bytes(out)


def clean(out: bytearray, parent: bytes, start: int, end: int, found: list[bytes]) -> None:
    known = WITHIN[parent].split()
    for box in boxes(out, start, end):
        found.append(box.kind)
        if len(found) > MOST_BOXES:
            raise Strange
        if box.kind not in known:
            out[box.start + 4 : box.start + 8] = FREE
            out[box.body : box.end] = bytes(box.end - box.body)
        elif box.kind in WITHIN:
            clean(out, box.kind, box.body, box.end, found)
        else:
            without_words(out, box, found)


def boxes(out: bytearray, start: int, end: int) -> Iterator[Box]:
    at = start
    while at < end:
        size, kind, body = big(out, at), part(out, at + 4, 4), at + 8
        if size == 1:
            size, body = big(out, at + 8, 8), at + 16
        elif size == 0:
            size = end - at
        if at + size > end or at + size < body:
            raise Broken
        yield Box(kind, at, body, at + size)
        at += size


def without_words(out: bytearray, box: Box, found: list[bytes]) -> None:
    if box.kind in LONG:
        wide = 8 if big(out, box.body, 1) else 4
        out[box.body + 4 : box.body + 4 + 2 * wide] = bytes(2 * wide)
        if box.kind == b"mdhd":
            at = box.body + 4 + 2 * wide + 4 + wide
            out[at : at + 2] = part(UNDETERMINED, 0, len(part(out, at, 2)))
    elif box.kind == b"hdlr":
        if part(out, box.body + 8, 4) != b"soun":
            raise Strange
        out[box.body + 12 : box.end] = bytes(box.end - box.body - 12)
    elif box.kind == b"dref":
        for entry in boxes(out, box.body + 8, box.end):
            if entry.kind != b"url " or big(out, entry.body) != IN_THIS_FILE:
                raise Strange  # its sound lies elsewhere
            out[entry.body + 4 : entry.end] = bytes(entry.end - entry.body - 4)
    elif box.kind == b"stsd":
        for entry in boxes(out, box.body + 8, box.end):
            if entry.kind not in CODECS or big(out, entry.body + 8, 2):
                raise Strange
            clean(out, b"entry", entry.body + ENTRY, entry.end, found)
