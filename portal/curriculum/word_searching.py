"""Words of the trade for the search: each where the glossary explains it, behind the wall of the lesson that does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from uuid import UUID

from portal.curriculum import policy
from portal.curriculum.glossary import anchor
from portal.curriculum.models import Lesson, LessonText
from portal.curriculum.searching import LESSONS, plain, visible_lessons
from portal.curriculum.shapes import SOURCE_LANGUAGE
from portal.database import db
from portal.say import _l
from portal.search.sources import Entry, Source, Watch


def read_words(ids: Collection[UUID] | None) -> Iterable[Entry]:
    """One for each lesson that explains the word: whoever reads any of them finds it."""
    rows = db.session.execute(LESSONS if ids is None else LESSONS.where(Lesson.id.in_(ids)))
    for lesson_id, texts in groupby(rows, key=lambda row: row.id):
        said = {row.language: row.data.get("glossary", ()) for row in texts}
        anchors = [anchor(plain(term)) for term, _line in said.get(SOURCE_LANGUAGE, ())]
        for language, terms in said.items():
            for name, (term, line) in zip(anchors, terms, strict=False):
                yield Entry(lesson_id, plain(term), f"/glossary#{name}", plain(line), language=language, part=name)


words = Source(
    kind="word",
    label=_l("Word"),
    many=_l("Words"),
    may=policy.can_read,
    model=Lesson,
    visible=visible_lessons,
    read=read_words,
    watches=(
        Watch(LessonText, lambda text: [text.lesson_id]),
        Watch(Lesson, lambda lesson: [lesson.id], frozenset({"withdrawn_at"})),
    ),
    position=38,
)
