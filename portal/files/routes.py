"""The door to what is kept: by a random id, to be looked at or saved, never run."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, g, request

from portal.errors import NotNow, page
from portal.files import policy
from portal.files.models import StoredFile
from portal.files.ranges import Unfit, part_asked
from portal.files.storage import shelf
from portal.say import _l
from portal.web.access import allow
from portal.web.asking import current_user
from portal.web.finding import find_or_404
from portal.web.log import log

bp = Blueprint("files", __name__)
NEVER_RUN = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",  # after sign-out, Back shows nothing
    "Accept-Ranges": "bytes",
}

IS_MISSING = _l(
    "This photo was saved here, but its file cannot be found any more. If somebody still has it on a phone, add it to the project again."
)
FOR_THE_FACTORY = _l(
    "Photos belong to the factory. An administrator opens one only with a reason that is kept, and that is not possible yet."
)
IS_PREPARED = _l("This photo is saved and being prepared. Look again in a minute.")
IS_BROKEN = _l("This photo is damaged or did not arrive whole. Take it again, or send it once more.")


@bp.get("/files/<uuid:file_id>")
@allow(policy.can_ask)
def show(file_id):
    return opened(file_id, lambda stored: stored.digest)


@bp.get("/files/<uuid:file_id>/small")
@allow(policy.can_ask)
def show_small(file_id):
    return opened(file_id, lambda stored: stored.small_digest or stored.digest)


def opened(file_id: UUID, which):
    stored = find_or_404(StoredFile, file_id, within=policy.visible_files(current_user))
    if not policy.can_open(current_user, stored):
        return page(403, message=FOR_THE_FACTORY)
    if not stored.is_ready:
        raise NotNow(IS_BROKEN if stored.is_broken else IS_PREPARED)
    try:
        return sent(stored, which(stored))
    except FileNotFoundError:
        log.error("file is missing", id=g.get("request_id"), file=str(stored.id))
        return page(404, message=IS_MISSING)


def sent(stored: StoredFile, digest: str) -> Response:
    """The whole, a part, or nothing new."""
    size, etag = shelf().size(digest), f'"{digest[:32]}"'
    headers = {**NEVER_RUN, "Content-Disposition": disposition(stored), "ETag": etag}
    if request.if_none_match.contains(digest[:32]):
        return Response(status=304, headers=headers)
    try:
        part = part_asked(request.headers.get("Range"), request.headers.get("If-Range"), etag, size)
    except Unfit:
        return Response(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    start, stop = part or (0, size)
    if part:
        headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    body = shelf().open(digest, start, stop) if request.method != "HEAD" else ()
    answer = Response(body, 206 if part else 200, headers, mimetype=stored.kind, direct_passthrough=True)
    answer.content_length = stop - start
    return answer


def disposition(stored: StoredFile) -> str:
    """A picture is shown; anything else is saved under its name, or played by the page that embeds it."""
    if stored.is_picture:
        return "inline"
    name = stored.name or "file"
    plain = "".join(c if c.isascii() and c not in '"\\;' else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
