"""Reads of what is taught, as plain rows in the language that is wanted; where a text is missing, in English, and it says so."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import and_, func, select

from portal.curriculum.models import Lesson, LessonText, Module, ModuleText, Tool, ToolText
from portal.curriculum.policy import display_number, visible_modules
from portal.curriculum.rows import Row, best, html
from portal.curriculum.shapes import SOURCE_LANGUAGE
from portal.database import db


def languages_of(wanted: str) -> tuple[str, ...]:
    return tuple({wanted, SOURCE_LANGUAGE})


def catalogue(user, wanted: str) -> list[Row]:
    """The modules of one's programme, core first, then by number."""
    lessons = select(func.count()).where(Lesson.module_id == Module.id, Lesson.withdrawn_at.is_(None)).scalar_subquery()
    rows = db.session.execute(
        visible_modules(user)
        .join(ModuleText, ModuleText.module_id == Module.id)
        .where(ModuleText.language.in_(languages_of(wanted)), ModuleText.withdrawn_at.is_(None))
        .order_by(Module.is_core.desc(), display_number, Module.code)
        .with_only_columns(
            Module.code, display_number.label("number"), Module.is_core, Module.minutes, Module.status, lessons.label("lessons_count"),
            ModuleText.language, ModuleText.title, ModuleText.summary, ModuleText.audience, ModuleText.aims,
        )
    )  # fmt: skip
    return best(rows, "code", wanted)


def module(user, code: str, wanted: str) -> Row | None:
    """One module; `languages` are those in which it has a text."""
    rows = db.session.execute(
        visible_modules(user)
        .join(ModuleText, ModuleText.module_id == Module.id)
        .where(Module.code == code, ModuleText.withdrawn_at.is_(None))
        .order_by(ModuleText.language)
        .with_only_columns(
            Module.id, Module.code, display_number.label("number"), Module.is_core, Module.minutes, Module.status, ModuleText.language,
            ModuleText.title, ModuleText.summary, ModuleText.audience, ModuleText.aims, ModuleText.topics, ModuleText.body_html,
        )
    ).all()  # fmt: skip
    chosen = best((row for row in rows if row.language in languages_of(wanted)), "code", wanted)
    if not chosen:
        return None
    chosen[0].languages = [row.language for row in rows]
    return chosen[0]


def lessons(module_id, wanted: str) -> list[Row]:
    """The contents of a module, each lesson with the title of its sheet."""
    same = and_(ToolText.tool_id == Lesson.tool_id, ToolText.language == LessonText.language, ToolText.withdrawn_at.is_(None))
    rows = db.session.execute(
        select(Lesson.id, Lesson.slug, Lesson.position, Lesson.minutes, Lesson.place, LessonText.language, LessonText.title)
        .add_columns(Tool.slug.label("tool_slug"), ToolText.title.label("tool_title"))
        .join(LessonText, LessonText.lesson_id == Lesson.id)
        .outerjoin(Tool, and_(Tool.id == Lesson.tool_id, Tool.withdrawn_at.is_(None)))
        .outerjoin(ToolText, same)
        .where(Lesson.module_id == module_id, Lesson.withdrawn_at.is_(None))
        .where(LessonText.language.in_(languages_of(wanted)), LessonText.withdrawn_at.is_(None))
        .order_by(Lesson.position, Lesson.slug)
    )
    return best(rows, "slug", wanted)


def tools(module_id, wanted: str) -> list[Row]:
    rows = db.session.execute(
        select(Tool.slug, Tool.orientation, ToolText.language, ToolText.title, ToolText.when)
        .join(ToolText, ToolText.tool_id == Tool.id)
        .where(Tool.module_id == module_id, Tool.withdrawn_at.is_(None))
        .where(ToolText.language.in_(languages_of(wanted)), ToolText.withdrawn_at.is_(None))
        .order_by(ToolText.title)
    )
    return best(rows, "slug", wanted)


@dataclass(frozen=True)
class Page:
    """A lesson in its module: the text, and the lessons round it."""

    module: Row
    lesson: Row
    contents: list[Row] = field(default_factory=list)

    @property
    def index(self) -> int:
        return next(index for index, row in enumerate(self.contents) if row.slug == self.lesson.slug)

    @property
    def before(self) -> Row | None:
        return self.contents[self.index - 1] if self.index else None

    @property
    def after(self) -> Row | None:
        return self.contents[self.index + 1] if self.index + 1 < len(self.contents) else None


def lesson(user, code: str, slug: str, wanted: str) -> Page | None:
    held_by = module(user, code, wanted)
    contents = lessons(held_by.id, wanted) if held_by else []
    here = next((row for row in contents if row.slug == slug), None)
    if held_by is None or here is None:
        return None
    texts = select(LessonText.aim, LessonText.data, LessonText.why_html, LessonText.idea_html, LessonText.example_html)
    text = db.session.execute(texts.where(LessonText.lesson_id == here.id, LessonText.language == here.language)).one()
    return Page(held_by, Row(**vars(here), **{name: html(value) for name, value in text._mapping.items()}), contents)


def tool(user, code: str, slug: str, wanted: str) -> tuple[Row, Row] | None:
    """A sheet and the module it belongs to."""
    held_by = module(user, code, wanted)
    if held_by is None:
        return None
    rows = db.session.execute(
        select(Tool.slug, Tool.orientation, ToolText.language, ToolText.title, ToolText.when, ToolText.how, ToolText.body_html)
        .join(ToolText, ToolText.tool_id == Tool.id)
        .where(Tool.module_id == held_by.id, Tool.slug == slug, Tool.withdrawn_at.is_(None), ToolText.withdrawn_at.is_(None))
        .order_by(ToolText.language)
    ).all()
    sheets = best((row for row in rows if row.language in languages_of(wanted)), "slug", wanted)
    if not sheets:
        return None
    sheets[0].languages = [row.language for row in rows]
    return held_by, sheets[0]


def revision(user, code: str | None = None) -> str:
    """What the pages of a module (or of the catalogue) were made from, in one small statement."""
    rows = visible_modules(user).with_only_columns(Module.code, Module.revision, Module.status, display_number)
    return repr(db.session.execute(rows.where(Module.code == code) if code else rows.order_by(Module.code)).all())
