"""Pictures as phones send them, and as nobody should."""

from __future__ import annotations

import io

from PIL import Image
from werkzeug.datastructures import FileStorage

PLACE, TAKEN_AT, TURNED = 0x8825, 0x0132, 0x0112


def picture(width: int = 800, height: int = 600, kind: str = "JPEG", colour="teal", mode: str = "RGB", **facts) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height), colour).save(out, kind, **facts)
    return out.getvalue()


def phone_photo(width: int = 4000, height: int = 3000, turned: int = 6) -> bytes:
    """Twelve megapixels of noise, held upright, with the place where it was taken."""
    exif = Image.Exif()
    exif[TURNED], exif[TAKEN_AT] = turned, "2026:11:20 10:11:12"
    exif.get_ifd(PLACE).update({1: "N", 2: (24.0, 51.0, 36.0), 3: "E", 4: (67.0, 0.0, 36.0)})
    image = Image.effect_noise((width // 40, height // 40), 80).resize((width, height)).convert("RGB")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92, exif=exif, comment=b"Canary of Roshan")
    return out.getvalue()


def upload(data: bytes, name: str = "photo.jpg") -> FileStorage:
    return FileStorage(io.BytesIO(data), filename=name)
