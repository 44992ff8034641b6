"""Modules, lessons and sheets for the search, in each language that has a text. Shared by all programmes; the wall asks what each teaches."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from sqlalchemy import Select, and_, select

from portal.curriculum import policy
from portal.curriculum.models import Lesson, LessonText, Module, ModuleText, Tool, ToolText
from portal.database import db
from portal.say import _l
from portal.search.sources import Entry, Source, Watch

TAG = re.compile("<[^>]*>")
EXPLAINED = re.compile('<span class="gloss".*?</span>', re.DOTALL)  # stands once among the words of the lesson, not again in its sentences
EMPHASIS = re.compile(r"[*_`]{1,2}(?=\S)|(?<=\S)[*_`]{1,2}")
TITLES = frozenset({"title", "withdrawn_at"})
MODULES = (
    select(Module.id, Module.code, ModuleText.language, ModuleText.title, ModuleText.summary, ModuleText.audience)
    .add_columns(ModuleText.aims, ModuleText.topics, ModuleText.body_html)
    .join(ModuleText, ModuleText.module_id == Module.id)
    .where(ModuleText.withdrawn_at.is_(None))
    .order_by(Module.number.desc(), Module.code, ModuleText.language)
)


def of_a_module(model, text, key, *columns) -> Select:
    """Lessons or tools in each language, with their module's title in it."""
    title = and_(ModuleText.module_id == model.module_id, ModuleText.language == text.language, ModuleText.withdrawn_at.is_(None))
    return (
        select(model.id, model.slug, Module.code, text.language, text.title, ModuleText.title.label("module"), *columns)
        .join(text, key == model.id)
        .join(Module, Module.id == model.module_id)
        .outerjoin(ModuleText, title)
        .where(model.withdrawn_at.is_(None), text.withdrawn_at.is_(None))
        .order_by(Module.number.desc(), model.slug.desc(), text.language)
    )


LESSONS = of_a_module(
    *(Lesson, LessonText, LessonText.lesson_id, LessonText.aim, LessonText.data),
    *(LessonText.why_html, LessonText.idea_html, LessonText.example_html),
)
TOOLS = of_a_module(Tool, ToolText, ToolText.tool_id, ToolText.when, ToolText.how, ToolText.blocks)


def plain(*said) -> str:
    """All words of rendered texts, lists and mappings, without their markup."""
    return " ".join(" ".join(html.unescape(TAG.sub(" ", EXPLAINED.sub("", text))).split()) for text in texts(said) if text)


def texts(said) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        yield from texts(list(said.values()))
    elif isinstance(said, list | tuple):
        for part in said:
            yield from texts(part)


def read_modules(ids: Collection[UUID] | None) -> Iterable[Entry]:
    for row in db.session.execute(MODULES if ids is None else MODULES.where(Module.id.in_(ids))):
        text = plain(row.summary, row.audience, row.aims, row.topics, row.body_html)
        yield Entry(row.id, row.title, f"/modules/{row.code}", text, language=row.language)


def read_lessons(ids: Collection[UUID] | None) -> Iterable[Entry]:
    for row in db.session.execute(LESSONS if ids is None else LESSONS.where(Lesson.id.in_(ids))):
        text = plain(row.aim, row.why_html, row.idea_html, row.data.get("glossary"), row.example_html, without_glossary(row.data))
        yield Entry(row.id, row.title, f"/modules/{row.code}/lessons/{row.slug}", text, place=row.module, language=row.language)


def without_glossary(data: dict) -> dict:
    return {name: said for name, said in data.items() if name != "glossary"}


def read_tools(ids: Collection[UUID] | None) -> Iterable[Entry]:
    for row in db.session.execute(TOOLS if ids is None else TOOLS.where(Tool.id.in_(ids))):
        text = plain(row.when, row.how, [said_on(block) for block in row.blocks])
        yield Entry(row.id, row.title, f"/modules/{row.code}/tools/{row.slug}", text, place=row.module, language=row.language)


def said_on(block: dict) -> list:
    """The words of one part of a sheet: what kind of part it is, and how wide its columns are, nobody looks for."""
    return [EMPHASIS.sub("", text) for text in texts([block.get("items"), block.get("rows")])]


def visible_lessons(user) -> Select:
    taught = policy.visible_modules.params(**policy.of(user)).join(Lesson, Lesson.module_id == Module.id)
    return taught.where(Lesson.withdrawn_at.is_(None))


def visible_tools(user) -> Select:
    taught = policy.visible_modules.params(**policy.of(user)).join(Tool, Tool.module_id == Module.id)
    return taught.where(Tool.withdrawn_at.is_(None))


def visible_modules(user) -> Select:
    return policy.visible_modules.params(**policy.of(user))


def of_module(model):
    return lambda text: select(model.id).where(model.module_id == text.module_id)


modules = Source(
    kind="module",
    label=_l("Module"),
    many=_l("Modules"),
    may=policy.can_read,
    model=Module,
    visible=visible_modules,
    read=read_modules,
    watches=(Watch(ModuleText, lambda text: [text.module_id]),),
    position=30,
)
lessons = Source(
    kind="lesson",
    label=_l("Lesson"),
    many=_l("Lessons"),
    may=policy.can_read,
    model=Lesson,
    visible=visible_lessons,
    read=read_lessons,
    watches=(
        Watch(LessonText, lambda text: [text.lesson_id]),
        Watch(Lesson, lambda lesson: [lesson.id], frozenset({"slug", "withdrawn_at"})),
        Watch(ModuleText, of_module(Lesson), TITLES),
    ),
    position=35,
)
tools = Source(
    kind="tool",
    label=_l("Sheet to print"),
    many=_l("Sheets to print"),
    may=policy.can_read,
    model=Tool,
    visible=visible_tools,
    read=read_tools,
    watches=(
        Watch(ToolText, lambda text: [text.tool_id]),
        Watch(Tool, lambda tool: [tool.id], frozenset({"slug", "withdrawn_at"})),
        Watch(ModuleText, of_module(Tool), TITLES),
    ),
    position=40,
)
