"""From the folder to the tables: new, changed, unchanged, withdrawn. A broken file is named and keeps nobody else out."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from portal.curriculum import shapes
from portal.curriculum.folders import Folder, fingerprint, gather, places
from portal.curriculum.models import ClassPlan, Lesson, LessonText, Module, ModuleText, Tool, ToolText
from portal.curriculum.plans import plan, read_plans
from portal.curriculum.reading import Broken, Source
from portal.curriculum.shapes import SOURCE_LANGUAGE
from portal.database import db


@dataclass
class Loaded:
    new: Counter = field(default_factory=Counter)
    changed: Counter = field(default_factory=Counter)
    unchanged: Counter = field(default_factory=Counter)
    withdrawn: Counter = field(default_factory=Counter)
    broken: list[Broken] = field(default_factory=list)

    def count(self, record, is_new: bool, is_changed: bool) -> None:
        kind = self.new if is_new else self.changed if is_changed else self.unchanged
        kind[record.__tablename__] += 1


def load(root: Path, afresh: bool = True) -> Loaded:
    """Bring the tables to what the files say; if not `afresh`, only of modules whose files changed. The caller commits."""
    loaded = Loaded()
    known = {} if afresh else dict(db.session.execute(select(Module.code, Module.files)).tuples().all())
    for path in places(root):
        if afresh or known.get(path.name) != fingerprint(path):
            _Shelf(gather(path), loaded).fill()
    load_plans(root, loaded)
    return loaded


def load_plans(root: Path, loaded: Loaded) -> None:
    """After the modules: a plan takes the minutes of its lessons from them."""
    known = {row.code: row for row in db.session.scalars(select(ClassPlan))}
    rows = select(Module.code, Lesson.slug, Lesson.minutes).join(Lesson, Lesson.module_id == Module.id).where(Lesson.withdrawn_at.is_(None))
    minutes = {(row.code, row.slug): row.minutes for row in db.session.execute(rows)}
    found: set[str] = set()
    try:
        source = read_plans(root)
        if source is not None:
            for code in source.facts:
                found.add(code)
                put_plan(code, plan(source, code, lambda *key: minutes.get(key)), known.get(code), loaded)
    except Broken as broken:
        loaded.broken.append(broken)
        return
    for code, row in known.items():
        if code not in found and row.withdrawn_at is None:
            row.withdraw()
            loaded.withdrawn[row.__tablename__] += 1
    db.session.flush()


def put_plan(code: str, facts: dict, row: ClassPlan | None, loaded: Loaded) -> None:
    if row is None:
        row = ClassPlan(code=code, **facts)
        db.session.add(row)
        loaded.count(row, True, True)
    else:
        loaded.count(row, False, row.take(**facts))


class _Shelf:
    """One module on its way into the tables."""

    def __init__(self, folder: Folder, loaded: Loaded):
        self.folder, self.loaded = folder, loaded
        self.said: list = []  # all that the module says, for its revision
        self.kept: set = set()
        self.whole = not folder.broken  # nothing is withdrawn because of a file that could not be read
        loaded.broken += folder.broken

    def fill(self) -> None:
        english = self.folder.modules.get(SOURCE_LANGUAGE)
        if english is None:
            if self.whole:
                self.loaded.broken.append(Broken(self.folder.path / SOURCE_LANGUAGE / "module.md", 1, "is missing: English is the source"))
            return
        module = self.attempt(lambda: self.put(Module, {"code": self.folder.code}, shapes.module(english)))
        if module is None:
            return
        self.module: Module = module
        for language, source in self.folder.modules.items():
            self.attempt(lambda s=source, n=language: self.put_text(ModuleText, {"module_id": self.module.id}, n, shapes.module_text(s, n)))
        tools = {slug: self.attempt(lambda s=slug, t=texts: self.put_tool(s, t)) for slug, texts in self.folder.tools.items()}
        for slug, texts in self.folder.lessons.items():
            self.attempt(lambda s=slug, t=texts: self.put_lesson(s, t, tools))
        self.withdraw_what_is_gone()
        revision = hashlib.sha256(json.dumps(self.said, sort_keys=True, default=str).encode()).hexdigest()[:24]
        self.module.take(revision=revision, files=fingerprint(self.folder.path) if self.whole else "")
        db.session.flush()

    def attempt(self, step) -> Any:
        try:
            return step()
        except Broken as broken:
            self.whole = False
            self.loaded.broken.append(broken)
            return None

    def put(self, model, key: dict, facts: dict) -> Any:
        record = db.session.scalar(select(model).filter_by(**key))
        is_new = record is None
        if record is None:
            record = model(**key, **facts)
            db.session.add(record)
            is_changed = True
        else:
            is_changed = record.take(**facts)
        db.session.flush()
        self.loaded.count(record, is_new, is_changed)
        self.kept.add(record.id)
        self.said.append([model.__tablename__, {name: str(value) for name, value in key.items() if not name.endswith("_id")}, facts])
        return record

    def put_text(self, model, key: dict, language: str, facts: dict):
        return self.put(model, {**key, "language": language}, facts)

    def put_tool(self, slug: str, texts: dict[str, Source]):
        english = self.english_of(texts)
        tool = self.put(Tool, {"module_id": self.module.id, "slug": slug}, shapes.tool(english))
        for language, source in texts.items():
            self.attempt(lambda s=source, n=language: self.put_text(ToolText, {"tool_id": tool.id}, n, shapes.tool_text(s, n, english)))
        return tool

    def put_lesson(self, slug: str, texts: dict[str, Source], tools: dict) -> None:
        english = self.english_of(texts)
        shelf = self.folder.shelf(slug)
        first = shapes.lesson_text(english, SOURCE_LANGUAGE, english, shelf)  # a lesson that cannot be read in English is no lesson
        facts = {**shapes.lesson(english), "position": self.folder.positions[slug], "tool_id": self.tool_id(english, tools)}
        lesson = self.put(Lesson, {"module_id": self.module.id, "slug": slug}, facts)
        self.put_text(LessonText, {"lesson_id": lesson.id}, SOURCE_LANGUAGE, first)
        for language, source in texts.items():
            if source is not english:
                self.attempt(
                    lambda s=source, n=language: self.put_text(
                        LessonText, {"lesson_id": lesson.id}, n, shapes.lesson_text(s, n, english, shelf)
                    )
                )

    def tool_id(self, english: Source, tools: dict):
        if "tool" not in english.facts:
            return None
        slug = english.word("tool")
        if slug not in self.folder.tools:
            raise english.broken(f"there is no tool “{slug}” in tools/", "tool")
        return tools[slug].id if tools.get(slug) else None

    def english_of(self, texts: dict[str, Source]) -> Source:
        if SOURCE_LANGUAGE not in texts:
            other = next(iter(texts.values()))
            raise other.broken("has no English file of the same name; English is the source")
        return texts[SOURCE_LANGUAGE]

    def withdraw_what_is_gone(self) -> None:
        if not self.whole:
            return
        mine = Module.id == self.module.id
        for rows in (
            select(ModuleText).join(Module).where(mine),
            select(Tool).join(Module).where(mine),
            select(ToolText).join(Tool).join(Module).where(mine),
            select(Lesson).join(Module).where(mine),
            select(LessonText).join(Lesson).join(Module).where(mine),
        ):
            for record in db.session.scalars(rows):
                if record.id not in self.kept and record.withdrawn_at is None:
                    record.withdraw()
                    self.loaded.withdrawn[record.__tablename__] += 1
