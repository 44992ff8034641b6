"""From whatever a phone sends to a small picture of our own making, or a sentence that says why not."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

from flask_babel import gettext as _

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_SCANS = 200  # a progressive JPEG may hold thousands, each read over the whole picture
EDGE = 1600
SMALL = 300_000
QUALITIES = (82, 74, 64, 52)
KINDS = {"JPEG": ("jpg", "jpeg", "jpe", "jfif"), "PNG": ("png",), "WEBP": ("webp",)}


class Refused(ValueError):
    """Why this cannot be kept, in words for the one who sent it."""


@dataclass(frozen=True, slots=True)
class Picture:
    data: bytes
    width: int
    height: int
    kind: str = "image/jpeg"


def shrink(stream: BinaryIO, filename: str) -> Picture:
    """A JPEG of at most 1600 pixels and 300 kB that shows the picture and tells nothing else. Raises Refused."""
    data = read(stream)
    image = opened(data, filename)
    try:
        image.draft("RGB", (EDGE, EDGE))
        return encoded(upright(image))
    except Exception as broken:  # Pillow's decoders raise nearly anything on a broken file
        raise Refused(_("This photo is damaged or did not arrive whole. Take it again, or send it once more.")) from broken


def read(stream: BinaryIO) -> bytes:
    stream.seek(0, io.SEEK_END)
    size = stream.tell()
    stream.seek(0)
    if size > MOST_BYTES:
        raise Refused(_("This photo has %(size)s MB; at most 20 MB can be sent. Take it with a smaller size.", size=-(-size // 1024**2)))
    return stream.read()


def opened(data: bytes, filename: str):
    """The picture with only its head read: its type and size are judged before a single pixel is."""
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data), formats=tuple(KINDS))
    except Image.DecompressionBombError as bomb:
        raise Refused(_("This picture has too many pixels: at most 40 megapixels can be read.")) from bomb
    except Exception as unknown:
        raise Refused(_("This is not a JPEG, PNG or WebP picture. Take a photo with the camera, or save the picture as JPEG.")) from unknown
    if filename.rpartition(".")[2].lower() not in KINDS[image.format or ""]:
        raise Refused(_("The name of this file and what is in it do not agree. Save the picture afresh as JPEG, then send that."))
    if image.width * image.height > MOST_PIXELS or (data.count(b"\xff\xda") > MOST_SCANS and image.format == "JPEG"):
        raise Refused(_("This picture has too many pixels: at most 40 megapixels can be read."))
    return image


def upright(image):
    """Turned as it was held, in plain colours, on white where it was see-through."""
    from PIL import Image, ImageOps

    image.thumbnail((EDGE, EDGE))
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = image.convert("RGBA")
        image = Image.new("RGB", over.size, "white")
        image.paste(over, mask=over.getchannel("A"))
    return image.convert("RGB")


def encoded(image) -> Picture:
    """Nothing but pixels is written: no EXIF, no place, no profile, no comment."""
    from PIL import Image

    while True:
        plain = Image.frombytes("RGB", image.size, image.tobytes())
        for quality in QUALITIES:
            out = io.BytesIO()
            plain.save(out, "JPEG", quality=quality, optimize=True, progressive=False)
            if out.tell() < SMALL:
                return Picture(out.getvalue(), *plain.size)
        image = plain.resize((max(1, image.width * 3 // 4), max(1, image.height * 3 // 4)))
