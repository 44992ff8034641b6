"""Reads of what is taught, as plain rows in the language that is wanted; where a text is missing, in English.

The statements are built once: to build them anew would cost as much as to ask them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import String, Uuid, and_, bindparam, func, or_, select

from portal.curriculum import plans as class_plans
from portal.curriculum import policy
from portal.curriculum.materials import Material
from portal.curriculum.models import ClassPlan, Lesson, LessonText, Module, ModuleText, Tool, ToolText
from portal.curriculum.policy import display_number, of, visible_modules
from portal.curriculum.progress import LessonResult
from portal.curriculum.rows import Row, best, html, tongue
from portal.curriculum.shapes import SOURCE_LANGUAGE
from portal.database import db
from portal.web.language import language

CODE, SLUG, WANTED = (bindparam(name, type_=String()) for name in ("code", "slug", "wanted"))
MODULE_ID = bindparam("module_id", type_=Uuid())


def readable(text):
    """What can stand on the page: the wanted language, and English to fall back on."""
    return and_(text.withdrawn_at.is_(None), or_(text.language == WANTED, text.language == SOURCE_LANGUAGE))


LESSONS_COUNT = select(func.count()).where(Lesson.module_id == Module.id, Lesson.withdrawn_at.is_(None)).scalar_subquery()
CATALOGUE = (
    visible_modules.join(ModuleText, ModuleText.module_id == Module.id)
    .where(readable(ModuleText))
    .order_by(Module.is_core.desc(), display_number, Module.code)
    .with_only_columns(Module.code, display_number.label("number"), Module.is_core, Module.minutes, Module.status)
    .add_columns(LESSONS_COUNT.label("lessons_count"))
    .add_columns(ModuleText.language, ModuleText.title, ModuleText.summary, ModuleText.audience, ModuleText.aims)
)
MODULE = (
    visible_modules.join(ModuleText, ModuleText.module_id == Module.id)
    .where(Module.code == CODE, ModuleText.withdrawn_at.is_(None))
    .order_by(ModuleText.language)
    .with_only_columns(Module.id, Module.code, display_number.label("number"), Module.is_core, Module.minutes, Module.status)
    .add_columns(ModuleText.language, ModuleText.title)
)
WHOLE_MODULE = MODULE.add_columns(ModuleText.summary, ModuleText.audience, ModuleText.aims, ModuleText.topics, ModuleText.body_html)
LESSONS = (
    select(Lesson.id, Lesson.slug, Lesson.position, Lesson.minutes, Lesson.place, LessonText.language, LessonText.title)
    .add_columns(Tool.slug.label("tool_slug"), ToolText.title.label("tool_title"))
    .join(LessonText, LessonText.lesson_id == Lesson.id)
    .outerjoin(Tool, and_(Tool.id == Lesson.tool_id, Tool.withdrawn_at.is_(None)))
    .outerjoin(ToolText, and_(ToolText.tool_id == Tool.id, ToolText.language == LessonText.language, ToolText.withdrawn_at.is_(None)))
    .where(Lesson.module_id == MODULE_ID, Lesson.withdrawn_at.is_(None), readable(LessonText))
    .order_by(Lesson.position, Lesson.slug)
)
TEXT = select(LessonText.aim, LessonText.data, LessonText.why_html, LessonText.idea_html, LessonText.example_html).where(
    LessonText.lesson_id == bindparam("lesson_id", type_=Uuid()), LessonText.language == WANTED
)
ALL_TEXTS = (
    select(Lesson.slug, Lesson.minutes, LessonText.language, LessonText.title, LessonText.aim, LessonText.data)
    .add_columns(LessonText.why_html, LessonText.idea_html, LessonText.example_html)
    .join(LessonText, LessonText.lesson_id == Lesson.id)
    .where(Lesson.module_id == MODULE_ID, Lesson.withdrawn_at.is_(None), LessonText.withdrawn_at.is_(None))
    .order_by(Lesson.position, LessonText.language)
)
SHEETS = (
    select(Tool.slug, Tool.orientation, ToolText.language, ToolText.title, ToolText.when, ToolText.blocks, ToolText.filled)
    .join(ToolText, ToolText.tool_id == Tool.id)
    .where(Tool.module_id == MODULE_ID, Tool.withdrawn_at.is_(None), readable(ToolText))
    .order_by(ToolText.title)
)
TOOLS = (
    select(Tool.slug, Tool.orientation, ToolText.language, ToolText.title, ToolText.when)
    .join(ToolText, ToolText.tool_id == Tool.id)
    .where(Tool.module_id == MODULE_ID, Tool.withdrawn_at.is_(None), readable(ToolText))
    .order_by(ToolText.title)
)
SHEET = (
    select(
        Tool.slug,
        Tool.orientation,
        Tool.counterpart,
        ToolText.language,
        ToolText.title,
        ToolText.when,
        ToolText.how,
        ToolText.blocks,
        ToolText.filled,
    )
    .join(ToolText, ToolText.tool_id == Tool.id)
    .where(Tool.module_id == MODULE_ID, Tool.slug == SLUG, Tool.withdrawn_at.is_(None), ToolText.withdrawn_at.is_(None))
    .order_by(ToolText.language)
)
PLANS = select(ClassPlan.code, ClassPlan.data).where(ClassPlan.withdrawn_at.is_(None)).order_by(ClassPlan.position, ClassPlan.code)
PLAN = PLANS.where(ClassPlan.code == CODE)
TITLES = (
    visible_modules.join(Lesson, Lesson.module_id == Module.id)
    .join(LessonText, LessonText.lesson_id == Lesson.id)
    .where(Lesson.withdrawn_at.is_(None), readable(LessonText))
    .with_only_columns(Module.code, Lesson.slug, LessonText.language, LessonText.title)
    .order_by(LessonText.language == WANTED)
)
PLANS_REVISION = select(ClassPlan.code, ClassPlan.version, ClassPlan.withdrawn_at).order_by(ClassPlan.code)
REVISIONS = visible_modules.order_by(Module.code).with_only_columns(Module.code, Module.revision, Module.status, display_number)
MINE = bindparam("programme_id", type_=Uuid())
MATERIALS = (  # grows with every change, so that it stands for all of them
    select(func.coalesce(func.sum(Material.version), 0))
    .where(Material.programme_id == MINE, Material.module_id == Module.id)
    .scalar_subquery()
)
CHECKED = (
    select(func.max(LessonResult.checked_at))
    .where(LessonResult.programme_id == MINE, LessonResult.person_id == bindparam("person_id", type_=Uuid()))
    .scalar_subquery()
)
REVISION = REVISIONS.where(Module.code == CODE).add_columns(MATERIALS)
LESSON_REVISION = REVISION.add_columns(CHECKED)  # its form has a key of its own after each self-check


def ask(statement, **facts):
    return db.session.execute(statement, facts).all()


def catalogue(user, wanted: str) -> list[Row]:
    """The modules of one's programme, core first, then by number."""
    return best(ask(CATALOGUE, wanted=wanted, **of(user)), "code", wanted)


def module(user, code: str, wanted: str, statement=WHOLE_MODULE) -> Row | None:
    """One module; `languages` are those in which it has a text."""
    return chosen(ask(statement, code=code, **of(user)), wanted)


def chosen(rows, wanted: str) -> Row | None:
    """Of one thing in all its languages the text to show, and in which languages there is one."""
    found = best((row for row in rows if row.language in (wanted, SOURCE_LANGUAGE)), "language", wanted)
    text = next((row for row in found if row.language == wanted), found[0] if found else None)
    if text is not None:
        text.languages = [row.language for row in rows]
    return text


def lessons(module_id, wanted: str) -> list[Row]:
    """The contents of a module, each lesson with the title of its sheet."""
    return best(ask(LESSONS, module_id=module_id, wanted=wanted), "slug", wanted)


def tools(module_id, wanted: str) -> list[Row]:
    return best(ask(TOOLS, module_id=module_id, wanted=wanted), "slug", wanted)


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
    held_by = module(user, code, wanted, MODULE)
    contents = lessons(held_by.id, wanted) if held_by else []
    here = next((row for row in contents if row.slug == slug), None)
    if held_by is None or here is None:
        return None
    text = ask(TEXT, lesson_id=here.id, wanted=here.language)[0]
    return Page(held_by, Row(**vars(here), **{name: html(value) for name, value in text._mapping.items()}), contents)


def tool(user, code: str, slug: str, wanted: str) -> tuple[Row, Row, list[Row]] | None:
    """The module, its sheet, and the same sheet in every language that it has."""
    held_by = module(user, code, wanted, MODULE)
    rows = ask(SHEET, module_id=held_by.id, slug=slug) if held_by else []
    sheet = chosen(rows, wanted)
    return (held_by, sheet, best(rows, "language", wanted)) if held_by and sheet else None


def revision(user, code: str | None = None) -> str:
    """What the pages of a module (or of the catalogue) were made from, in one small statement."""
    if code is None:
        return repr(ask(REVISIONS, **of(user)))
    return repr((ask(REVISION, code=code, **of(user)), policy.teaches(user, of(user)["programme_id"])))


def lesson_revision(user, code: str) -> tuple[str, str]:
    """The same for a lesson's text, and when one last checked oneself: that form is one's own."""
    rows = ask(LESSON_REVISION, code=code, person_id=user.person_id, **of(user))
    text = repr(([row[:-1] for row in rows], policy.teaches(user, of(user)["programme_id"])))
    return text, repr([row[-1] for row in rows])


def plans(wanted: str) -> list[dict]:
    return [spoken({"code": row.code, **class_plans.told(row.data, wanted, {})}) for row in ask(PLANS)]


def plan(user, code: str, wanted: str) -> dict | None:
    row = next(iter(ask(PLAN, code=code)), None)
    titles = {(row.code, row.slug): row.title for row in ask(TITLES, wanted=wanted, **of(user))}
    return spoken({"code": code, **class_plans.told(row.data, wanted, titles)}) if row else None


def spoken(told: dict) -> dict:
    """`tongue` is said beside what is not in the page's language."""
    return {**told, "tongue": tongue(told["language"], language())}


def plans_revision() -> str:
    return repr(ask(PLANS_REVISION))


def lesson_in_all(user, code: str, slug: str) -> tuple[Row, dict[str, Row]] | None:
    """A lesson in every language that it has, English among them."""
    held_by = module(user, code, SOURCE_LANGUAGE, MODULE)
    rows = [row for row in ask(ALL_TEXTS, module_id=held_by.id) if row.slug == slug] if held_by else []
    texts = {row.language: row for row in best(rows, "language", SOURCE_LANGUAGE)}
    return (held_by, texts) if held_by and SOURCE_LANGUAGE in texts else None


def whole(user, code: str, wanted: str) -> tuple[Row, list[Page], list[Row]] | None:
    """A module with all its lessons and sheets, in four statements whatever their number."""
    held_by = module(user, code, wanted)
    if held_by is None:
        return None
    contents = lessons(held_by.id, held_by.language)
    texts = {row.slug: row for row in best(ask(ALL_TEXTS, module_id=held_by.id), "slug", held_by.language)}
    pages = [Page(held_by, Row(**{**vars(row), **vars(texts[row.slug])}), contents) for row in contents if row.slug in texts]
    return held_by, pages, best(ask(SHEETS, module_id=held_by.id, wanted=held_by.language), "slug", held_by.language)
