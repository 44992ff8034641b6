"""What may be kept besides pictures, and how it is told: content, name and claim must agree, within limits that are named.

A room that takes documents calls `admit(stream, filename, claim)`; what it gives is kept by `StoredFile.keep_document`.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from flask_babel import gettext as _

MEGABYTE = 1024 * 1024
MOST_PHOTO, MOST_DOCUMENT, MOST_VIDEO = 20 * MEGABYTE, 25 * MEGABYTE, 300 * MEGABYTE
MOST_UNPACKED, MOST_PARTS = 200 * MEGABYTE, 5000  # of an office file
SMALL_UNPACKED, MOST_TIMES = 20 * MEGABYTE, 100  # larger than this, and more times as large as it came: made to fill a disk
NEUTRAL = ("", "application/octet-stream")  # what a browser says that does not know
PDF = "application/pdf"
OFFICE = "application/vnd.openxmlformats-officedocument."


class Refused(ValueError):
    """Why this cannot be kept, in words for the one who sent it; `status` is 413 where it is too large, else 422."""

    status = 422


def too_large(words: str) -> Refused:
    refused = Refused(words)
    refused.status = 413
    return refused


def empty() -> Refused:
    return Refused(_("This file is empty: nothing is in it. Look whether it opens on your device, then send it once more."))


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of file: its name's endings, what a browser calls it, and how it begins."""

    mimetype: str
    endings: tuple[str, ...]
    begins: tuple[tuple[int, bytes], ...]  # any of: (where, these bytes)
    most: int = MOST_DOCUMENT
    inside: str = ""  # of an archive: the part that makes it what it is
    claims: tuple[str, ...] = ()

    def fits(self, head: bytes) -> bool:
        return any(head[at : at + len(mark)] == mark for at, mark in self.begins)


ZIP = ((0, b"PK\x03\x04"),)
KINDS = (
    Kind(PDF, ("pdf",), ((0, b"%PDF-"),)),
    Kind(f"{OFFICE}wordprocessingml.document", ("docx",), ZIP, inside="word/document.xml"),
    Kind(f"{OFFICE}spreadsheetml.sheet", ("xlsx",), ZIP, inside="xl/workbook.xml"),
    Kind(f"{OFFICE}presentationml.presentation", ("pptx",), ZIP, inside="ppt/presentation.xml"),
    *(
        Kind(f"application/vnd.oasis.opendocument.{name}", (ending,), ZIP, inside="content.xml")
        for name, ending in (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"))
    ),
    Kind("audio/mpeg", ("mp3",), ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")), claims=("audio/mp3",)),
    Kind("audio/mp4", ("m4a",), ((4, b"ftypM4A"), (4, b"ftypmp42"), (4, b"ftypisom")), claims=("audio/x-m4a", "audio/m4a")),
    Kind("audio/ogg", ("ogg", "oga", "opus"), ((0, b"OggS"),), claims=("audio/opus", "application/ogg")),
    Kind("audio/wav", ("wav",), ((8, b"WAVE"),), claims=("audio/x-wav", "audio/wave")),
    Kind("video/mp4", ("mp4", "m4v"), ((4, b"ftyp"),), MOST_VIDEO, claims=("video/x-m4v",)),
    Kind("video/webm", ("webm",), ((0, b"\x1a\x45\xdf\xa3"),), MOST_VIDEO, claims=("audio/webm",)),
)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that may be kept; `stream` stands at its beginning."""

    stream: BinaryIO
    kind: Kind
    size: int
    name: str


def admit(stream: BinaryIO, filename: str, claim: str = "") -> Admitted:
    """Judged by size, head and, of an office file, its table of contents; nothing is unpacked. Raises Refused."""
    _name, dot, ending = filename.rpartition(".")
    kind = next((kind for kind in KINDS if dot and ending.lower() in kind.endings), None)
    if kind is None:
        raise Refused(
            _(
                "Files of this kind are not kept here. Send a PDF, a picture, a Word, Excel, PowerPoint or OpenDocument file, audio or video."
            )
        )
    size = stream.seek(0, io.SEEK_END)
    if not size:
        raise empty()
    if size > kind.most:
        words = _("This file has %(size)s MB; at most %(most)s MB can be sent.", size=-(-size // MEGABYTE), most=kind.most // MEGABYTE)
        raise too_large(words)
    stream.seek(0)
    head = stream.read(64)
    if not kind.fits(head) or (claim not in NEUTRAL and claim not in (kind.mimetype, *kind.claims)):
        raise Refused(_("The name of this file and what is in it do not agree. Save it afresh, then send that."))
    if kind.inside:
        look_into(stream, kind)
    if kind.mimetype == PDF:
        look_into_pdf(stream, size)
    stream.seek(0)
    return Admitted(stream, kind, size, name_of(filename))


def look_into(stream: BinaryIO, kind: Kind) -> None:
    """By the archive's own table of contents: what it is, how large it gets, and whether programs are in it."""
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as broken:
        raise Refused(_("This file is damaged or did not arrive whole. Send it once more.")) from broken
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise too_large(
            _("Unpacked, this file is larger than %(most)s MB. Make it smaller, then send it again.", most=MOST_UNPACKED // MEGABYTE)
        )
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > max(SMALL_UNPACKED, MOST_TIMES * packed):
        raise too_large(
            _("Unpacked, this file is more than a hundred times as large: no program writes such a file. Save it anew, then send that.")
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(_("This file is locked with a password. Save it without one, then send that."))
    if any(name.lower().endswith(("vbaproject.bin", ".bas", ".exe", ".js", ".vbs")) or name.startswith("Basic/") for name in names):
        raise Refused(_("There are programs (macros) in this file. Save it without them, then send that."))
    if kind.inside not in names or any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise Refused(_("The name of this file and what is in it do not agree. Save it afresh, then send that."))


def look_into_pdf(stream: BinaryIO, size: int) -> None:
    """By what is written in it: a lock, programs, other files. It is never opened."""
    from portal.files import pdfs

    if not pdfs.is_whole(stream, size):
        raise Refused(_("This file is damaged or did not arrive whole. Send it once more."))
    stream.seek(0)
    data = stream.read()
    if pdfs.is_locked(data):
        raise Refused(_("This file is locked with a password. Save it without one, then send that."))
    try:
        acts = pdfs.is_active(data)
    except pdfs.Unreadable as reason:
        raise Refused(_("Not all of this PDF can be looked at. Print it into a new PDF, then send that.")) from reason
    if acts:
        raise Refused(_("There are programs, forms that send, or other files in this PDF. Print it into a new PDF, then send that."))


def name_of(filename: str) -> str:
    """The last part of a name, without what a header or a screen could trip over."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    plain = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*%')
    stem, _dot, ending = plain.rpartition(".")
    return f"{stem[:100].strip(' .') or 'file'}.{ending}"
