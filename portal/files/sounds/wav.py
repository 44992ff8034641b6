"""WAV: a list of named parts, of which two or three are the sound."""

from __future__ import annotations

from portal.files.sounds.reading import Broken, Strange, little, part

FORMATS = (0x0001, 0x0003, 0x0006, 0x0007, 0x0011, 0xFFFE)  # samples as they are, or in a simple code: nothing can hide in them
UNKNOWN = 0xFFFFFFFF  # a recorder that could not go back to write how long it became


def bare(data: bytes) -> bytes:
    if part(data, 0, 4) != b"RIFF" or part(data, 8, 4) != b"WAVE":
        raise Strange
    kept, at = {}, 12
    while at + 8 <= len(data):
        name, size = part(data, at, 4), little(data, at + 4)
        if name == b"data" and size == UNKNOWN:
            size = len(data) - at - 8
        if name in (b"fmt ", b"fact", b"data"):
            kept.setdefault(name, part(data, at + 8, size))
        at += 8 + size + size % 2
    if not kept.get(b"data") or len(kept.get(b"fmt ", b"")) < 16:
        raise Broken
    if little(kept[b"fmt "], 0, 2) not in FORMATS or len(kept[b"fmt "]) > 40:
        raise Strange
    body = b"".join(chunk(name, kept[name][:4] if name == b"fact" else kept[name]) for name in (b"fmt ", b"fact", b"data") if name in kept)
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WAVE" + body


def chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
