"""A short film for the demonstration, made of its drawn photos: single pictures in VP8, one after the other, in a WebM file.

WebP keeps a picture as one VP8 key frame, so the library that draws it has all that a film needs. Every frame stands alone and in
the index of the file: it plays anywhere, and seeks to every half second.
"""

from __future__ import annotations

import io
import struct

from portal.demo.pictures import draw

SIZE = (480, 360)
STEP = 500  # milliseconds between two frames
FRAMES_OF_A_SCENE = 4
EBML = bytes.fromhex("1a45dfa3 9f 4286 81 01 42f7 81 01 42f2 81 04 42f3 81 08 4282 84") + b"webm" + bytes.fromhex("4287 81 02 4285 81 02")
SEGMENT, INFO, TRACKS, CUES, CLUSTER = "18538067", "1549a966", "1654ae6b", "1c53bb6b", "1f43b675"


def film(*scenes: str) -> bytes:
    frames = [frame for scene in scenes for frame in frames_of(scene, scenes)]
    clusters = [cluster(number * STEP, frame) for number, frame in enumerate(frames)]
    head = info(len(frames) * STEP) + tracks()
    begins = len(head) + len(cues([0] * len(clusters)))
    places = [begins + sum(map(len, clusters[:number])) for number in range(len(clusters))]
    return EBML + part(SEGMENT, head + cues(places) + b"".join(clusters))


def frames_of(scene: str, scenes: tuple[str, ...]):
    """The scene, with a bar that grows below it: one sees that it moves, and where one is."""
    from PIL import Image, ImageDraw

    picture = Image.open(io.BytesIO(draw(scene))).resize(SIZE)
    pen = ImageDraw.Draw(picture)
    end = len(scenes) * FRAMES_OF_A_SCENE
    for number in range(FRAMES_OF_A_SCENE):
        done = scenes.index(scene) * FRAMES_OF_A_SCENE + number + 1
        pen.rectangle((0, SIZE[1] - 8, SIZE[0] * done // end, SIZE[1]), fill="#0b5c61")
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=60, method=0)
        yield vp8_of(out.getvalue())


def vp8_of(webp: bytes) -> bytes:
    """The one chunk of a plain WebP that holds the picture."""
    at = webp.index(b"VP8 ")
    (size,) = struct.unpack("<I", webp[at + 4 : at + 8])
    return webp[at + 8 : at + 8 + size]


def part(name: str, inside: bytes) -> bytes:
    """An element: its name, its length in eight bytes, what is in it."""
    return bytes.fromhex(name) + (len(inside) | 1 << 56).to_bytes(8, "big") + inside


def whole(name: str, number: int) -> bytes:
    return part(name, number.to_bytes(4, "big"))


def info(milliseconds: int) -> bytes:
    lasts = part("4489", struct.pack(">d", float(milliseconds)))
    return part(INFO, whole("2ad7b1", 1_000_000) + lasts + part("4d80", b"portal") + part("5741", b"portal"))


def tracks() -> bytes:
    video = part("e0", whole("b0", SIZE[0]) + whole("ba", SIZE[1]))
    return part(TRACKS, part("ae", whole("d7", 1) + whole("73c5", 1) + whole("83", 1) + part("86", b"V_VP8") + video))


def cues(places: list[int]) -> bytes:
    """Where each moment stands: as long for any numbers, so that it can stand before what it speaks of."""
    points = (part("bb", whole("b3", at * STEP) + part("b7", whole("f7", 1) + whole("f1", place))) for at, place in enumerate(places))
    return part(CUES, b"".join(points))


def cluster(at: int, frame: bytes) -> bytes:
    return part(CLUSTER, whole("e7", at) + part("a3", b"\x81\x00\x00\x80" + frame))
