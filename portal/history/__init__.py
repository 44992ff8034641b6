"""What happened to every record: who, when, before, after. Rows are only ever added, each chained to the one before."""

from flask import Flask
from sqlalchemy import event

from portal.database import db
from portal.history import cli, jobs, recording  # noqa: F401 – commands and jobs hang themselves on their registries
from portal.history.routes import bp

LISTENERS = {
    "after_flush": recording.record_changes,
    "before_commit": recording.write,
    "do_orm_execute": recording.forbid_bulk_writes,
    "after_transaction_create": recording.mark_savepoint,
    "after_soft_rollback": recording.forget_rolled_back,
    "after_transaction_end": recording.forget_ended,
}


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    if not event.contains(db.session, "after_flush", recording.record_changes):
        for moment, listener in LISTENERS.items():
            event.listen(db.session, moment, listener)
