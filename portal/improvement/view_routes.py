"""The door to the views that one keeps under a name."""

from __future__ import annotations

from flask import flash, render_template, request
from flask_babel import gettext as _

from portal.improvement import policy, views
from portal.improvement.forms import DropViewForm, ViewForm
from portal.improvement.routes import bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.formats import inside
from portal.web.fragments import go, see
from portal.web.replay import commit


@bp.post("/projects/views")
@allow(policy.can_see)
def create_view():
    form = ViewForm()
    if not form.validate():
        return render_template("improvement/view.html", form=form), 422
    kept = views.keep(current_user, form.view.data or "", views.asked_in(form.query.data or ""))
    flash(_("This view is kept as “%(name)s”.", name=inside(kept.name)))
    return commit(go(kept.path))


@bp.post("/projects/views/removal")
@allow(policy.can_see)
def remove_view():
    form = DropViewForm()
    if form.validate():
        views.drop(current_user, form.view.data or "")
    back = views.asked_in(request.form.get("query", ""))
    return commit(go(back.url()) if back != views.Filters() else see(".index"))
