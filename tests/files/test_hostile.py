"""What nobody should send: nothing of it runs, nothing is shown as something else, no place is kept, the worker lives on."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
import zlib

import pytest
from PIL import Image

from portal.config import ROOT
from portal.files.kinds import MOST_DOCUMENT, Refused, admit
from portal.files.pictures import accept, shrink
from tests.files.build import PDF, archive, chunk, docx, phone_photo, picture, png_of, with_place

pytestmark = pytest.mark.once

HTML, SVG = b"<html><script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
TAGS = (b"Exif", b"GPS", b"http://ns.adobe.com", b"Canary", b"<script", b"ICC_PROFILE", b"Photoshop", b"<?xpacket")


@pytest.fixture(autouse=True)
def in_a_request(app):
    with app.test_request_context():
        yield


def hostile_pictures() -> list[tuple[str, bytes, str]]:
    """(what it is, bytes, name): each is refused, or comes out as a picture that tells nothing."""
    jpeg, png, webp = phone_photo(640, 480), picture(64, 64, "PNG"), picture(64, 64, "WEBP")
    packed = zlib.compress(b"\0" * 50_000_000, 9)
    xmp = b"\xff\xe1" + (2 + 29 + len(SVG)).to_bytes(2, "big") + b"http://ns.adobe.com/xap/1.0/\0" + SVG
    found = [
        ("bomb by size", png_of(30_000, 30_000, pixels=zlib.compress(b"\0" * 99)), "a.png"),
        ("bomb by pixels", png_of(6300, 6300, pixels=packed), "a.png"),
        ("bomb in a text chunk", png_of(8, 8, chunk(b"zTXt", b"k\0\0" + packed), pixels=zlib.compress(b"\0" * 200)), "a.png"),
        ("bomb in a profile", png_of(8, 8, chunk(b"iCCP", b"k\0\0" + packed), pixels=zlib.compress(b"\0" * 200)), "a.png"),
        ("polyglot: a page after the end", jpeg + HTML, "a.jpg"),
        ("polyglot: a page in a comment", jpeg[:2] + b"\xff\xfe" + (len(HTML) + 2).to_bytes(2, "big") + HTML + jpeg[2:], "a.jpg"),
        ("polyglot: an archive after the end", jpeg + archive(evil="x"), "a.jpg"),
        ("polyglot: XMP with a script", jpeg[:2] + xmp + jpeg[2:], "a.jpg"),
        ("place in a PNG", picture(64, 64, "PNG", exif=with_place()), "a.png"),
        ("place in a WebP", picture(64, 64, "WEBP", exif=with_place()), "a.webp"),
        ("a page called a photo", HTML, "a.jpg"),
        ("SVG called a photo", SVG, "a.jpg"),
        ("SVG", SVG, "a.svg"),
        ("GIF", b"GIF89a" + b"\x01\0" * 90, "a.gif"),
        ("PDF called a photo", b"%PDF-1.7 /JS (app.alert(1))", "a.jpg"),
        ("a JPEG called PNG", jpeg, "a.png"),
        ("a name with a path", jpeg, "../../etc/passwd"),
        ("a name with two endings", jpeg, "a.jpg.exe"),
        ("a name with a NUL", jpeg, "a.exe\0.jpg"),
        ("a TIFF", picture(8, 8, "TIFF"), "a.jpg"),
        ("many scans", jpeg + b"\xff\xda" * 500, "a.jpg"),
        ("nothing", b"", "a.jpg"),
    ]
    for source, name in ((jpeg, "a.jpg"), (png, "a.png"), (webp, "a.webp")):
        found += [(f"{name} cut at {part} of 9", source[: len(source) * part // 9], name) for part in range(1, 9)]
    dice = random.Random(7)
    for turn in range(60):
        for source, name in ((jpeg, "a.jpg"), (png, "a.png"), (webp, "a.webp")):
            broken = bytearray(source)
            for _ in range(dice.randint(1, 30)):
                broken[dice.randrange(len(broken))] = dice.randrange(256)
            found.append((f"{name} with holes, {turn}", bytes(broken), name))
    return found


def test_every_hostile_picture_is_refused_or_comes_out_clean(record_property):
    refused = kept = 0
    for what, data, name in hostile_pictures():
        try:
            made = shrink(accept(io.BytesIO(data), name).data)
        except Refused as reason:
            assert str(reason), what
            refused += 1
            continue
        kept += 1
        for bytes_ in (made.data, made.small):
            again = Image.open(io.BytesIO(bytes_))
            assert (
                again.format == "JPEG" and not again.getexif() and set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
            ), what
            assert not [tag for tag in TAGS if tag in bytes_] and len(bytes_) < 300_000, what
    assert refused > 60 and kept > 30
    record_property("count: hostile pictures refused", refused)
    record_property("count: hostile pictures made clean", kept)


@pytest.mark.parametrize(
    ("what", "data", "name", "said"),
    [
        ("macros", docx(word__vbaProject_bin="x"), "a.docx", "macros"),
        ("macros by name", docx(), "a.docm", "not kept here"),
        ("macros of OpenDocument", archive(content_xml="x", Basic__script_xml="x"), "a.odt", "macros"),
        ("a bomb", docx(word__media="\0" * 210_000_000), "a.docx", "larger than"),
        ("a smaller bomb", docx(word__media="\0" * 60_000_000), "a.docx", "hundred times"),
        ("too many parts", docx(**{f"p{n}": "" for n in range(5001)}), "a.docx", "larger than"),
        ("an archive called a document", archive(evil="x"), "a.docx", "do not agree"),
        ("a way out", docx(**{"..__..__evil": "x"}), "a.docx", "do not agree"),
        ("a sheet called a document", archive(xl__workbook_xml="x"), "a.docx", "do not agree"),
        ("half an archive", docx()[:-30], "a.docx", "damaged"),
        ("an archive", archive(a="x"), "a.zip", "not kept here"),
        ("a page", HTML, "a.html", "not kept here"),
        ("a page called PDF", HTML, "a.pdf", "do not agree"),
        ("a program", b"MZ\x90", "a.exe", "not kept here"),
        ("a program called video", b"MZ\x90" + b"\0" * 99, "a.mp4", "do not agree"),
        ("old Word", b"\xd0\xcf\x11\xe0", "a.doc", "not kept here"),
        ("SVG", SVG, "a.svg", "not kept here"),
        ("no ending", b"%PDF-1.7", "pdf", "not kept here"),
        ("too large", b"%PDF-" + b"\0" * MOST_DOCUMENT, "a.pdf", "at most 25 MB"),
    ],
)
def test_every_hostile_document_is_refused_in_words(what, data, name, said):
    with pytest.raises(Refused) as reason:
        admit(io.BytesIO(data), name)
    assert said in str(reason.value)


def test_a_claim_that_does_not_fit_is_refused():
    with pytest.raises(Refused):
        admit(io.BytesIO(b"%PDF-1.7"), "a.pdf", "text/html")
    with pytest.raises(Refused):
        accept(io.BytesIO(picture()), "a.jpg", "text/html")
    assert admit(io.BytesIO(PDF), "a.pdf", "application/pdf").size == len(PDF)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (PDF, "Plan.PDF", "application/pdf"),
        (docx(), "Plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (archive(content_xml="x"), "t.ods", "application/vnd.oasis.opendocument.spreadsheet"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 50, "v.mp4", "video/mp4"),
        (b"\x1a\x45\xdf\xa3" + b"\0" * 50, "v.webm", "video/webm"),
        (b"ID3" + b"\0" * 50, "v.mp3", "audio/mpeg"),
        (b"RIFF\0\0\0\0WAVEfmt ", "v.wav", "audio/wav"),
        (b"OggS" + b"\0" * 50, "v.ogg", "audio/ogg"),
    ],
)
def test_honest_files_are_admitted(data, name, kind):
    sent = admit(io.BytesIO(data), f"C:\\Users\\me\\{name}")
    assert (sent.kind.mimetype, sent.size, sent.name) == (kind, len(data), name.replace("PDF", "PDF"))


def test_a_locked_archive_is_refused():
    locked = bytearray(docx())
    with zipfile.ZipFile(io.BytesIO(bytes(locked))) as file:
        at = [part.header_offset for part in file.infolist()]
    central = locked.find(b"PK\x01\x02")
    locked[central + 8] |= 1
    locked[at[0] + 6] |= 1
    with pytest.raises(Refused, match="password"):
        admit(io.BytesIO(bytes(locked)), "a.docx")


MEASURE = """
import io, re, sys
from portal import create_app
app = create_app(WTF_CSRF_ENABLED=False)
data = open(sys.argv[1], "rb").read()
with app.test_request_context():
    from portal.files.pictures import accept, shrink
    made = shrink(accept(io.BytesIO(data), sys.argv[2]).data)
print(len(made.data), int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)  # of this program alone: getrusage counts its parent too
"""


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_twelve_megapixels_take_less_than_three_hundred_megabytes(tmp_path, record_property, kind, name):
    (tmp_path / name).write_bytes(phone_photo(kind=kind))
    settings = {"PORTAL_ENV": "test", "PORTAL_INSTANCE": str(tmp_path), "PATH": "/usr/bin"}
    done = subprocess.run([sys.executable, "-c", MEASURE, tmp_path / name, name], cwd=ROOT, env=settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    length, megabytes = map(int, done.stdout.split())
    print(f"{kind} of 12 megapixels: {length:,} bytes, at most {megabytes} MB of memory")
    assert length < 300_000 and megabytes < 300
