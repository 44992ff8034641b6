"""Text typed into a form whose session had ended: kept for an hour, shown again to the same person, never sent by itself."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask, current_app, g, request, session, url_for
from sqlalchemy import ForeignKey, String, Text, and_, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict

from portal import clock
from portal.database import SAFE_METHODS, Base, db, go_in
from portal.web import signing
from portal.web.asking import current_user
from portal.web.fragments import go
from portal.web.unnamed import names_one

COOKIE, LIVES = "kept", timedelta(hours=1)
MOST, MOST_DRAFTS = 3_300_000, 20  # letters, no fewer than a form may hold; of one person
FORM_LIVES = 90 * 24 * 3600  # seconds: as long as the longest session
PLACE, LONGEST = "_page", 500  # where a form stands: once it was refused, the address above it is no longer that page’s
SECRET = ("password", "current", "again", "pin", "code", "credential", "csrf_token", "_key")


def last_owner() -> UUID | None:
    """Whose session the cookie was, even if it has ended; the room `accounts` says how to know."""
    token = session.get("_user_id")
    return whose[0](token) if whose and token else None


def owner_of_form() -> UUID | None:
    """Who was shown this form, even if no cookie says so any more: its token, which we signed, begins with their id."""
    token = signing.unsealed("wtf-csrf-token", request.form.get("csrf_token") or request.headers.get("X-CSRFToken"), FORM_LIVES)
    try:
        return UUID(hex=str(token).partition(".")[0]) if token and "." in str(token) else None
    except ValueError:
        return None


def token_for_forms(user_id: UUID) -> str:
    """What a session's forms are known by: chance, after the id of the person to whom they are shown."""
    return f"{user_id.hex}.{secrets.token_hex(20)}"


whose: list[Callable[[str], UUID | None]] = []


class Draft(Base):
    __tablename__ = "draft"
    __unrecorded__ = True

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"), index=True)
    form: Mapped[str] = mapped_column(String(60))
    path: Mapped[str] = mapped_column(String(500))
    fields: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=clock.now)


def cookie() -> str:
    """In service a browser takes it from this very host alone, over TLS."""
    return f"__Host-{COOKIE}" if current_app.config["SESSION_COOKIE_SECURE"] else COOKIE


def init_app(app: Flask) -> None:
    app.before_request(bring_back)
    app.after_request(drop_cookie)
    app.jinja_env.globals["form_place"] = place


def keep():
    """A write without a living session: keep what was typed, ask to sign in, come back to the form."""
    if request.method in SAFE_METHODS or current_user.is_authenticated:
        return None
    back, is_typed = page_of_form(), any(value.strip() for values in typed().values() for value in values)
    token = put_by(owner_of_form() or last_owner())
    kept = 1 if token else 0 if is_typed else None
    return with_cookie(go(url_for("accounts.new_session", next=signing.path_token(back) if back else None, kept=kept)), token)


def typed() -> dict[str, list[str]]:
    return {name: values for name, values in request.form.lists() if not any(word in name for word in (*SECRET, "_form", PLACE))}


def put_by(owner_id: UUID | None) -> str | None:
    """Keep what was typed for its owner; the token by which it is found again, or none: too much, nobody’s, or of no form that could show it."""
    text, form = json.dumps(typed(), ensure_ascii=False), request.form.get("_form", "")[:60]
    if owner_id is None or not form or not typed() or len(text) > MOST:
        return None
    token, path = secrets.token_urlsafe(24), page_of_form() or "/"
    db.session.rollback()
    go_in()
    newest = select(Draft.digest).where(Draft.user_id == owner_id).order_by(Draft.at.desc()).limit(MOST_DRAFTS - 1)
    is_old = or_(Draft.at < clock.now() - LIVES, and_(Draft.user_id == owner_id, Draft.digest.not_in(newest)))
    db.session.execute(delete(Draft).where(is_old))
    db.session.add(Draft(digest=hashlib.sha256(token.encode()).hexdigest(), user_id=owner_id, form=form, path=path, fields=text))
    db.session.commit()
    return token


def with_cookie(answer, token: str | None):
    if token:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        answer.set_cookie(cookie(), token, max_age=LIVES, httponly=True, samesite="Lax", secure=secure)
    return answer


def page_of_form() -> str | None:
    """Where the form stood, as it says itself; else the page that sent it, if that is ours."""
    path = request.form.get(PLACE)
    return as_own(path) if path else sent_from()


def sent_from() -> str | None:
    """The page that a browser says it was on, if that is ours."""
    return as_own(own_part(request.headers.get("Referer", "")))


def as_own(path: str) -> str | None:
    return path if path and len(path) <= LONGEST and signing.is_own_path(path) else None


def own_part(address: str) -> str:
    came_from = urlsplit(address)
    if came_from.netloc != request.host:
        return ""
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")


def place() -> str:
    """For a form that is about to be shown: the page it stands on, also where only a part of that page is made, or it was refused."""
    if request.method not in SAFE_METHODS:
        return page_of_form() or ""
    return own_part(request.headers.get("HX-Current-URL", "")) or request.full_path.rstrip("?")


def bring_back() -> None:
    """On the form's page, signed in again as the same person: hand the fields to the form of that name."""
    token = request.cookies.get(cookie())
    if not token or request.method != "GET" or "draft" in g or not current_user.is_authenticated:
        return
    draft = db.session.get(Draft, hashlib.sha256(token.encode()).hexdigest())
    if draft is None or draft.user_id != current_user.id or draft.at < clock.now() - LIVES:
        return
    if urlsplit(draft.path).path == request.path:
        g.draft = draft.form, MultiDict((name, value) for name, values in json.loads(draft.fields).items() for value in values)


def for_form(name: str) -> MultiDict | None:
    """What was kept for this form; taking it marks the cookie as used."""
    kept = g.get("draft")
    if kept is None or kept[0] != name:
        return None
    g.draft_used = True
    return kept[1]


def key_for_form(is_kept: bool) -> str | None:
    """The key under which a form that came back is sent again; see again.py."""
    return g.get("draft_key") if is_kept else None


def drop_cookie(response):
    if g.get("draft_used"):
        response.delete_cookie(cookie(), httponly=True, samesite="Lax", secure=current_app.config["SESSION_COOKIE_SECURE"])
    return response


def forget(user_id: UUID | None, names: Sequence[str]) -> int:
    """An erased person's drafts, and those of the last hour in which others name them; how many were dropped."""
    texts = db.session.execute(select(Draft.digest, Draft.user_id, Draft.fields)).all()
    gone = [draft.digest for draft in texts if draft.user_id == user_id or names_them(draft.fields, names)]
    db.session.execute(delete(Draft).where(Draft.digest.in_(gone)))
    return len(gone)


def names_them(fields: str, names: Sequence[str]) -> bool:
    return any(names_one(text, names) for values in json.loads(fields).values() for text in values)
