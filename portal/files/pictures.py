"""From whatever a phone sends to a small picture of our own making, or a sentence that says why not.

Two steps: `accept` judges in the request, by size, head and tail alone; `shrink` opens the pixels, in the worker.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

from flask_babel import gettext as _

from portal.files.kinds import MOST_PHOTO, NEUTRAL, Refused, empty, too_large

MOST_PIXELS = 40_000_000
MOST_SCANS = 200  # a progressive JPEG may hold thousands, each read over the whole picture
EDGE, EDGE_OF_SMALL = 1600, 480
SMALL = 300_000
QUALITIES = (82, 74, 64, 52)
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
ENDINGS = {"JPEG": ("jpg", "jpeg", "jpe", "jfif"), "PNG": ("png",), "WEBP": ("webp",), "HEIF": ("heic", "heif")}
CLAIMS = {
    "JPEG": ("image/jpeg", "image/jpg", "image/pjpeg"),
    "PNG": ("image/png",),
    "WEBP": ("image/webp",),
    "HEIF": ("image/heic", "image/heif", "image/heic-sequence"),
}
ENDS_WITH = {"JPEG": b"\xff\xd9", "PNG": b"IEND"}  # somewhere in the last bytes: phones append their own


@dataclass(frozen=True, slots=True)
class Picture:
    """Made by us: it shows what was sent and tells nothing else."""

    data: bytes
    width: int
    height: int
    small: bytes = b""
    kind: str = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Sent:
    """As it was sent, judged by its outside only: never shown to anybody."""

    data: bytes
    width: int
    height: int


def accept(stream: BinaryIO, filename: str, claim: str = "") -> Sent:
    """Whether this can become a picture, without looking at its pixels. Raises Refused."""
    data = read(stream)
    image = opened(data, filename, claim)
    end = ENDS_WITH.get(image.format or "")
    if end and end not in data[-65_536:]:
        raise damaged()
    return Sent(data, *image.size)


def shrink(data: bytes) -> Picture:
    """A JPEG of at most 1600 pixels and 300 kB, and a small one for lists. Raises Refused."""
    image = opened(data)
    try:
        image.draft("RGB", (EDGE, EDGE))
        plain = upright(image)
        whole, width, height = encoded(plain)
        plain.thumbnail((EDGE_OF_SMALL, EDGE_OF_SMALL))
        return Picture(whole, width, height, encoded(plain)[0])
    except Exception as broken:  # Pillow's decoders raise nearly anything on a broken file
        raise damaged() from broken


def with_small(data: bytes) -> Picture:
    """A picture of ours as it is, with the one for lists beside it. Raises Refused."""
    plain = upright(opened(data))
    width, height = plain.size
    plain.thumbnail((EDGE_OF_SMALL, EDGE_OF_SMALL))
    return Picture(data, width, height, encoded(plain)[0])


def damaged() -> Refused:
    return Refused(_("This photo is damaged or did not arrive whole. Take it again, or send it once more."))


def read(stream: BinaryIO) -> bytes:
    stream.seek(0, io.SEEK_END)
    size = stream.tell()
    stream.seek(0)
    if not size:
        raise empty()
    if size > MOST_PHOTO:
        raise too_large(_("This photo has %(size)s MB; at most 20 MB can be sent. Take it with a smaller size.", size=-(-size // 1024**2)))
    return stream.read()


def opened(data: bytes, filename: str | None = None, claim: str = ""):
    """The picture with only its head read: its type and size are judged before a single pixel is."""
    from pi_heif import register_heif_opener
    from PIL import Image

    register_heif_opener(thumbnails=False)
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError as bomb:
        raise Refused(_("This picture has too many pixels: at most 40 megapixels can be read.")) from bomb
    except Exception as unknown:
        words = _("This is not a JPEG, PNG, WebP or HEIC picture. Take a photo with the camera, or save the picture as JPEG.")
        raise Refused(words) from unknown
    kind = image.format or ""
    if filename is not None and not (filename.rpartition(".")[2].lower() in ENDINGS[kind] and claim in (*NEUTRAL, *CLAIMS[kind])):
        raise Refused(_("The name of this file and what is in it do not agree. Save the picture afresh as JPEG, then send that."))
    if image.width * image.height > MOST_PIXELS or (data.count(b"\xff\xda") > MOST_SCANS and kind == "JPEG"):
        raise Refused(_("This picture has too many pixels: at most 40 megapixels can be read."))
    return image


def upright(image):
    """Turned as it was held, in plain colours, on white where it was see-through."""
    from PIL import Image, ImageOps

    if image.format == "WEBP":
        image = still(image)
    image.thumbnail((EDGE, EDGE), reducing_gap=2.0)
    image = ImageOps.exif_transpose(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = image.convert("RGBA")
        image = Image.new("RGB", over.size, "white")
        image.paste(over, mask=over.getchannel("A"))
    return image.convert("RGB")


def still(image):
    """The first picture of a WebP. Pillow would hold the decoder's two canvases, the frame and a copy of it at once: four times 48 MB."""
    from PIL import Image

    pixels = image._get_next()[0]
    image._decoder = None
    plain = Image.frombuffer(image.rawmode, image.size, pixels, "raw", image.rawmode, 0, 1)
    plain.info = image.info
    return plain


def encoded(image) -> tuple[bytes, int, int]:
    """Nothing but pixels is written: no EXIF, no place, no profile, no comment."""
    from PIL import Image

    while True:
        plain = Image.frombytes("RGB", image.size, image.tobytes())
        for quality in QUALITIES:
            out = io.BytesIO()
            plain.save(out, "JPEG", quality=quality, optimize=True, progressive=False)
            if out.tell() < SMALL:
                return out.getvalue(), *plain.size
        image = plain.resize((max(1, image.width * 3 // 4), max(1, image.height * 3 // 4)))
