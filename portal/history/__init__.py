"""What happened to every record: who, when, before, after. Rows are only ever added."""

from flask import Flask
from sqlalchemy import event

from portal.database import db
from portal.history.models import forbid_bulk_writes, record_changes


def init_app(app: Flask) -> None:
    if not event.contains(db.session, "after_flush", record_changes):
        event.listen(db.session, "after_flush", record_changes)
        event.listen(db.session, "do_orm_execute", forbid_bulk_writes)
