"""MP3: frames one after the other. What stands before, between and behind them is no sound."""

from __future__ import annotations

from portal.files.sounds.reading import Broken, big

BITRATES = {  # kbit/s of layer III, by the header's four bits
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
RATES = (44100, 48000, 32000)
MONO = 3
LEAST = 0.5  # of the bytes: with fewer in frames it is no recording
MOST_MISSES = 20_000  # places that look like a frame and are none


def bare(data: bytes) -> bytes:
    frames, misses, at = [], 0, behind_tags(data)
    begun = at
    while at < len(data):
        size = frame_at(data, at)
        whole = size and at + size <= len(data)
        if whole and (at + size == len(data) or frames or frame_at(data, at + size)):  # a first one is believed with a second behind it
            frames.append(data[at : at + size])
            at += size
        else:
            at, misses = data.find(b"\xff", at + 1), misses + 1
            if at < 0 or misses > MOST_MISSES:
                break
    kept = b"".join([*(without_notes(frame) for frame in frames[:1]), *frames[1:]])
    if not frames or len(kept) < LEAST * (len(data) - begun):
        raise Broken
    return kept


def behind_tags(data: bytes) -> int:
    """Where the first ID3v2 tags end."""
    at = 0
    while data[at : at + 3] == b"ID3" and len(data) >= at + 10:
        sizes = data[at + 6 : at + 10]
        at += 10 + sum((seven & 127) << shift for seven, shift in zip(sizes, (21, 14, 7, 0), strict=True)) + (data[at + 5] & 16 and 10)
    return at


def frame_at(data: bytes, at: int) -> int:
    """How long the frame is that begins here; 0 where none does."""
    if at + 4 > len(data):
        return 0
    head = big(data, at)
    version, layer, bitrate, rate = head >> 19 & 3, head >> 17 & 3, head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or version == 1 or layer != 1 or bitrate in (0, 15) or rate == 3:
        return 0
    is_first = version == 3
    hertz = RATES[rate] // {3: 1, 2: 2, 0: 4}[version]
    return (144 if is_first else 72) * BITRATES[1 if is_first else 2][bitrate] * 1000 // hertz + (head >> 9 & 1)


def without_notes(frame: bytes) -> bytes:
    """The first frame may hold how many there are, and behind that by which program: the numbers stay."""
    is_first, is_mono = frame[1] >> 3 & 3 == 3, frame[3] >> 6 == MONO
    at = 4 + ({(True, False): 32, (True, True): 17, (False, False): 17, (False, True): 9}[is_first, is_mono])
    if frame[at : at + 4] not in (b"Xing", b"Info"):
        return frame
    flags = big(frame, at + 4)
    end = at + 8 + sum(size for flag, size in ((1, 4), (2, 4), (4, 100), (8, 4)) if flags & flag)
    return frame[:end] + b"\0" * (len(frame) - end) if end <= len(frame) else frame[:at] + b"\0" * (len(frame) - at)
