"""Reads of materials as plain rows, and what is counted of them."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import selectinload
from uuid_utils.compat import uuid7

from portal import clock
from portal.accounts.models import User
from portal.curriculum import policy
from portal.curriculum.materials import Material, MaterialEdition, MaterialOpening
from portal.curriculum.models import Lesson, LessonText, Module
from portal.curriculum.shapes import SOURCE_LANGUAGE
from portal.database import db, insert_once
from portal.files.kinds import Admitted
from portal.files.pictures import Picture

MOST_TAKEN = 200  # go with a module into one file
FEW = 12  # stand on the page of a module; all of them on a page of their own
NOW = and_(
    MaterialEdition.programme_id == Material.programme_id,
    MaterialEdition.material_id == Material.id,
    MaterialEdition.number == Material.edition,
)


def rows(user: User, module_id: UUID) -> Select:
    """The materials of a module in one's own programme, each with what its newest edition is."""
    return (
        policy.visible_materials(user)
        .join(MaterialEdition, NOW)
        .where(Material.module_id == module_id, Material.programme_id == policy.of(user)["programme_id"])
        .with_only_columns(Material.id, Material.title, Material.language, Material.audience, Material.withdrawn_at, Material.lesson_id)
        .add_columns(Material.licence, Material.holder, MaterialEdition.kind, MaterialEdition.bytes, Material.added_at)
    )


def few(user: User, module_id: UUID, lesson_id: UUID | None = None) -> list[Row]:
    """The newest of a module, or of a lesson; one more than are shown tells that there are others."""
    asked = rows(user, module_id).where(Material.withdrawn_at.is_(None)).order_by(Material.added_at.desc(), Material.id).limit(FEW + 1)
    return list(db.session.execute(asked.where(Material.lesson_id == lesson_id) if lesson_id else asked))


def to_take(user: User, module_id: UUID) -> list[Row]:
    """What goes with a module into one file: the newest first, and with each where its bytes lie."""
    held = (MaterialEdition.name, MaterialEdition.digest, MaterialEdition.captions_digest, MaterialEdition.url)
    asked = rows(user, module_id).add_columns(*held).where(Material.withdrawn_at.is_(None))
    return list(db.session.execute(asked.order_by(Material.added_at.desc(), Material.id).limit(MOST_TAKEN)))


def paged(asked: Select) -> list[Row]:
    return list(db.session.execute(asked))


def opened(material: Material) -> int:
    mine = (MaterialOpening.programme_id == material.programme_id, MaterialOpening.material_id == material.id)
    return db.session.scalar(select(func.coalesce(func.sum(MaterialOpening.count), 0)).where(*mine)) or 0


def count_opening(material: Material) -> None:
    """One more today."""
    key = {"programme_id": material.programme_id, "material_id": material.id, "on": clock.today()}
    insert_once(MaterialOpening, [{**key, "id": uuid7(), "count": 0}])
    day = db.session.scalars(select(MaterialOpening).filter_by(**key).with_for_update()).one()
    day.count += 1


def with_editions(asked: Select) -> Select:
    return asked.options(selectinload(Material.editions))


def same_file(programme_id: UUID, digest: str, but: UUID | None = None) -> Row | None:
    """A material of this programme that holds these very bytes."""
    asked = select(Material.id, Material.title).join(MaterialEdition, NOW)
    asked = asked.where(Material.programme_id == programme_id, MaterialEdition.digest == digest, Material.withdrawn_at.is_(None))
    return db.session.execute(asked.where(Material.id != but) if but else asked).first()


def digest_of(kept: Admitted | Picture) -> str:
    if isinstance(kept, Picture):
        return hashlib.sha256(kept.data).hexdigest()
    stream: Any = kept.stream
    stream.seek(0)
    digest = hashlib.file_digest(stream, "sha256").hexdigest()
    stream.seek(0)
    return digest


def has_room(programme_id: UUID, more: int, quota: int) -> bool:
    kept = select(func.coalesce(func.sum(MaterialEdition.bytes), 0)).where(MaterialEdition.programme_id == programme_id)
    return (db.session.scalar(kept) or 0) + more <= quota


def lessons_of(module_id: UUID, wanted: str) -> list[tuple[str, str]]:
    """(id, title) in the order of the lessons, in the wanted language where there is one."""
    asked = (
        select(Lesson.id, LessonText.language, LessonText.title)
        .join(LessonText, LessonText.lesson_id == Lesson.id)
        .where(Lesson.module_id == module_id, Lesson.withdrawn_at.is_(None), LessonText.withdrawn_at.is_(None))
        .where(LessonText.language.in_([wanted, SOURCE_LANGUAGE]))
        .order_by(Lesson.position, LessonText.language == wanted)
    )
    return list({str(row.id): (str(row.id), row.title) for row in db.session.execute(asked)}.values())


def code_of(material: Material) -> str:
    return db.session.scalar(select(Module.code).where(Module.id == material.module_id)) or ""
