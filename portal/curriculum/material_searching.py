"""Materials for the search: what they are called and what is said of them. What is withdrawn is found by nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import Select, select

from portal.curriculum import policy
from portal.curriculum.materials import Material, MaterialEdition
from portal.curriculum.models import Module
from portal.database import db
from portal.say import _l
from portal.search.sources import Entry, Source, Watch

MATERIALS = (
    select(Material.id, Material.programme_id, Material.title, Material.about, Material.language, Material.holder, Material.source)
    .add_columns(Material.sector, Material.country, Module.code)
    .join(Module, Module.id == Material.module_id)
    .where(Material.withdrawn_at.is_(None))
    .order_by(Material.added_at)
)


def read_materials(ids: Collection[UUID] | None) -> Iterable[Entry]:
    for row in db.session.execute(MATERIALS if ids is None else MATERIALS.where(Material.id.in_(ids))):
        text = " – ".join(filter(None, (row.about, row.holder, row.source, row.sector, row.country)))
        yield Entry(row.id, row.title, f"/materials/{row.id}", text, also=row.code.replace("-", " "), programme_id=row.programme_id)


def visible(user) -> Select:
    return policy.visible_materials(user).where(Material.withdrawn_at.is_(None))


materials = Source(
    kind="material",
    label=_l("Material"),
    many=_l("Materials"),
    may=policy.can_read,
    model=Material,
    visible=visible,
    read=read_materials,
    watches=(Watch(Material, lambda material: [material.id]), Watch(MaterialEdition, lambda edition: [edition.material_id])),
    position=45,
)
