"""The door to the pictures."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.errors import page
from portal.files import policy
from portal.files.models import StoredFile
from portal.files.storage import shelf
from portal.web.access import allow
from portal.web.finding import find_or_404

bp = Blueprint("files", __name__)
AS_A_PICTURE = {
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",  # after sign-out, Back shows nothing
}


@bp.get("/files/<uuid:file_id>")
@allow(policy.can_ask)
def show(file_id):
    stored = find_or_404(StoredFile, file_id, within=policy.visible_files(current_user))
    if not policy.can_open(current_user, stored):
        return page(
            403,
            message=_l(
                "Photos belong to the factory. An administrator opens one only with a reason that is kept, and that is not possible yet."
            ),
        )
    return Response(shelf().open(stored.digest), mimetype=stored.kind, headers=AS_A_PICTURE)
