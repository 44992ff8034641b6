"""What a text claims and a machine can try: sums worked again, and links that must lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

NUMBER = r"\d[\d,]*(?:\.\d+)?"
SUM = re.compile(rf"(?<![\d.,({{+−×÷])({NUMBER}(?:\s?[+−×÷]\s?{NUMBER})+)\s?=\s?({NUMBER})(?![\d)])(\s?%)?")
PIECE = re.compile(rf"{NUMBER}|[+−×÷]")
BEFORE = re.compile(r"[+−×÷(/]\s?$")
ROUNDED = Fraction(1, 200)  # how far a sum of rounded figures may lie from what is shown
LINK = re.compile(r"\]\(([^)\s]*)[^)]*\)")
INSIDE = re.compile(r"/modules/(?P<code>[a-z-]+)(?:/(?P<kind>lessons|tools)/(?P<slug>[a-z0-9-]+))?(?:#[a-z0-9-]+)?")


def wrong_sums(text: str) -> Iterator[str]:
    """Each `a × b = c` whose c is not what comes out."""
    for found in SUM.finditer(text):
        if BEFORE.search(text[: found.start()]):
            continue  # the end of a longer sum
        shown = value(found[2])
        made = work_out(PIECE.findall(found[1]))
        if made is not None and found[3] and "100" not in found[1]:
            made *= 100  # a share, written as a percentage
        digits = len(found[2].partition(".")[2])
        if made is None or abs(made - shown) > max(Fraction(1, 2 * 10**digits), abs(made) * ROUNDED):
            yield found[0].removesuffix(found[3] or "")


def value(word: str) -> Fraction:
    return Fraction(word.replace(",", ""))


def work_out(pieces: list[str]) -> Fraction | None:
    """× and ÷ before + and −, from left to right; nothing where one divides by zero."""
    terms, sign = [], 1
    current = value(pieces[0])
    for operator, word in zip(pieces[1::2], pieces[2::2], strict=True):
        if operator == "×":
            current *= value(word)
        elif operator == "÷":
            if not value(word):
                return None
            current /= value(word)
        else:
            terms.append(sign * current)
            sign, current = (1 if operator == "+" else -1), value(word)
    return sum(terms, Fraction()) + sign * current


def dead_links(text: str, root: Path) -> Iterator[str]:
    """Links that lead to no page of the portal and to no other site over https."""
    for found in LINK.finditer(text):
        target = found[1]
        if not target.startswith("https://") and not is_there(target, root):
            yield target


def is_there(target: str, root: Path) -> bool:
    inside = INSIDE.fullmatch(target)
    if not inside:
        return False
    english = root / inside["code"] / "en"
    if inside["kind"] == "tools":
        return (english / "tools" / f"{inside['slug']}.md").exists()
    return any(english.glob(f"[0-9][0-9]-{inside['slug']}.md")) if inside["kind"] else (english / "module.md").exists()


def words(facts) -> Iterator[str]:
    """Every text in a front matter."""
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, (list, dict)):
        for inner in facts.values() if isinstance(facts, dict) else facts:
            yield from words(inner)
