"""Every write is safe to send twice: a key made with the form, and the first answer kept with the write itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from flask import Flask, current_app, g, make_response, request
from markupsafe import escape
from sqlalchemy import LargeBinary, String, Uuid, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from portal import clock
from portal.database import SAFE_METHODS, Base, db, go_in, wait_at_the_door
from portal.say import _l
from portal.web import again
from portal.web.asking import current_user
from portal.web.unnamed import without

FIELD, HEADER = "_key", "Idempotency-Key"
OTHER_WORDS = _l(
    "This form was already sent with other contents, and that was saved. Look at what is there; then send this one as a new one."
)
IN_PROGRESS = _l("What you sent is being saved at this moment. Nothing is lost: ask once more, and you get its answer.")
ASK = _l("Ask once more")
KEYLESS = _l("This form came without the key that makes it safe to send twice, so nothing was saved. Look at it, then send it once more.")
KEPT, BRIEFLY = timedelta(days=30), timedelta(days=1)
MAY_COME_OF_IT = (403, 404, 409, 422)  # what one is told who sends a thing that has just been done
NOT_PART = {FIELD, "csrf_token", "_form", "_page"}


class Answer(Base):
    """The first answer to a write, under the key that came with it."""

    __tablename__ = "answer"
    __unrecorded__ = True

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    request_digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    location: Mapped[str | None] = mapped_column(String(500))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    user_id: Mapped[UUID | None] = mapped_column(Uuid(), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


def init_app(app: Flask) -> None:
    app.before_request(at_the_door)
    app.after_request(or_first_answer)
    app.jinja_env.globals["new_key"] = new_key


def new_key() -> str:
    return str(uuid7())


def key_of_request() -> str | None:
    """The key is the person's own: another's same key is another key."""
    key = request.headers.get(HEADER) or request.form.get(FIELD)
    if not key:
        return None
    cookie = current_app.config["SESSION_COOKIE_NAME"]
    owner = str(current_user.id) if current_user.is_authenticated else request.cookies.get(cookie, "")
    return hashlib.sha256(f"{owner} {key[:100]}".encode()).hexdigest()


def same_however_often(view):
    """A write that needs no key: done twice it comes to the same."""
    view.is_same_however_often = True
    return view


def needs_key() -> bool:
    """Each form of ours brings one, wherever it brings its token."""
    view = current_app.view_functions.get(request.endpoint or "")
    return current_app.config["WTF_CSRF_ENABLED"] and view is not None and not hasattr(view, "is_same_however_often")


def digest_of_request() -> str:
    whole = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    for name, values in sorted(request.form.lists()):
        if name not in NOT_PART:
            whole.update(repr((name, values)).encode())
    for name, file in sorted(request.files.items(multi=True), key=lambda item: item[0]):
        whole.update(repr((name, file.filename)).encode())
        while block := file.stream.read(1 << 16):
            whole.update(block)
        file.stream.seek(0)
    return whole.hexdigest()


def at_the_door():
    """The last thing before a view: has this very thing been answered already? If not, the work begins."""
    if request.method in SAFE_METHODS:
        return None
    g.replay_key = key_of_request()
    if g.replay_key is None and needs_key():
        return again.form_again(400, KEYLESS)
    if g.replay_key is not None:
        g.replay_digest = digest_of_request()
        if not is_ours_alone(g.replay_key):
            return in_progress()
        if (known := first_answer()) is not None:
            return known
    go_in()
    return None


def is_ours_alone(key: str) -> bool:
    """Whether nobody else is doing this very thing; held until our transaction ends.

    SQLite has one writer: who comes second waits for the lock, and gets the first one's answer then.
    """
    if db.engine.dialect.name != "postgresql":
        return True
    number = int.from_bytes(bytes.fromhex(key[:16]), signed=True)
    return bool(db.session.scalar(select(func.pg_try_advisory_xact_lock(number))))


def in_progress():
    answer = make_response(again.send_again(409, IN_PROGRESS, same_key=True, label=ASK))
    answer.headers["Retry-After"] = "2"
    return answer


def or_first_answer(response):
    """A refusal that comes of the first sending itself, which was answered while this one waited, gives way to its answer."""
    if response.status_code not in MAY_COME_OF_IT or not g.get("replay_key") or request.method in SAFE_METHODS:
        return response
    db.session.rollback()
    wait_at_the_door()
    kept = db.session.get(Answer, g.replay_key)
    return answer_of(kept) if kept and kept.request_digest == g.replay_digest else response


def first_answer():
    kept = db.session.get(Answer, g.replay_key)
    if kept is None:
        return None
    if kept.request_digest != g.replay_digest:
        return again.form_again(422, OTHER_WORDS)
    return answer_of(kept)


def answer_of(kept: Answer):
    response = make_response(kept.body, kept.status)
    if kept.location:
        response.headers["HX-Redirect" if kept.status == 204 else "Location"] = kept.location
    response.headers["Idempotent-Replay"] = "true"
    return response


def hour_to_forget(moment: datetime) -> datetime:
    """Under this moment an answer is dropped after a day, and tells no minute at which it was given."""
    return moment.replace(minute=0, second=0, microsecond=0) - (KEPT - BRIEFLY)


def commit(answer, is_nameless: bool = False, is_brief: bool = False):
    """The last step of every write: keep its answer beside it, and make both last.

    Nameless: without whose it was. Brief: nameless, for a day only, and without the minute.
    """
    response = current_app.make_response(answer)
    if key := g.get("replay_key"):
        location = response.headers.get("Location") or response.headers.get("HX-Redirect")
        user_id = current_user.id if current_user.is_authenticated and not (is_nameless or is_brief) else None
        db.session.add(
            Answer(
                key=key,
                request_digest=g.replay_digest,
                status=response.status_code,
                location=location,
                body=response.get_data(),
                user_id=user_id,
                at=hour_to_forget(clock.now()) if is_brief else clock.now(),
            )
        )
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        again = first_answer() if g.get("replay_key") else None
        if again is None:
            raise
        return again
    return response


def forget(user_id: UUID | None, names: Sequence[str], instead: str) -> int:
    """An erased person's own answers go; in those of others, which still answer a form sent twice, the name is replaced. How many."""
    own = delete(Answer).where(Answer.user_id == user_id).returning(Answer.key) if user_id else None
    count = len(db.session.scalars(own).all()) if own is not None else 0
    for key in db.session.scalars(select(Answer.key)).all():  # a command that is rarely run: one body in memory at a time
        body = db.session.scalars(select(Answer.body).where(Answer.key == key)).one().decode(errors="surrogateescape")
        changed = without(body, [*names, *(str(escape(name)) for name in names)], instead)
        if changed != body:
            db.session.execute(update(Answer).where(Answer.key == key).values(body=changed.encode(errors="surrogateescape")))
            count += 1
    return count
