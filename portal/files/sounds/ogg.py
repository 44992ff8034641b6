"""Ogg with Opus or Vorbis: the page of comments is written anew, all others are numbered behind it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from portal.files.sounds.reading import Broken, Strange, little, part, size_of_opus_head

CONTINUED, FIRST = 1, 2
NO_COMMENT = b"\0\0\0\0" * 2  # by no program, and none
MOST_PIECES = 255
MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
HEADS = {b"OpusHead": (2, b"OpusTags" + NO_COMMENT), b"\x01vorbis": (3, b"\x03vorbis" + NO_COMMENT + b"\x01")}


@dataclass(frozen=True)
class Page:
    flags: int
    granule: bytes
    serial: bytes
    pieces: bytes  # the length of each piece, up to 255
    body: bytes

    def written(self, number: int) -> bytes:
        head = b"OggS\0" + bytes([self.flags]) + self.granule + self.serial + number.to_bytes(4, "little")
        rest = bytes([len(self.pieces)]) + self.pieces + self.body
        return head + checksum(head + b"\0\0\0\0" + rest).to_bytes(4, "little") + rest


def bare(data: bytes) -> bytes:
    pages = list(pages_of(data))
    if len({page.serial for page in pages}) != 1 or sum(page.flags & FIRST > 0 for page in pages) != 1:
        raise Strange  # several streams, beside or behind one another
    many, comment = next((known for mark, known in HEADS.items() if pages[0].body.startswith(mark)), (0, b""))
    if not many:
        raise Strange
    packets, behind = headers(pages, many)
    if behind == len(pages):
        raise Broken
    packets[:2] = packets[0][: size_of_head(packets[0])], comment
    first = [replace(pages[0], flags=FIRST, pieces=lengths(packets[0]), body=packets[0])]
    told = replace(pages[0], flags=0, granule=b"\0" * 8)
    pieces, body = b"".join(lengths(one) for one in packets[1:]), b"".join(packets[1:])
    for at in range(0, len(pieces), MOST_PIECES):
        some = pieces[at : at + MOST_PIECES]
        is_continued = at > 0 and pieces[at - 1] == MOST_PIECES
        first.append(replace(told, flags=CONTINUED if is_continued else 0, pieces=some, body=body[: sum(some)]))
        body = body[sum(some) :]
    return b"".join(page.written(number) for number, page in enumerate([*first, *pages[behind:]]))


def headers(pages: list[Page], many: int) -> tuple[list[bytes], int]:
    """The packets that come before the sound, and how many pages they fill: the last of them ends with its page."""
    packets, open_one = [], bytearray()
    for number, page in enumerate(pages, 1):
        at = 0
        for size in page.pieces:
            open_one += page.body[at : at + size]
            at += size
            if size < MOST_PIECES:
                packets.append(bytes(open_one))
                open_one = bytearray()
        if len(packets) > many:
            raise Strange
        if len(packets) == many and not open_one:
            return packets, number
    raise Broken


def size_of_head(packet: bytes) -> int:
    """What follows the numbers that a player reads is no part of them."""
    return size_of_opus_head(packet) if packet.startswith(b"OpusHead") else 30


def lengths(packet: bytes) -> bytes:
    return bytes([MOST_PIECES]) * (len(packet) // MOST_PIECES) + bytes([len(packet) % MOST_PIECES])


def pages_of(data: bytes) -> Iterator[Page]:
    at = 0
    while at < len(data):
        if part(data, at, 5) != b"OggS\0":
            raise Broken
        pieces = part(data, at + 27, part(data, at + 26, 1)[0])
        size = 27 + len(pieces) + sum(pieces)
        whole = part(data, at, size)
        if little(whole, 22) != checksum(whole[:22] + b"\0\0\0\0" + whole[26:]):
            raise Broken
        yield Page(whole[5], whole[6:14], whole[14:18], pieces, whole[27 + len(pieces) :])
        at += size


def checksum(data: bytes) -> int:
    """Ogg's own: that of ZIP with each byte and the result mirrored, begun and ended with nothing."""
    found = zlib.crc32(data.translate(MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{found:032b}"[::-1], 2)
