"""Small content folders, written as an author would write them."""

from __future__ import annotations

from pathlib import Path

from portal.curriculum.loading import Loaded, load
from portal.database import db

MODULE = """---
title: {title}
summary: A summary.
aims: [Weave a rug, Sell it]
audience: Weavers.
status: ready
topics: [Wool]
{only}---
A body with *care*.
"""
LESSON = """---
title: {title}
aim: Count the knots.
people: Two weavers.
material: [A ruler]
steps:
  - title: Look
    do: Look at the rug for 5–10 minutes.
    ask: What do you see?
    watch: People guess.
    alone: One looks, one writes.
{step}checklist: [We counted]
questions:
{questions}tool: count-sheet
glossary:
  knot: Two threads tied.
drawing: {{shows: A knot between two threads., a: Knot}}
{only}---
## Why it pays {{#why}}
{why}

## The idea {{#idea}}
Count.

## Example {{#example}}
{example}
"""
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" role="img">
<path d="M0 0L9 9" class="l"/>
<text x="9" y="9">{a}</text>
</svg>
"""
QUESTION = """  - ask: Which one, {number}?
    options: [Wool, Silk, Both]
    answer: 2
    why: Because silk shines {number}.
"""
TOOL = """---
title: {title}
when: Every day
how: [Write]
filled:
  -
    - Red rug | 125
{only}---
| Rug | Knots |
|---|---|
|   |   |
"""
FIGURES = """example:
  inputs: {rugs: 12, knots: 125.5, sold: 7}
  derived:
    all_knots: "rugs * knots * 100"
    share: "round(sold / rugs * 100, 1)"
"""
EXAMPLE = "They make {rugs} rugs with {all_knots} knots and sell {share:1} %."


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_module(root: Path, code: str = "weaving", language: str = "en", title: str = "Weaving", number: int = 1) -> Path:
    only = f"number: {number}\ncore: true\nminutes: 960\n" if language == "en" else ""
    return write(root / code / language / "module.md", MODULE.format(title=title, only=only))


def write_lesson(root: Path, code="weaving", language="en", title="Count the knots", name="01-knots", **parts) -> Path:
    english = language == "en"
    parts = {"why": "It pays.", "example": EXAMPLE, **parts}
    step = "    minutes: 30\n" if english else ""
    only = f"minutes: 30\nplace: line\n{FIGURES}" if english else ""
    write(root / code / "drawings" / f"{name[3:]}.svg", DRAWING)
    questions = "".join(QUESTION.format(number=number) for number in range(1, 6))
    return write(root / code / language / f"{name}.md", LESSON.format(title=title, step=step, only=only, questions=questions, **parts))


def write_tool(root: Path, code="weaving", language="en", title="Count sheet") -> Path:
    only = "orientation: landscape\nportal: readings\n" if language == "en" else ""
    return write(root / code / language / "tools" / "count-sheet.md", TOOL.format(title=title, only=only))


def write_all(root: Path, language: str = "en", title: str = "Count the knots", code: str = "weaving", **parts) -> Path:
    """A whole module in one language."""
    write_module(root, code, language)
    write_tool(root, code, language)
    write_lesson(root, code, language, title, **parts)
    return root


def loaded_from(root: Path) -> Loaded:
    loaded = load(root)
    db.session.commit()
    return loaded
