"""A voice note keeps its sound and loses all that tells who spoke, where, when and into what."""

from __future__ import annotations

import io

import pytest

from portal.files import sounds
from portal.files.kinds import Refused, admit
from portal.files.sounds import mp3, ogg, webm
from tests.files import voices
from tests.files.voices import KINDS, SOUND, TELLS


def cleaned(data: bytes, name: str, claim: str) -> bytes:
    kept = sounds.bare(admit(io.BytesIO(data), name, claim))
    out = kept.stream.read()
    assert kept.size == len(out)
    return out


def sound_of(kind: str, data: bytes) -> list:
    """What is heard, as it lies in the file."""
    if kind == "wav":
        at = data.index(b"data")
        return [data[at + 8 : at + 8 + int.from_bytes(data[at + 4 : at + 8], "little")]]
    if kind == "mp3":
        at, frames = mp3.behind_tags(data), []
        while size := mp3.frame_at(data, at):
            frames.append(size)
            at += size
        return frames
    if kind in ("opus", "vorbis"):
        pages = list(ogg.pages_of(data))
        return [(page.granule, page.body) for page in pages if any(page.granule)]
    if kind == "m4a":
        at = data.index(b"mdat")
        return [at, data[at + 4 : at + 4 + len(SOUND)]]
    segment = webm.dict_of(data, 0, len(data))[webm.SEGMENT]
    clusters = [one for one in webm.elements(data, *segment) if one[0] == webm.CLUSTER]
    return [data[begins:ends] for _id, at, end in clusters for which, begins, ends in webm.elements(data, at, end) if which == webm.SIMPLE]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_the_sound_is_kept(kind):
    made, name, claim = KINDS[kind]
    data = made()
    out = cleaned(data, name, claim)
    words = [TELLS, *TELLS.split(), b"A15", b"ARTIST", b"Rukhsana"]
    assert TELLS in data and not [word for word in words if word in out]
    assert sound_of(kind, out) == sound_of(kind, data) and len(sound_of(kind, out)) >= 1
    assert cleaned(out, name, claim) == out, "what is clean stays as it is"


def test_how_long_it_is_stays_and_when_it_was_made_goes():
    out = cleaned(voices.mp4(), "a.m4a", "audio/mp4")
    assert (3_873_000_000).to_bytes(4, "big") not in out and b"\x4a\x8e" not in out
    assert b"\0\0\x1f\x40\0\0\x40\0\x55\xc4" in out and len(out) == len(voices.mp4()), "nothing moved: the tables still point at the sound"
    assert len(sound_of("mp3", cleaned(voices.mp3(20), "a.mp3", "audio/mpeg"))) == 21 and b"Xing\0\0\0\1\0\0\0\x14" in cleaned(
        voices.mp3(20), "a.mp3", "audio/mpeg"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_cut_off_is_refused_in_words_or_keeps_its_whole_frames(kind):
    """At every third byte: words or a clean file, and never anything else."""
    made, name, claim = KINDS[kind]
    data, refused = made(), 0
    for end in range(70, len(data), 3 if len(data) < 5000 else 301):
        try:
            assert not [word for word in TELLS.split() if word in cleaned(data[:end], name, claim)]
        except Refused as reason:
            refused += 1
            assert "damaged" in str(reason) or "More than a voice" in str(reason)
    assert refused


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_turned_over_is_never_an_error(kind):
    made, name, claim = KINDS[kind]
    data = made()
    for at in range(12, len(data), 1 if len(data) < 5000 else 37):
        for byte in (0, 255, data[at] ^ 1):
            wrong = data[:at] + bytes([byte]) + data[at + 1 :]
            try:
                cleaned(wrong, name, claim)
            except Refused:
                continue


@pytest.mark.parametrize(
    ("data", "name", "claim"),
    [
        (voices.mp4(handler=b"vide"), "a.m4a", "audio/mp4"),
        (voices.mp4(tracks=2), "a.m4a", "audio/mp4"),
        (voices.webm(codec=b"A_VORBIS"), "a.webm", "audio/webm"),
        (voices.webm(kind=b"\x11"), "a.webm", "video/webm"),
        (voices.webm(tracks=2), "a.webm", "audio/webm"),
        (voices.ogg() + voices.ogg(), "a.ogg", "audio/ogg"),
        (voices.ogg(b"Speex   " + bytes(72)), "a.ogg", "audio/ogg"),
        (voices.wav().replace(b"fmt \x10\0\0\0\1", b"fmt \x10\0\0\0\x55"), "a.wav", "audio/wav"),
    ],
)
def test_what_is_more_than_a_voice_is_refused(data, name, claim):
    with pytest.raises(Refused, match="More than a voice"):
        cleaned(data, name, claim)


def test_a_page_whose_sum_is_wrong_is_damaged():
    data = bytearray(voices.ogg())
    data[-3] ^= 1
    with pytest.raises(Refused, match="damaged"):
        cleaned(bytes(data), "a.ogg", "audio/ogg")


@pytest.mark.parametrize("filler", [b"\xff", b"\xff\xfb\x90\xc0", b"\0", b"OggS\0" + bytes(22), b"\0\0\0\x08free", b"\xec\x80"])
def test_five_megabytes_of_nothing_are_refused_at_once(filler):
    import time

    begun = time.process_time()
    for read in sounds.BARE.values():
        with pytest.raises((sounds.Broken, sounds.Strange)):
            read((filler * (5_000_000 // len(filler)))[:5_000_000])
    assert time.process_time() - begun < 20
