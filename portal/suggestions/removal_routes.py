"""The door by which the photo of a suggestion goes."""

from __future__ import annotations

from uuid import UUID

from flask import abort, url_for

from portal.files.removal_routes import hang_on
from portal.suggestions import policy
from portal.suggestions.models import State, Suggestion
from portal.suggestions.routes import bp, found


def shown(suggestion_id: UUID) -> Suggestion:
    """What is hidden is shown to nobody, here neither."""
    suggestion = found(suggestion_id)
    return suggestion if suggestion.state is not State.HIDDEN else abort(404)


def back(suggestion: Suggestion) -> str:
    return url_for(".show", suggestion_id=suggestion.id)


hang_on(bp, "/suggestions/<uuid:suggestion_id>/removal", policy.can_triage, shown, back)
