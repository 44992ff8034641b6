"""The door for whoever keeps materials: add, describe, replace, withdraw, put back."""

from __future__ import annotations

from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request
from flask_babel import gettext as _

from portal.curriculum import material_queries, policy
from portal.curriculum.material_forms import EditionForm, Holding, MaterialFactsForm, MaterialForm, WithdrawalForm
from portal.curriculum.material_routes import find_material, find_module, full_of_materials, home_of, material_page
from portal.curriculum.materials import LINK, Held, Material, new_material
from portal.curriculum.routes import bp
from portal.database import db
from portal.files.kinds import MEGABYTE, MOST_PHOTO, MOST_VIDEO
from portal.files.pictures import Picture
from portal.files.storage import shelf
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.formats import inside
from portal.web.fragments import see
from portal.web.language import language
from portal.web.limits import takes
from portal.web.replay import commit
from portal.web.versions import refuse_stale

MOST = MOST_VIDEO + MOST_PHOTO + 2 * MEGABYTE  # a film, its picture and its captions
FACTS = ("title", "language", "audience", "licence", "holder", "source", "sector", "country", "about")


def programme() -> UUID:
    """The programme whose modules one reads, if one teaches there."""
    mine = policy.of(current_user)["programme_id"]
    if not policy.teaches(current_user, mine):
        abort(403)
    return mine


def facts_of(form) -> dict:
    return {**{name: form[name].data for name in FACTS}, "lesson_id": UUID(form.lesson.data) if form.lesson.data else None}


@bp.get("/modules/<code>/materials/new")
@allow(policy.can_add)
def new_material_form(code):
    programme()
    module = find_module(code)
    form = MaterialForm().offer(material_queries.lessons_of(module.id, language()))
    return form_page(module, form.fill(language=language(), lesson=request.args.get("lesson", "")[:40]))


def form_page(module, form, status: int = 200):
    return render_template("curriculum/material_new.html", module=module, form=form), status


@bp.post("/modules/<code>/materials")
@allow(policy.can_add)
@takes(MOST)
def create_material(code):
    mine, module = programme(), find_module(code)
    form = MaterialForm().offer(material_queries.lessons_of(module.id, language()))
    db.session.commit()  # nothing is written yet: others may write while the file is looked at
    if not form.validate() or is_there(form, mine):
        return form_page(module, form, form.status)
    if not has_room(form, mine):
        return form_page(module, form, 507)
    material = new_material(mine, module.id, current_user.person, held(form), **facts_of(form))
    db.session.add(material)
    flash(_("The material is added. It stands on the module’s page."))
    return commit(redirect(home_of(material), 303))


def held(form: Holding) -> Held:
    """First the bytes on the shelf, then the row that speaks of them."""
    kept = form.upload.kept
    if kept is None:
        return Held(kind=LINK, url=form.link.data)
    extras = {
        "poster_digest": shelf().put(form.poster.kept.data) if isinstance(form.poster.kept, Picture) else None,
        "captions_digest": shelf().put(form.captions.text) if form.captions.text else None,
    }
    if isinstance(kept, Picture):
        return Held(kind=kept.kind, name="picture.jpg", bytes=len(kept.data), digest=shelf().put(kept.data), **extras)
    return Held(kind=kept.kind.mimetype, name=kept.name, bytes=kept.size, digest=shelf().put(kept.stream), **extras)


def is_there(form: Holding, programme_id: UUID, but: UUID | None = None) -> bool:
    """The same file twice helps nobody: where it is already is said beside the field."""
    if form.upload.kept is None:
        return False
    same = material_queries.same_file(programme_id, material_queries.digest_of(form.upload.kept), but)
    if same is not None:
        form.upload.errors = [
            _("This very file is there already, as “%(title)s”. Use that, or replace it there.", title=inside(same.title))
        ]
    return same is not None


def has_room(form: Holding, programme_id: UUID) -> bool:
    kept = form.upload.kept
    more = 0 if kept is None else len(kept.data) if isinstance(kept, Picture) else kept.size
    if material_queries.has_room(programme_id, more, current_app.config["MATERIALS_QUOTA"]):
        return True
    form.upload.errors = [full_of_materials()]
    return False


@bp.get("/materials/<uuid:material_id>/edit")
@allow(policy.can_add)
def edit_material(material_id):
    material = find_material(material_id, policy.may_keep)
    form = facts_form(material)
    known = {name: getattr(material, name) for name in FACTS} | {"lesson": str(material.lesson_id or ""), "version": material.version}
    return edit_page(material, form.fill(**known))


def facts_form(material: Material) -> MaterialFactsForm:
    return MaterialFactsForm().offer(material_queries.lessons_of(material.module_id, language()))


def edit_page(material: Material, form: MaterialFactsForm, status: int = 200):
    return render_template("curriculum/material_edit.html", material=material, form=form), status


@bp.post("/materials/<uuid:material_id>")
@allow(policy.can_add)
def update_material(material_id):
    material = find_material(material_id, policy.may_keep)
    form = facts_form(material)
    if not form.validate():
        return edit_page(material, form, 422)
    refuse_stale(form, material.version, {name: getattr(material, name) for name in FACTS}, home_of(material))
    for name, value in facts_of(form).items():
        setattr(material, name, value)
    return commit(see(".show_material", material_id=material.id))


@bp.get("/materials/<uuid:material_id>/editions/new")
@allow(policy.can_add)
def new_edition(material_id):
    material = find_material(material_id, policy.may_keep)
    return edition_page(material, EditionForm().fill(version=material.version))


def edition_page(material: Material, form: EditionForm, status: int = 200):
    return render_template("curriculum/material_replace.html", material=material, form=form), status


@bp.post("/materials/<uuid:material_id>/editions")
@allow(policy.can_add)
@takes(MOST)
def create_edition(material_id):
    material = find_material(material_id, policy.may_keep)
    form = EditionForm()
    if not form.validate() or is_there(form, material.programme_id):
        return edition_page(material, form, form.status)
    now = material.current
    refuse_stale(form, material.version, {"note": now.note, "link": now.url}, home_of(material))
    if not has_room(form, material.programme_id):
        return edition_page(material, form, 507)
    material.replace(held(form), current_user.person, form.note.data or "")
    flash(_("The material is replaced. What it was before stays in its history."))
    return commit(see(".show_material", material_id=material.id))


@bp.post("/materials/<uuid:material_id>/withdrawal")
@allow(policy.can_add)
def create_withdrawal(material_id):
    material = find_material(material_id, policy.may_keep)
    form = WithdrawalForm()
    if not form.validate():
        return material_page(material, form, 422)
    refuse_stale(form, material.version, {}, home_of(material))
    material.withdraw(form.reason.data or "")
    return commit(see(".show_material", material_id=material.id))


@bp.post("/materials/<uuid:material_id>/return")
@allow(policy.can_add)
def create_return(material_id):
    material = find_material(material_id, policy.may_keep)
    material.put_back()
    return commit(see(".show_material", material_id=material.id))
