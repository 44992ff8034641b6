"""The door to what people show and say of a project."""

from __future__ import annotations

from flask import flash
from flask_babel import format_date
from flask_babel import gettext as _

from portal.database import db
from portal.improvement import policy, queries, telling
from portal.improvement.forms import CommentForm
from portal.improvement.mentions import mentioned
from portal.improvement.models import PhotoKind, Shown
from portal.improvement.photo_forms import PhotoForm
from portal.improvement.project_routes import page_facts, project_or_404, show_project
from portal.improvement.routes import add_photo, bp
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.formats import inside
from portal.web.fragments import fragment, fragment_wanted, see
from portal.web.replay import commit


@bp.post("/projects/<uuid:project_id>/photos")
@allow(policy.can_act)
def create_photo(project_id):
    project = project_or_404(project_id, policy.can_act)
    db.session.commit()  # nothing is written yet: others may write while the photo is made small
    form = PhotoForm()
    if not form.validate() or form.photo.picture is None:
        return show_project(project, form, 422)
    known = project.photo_sent(form.photo.digest)
    if known and known.gone_at:
        form.photo.errors = [
            _(
                "This photo was taken away on %(day)s: %(reason)s. It is not kept again.",
                day=format_date(known.gone_on, "d MMMM y"),
                reason=inside(known.gone_for),
            )
        ]
        return show_project(project, form, 422)
    if known:
        flash(_("This photo is here already; it is kept once. Change below it what it shows, if you want to."))
        return commit(see(".show", anchor=f"photo-{known.file_id}", project_id=project.id))
    if not form.photo.fits_into(project):
        return show_project(project, form, 507)
    people = Shown(form.people.data) if form.people.data else None
    stored = add_photo(project, form.photo, PhotoKind(form.kind.data), caption=form.caption.data, people=people)
    telling.photo_added(project, current_user.person)
    flash(_("The photo is saved. Where and when it was taken is removed.") if stored.is_ready else _("The photo is saved."))
    return commit(see(".show", anchor="photos", project_id=project.id))


@bp.post("/projects/<uuid:project_id>/comments")
@allow(policy.can_comment)
def create_comment(project_id):
    project = project_or_404(project_id, policy.can_comment)
    form = CommentForm()
    if not form.validate():
        return show_comments(project, form, 422) if fragment_wanted() else show_project(project, form, 422)
    project.comment(current_user.person, form.text.data or "")
    people = queries.callable_rows((project.programme_id, project.enterprise_id))
    telling.commented(project, current_user.person, form.text.data or "", mentioned(form.text.data or "", people))
    if fragment_wanted():
        db.session.flush()
        return commit(show_comments(project, say=_("Your comment is added.")))
    return commit(see(".show", anchor="comments", project_id=project.id))


def show_comments(project, form=None, status: int = 200, say: str | None = None):
    return fragment("improvement/_comments.html", status, say, project=project, sent=form, adds=True, **page_facts(project, form))
