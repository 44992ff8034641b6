"""What people send: checked, kept by content; photos made small and stripped of what they tell beside what they show."""

from flask import Flask
from sqlalchemy import event

from portal.database import db
from portal.files import jobs
from portal.files.routes import bp
from portal.files.storage import shelf_at
from portal.web.limits import name_limit
from portal.web.queue import queue_of


def init_app(app: Flask) -> None:
    app.extensions["files"] = shelf_at(app.config["FILES_URL"], app.config["FILES_ROOT"])
    app.url_value_preprocessor(name_limit)
    app.register_blueprint(bp)
    if not app.config["PHOTOS_AT_ONCE"]:
        tell_of_new_photos(app)


def tell_of_new_photos(app: Flask) -> None:
    """The worker's queue from the other side: the same tasks, only put in."""
    jobs.init_worker(queue_of(app), app)
    if not event.contains(db.session, "after_flush", jobs.note_new):
        event.listen(db.session, "after_flush", jobs.note_new)
        event.listen(db.session, "after_commit", jobs.tell_worker)
        event.listen(db.session, "after_rollback", jobs.forget_new)
