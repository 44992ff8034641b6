"""What matched, shown: the found words inside the text as it was written, in whichever spelling."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, takewhile

from portal.search.folding import WORD, words_of

ROUND, MOST = 70, 190
Piece = tuple[str, bool]


class Marker:
    """Marks the words of one wish; `near` are the words that stood in for mistyped ones."""

    def __init__(self, words: list[str], near: dict[str, list[str]]):
        self.whole = {word for word in words if len(word) == 1 or word.isdigit()} | {other for others in near.values() for other in others}
        self.begun = tuple(word for word in words if word not in self.whole)
        self.known: dict[str, bool] = {}

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words of a text stand that the index would have found, in whichever spelling."""
        known = self.known
        for match in WORD.finditer(text):
            written = match[0]
            if written not in known:
                known[written] = self.fits(written)
            if known[written]:
                yield match.span()

    def fits(self, written: str) -> bool:
        return any(word in self.whole or word.startswith(self.begun) for word in words_of(written))

    def marked(self, text: str | None) -> list[Piece]:
        """The whole of a short text."""
        return pieces(text or "", list(self.spans(text or "")))

    def excerpt(self, text: str) -> list[Piece]:
        """The first place of a text where it matched; its beginning where it did not."""
        spans = self.spans(text)
        first = next(spans, None)
        start = max(0, first[0] - ROUND) if first else 0
        if start:
            start = text.find(" ", start) + 1 or start
        end = min(len(text), start + MOST)
        if end < len(text) and (cut := text.rfind(" ", start + 1, end)) > start:
            end = cut
        further = takewhile(lambda span: span[1] <= end, spans)  # the rest of a long text is not read
        within = [(a - start, b - start) for a, b in chain([first] if first else [], further) if b <= end]
        shown = pieces(text[start:end], within)
        return [*([("… ", False)] if start else []), *shown, *([(" …", False)] if end < len(text) else [])]


def pieces(text: str, spans: list[tuple[int, int]]) -> list[Piece]:
    out, at = [], 0
    for start, end in spans:
        out += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in (*out, (text[at:], False)) if piece[0]]
