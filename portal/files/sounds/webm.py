"""WebM with Opus, as browsers record it: written anew from the elements that the sound needs, and no other."""

from __future__ import annotations

from collections.abc import Iterator

from portal.files.sounds.reading import Broken, Strange, big, part, size_of_opus_head

HEAD, SEGMENT, INFO, TRACKS, CLUSTER, TRACK, AUDIO, GROUP = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675, 0xAE, 0xE1, 0xA0
DOC_TYPE, SCALE, DURATION, BY_LIBRARY, BY_PROGRAM = 0x4282, 0x2AD7B1, 0x4489, 0x4D80, 0x5741
NUMBER, UID, KIND, CODEC, PRIVATE, DELAY, PREROLL = 0xD7, 0x73C5, 0x83, 0x86, 0x63A2, 0x56AA, 0x56BB
HERTZ, HERTZ_OUT, CHANNELS, BITS = 0xB5, 0x78B5, 0x9F, 0x6264
TIME, SIMPLE, BLOCK, LASTS, DISCARD = 0xE7, 0xA3, 0xA1, 0x9B, 0x75A2
AT_TOP = {SEGMENT, INFO, TRACKS, CLUSTER, 0x114D9B74, 0x1C53BB6B, 0x1254C367, 0x1941A469, 0x1043A770}  # ends what has no size of its own
KEPT = {
    INFO: (SCALE, DURATION),
    TRACK: (NUMBER, KIND, CODEC, PRIVATE, DELAY, PREROLL, AUDIO),
    AUDIO: (HERTZ, HERTZ_OUT, CHANNELS, BITS),
    CLUSTER: (TIME, SIMPLE, GROUP),
    GROUP: (BLOCK, LASTS, DISCARD),
}
SOUND, LONGEST_NUMBER = b"\2", 8
MOST_ELEMENTS = 200_000  # of one parent: an hour of speech has that many
Element = tuple[int, int, int]  # which, and where its content begins and ends


def bare(data: bytes) -> bytes:
    top = dict_of(data, 0, len(data))
    if HEAD not in top or SEGMENT not in top:
        raise Broken
    told = dict_of(data, *top[HEAD])
    if DOC_TYPE not in told or data[slice(*told[DOC_TYPE])].rstrip(b"\0") not in (b"webm", b"matroska"):
        raise Strange
    body = []
    for which, start, end in elements(data, *top[SEGMENT]):
        if which == INFO:
            body.append(made(INFO, rewritten(data, INFO, start, end) + made(BY_LIBRARY, b"") + made(BY_PROGRAM, b"")))
        elif which == TRACKS:
            body.append(made(TRACKS, track(data, start, end)))
        elif which == CLUSTER:
            body.append(made(CLUSTER, rewritten(data, CLUSTER, start, end)))
    kinds = [int.from_bytes(one[:4], "big") for one in body]
    if kinds.count(TRACKS) != 1 or kinds.count(INFO) != 1 or CLUSTER not in kinds:
        raise Broken
    return made(HEAD, made(DOC_TYPE, b"webm") + made(0x4287, b"\4") + made(0x4285, b"\2")) + made(SEGMENT, b"".join(body))


def track(data: bytes, start: int, end: int) -> bytes:
    """The one voice; its number is that of its blocks."""
    entries = [one for one in elements(data, start, end) if one[0] == TRACK]
    if len(entries) != 1:
        raise Strange
    facts = dict_of(data, *entries[0][1:])
    if not {NUMBER, KIND, CODEC, PRIVATE} <= set(facts):
        raise Broken
    if data[slice(*facts[KIND])] != SOUND or data[slice(*facts[CODEC])].rstrip(b"\0") != b"A_OPUS":
        raise Strange
    head = data[slice(*facts[PRIVATE])]
    if not head.startswith(b"OpusHead") or len(head) != size_of_opus_head(head):
        raise Strange
    return made(TRACK, made(UID, b"\1") + rewritten(data, TRACK, *entries[0][1:]))


def rewritten(data: bytes, parent: int, start: int, end: int) -> bytes:
    """The known elements of this one, each of its own size."""
    kept = []
    for which, begins, ends in elements(data, start, end):
        if which in KEPT[parent]:
            kept.append(made(which, rewritten(data, which, begins, ends) if which in KEPT else data[begins:ends]))
    return b"".join(kept)


def dict_of(data: bytes, start: int, end: int) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for which, begins, ends in elements(data, start, end):
        found.setdefault(which, (begins, ends))
    return found


def elements(data: bytes, start: int, end: int) -> Iterator[Element]:
    at, many = start, 0
    while at < end:
        which, at, many = *number_at(data, at, keeps_mark=True), many + 1
        if many > MOST_ELEMENTS:
            raise Strange
        size, at = number_at(data, at)
        if size is None and which == SEGMENT:
            size = end - at
        elif size is None and which == CLUSTER:
            size = cluster_end(data, at, end) - at
        if size is None or at + size > end:
            raise Broken
        yield which or 0, at, at + size
        at += size


def cluster_end(data: bytes, at: int, end: int) -> int:
    """Recorders that send as they speak do not know how long a cluster becomes: it ends where the next begins."""
    while at < end:
        which, behind = number_at(data, at, keeps_mark=True)
        if which in AT_TOP:
            return at
        size, behind = number_at(data, behind)
        if size is None or behind + size > end:
            raise Broken
        at = behind + size
    return end


def number_at(data: bytes, at: int, keeps_mark: bool = False) -> tuple[int | None, int]:
    """A number whose first bits say how long it is, and where it ends; none where it says “not known”."""
    first = part(data, at, 1)[0]
    length = LONGEST_NUMBER + 1 - first.bit_length()
    if not first or (keeps_mark and length > 4):
        raise Broken
    value, mark = big(data, at, length), 1 << 7 * length
    if keeps_mark:
        return value, at + length
    return (None if value == 2 * mark - 1 else value - mark), at + length


def made(which: int, body: bytes) -> bytes:
    return which.to_bytes((which.bit_length() + 7) // 8, "big") + (len(body) | 1 << 56).to_bytes(8, "big") + body
