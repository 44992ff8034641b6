"""What people send: checked, kept by content; photos made small and stripped of what they tell beside what they show."""

from functools import partial

from flask import Flask
from sqlalchemy import event

from portal.database import db
from portal.files import jobs
from portal.files.routes import bp
from portal.files.storage import shelf_at
from portal.web.limits import name_limit


def init_app(app: Flask) -> None:
    app.extensions["files"] = shelf_at(app.config["FILES_URL"], app.config["FILES_ROOT"])
    app.url_value_preprocessor(name_limit)
    app.register_blueprint(bp)
    if not app.config["PHOTOS_AT_ONCE"]:
        tell_of_new_photos(app)


def tell_of_new_photos(app: Flask) -> None:
    """The worker's queue from the other side: the same tasks, only put in."""
    app.extensions["prepare_photo"] = partial(put_into_queue, app)
    if not event.contains(db.session, "after_flush", jobs.note_new):
        event.listen(db.session, "after_flush", jobs.note_new)
        event.listen(db.session, "after_commit", jobs.tell_worker)
        event.listen(db.session, "after_rollback", jobs.forget_new)


def put_into_queue(app: Flask, programme_id: str, file_id: str) -> None:
    """The queue is opened with the first photo: its library is large, and most processes never put anything in."""
    from portal.web.queue import queue_of

    jobs.init_worker(queue_of(app), app)  # its task takes this one's place
    app.extensions["prepare_photo"](programme_id, file_id)
