"""The door to the pictures."""

from __future__ import annotations

from flask import Blueprint, Response, g

from portal.errors import page
from portal.files import policy
from portal.files.models import StoredFile
from portal.files.storage import shelf
from portal.say import _l
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.log import log

bp = Blueprint("files", __name__)
AS_A_PICTURE = {
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",  # after sign-out, Back shows nothing
}

IS_MISSING = _l(
    "This photo was saved here, but its file cannot be found any more. If somebody still has it on a phone, add it to the project again."
)


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
    try:
        return Response(shelf().open(stored.digest), mimetype=stored.kind, headers=AS_A_PICTURE)
    except FileNotFoundError:
        log.error("file is missing", id=g.get("request_id"), file=str(stored.id))
        return page(404, message=IS_MISSING)
