"""A picture that is sent is checked, made small, and told to forget."""

import io
import struct
import zlib

import pytest
from PIL import Image

from portal.files import pictures
from tests.files.build import phone_photo, picture


@pytest.fixture(autouse=True)
def in_a_request(app):
    with app.test_request_context():
        yield


def shrink(data: bytes, name: str = "photo.jpg"):
    return pictures.shrink(pictures.accept(io.BytesIO(data), name).data)


def why_not(data: bytes, name: str = "photo.jpg") -> str:
    with pytest.raises(pictures.Refused) as refusal:
        shrink(data, name)
    return str(refusal.value)


def test_a_photo_of_twelve_megapixels_becomes_small_and_upright():
    sent = phone_photo()
    kept = shrink(sent)
    assert len(kept.data) < 300_000 < len(sent)
    assert (kept.width, kept.height) == (1200, 1600)
    assert Image.open(io.BytesIO(kept.data)).size == (1200, 1600)


def test_place_day_and_comments_are_gone():
    sent = phone_photo(800, 600)
    assert b"Exif" in sent and b"Canary of Roshan" in sent
    kept = shrink(sent)
    again = Image.open(io.BytesIO(kept.data))
    assert not again.getexif()
    assert b"Exif" not in kept.data and b"Canary" not in kept.data and "icc_profile" not in again.info


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("WEBP", "a.WebP"), ("JPEG", "a.JPEG")])
def test_png_webp_and_jpeg_are_read(kind, name):
    assert shrink(picture(kind=kind), name).kind == "image/jpeg"


def test_a_webp_is_turned_as_it_was_held():
    held = Image.Exif()
    held[0x0112] = 6
    kept = shrink(picture(64, 40, "WEBP", exif=held), "a.webp")
    assert (kept.width, kept.height) == (40, 64)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_see_through_picture_stands_on_white(kind):
    kept = shrink(picture(kind=kind, mode="RGBA", colour=(0, 0, 0, 0)), f"sign.{kind.lower()}")
    assert min(Image.open(io.BytesIO(kept.data)).getpixel((10, 10))) > 250


def test_a_small_picture_is_not_blown_up():
    assert (shrink(picture(40, 30)).width, shrink(picture(40, 30)).height) == (40, 30)


def test_a_name_that_does_not_fit_what_is_inside_is_refused():
    assert "do not agree" in why_not(picture(), "photo.png")
    assert "do not agree" in why_not(picture(), "photo.exe")
    assert "do not agree" in why_not(picture(), "photo")


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"not a picture",
        b"GIF89a" + b"\0" * 100,
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_is_no_photo_is_refused(data):
    assert "JPEG, PNG, WebP or HEIC" in why_not(data)


def test_an_empty_photo_is_called_empty():
    assert "is empty" in why_not(b"")


def test_half_a_photo_is_refused():
    whole = phone_photo(800, 600)
    assert "damaged" in why_not(whole[: len(whole) // 2])


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read():
    head = struct.pack(">IIBBBBB", 8000, 6000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    bomb += struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    assert "40 megapixels" in why_not(bomb, "bomb.png")
    giant = bomb.replace(head, struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0))
    assert "PNG" in why_not(giant, "bomb.png")  # its check sum no longer fits; nothing of it is read


def test_a_file_of_more_than_twenty_megabytes_is_refused_with_its_size():
    assert "21 MB" in why_not(b"\xff\xd8" + b"\0" * (20 * 1024 * 1024 + 1))


def test_a_jpeg_of_thousands_of_scans_is_refused():
    assert "megapixels" in why_not(picture(50, 50) + b"\xff\xda" * 300)
