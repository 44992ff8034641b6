"""Voice notes of each kind, made by hand: their sound, and around it all that tells who, where, when and with what."""

from __future__ import annotations

from portal.files.sounds.ogg import FIRST, Page, lengths
from portal.files.sounds.webm import AUDIO, BY_LIBRARY, BY_PROGRAM, CLUSTER, HEAD, INFO, SEGMENT, TRACK, TRACKS, made

TELLS = b"Rukhsana Bibi +31.5204+074.3587/ Galaxy A15 2026-11-23T09:14:07"
SOUND = bytes(range(1, 250)) * 4  # nothing in it looks like a name, or like a frame


def wav(inside: bytes = SOUND) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)

    form = b"\1\0\1\0" + (8000).to_bytes(4, "little") * 2 + b"\1\0\x08\0"
    told = chunk(b"bext", TELLS + b"\0" * 600) + chunk(b"LIST", b"INFOIART" + TELLS) + chunk(b"id3 ", TELLS) + chunk(b"iXML", TELLS)
    body = b"WAVE" + told + chunk(b"fmt ", form) + chunk(b"data", inside) + chunk(b"LIST", b"INFOICRD" + TELLS)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


FRAME = b"\xff\xfb\x90\xc0" + bytes(413)  # 128 kbit/s at 44.1 kHz, one channel


def mp3(many: int = 20) -> bytes:
    tag = b"TPE1" + TELLS
    head = b"ID3\4\0\0" + bytes([0, 0, len(tag) >> 7, len(tag) & 127]) + tag
    first = FRAME[:21] + b"Xing\0\0\0\1" + many.to_bytes(4, "big") + TELLS
    frames = FRAME * many
    return head + first.ljust(len(FRAME), b"\0") + frames + b"APETAGEX" + TELLS + b"TAG" + TELLS.ljust(125, b"\0")


OPUS_HEAD = b"OpusHead\1\1\x38\1\x80\xbb\0\0\0\0\0"


def ogg(head: bytes = OPUS_HEAD, packets: int = 8, comment: bytes = b"OpusTags", last: bytes = b"") -> bytes:
    def page(flags: int, granule: int, body: bytes) -> Page:
        return Page(flags, granule.to_bytes(8, "little"), b"\7\0\0\0", lengths(body), body)

    vendor = len(TELLS).to_bytes(4, "little") + TELLS
    told = comment + vendor + b"\1\0\0\0" + vendor + TELLS * 300
    first = lengths(told)[:50], told[: 50 * 255]  # comments that go over a page
    pages = [page(FIRST, 0, head), Page(0, bytes(8), b"\7\0\0\0", *first)]
    pages += [Page(1, bytes(8), b"\7\0\0\0", lengths(told)[50:] + (lengths(last) if last else b""), told[50 * 255 :] + last)]
    pages += [page(4 * (at == packets), 960 * at, SOUND[at : at + 90]) for at in range(1, packets + 1)]
    return b"".join(one.written(number) for number, one in enumerate(pages))


def vorbis() -> bytes:
    return ogg(b"\1vorbis" + bytes(23), comment=b"\3vorbis", last=b"\5vorbis" + SOUND[:300])


def box(kind: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def mp4(handler: bytes = b"soun", tracks: int = 1, inside: bytes = SOUND) -> bytes:
    when = (3_873_000_000).to_bytes(4, "big") * 2
    entry = box(
        b"mp4a", bytes(6) + b"\0\1" + bytes(8) + b"\0\1\0\x10" + bytes(4) + b"\x1f\x40\0\0", box(b"esds", bytes(20)), box(b"note", TELLS)
    )
    table = box(
        b"stbl", box(b"stsd", bytes(4) + b"\0\0\0\1", entry), box(b"stts", bytes(8)), box(b"stco", bytes(4) + b"\0\0\0\1" + b"\0\0\0\x30")
    )
    within = box(b"minf", box(b"smhd", bytes(8)), box(b"dinf", box(b"dref", b"\0\0\0\0\0\0\0\1", box(b"url ", b"\0\0\0\1"))), table)
    named = box(b"hdlr", bytes(8) + handler + bytes(12) + TELLS + b"\0")
    media = box(b"mdia", box(b"mdhd", bytes(4) + when + b"\0\0\x1f\x40\0\0\x40\0\x4a\x8e\0\0"), named, within)
    track = box(b"trak", box(b"tkhd", b"\0\0\0\7" + when + bytes(72)), media, box(b"udta", box(b"name", TELLS)))
    place = box(b"udta", box(b"\xa9xyz", TELLS), box(b"meta", bytes(4), box(b"ilst", box(b"\xa9ART", TELLS))))
    movie = box(b"moov", box(b"mvhd", bytes(4) + when + bytes(88)), *[track] * tracks, place, box(b"meta", TELLS))
    return box(b"ftyp", b"M4A \0\0\0\0M4A mp42") + box(b"mdat", inside) + movie + box(b"uuid", TELLS) + box(b"free", TELLS)


def webm(codec: bytes = b"A_OPUS", kind: bytes = b"\1", tracks: int = 1) -> bytes:
    """As a browser sends while it records: the segment and each cluster without a size."""
    kind = b"\2" if kind == b"\1" else kind
    endless = b"\x01" + b"\xff" * 7
    told = made(
        INFO,
        made(0x2AD7B1, b"\x0f\x42\x40") + made(BY_LIBRARY, TELLS) + made(BY_PROGRAM, TELLS) + made(0x7BA9, TELLS) + made(0x4461, TELLS[:8]),
    )
    sound = made(AUDIO, made(0xB5, b"\x47\x3b\x80\0") + made(0x9F, b"\1"))
    entry = made(TRACK, made(0xD7, b"\1") + made(0x83, kind) + made(0x86, codec) + made(0x536E, TELLS) + made(0x63A2, OPUS_HEAD) + sound)
    tags = made(0x1254C367, made(0x7373, made(0x67C8, made(0x45A3, b"ARTIST") + made(0x4487, TELLS))))
    clusters = [CLUSTER.to_bytes(4, "big") + endless + made(0xE7, bytes([at])) + block(at) + made(0xEC, TELLS) for at in (1, 2)]
    extras = made(0x114D9B74, TELLS) + made(0xEC, TELLS)
    return (
        made(HEAD, made(0x4282, b"webm"))
        + SEGMENT.to_bytes(4, "big")
        + endless
        + extras
        + told
        + made(TRACKS, entry * tracks)
        + b"".join(clusters)
        + tags
    )


def block(at: int) -> bytes:
    return made(0xA3, b"\x81\0\0\x80" + SOUND[at : at + 90])


KINDS = {
    "wav": (wav, "note.wav", "audio/wav"),
    "mp3": (mp3, "note.mp3", "audio/mpeg"),
    "opus": (ogg, "note.ogg", "audio/ogg"),
    "vorbis": (vorbis, "note.oga", "audio/ogg"),
    "m4a": (mp4, "note.m4a", "audio/mp4"),
    "webm": (webm, "note.webm", "audio/webm"),
}
