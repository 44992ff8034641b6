"""What matched, shown: the found words inside the text as it was written, in whichever spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from portal.search.folding import fold

BETWEEN = "[\u200c\u200d\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0300-\u036f]*"  # marks and joiners inside a word
ROUND, MOST = 70, 190
Piece = tuple[str, bool]


@lru_cache(1)
def spellings() -> dict[str, str]:
    """Each folded letter → the letters that are folded to it."""
    wide: dict[str, set[str]] = {}
    blocks = (range(0x30, 0x250), range(0x600, 0x700), range(0x1E00, 0x1F00))
    for c in (chr(code) for block in blocks for code in block):
        if len(plain := fold(c)) == 1:
            wide.setdefault(plain, set()).add(c)
    return {plain: f"[{re.escape(''.join(sorted(letters)))}]" for plain, letters in wide.items()}


def pattern(words: Iterable[str], is_prefix: bool = True) -> re.Pattern:
    known = spellings()
    shapes = {BETWEEN.join(known.get(c, re.escape(c)) for c in word) for word in words}
    end = r"(?:\w|[\u200d\u0640\u0610-\u061a\u064b-\u065f\u0670])*" if is_prefix else r"(?!\w)"
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(shapes, key=len, reverse=True)) or '(?!)'}){end}", re.I)


class Marker:
    """Marks the words of one wish; `near` are the words that stood in for mistyped ones."""

    def __init__(self, words: list[str], near: dict[str, list[str]]):
        whole = [word for word in words if len(word) == 1 or word.isdigit()] + [other for others in near.values() for other in others]
        begun = [word for word in words if word not in whole]
        self.patterns = [pattern(begun), pattern(whole, is_prefix=False)]

    def spans(self, text: str, most: int) -> list[tuple[int, int]]:
        found = sorted(match.span() for p in self.patterns for _, match in zip(range(most), p.finditer(text), strict=False))
        return [span for at, span in enumerate(found) if at == 0 or span[0] >= found[at - 1][1]]

    def marked(self, text: str | None) -> list[Piece]:
        """The whole of a short text."""
        return pieces(text or "", self.spans(text or "", 30))

    def excerpt(self, text: str) -> list[Piece]:
        """The first place of a text where it matched; its beginning where it did not."""
        spans = self.spans(text, 12)
        start = max(0, spans[0][0] - ROUND) if spans else 0
        if start:
            start = text.find(" ", start) + 1 or start
        end = min(len(text), start + MOST)
        if end < len(text) and (cut := text.rfind(" ", start + 1, end)) > start:
            end = cut
        within = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
        shown = pieces(text[start:end], within)
        return [*([("… ", False)] if start else []), *shown, *([(" …", False)] if end < len(text) else [])]


def pieces(text: str, spans: list[tuple[int, int]]) -> list[Piece]:
    out, at = [], 0
    for start, end in spans:
        out += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in (*out, (text[at:], False)) if piece[0]]
