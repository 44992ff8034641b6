"""How materials read in their history."""

from __future__ import annotations

from portal.curriculum import policy
from portal.curriculum.material_words import AUDIENCES, LICENCES
from portal.curriculum.materials import Audience, Licence, Material, MaterialEdition
from portal.history.records import Kind, keep, tell, words
from portal.say import _l

tell(
    Material,
    _l("Material"),
    title=_l("Title"),
    language=_l("Language"),
    audience=_l("Who may see it"),
    licence=_l("Rights"),
    holder=_l("Who holds the rights"),
    source=_l("Where it comes from"),
    sector=_l("Sector"),
    country=_l("Country"),
    about=_l("What it is good for"),
    edition=_l("Edition"),
    withdrawn_at=_l("Withdrawn"),
    withdrawn_for=_l("Why it was withdrawn"),
    added_by_id=_l("Added by"),
    added_at=_l("Added"),
    silent=("module_id", "lesson_id"),
)
tell(
    MaterialEdition,
    _l("Edition"),
    number=_l("Number"),
    name=_l("File"),
    url=_l("Link"),
    note=_l("What is new in it"),
    by_id=_l("By"),
    silent=("material_id", "kind", "bytes", "digest", "poster_digest", "captions_digest", "at"),
)
words.choices |= {Audience: AUDIENCES, Licence: LICENCES}


def editions_of(_user, material: Material):
    from sqlalchemy import select

    yield select(MaterialEdition.id).where(
        MaterialEdition.programme_id == material.programme_id, MaterialEdition.material_id == material.id
    )


keep(
    Kind(
        "material",
        Material,
        policy.visible_materials,
        name=lambda material: material.title,
        url=lambda material: f"/materials/{material.id}",
        may=policy.can_add,
        below=editions_of,
    )
)
