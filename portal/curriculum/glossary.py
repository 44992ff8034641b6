"""Words of the trade: each explained once for all lessons, and shown in place where a lesson first uses it."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import escape

from portal.curriculum.reading import Source, read_facts

FILE = "glossary.yaml"
MARK = re.compile("\ue010(\\d+)\ue011")
TAG = re.compile(r"(<[^>]+>)")
SEPARATE = ("<a ", "<bdi", "<th", "<h")


def read_glossary(root: Path) -> Source:
    """All terms with the line of each; none where there is no file."""
    path = root / FILE
    return read_facts(path) if path.exists() else Source(path, {}, "", {})


def terms(glossary: Source, lesson: Source, english: Source, language: str) -> list[tuple[str, str]]:
    """(term, what it means) of a lesson: its own, or those that it names; in English where a language has no words yet."""
    named = lesson.facts.get("glossary", english.facts.get("glossary", []))
    if isinstance(named, dict):
        return [(term, lesson.word("glossary", term)) for term in named]
    return [term(glossary, name, english, language) for name in named]


def term(glossary: Source, name: str, english: Source, language: str) -> tuple[str, str]:
    texts = glossary.facts.get(name)
    if not isinstance(texts, dict):
        raise english.broken(f"the term “{name}” is not explained in {FILE}", "glossary")
    spoken = language if language in texts else "en"
    return glossary.word(name, spoken, "term"), glossary.word(name, spoken, "line")


def explain(html: str, meanings: list[tuple[str, str]], told: set[str]) -> str:
    """Each term where it first stands in this HTML, with what it means beside it; `told` are those explained before."""
    pieces = TAG.split(html)
    notes: list[str] = []
    for word, meaning in sorted(meanings, key=lambda pair: -len(pair[0])):
        if word in told:
            continue
        found = re.compile(rf"(?<!\w){re.escape(str(escape(word)))}s?(?!\w)", re.IGNORECASE)
        if mark_first(pieces, found, len(notes)):
            told.add(word)
            notes.append(meaning)
    return MARK.sub(lambda mark: f'<span class="gloss" role="note"> {notes[int(mark[1])]} </span></dfn>', "".join(pieces))


def mark_first(pieces: list[str], found: re.Pattern, number: int) -> bool:
    """Words stand at even places of the list and tags at odd ones; a marked term becomes a tag."""
    for at in range(0, len(pieces), 2):
        match = None if at and pieces[at - 1].startswith(SEPARATE) else found.search(pieces[at])
        if match:
            marked = f'<dfn class="term" tabindex="0">{match[0]}\ue010{number}\ue011'
            pieces[at : at + 1] = [pieces[at][: match.start()], marked, pieces[at][match.end() :]]
            return True
    return False


def anchor(name: str) -> str:
    """Where a term stands on the page of all of them, by its English name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
