"""A lesson cut into slides: each holds what fits on one screen, a step, a table or a paragraph or two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from portal.curriculum.rows import html

MOST = 420  # letters that are read from the far end of a room without scrolling
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
GLOSS = re.compile(r'<span class="gloss"[^>]*>.*?</span>', re.S)
ITEM = re.compile(r"<li>(.*)</li>", re.S)
EMPTY = ("br", "hr")


class Slide(NamedTuple):
    """`kind` says which words of the portal's own stand on it."""

    kind: str
    title: str = ""
    body: str = ""
    step: dict | None = None
    number: int = 0


def slides(lesson) -> list[Slide]:
    data = lesson.data
    made = [Slide("title", lesson.title), *told(lesson, "why"), *told(lesson, "idea")]
    made += [Slide("drawing")] if data["drawing"] else []
    made += [Slide("step", step["title"], step=step, number=number) for number, step in enumerate(data["steps"], 1)]
    made += told(lesson, "example")
    made += [Slide("try", body=body) for body in listed(data["checklist"], "ul")]
    return made + [Slide("questions", body=body) for body in listed([one["ask"] for one in data["questions"]], "ol")]


def told(lesson, part: str) -> list[Slide]:
    return [Slide("told", lesson.data["headings"][part], body) for body in screens(getattr(lesson, f"{part}_html"))]


def screens(text: str) -> list[str]:
    """A text's blocks, as many together as one screen holds; a table stands alone."""
    made: list[list[str]] = []
    for block in (piece for whole in blocks(GLOSS.sub("", text)) for piece in parted(whole)):
        alone = "<table" in block or not made or "<table" in made[-1][-1]
        if alone or letters("".join(made[-1])) + letters(block) > MOST:
            made.append([block])
        else:
            made[-1].append(block)
    return [html("\n".join(piece)) for piece in made]


def blocks(html: str) -> Iterator[str]:
    """The elements at the top of a clean text."""
    depth = start = 0
    for tag in TAG.finditer(html):
        if tag[2] in EMPTY:
            continue
        if not tag[1]:
            start, depth = (tag.start() if not depth else start), depth + 1
        else:
            depth -= 1
            if not depth:
                yield html[start : tag.end()]


def parted(block: str) -> Iterator[str]:
    """A list that is too long for one screen goes on, numbers and all, on the next."""
    opened = TAG.match(block)
    if letters(block) <= MOST or not opened or opened[2] not in ("ul", "ol"):
        yield block
        return
    inside = block[opened.end() : block.rindex("</")]
    yield from listed([item[1] for item in map(ITEM.match, blocks(inside)) if item], opened[2])


def listed(items: list[str], kind: str) -> Iterator[str]:
    first, held = 1, []
    for item in [*items, None]:
        if held and (item is None or sum(map(letters, held)) + letters(item) > MOST):
            start = f' start="{first}"' if kind == "ol" and first > 1 else ""
            yield html(f"<{kind}{start}>" + "".join(f"<li>{one}</li>" for one in held) + f"</{kind}>")
            first, held = first + len(held), []
        held.append(item)


def letters(html: str) -> int:
    return len(TAG.sub("", html))
