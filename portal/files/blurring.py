"""What shows too much is covered for good: the picture is made anew, and nothing of the old one is kept."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.database import db
from portal.errors import NotNow
from portal.files import standing
from portal.files.kinds import Refused
from portal.files.models import State, StoredFile
from portal.files.pictures import Picture, shrink
from portal.files.storage import shelf
from portal.say import _l


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle as shares of the picture: from the left, from the top, how wide, how high."""

    left: float
    top: float
    width: float
    height: float


def blurred(data: bytes, parts: Sequence[Part]) -> Picture:
    """A picture of ours with one flat colour over all of these parts, however many they are. Raises Refused.

    The colour is their mean and the only thing that is left of them: a mean of each cell would still draw a face.
    """
    from PIL import Image, ImageStat

    shrink(data)  # judges it, as everything that becomes a picture is judged
    image = Image.open(io.BytesIO(data)).convert("RGB")
    covered = Image.new("1", image.size)
    for part in parts:
        covered.paste(1, box_of(part, *image.size))
    mean = ImageStat.Stat(image, covered.convert("L")).mean
    image.paste(tuple(round(tone) for tone in mean), mask=covered)
    out = io.BytesIO()
    image.save(out, "PNG")
    return shrink(out.getvalue())


def box_of(part: Part, width: int, height: int) -> tuple[int, int, int, int]:
    """In pixels, at least one of them, within the picture."""
    left, top = min(int(part.left * width), width - 1), min(int(part.top * height), height - 1)
    right, bottom = round((part.left + part.width) * width), round((part.top + part.height) * height)
    return left, top, min(max(right, left + 1), width), min(max(bottom, top + 1), height)


def prepared(digest: str, parts: Sequence[Part]) -> Picture:
    """Before anything is locked: reading and writing pixels takes a while."""
    try:
        return blurred(b"".join(shelf().open(digest)), parts)
    except (Refused, FileNotFoundError) as reason:
        raise NotNow(_l("This photo cannot be read any more, so nothing in it can be covered.")) from reason


def cover(file_id: UUID, programme_id: UUID, digest: str, picture: Picture) -> set[str]:
    """Whatever shows these bytes in this factory shows the new ones. Gives what is then to be forgotten."""
    stored = db.session.get(StoredFile, (programme_id, file_id), with_for_update=True, populate_existing=True)
    if stored is None or stored.state is not State.READY or stored.digest != digest:
        raise NotNow(_l("Somebody covered a part of this photo just now. Look at it once more."))
    alike = select(StoredFile).where(StoredFile.programme_id == programme_id, StoredFile.enterprise_id == stored.enterprise_id)
    alike = alike.where(StoredFile.digest == digest)
    bearers = standing.bearers(programme_id, stored.enterprise_id, digest)
    old: set[str] = set()
    for one in db.session.scalars(alike).all():
        old |= {one.digest, one.small_digest or one.digest}
        one.show(picture)
    for bearer in bearers:
        bearer.cover(stored.digest)
    return old - {stored.digest, stored.small_digest}
