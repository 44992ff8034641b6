"""The door by which the photo of a suggestion goes: why, and what stays to be read."""

from __future__ import annotations

from uuid import UUID

from flask import abort, render_template, url_for

from portal.files import removals
from portal.files.removal_forms import RemovalForm
from portal.suggestions import policy
from portal.suggestions.models import State, Suggestion
from portal.suggestions.routes import bp, found
from portal.web.access import allow
from portal.web.fragments import see
from portal.web.replay import commit


def with_photo(suggestion_id: UUID) -> Suggestion:
    """What is hidden is shown to nobody, here neither."""
    suggestion = found(suggestion_id)
    return suggestion if suggestion.photo_digest and suggestion.state is not State.HIDDEN else abort(404)


@bp.get("/suggestions/<uuid:suggestion_id>/removal")
@allow(policy.can_triage)
def new_removal(suggestion_id):
    suggestion = with_photo(suggestion_id)
    return removal_page(suggestion, RemovalForm().fill(version=suggestion.version))


def removal_page(suggestion: Suggestion, form: RemovalForm, status: int = 200):
    return render_template("suggestions/removal.html", one=suggestion, form=form), status


@bp.post("/suggestions/<uuid:suggestion_id>/removal")
@allow(policy.can_triage)
def create_removal(suggestion_id):
    suggestion, form = with_photo(suggestion_id), RemovalForm()
    if not form.validate():
        return removal_page(suggestion, form, 422)
    old = form.take(suggestion, suggestion.photo_digest or "", url_for(".new_removal", suggestion_id=suggestion.id))
    answer = commit(see(".show", suggestion_id=suggestion.id))
    removals.forget(old)
    return answer
