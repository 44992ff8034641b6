"""What every reader of sounds shares: two ways to say no, and numbers out of bytes."""

from __future__ import annotations


class Broken(ValueError):
    """It is cut off, or its parts do not fit together."""


class Strange(ValueError):
    """It may play, but is not of the kinds whose every part is known."""


def part(data: bytes | bytearray | memoryview, start: int, size: int) -> bytes:
    """So many bytes from here, all of them there."""
    if size < 0 or start < 0 or start + size > len(data):
        raise Broken
    return bytes(data[start : start + size])


def big(data: bytes | bytearray | memoryview, start: int, size: int = 4) -> int:
    return int.from_bytes(part(data, start, size), "big")


def little(data: bytes | bytearray | memoryview, start: int, size: int = 4) -> int:
    return int.from_bytes(part(data, start, size), "little")


def size_of_opus_head(head: bytes) -> int:
    """More where it says which channel is which."""
    return 19 if part(head, 18, 1) == b"\0" else 21 + head[9]
