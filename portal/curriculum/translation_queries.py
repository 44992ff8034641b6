"""Every lesson beside its translation, for the workbench."""

from __future__ import annotations

from portal.curriculum.models import Lesson, LessonText, Module
from portal.curriculum.policy import display_number, of, visible_modules
from portal.curriculum.queries import ask, readable
from portal.curriculum.rows import Row, row_of
from portal.curriculum.shapes import SOURCE_LANGUAGE
from portal.web.language import language

ALL_LESSONS = (
    visible_modules.join(Lesson, Lesson.module_id == Module.id)
    .join(LessonText, LessonText.lesson_id == Lesson.id)
    .where(Lesson.withdrawn_at.is_(None), readable(LessonText))
    .order_by(Module.is_core.desc(), display_number, Module.code, Lesson.position)
    .with_only_columns(Module.code, display_number.label("number"), Lesson.slug, LessonText.language, LessonText.title, LessonText.aim)
    .add_columns(LessonText.data, LessonText.why_html, LessonText.idea_html, LessonText.example_html)
)


def translated(user, wanted: str) -> list[Row]:
    """Every lesson with its English text and the one in the wanted language, in the order of the modules."""
    found: dict = {}
    for row in ask(ALL_LESSONS, wanted=wanted, **of(user)):
        here = found.setdefault((row.code, row.slug), Row(code=row.code, slug=row.slug, english=None, other=None))
        setattr(here, "english" if row.language == SOURCE_LANGUAGE else "other", row_of(row._mapping, language()))
    return [row for row in found.values() if row.english]
