"""Class plans from `plans.yaml`: days of lessons and pauses, whose minutes must add up to the hours that the day says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from portal.curriculum.reading import Source, read_facts
from portal.curriculum.shapes import SOURCE_LANGUAGE

FILE = "plans.yaml"
HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
Minutes = Callable[[str, str], int | None]  # of a lesson, by module and slug


def read_plans(root: Path) -> Source | None:
    path = root / FILE
    return read_facts(path) if path.exists() else None


def plan(source: Source, code: str, minutes: Minutes, languages: Iterable[str] = ()) -> dict:
    """One plan with every item's minutes; what is missing or does not add up is said by line."""
    return {
        "position": source.whole(code, "position"),
        "data": {
            "title": texts(source, languages, code, "title"),
            "whom": texts(source, languages, code, "whom"),
            "days": [day(source, where, minutes, languages) for where in source.rows(code, "days")],
        },
    }


def day(source: Source, where: tuple, minutes: Minutes, languages) -> dict:
    items = [item(source, place, minutes, languages) for place in source.rows(*where, "items")]
    start, end = hour(source, *where, "start"), hour(source, *where, "end")
    spent = sum(one["minutes"] for one in items)
    if start + spent != end:
        raise source.broken(f"the items take {spent} minutes, from start to end there are {end - start}", *where, "end")
    return {"title": texts(source, languages, *where, "title"), "start": start, "items": items}


def item(source: Source, where: tuple, minutes: Minutes, languages) -> dict:
    if "lesson" not in source.mapping(*where):
        return {"minutes": source.whole(*where, "minutes"), "say": texts(source, languages, *where, "say")}
    named = source.word(*where, "lesson")
    code, _, slug = named.partition("/")
    taken = minutes(code, slug)
    if taken is None:
        raise source.broken(f"there is no lesson “{named}”", *where, "lesson")
    return {"minutes": taken, "module": code, "slug": slug}


def texts(source: Source, languages, *where) -> dict[str, str]:
    for language in {SOURCE_LANGUAGE, *languages}:
        source.word(*where, language)
    return {language: source.word(*where, language) for language in source.mapping(*where)}


def hour(source: Source, *where) -> int:
    found = HOUR.fullmatch(source.word(*where))
    if not found:
        raise source.broken("must be an hour such as 8:30", *where)
    return int(found[1]) * 60 + int(found[2])


def clock_of(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def told(data: dict, language: str, titles: dict[tuple[str, str], str]) -> dict:
    """A plan as a page shows it: each item with its hour, in one language."""
    say = lambda words: words.get(language, words[SOURCE_LANGUAGE])  # noqa: E731
    spoken = language if language in data["title"] else SOURCE_LANGUAGE
    days = [told_day(one, say, titles) for one in data["days"]]
    return {"title": say(data["title"]), "whom": say(data["whom"]), "days": days, "language": spoken}


def told_day(one: dict, say, titles: dict[tuple[str, str], str]) -> dict:
    at, rows = one["start"], []
    for entry in one["items"]:
        key = (entry.get("module"), entry.get("slug"))
        words = say(entry["say"]) if "say" in entry else titles.get(key, entry["slug"])
        rows.append({"at": clock_of(at), "until": clock_of(at + entry["minutes"]), "words": words, **entry, "known": key in titles})
        at += entry["minutes"]
    return {"title": say(one["title"]), "rows": rows, "start": clock_of(one["start"]), "end": clock_of(at)}
