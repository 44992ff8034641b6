"""The door to the words of the trade: each in both languages, with the lessons that explain it."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template

from portal.curriculum import policy, queries, translation_queries
from portal.curriculum.glossary import anchor
from portal.curriculum.routes import bp
from portal.curriculum.rows import Row
from portal.web import unchanged
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.language import language


@bp.get("/glossary")
@allow(policy.can_read)
def show_glossary():
    return unchanged.or_else(queries.revision(current_user), glossary_page)


def glossary_page():
    here = language()
    beside = next(code for code in (*current_app.config["LANGUAGES"][::-1], "en") if code != here)
    lessons = translation_queries.translated(current_user, here if here != "en" else beside)
    words = sorted(words_of(lessons, here).values(), key=lambda word: word.get(here, word["en"])[0].striptags().lower())
    return render_template("curriculum/glossary.html", words=words, tongue=here, beside=beside)


def words_of(lessons: list[Row], here: str) -> dict[str, dict[str, Any]]:
    """Each term by its English name: what it is called and means in each language, and the lessons that use it."""
    found: dict[str, dict[str, Any]] = {}
    for lesson in lessons:
        texts = [text for text in (lesson.english, lesson.other) if text]
        for entries in zip(*(text.data["glossary"] for text in texts), strict=False):
            name = entries[0][0].striptags()
            word = found.setdefault(name.lower(), {"anchor": anchor(name), "lessons": []})
            word |= {text.language: entry for text, entry in zip(texts, entries, strict=True)}
            word["lessons"].append(
                (f"/modules/{lesson.code}/lessons/{lesson.slug}", next((text for text in texts if text.language == here), lesson.english))
            )
    return found
