"""Where a printed code leads: one line of a project, with the camera ready."""

from __future__ import annotations

from uuid import UUID

from flask import render_template

from portal.improvement import policy, queries
from portal.improvement.action_routes import action_or_404
from portal.improvement.models import PhotoKind, Project
from portal.improvement.photo_forms import PhotoForm
from portal.improvement.project_routes import project_or_404
from portal.improvement.routes import bp
from portal.web.access import allow

READY = {"capture": "environment", "autofocus": True}  # a phone opens its camera, not its gallery


def photo_of(project: Project, caption: str = "") -> PhotoForm:
    """Before, as long as there is none of it; after that, after."""
    is_begun = any(one.kind is PhotoKind.BEFORE for one in project.photos)
    form = PhotoForm.fresh(kind=(PhotoKind.AFTER if is_begun else PhotoKind.BEFORE).value, caption=caption[:200])
    form.photo.render_kw = READY
    return form


def found(project_id: UUID) -> Project:
    return project_or_404(project_id, policy.can_act, *queries.SHOWN)


@bp.get("/projects/<uuid:project_id>/camera")
@allow(policy.can_act)
def show_camera(project_id):
    project = found(project_id)
    return render_template("improvement/camera.html", project=project, action=None, form=photo_of(project))


@bp.get("/actions/<uuid:action_id>/camera")
@allow(policy.can_act)
def show_action_camera(action_id):
    action = action_or_404(action_id)
    project = found(action.project_id)
    return render_template("improvement/camera.html", project=project, action=action, form=photo_of(project, action.text))
