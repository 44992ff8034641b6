"""Whether a translation still says what the English text says: each part's fingerprint is kept beside the translation."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from portal.curriculum.reading import FENCE, Source, sections

PARTS = ("title", "aim", "people", "material", "why", "idea", "steps", "example", "drawing", "checklist", "questions")
BODIES = ("why", "idea", "example")
KEY = "translated"


def prints(english: Source) -> dict[str, str]:
    """A short digest of each part of the English text."""
    bodies = {key: text for key, (_title, text) in sections(english).items()}
    return {part: digest(bodies.get(part, "") if part in BODIES else english.facts.get(part)) for part in PARTS}


def digest(said) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:8]


def stale(source: Source, english: Source) -> list[str]:
    """The parts that changed in English after they were translated; none where nothing was noted."""
    noted = source.facts.get(KEY)
    if source is english or not isinstance(noted, dict):
        return []
    return [part for part, now in prints(english).items() if noted.get(part) != now]


def note(path: Path, english: Source) -> None:
    """Write into a translation that it now says what the English text says."""
    text = path.read_text(encoding="utf-8")
    fenced = FENCE.match(text)
    if not fenced:
        raise ValueError(f"{path} has no front matter")
    kept = [line for line in fenced[1].splitlines() if not line.startswith(f"{KEY}:")]
    marks = ", ".join(f'{part}: "{mark}"' for part, mark in prints(english).items())
    line = f"{KEY}: {{{marks}}}"
    path.write_text("---\n" + "\n".join([*kept, line]) + "\n---\n" + text[fenced.end() :], encoding="utf-8")
