"""The door to materials: lists, one of them, and its bytes – looked at, played in parts, or saved, never run."""

from __future__ import annotations

from uuid import UUID

from flask import abort, current_app, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from portal.curriculum import material_queries, policy, queries
from portal.curriculum.material_forms import WithdrawalForm
from portal.curriculum.material_words import AUDIENCES, LICENCES, kind_of, language_of_material, size_of
from portal.curriculum.materials import Material, MaterialEdition
from portal.curriculum.routes import bp, may_add, wanted
from portal.curriculum.rows import Row
from portal.errors import page
from portal.files.routes import IS_MISSING, sent
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.fragments import see
from portal.web.paging import cut, last_seen, page_after
from portal.web.replay import commit

CAPTIONS = "text/vtt; charset=utf-8"


@bp.app_context_processor
def words_of_materials() -> dict:
    return {
        "kind_of": kind_of,
        "size_of": size_of,
        "language_of_material": language_of_material,
        "licences": LICENCES,
        "audiences": AUDIENCES,
    }


def find_module(code: str) -> Row:
    return queries.module(current_user, code, wanted(), queries.MODULE) or abort(404)


def find_material(material_id: UUID, may=None) -> Material:
    within = material_queries.with_editions(policy.visible_materials(current_user)).options(
        joinedload(Material.module), joinedload(Material.lesson)
    )
    return find_or_404(Material, material_id, within=within, may=may)


@bp.get("/modules/<code>/materials")
@allow(policy.can_read)
def index_materials(code):
    module = find_module(code)
    asked = material_queries.rows(current_user, module.id)
    if spoken := request.args.get("in", "")[:12]:
        asked = asked.where(Material.language == spoken)
    found, last = cut(material_queries.paged(page_after(asked, Material.title, Material.id, last_seen())))
    return render_template("curriculum/materials.html", module=module, materials=found, last=last, spoken=spoken, may_add=may_add())


@bp.get("/materials/<uuid:material_id>")
@allow(policy.can_read)
def show_material(material_id):
    return material_page(find_material(material_id))


def material_page(material: Material, form: WithdrawalForm | None = None, status: int = 200):
    form = form or WithdrawalForm()
    form.version.data = form.version.data or material.version
    module = find_module(material.module.code) if material.withdrawn_at is None else None
    may = policy.may_keep(current_user, material)
    opened = material_queries.opened(material)
    shown = {"material": material, "now": material.current, "module": module, "form": form, "may_keep": may, "opened": opened}
    return render_template("curriculum/material.html", **shown), status


@bp.post("/materials/<uuid:material_id>/openings")
@allow(policy.can_read)
def create_opening(material_id):
    """Counted by the day, without a name, then on to the thing itself."""
    material = find_material(material_id)
    material_queries.count_opening(material)
    now = material.current
    way = ".show_viewing" if now.is_link or now.is_film or now.is_sound or now.is_picture else ".show_material_file"
    return commit(see(way, material_id=material.id), is_nameless=True)


@bp.get("/materials/<uuid:material_id>/viewing")
@allow(policy.can_read)
def show_viewing(material_id):
    material = find_material(material_id)
    return render_template("curriculum/viewing.html", material=material, now=material.current)


@bp.get("/materials/<uuid:material_id>/file")
@allow(policy.can_read)
def show_material_file(material_id):
    """The newest edition, or an older one by its number."""
    material = find_material(material_id)
    asked = request.args.get("edition", "")[:6]
    number = int(asked) if asked.isascii() and asked.isdigit() else material.edition
    edition = next((e for e in material.editions if e.number == number), None) or abort(404)
    return opened(edition, edition.digest)


@bp.get("/materials/<uuid:material_id>/poster")
@allow(policy.can_read)
def show_poster(material_id):
    edition = find_material(material_id).current
    return opened(edition, edition.poster_digest, "image/jpeg")


@bp.get("/materials/<uuid:material_id>/captions")
@allow(policy.can_read)
def show_captions(material_id):
    edition = find_material(material_id).current
    return opened(edition, edition.captions_digest, CAPTIONS)


def opened(edition: MaterialEdition, digest: str | None, kind: str | None = None):
    if digest is None:
        abort(404)
    try:
        answer = sent(edition, digest)  # pyright: ignore[reportArgumentType] – it has what is asked of a stored file
    except FileNotFoundError:
        return page(404, message=IS_MISSING)
    if kind:
        answer.headers["Content-Type"], answer.headers["Content-Disposition"] = kind, "inline"
    return answer


def full_of_materials() -> str:
    most = current_app.config["MATERIALS_QUOTA"] // 1024**2
    return _(
        "The programme’s room for materials, %(most)s MB, is full. Withdraw nothing for it: ask your administrator for more.", most=most
    )


def home_of(material: Material) -> str:
    return url_for("curriculum.show_material", material_id=material.id)
