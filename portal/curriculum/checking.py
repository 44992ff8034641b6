"""Whether the content is whole: what a reader would miss, named by file and line. Loading is more patient than this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from babel.dates import get_month_names
from flask import current_app

from portal.curriculum import figures, glossary, plans, proofs, shapes, sheets
from portal.curriculum.folders import DRAWINGS, Folder, folders
from portal.curriculum.reading import Broken, Source, sections
from portal.curriculum.shapes import SOURCE_LANGUAGE

QUESTIONS = 5


def check(root: Path) -> list[Broken]:
    found = folders(root)
    return [*(problem for folder in found for problem in check_folder(folder)), *_plans(root, found), *_glossary(root)]


def _plans(root: Path, found: list[Folder]) -> Iterator[Broken]:
    """Every plan: its lessons are there, its times add up, its words stand in every language."""
    minutes = {
        (folder.code, slug): texts[SOURCE_LANGUAGE].whole("minutes")
        for folder in found
        for slug, texts in folder.lessons.items()
        if SOURCE_LANGUAGE in texts and str(texts[SOURCE_LANGUAGE].facts.get("minutes", "")).isdigit()
    }
    try:
        source = plans.read_plans(root)
    except Broken as broken:
        yield broken
        return
    for code in source.facts if source else ():
        yield from _attempt(plans.plan, source, code, lambda *key: minutes.get(key), current_app.config["LANGUAGES"])


def _glossary(root: Path) -> Iterator[Broken]:
    """Every term explained in every language of the portal."""
    try:
        source = glossary.read_glossary(root)
    except Broken:
        return  # each module says it
    for name in source.facts:
        for language in {SOURCE_LANGUAGE, *current_app.config["LANGUAGES"]}:
            yield from _attempt(source.word, name, language, "term")
            yield from _attempt(source.word, name, language, "line")


def check_folder(folder: Folder) -> list[Broken]:
    return [*folder.broken, *_modules(folder), *_tools(folder), *_lessons(folder), *_status(folder), *_claims(folder)]


def _claims(folder: Folder) -> Iterator[Broken]:
    """No sum that comes out otherwise, no link that leads nowhere."""
    for texts in (folder.modules, *folder.lessons.values(), *folder.tools.values()):
        for source in texts.values():
            body = _told(source, texts.get(SOURCE_LANGUAGE, source))
            for text in (
                body,
                *proofs.words({name: value for name, value in source.facts.items() if name not in ("example", "translated")}),
            ):
                for wrong in proofs.wrong_sums(text):
                    yield source.broken_body(f"“{wrong}” is not what comes out", near=wrong)
                for dead in proofs.dead_links(text, folder.path.parent):
                    yield source.broken_body(f"the link “{dead}” leads nowhere", near=dead)


def _told(source: Source, english: Source) -> str:
    """The body as it is read, its figures computed; where that fails, another check says so."""
    try:
        return figures.fill(source.body, shapes.figures_of(english)).translate({ord(figures.OPEN): None, ord(figures.CLOSE): None})
    except (figures.Wrong, Broken):
        return source.body


def _attempt(shape, *args) -> Iterator[Broken]:
    """A part that is missing or of the wrong kind is what the shape itself says."""
    try:
        shape(*args)
    except Broken as broken:
        yield broken


def _languages(folder: Folder, texts: dict[str, Source], name: str) -> Iterator[Broken]:
    """Every text in every language of the portal; other languages may come file by file, but never without English."""
    for language in sorted({SOURCE_LANGUAGE, *current_app.config["LANGUAGES"]}):
        if language not in texts:
            yield Broken(folder.path / language / name, 1, "is missing")


def _modules(folder: Folder) -> Iterator[Broken]:
    yield from _languages(folder, folder.modules, "module.md")
    for language, source in folder.modules.items():
        yield from _attempt(shapes.module_text, source, language)
        if language == SOURCE_LANGUAGE:
            yield from _attempt(shapes.module, source)
        else:
            yield from _equal_lengths(source, folder.modules.get(SOURCE_LANGUAGE), ("aims", "topics"))


def _tools(folder: Folder) -> Iterator[Broken]:
    for slug, texts in folder.tools.items():
        yield from _languages(folder, texts, f"tools/{slug}.md")
        for language, source in texts.items():
            yield from _attempt(shapes.tool_text, source, language, texts.get(SOURCE_LANGUAGE, source))
            if language == SOURCE_LANGUAGE:
                yield from _attempt(shapes.tool, source)
            else:
                yield from _equal_lengths(source, texts.get(SOURCE_LANGUAGE), ("how",))
                yield from _same_sheet(source, texts.get(SOURCE_LANGUAGE))
            if "filled" not in source.facts:
                yield source.broken("“filled” is missing: a sheet also stands filled in, as an example")


def _same_sheet(source: Source, english: Source | None) -> Iterator[Broken]:
    """Two languages stand on one sheet only where both have the same tables."""
    if english is not None and sheets.shape_of(sheets.blocks(source.body)) != sheets.shape_of(sheets.blocks(english.body)):
        yield source.broken_body("has other headings, rows or columns than in English", near="")


def _lessons(folder: Folder) -> Iterator[Broken]:
    for slug, texts in folder.lessons.items():
        yield from _languages(folder, texts, next(iter(texts.values())).path.name)
        english = texts.get(SOURCE_LANGUAGE)
        if english is None:
            continue
        yield from _english_lesson(folder, english)
        if slug not in folder.drawings:
            yield Broken(folder.path / DRAWINGS / f"{slug}.svg", 1, "is missing: each lesson has a drawing")
        for language, source in texts.items():
            broken = list(_attempt(shapes.lesson_text, source, language, english, folder.shelf(slug)))
            yield from broken or _lesson(source, language, english)


def _english_lesson(folder: Folder, english: Source) -> Iterator[Broken]:
    yield from _attempt(shapes.lesson, english)
    tool = english.facts.get("tool")
    if tool not in folder.tools:
        yield english.broken(f"there is no tool “{tool}” in tools/", "tool")
    try:
        spent, whole = sum(english.whole(*step, "minutes") for step in english.rows("steps")), english.whole("minutes")
    except Broken:
        return  # said already
    if spent != whole:
        yield english.broken(f"the steps take {spent} minutes, the lesson says {whole}", "minutes")


def _lesson(source: Source, language: str, english: Source) -> Iterator[Broken]:
    if len(source.rows("questions")) != QUESTIONS:
        yield source.broken(f"a self-check has {QUESTIONS} questions, here are {len(source.rows('questions'))}", "questions")
    if source is not english:
        yield from _equal_lengths(source, english, ("steps", "checklist", "questions", "material", "drawing"))
        yield from _equal_questions(source, english)
    yield from _example(source, language, english)


def _equal_lengths(source: Source, english: Source | None, names: tuple[str, ...]) -> Iterator[Broken]:
    for name in names:
        here, there = (len(s.facts.get(name) or ()) if s else None for s in (source, english))
        if there is not None and here != there:
            yield source.broken(f"“{name}” has {here} entries, in English {there}", name)


def _equal_questions(source: Source, english: Source) -> Iterator[Broken]:
    for where in source.rows("questions")[: len(english.facts["questions"])]:
        if len(source.words(*where, "options")) != len(english.words(*where, "options")):
            yield source.broken(f"question {where[1] + 1} has another number of options than in English", *where)
        if source.whole(*where, "answer") != english.whole(*where, "answer"):
            yield source.broken(f"question {where[1] + 1} has another answer than in English", *where)


def _example(source: Source, language: str, english: Source) -> Iterator[Broken]:
    text, known = sections(source)["example"][1], shapes.figures_of(english)
    for place in figures.PLACEHOLDER.finditer(text):
        if place[2] is None and figures.needs_digits(known[place[1]]):
            yield source.broken_body(f"{place[0]} goes on after two digits: say how many to show, as in {{{place[1]}:1}}", near=place[0])
    told = figures.PLACEHOLDER.sub("", text)
    for line in told.splitlines():
        if left := re.search(r"[{}]", line):
            yield source.broken_body(f"“{left[0]}” is no placeholder", near=line[:40])
        if typed := re.search(r"\d+", _allowed(language).sub("", line)):
            yield source.broken_body(f"“{typed[0]}” is typed in the example; put it under “example” and name it", near=typed[0])


@lru_cache
def _allowed(language: str) -> re.Pattern:
    """Digits that are no figures: 5S, a date, the number of a list."""
    months = "|".join(re.escape(name) for name in get_month_names("wide", locale=language).values())
    dates = rf"\d{{4}}-\d\d-\d\d|\d{{1,2}} (?:{months})(?: \d{{4}})?|(?:{months}) \d{{4}}"
    return re.compile(rf"^\s*\d+\.\s|\b5S\b|{dates}")


def _status(folder: Folder) -> Iterator[Broken]:
    english = folder.modules.get(SOURCE_LANGUAGE)
    if english is None:
        return
    for source in folder.modules.values():
        if source.facts.get("status", english.facts.get("status")) != english.facts.get("status"):
            yield source.broken("has another status than in English", "status")
    if english.facts.get("status") == "ready" and not folder.lessons:
        yield english.broken("says ready, and there are no lessons", "status")
    yield from _minutes(folder, english)


def _minutes(folder: Folder, english: Source) -> Iterator[Broken]:
    """The class has room for its lessons; what is left is for walking the line and planning."""
    try:
        spent = sum(texts[SOURCE_LANGUAGE].whole("minutes") for texts in folder.lessons.values() if SOURCE_LANGUAGE in texts)
        if spent > english.whole("minutes"):
            yield english.broken(f"the lessons take {spent} minutes, the module says {english.whole('minutes')}", "minutes")
    except Broken:
        return  # said already
