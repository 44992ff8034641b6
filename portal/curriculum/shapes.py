"""What the files say, as the columns of the tables. English says what holds in every language; the others bring words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from portal.curriculum import figures, glossary, sheets, translation
from portal.curriculum.drawings import draw
from portal.curriculum.models import Counterpart, Orientation, Place, Status
from portal.curriculum.reading import Source, sections
from portal.curriculum.rendering import line, lines, markdown

SOURCE_LANGUAGE = "en"
PARTS = ("why", "idea", "example")


def module(source: Source) -> dict:
    return {
        "number": source.whole("number"),
        "is_core": source.word("core") == "true",
        "minutes": source.whole("minutes"),
        "status": source.one_of(Status, "status"),
    }


def module_text(source: Source, language: str) -> dict:
    return {
        "title": source.word("title"),
        "summary": line(source.word("summary"), language),
        "audience": line(source.word("audience"), language),
        "aims": lines(source.words("aims"), language),
        "topics": lines(source.words("topics"), language),
        "body_html": markdown(source.body, language),
    }


def tool(source: Source) -> dict:
    return {"orientation": source.one_of(Orientation, "orientation"), "counterpart": source.one_of(Counterpart, "portal")}


def tool_text(source: Source, language: str, english: Source) -> dict:
    when, how = source.word("when"), source.words("how")
    blank = [{"kind": "when", "items": [when]}, {"kind": "how", "items": how}, *sheets.blocks(source.body)]
    return {
        "title": source.word("title"),
        "when": line(when, language),
        "how": lines(how, language),
        "blocks": blank,
        "filled": sheets.fill(blank, written(source, english), source) if "filled" in source.facts else [],
    }


def written(source: Source, english: Source) -> list[list[str]]:
    """The lines of a sheet's example, with their sums computed from the English file's inputs."""
    known = figures_of(english)
    try:
        return [[figures.fill(text, known) for text in texts] for texts in sheets.example_of(source, english)]
    except figures.Wrong as wrong:
        raise source.broken(f"filled: {wrong}", "filled") from wrong


def lesson(source: Source) -> dict:
    return {"minutes": source.whole("minutes"), "place": source.one_of(Place, "place")}


@dataclass(frozen=True)
class Shelf:
    """What lies beside a lesson's texts: its drawing and the words of the trade."""

    glossary: Source
    drawing: str = ""


def lesson_text(source: Source, language: str, english: Source, shelf: Shelf) -> dict:
    parts = sections(source)
    missing = [part for part in PARTS if not parts.get(part, ("", ""))[1]]
    if missing:
        raise source.broken(f"the part “## … {{#{missing[0]}}}” is missing or empty")
    bodies = {part: parts[part][1] for part in PARTS}
    bodies["example"] = example(source, bodies["example"], figures_of(english))
    words = [(term, line(meaning, language)) for term, meaning in glossary.terms(shelf.glossary, source, english, language)]
    told: set[str] = set()
    return {
        "title": source.word("title"),
        "aim": line(source.word("aim"), language),
        "data": {
            "headings": {part: parts[part][0] for part in PARTS},
            **lists(source, language, english),
            "glossary": [[line(term, language), meaning] for term, meaning in words],
            **drawn(source, language, shelf.drawing),
            "stale": translation.stale(source, english),
        },
        **{f"{part}_html": explained(part, markdown(body, language), words, told) for part, body in bodies.items()},
    }


def explained(part: str, html: str, words: list[tuple[str, str]], told: set[str]) -> str:
    """A term is explained where it first stands; the example is a story and stays one."""
    return html if part == "example" else glossary.explain(html, words, told)


def drawn(source: Source, language: str, drawing: str) -> dict:
    if not drawing or "drawing" not in source.facts:
        return {"drawing": "", "shows": ""}
    return {"drawing": draw(drawing, source, language), "shows": line(source.word("drawing", "shows"), language)}


def lists(source: Source, language: str, english: Source) -> dict:
    return {
        "people": line(source.word("people"), language),
        "material": lines(source.words("material"), language),
        "steps": [step(source, where, language, english) for where in source.rows("steps")],
        "checklist": lines(source.words("checklist"), language),
        "questions": [question(source, where, language) for where in source.rows("questions")],
        "sources": lines(source.words("sources"), language) if "sources" in source.facts else [],
    }


def step(source: Source, where: tuple, language: str, english: Source) -> dict:
    said = {part: line(source.word(*where, part), language) for part in ("title", "do", "ask", "watch", "alone")}
    return {**said, "minutes": english.whole(*where, "minutes")}


def question(source: Source, where: tuple, language: str) -> dict:
    options, answer = source.words(*where, "options"), source.whole(*where, "answer")
    if not 1 <= answer <= len(options):
        raise source.broken(f"“answer” names option {answer}, and there are {len(options)}", *where, "answer")
    asked = {part: line(source.word(*where, part), language) for part in ("ask", "why")}
    return {**asked, "options": lines(options, language), "answer": answer}


def figures_of(english: Source) -> dict[str, Fraction]:
    """Inputs and sums of the worked example, computed; a lesson may do without."""
    if "example" not in english.facts:
        return {}
    inputs, derived = (english.mapping("example", part) if part in english.mapping("example") else {} for part in ("inputs", "derived"))
    try:
        return figures.compute(inputs, derived)
    except figures.Wrong as wrong:
        raise english.broken(f"example: {wrong}", "example") from wrong


def example(source: Source, text: str, known: dict[str, Fraction]) -> str:
    for place in figures.PLACEHOLDER.finditer(text):
        if place[1] not in known:
            raise source.broken_body(f"the placeholder {place[0]} is not defined under “example”", near=place[0])
    return figures.fill(text, known)
