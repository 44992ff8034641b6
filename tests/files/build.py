"""Pictures as phones send them, and what nobody should send."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageChops
from werkzeug.datastructures import FileStorage

PDF = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
PLACE, TAKEN_AT, TURNED = 0x8825, 0x0132, 0x0112


def picture(width: int = 800, height: int = 600, kind: str = "JPEG", colour="teal", mode: str = "RGB", **facts) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), colour).save(out, kind, **facts)
    return out.getvalue()


def with_place(turned: int = 6) -> Image.Exif:
    """Where, when and how a phone was held."""
    exif = Image.Exif()
    exif[TURNED], exif[TAKEN_AT] = turned, "2026:11:20 10:11:12"
    exif.get_ifd(PLACE).update({1: "N", 2: (24.0, 51.0, 36.0), 3: "E", 4: (67.0, 0.0, 36.0)})
    return exif


def phone_photo(width: int = 4000, height: int = 3000, turned: int = 6, kind: str = "JPEG", grain: int = 0) -> bytes:
    """Twelve megapixels of noise, held upright, with the place where it was taken; with grain as in the dim light of a hall."""
    image = Image.effect_noise((width // 40, height // 40), 80).resize((width, height)).convert("RGB")
    if grain:
        image = ImageChops.add(image, Image.effect_noise((width, height), grain).convert("RGB"), 1, -128)
    out = io.BytesIO()
    facts = {"quality": 92, "comment": b"Canary of Roshan"} if kind == "JPEG" else {"compress_level": 1} if kind == "PNG" else {}
    image.save(out, kind, exif=with_place(turned), **facts)
    return out.getvalue()


def upload(data: bytes, name: str = "photo.jpg") -> FileStorage:
    return FileStorage(io.BytesIO(data), filename=name)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, *chunks: bytes, pixels: bytes = b"") -> bytes:
    """A PNG that says of itself whatever is wanted."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunks) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def archive(**parts: bytes | str) -> bytes:
    """An office file: `word__document_xml` stands for word/document.xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), text)
    return out.getvalue()


def docx(**more: bytes | str) -> bytes:
    return archive(**{"[Content_Types]_xml": "<Types/>", "word__document_xml": "<w/>", **more})
