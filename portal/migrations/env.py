"""Alembic's entrance: the app's engine, the house's tables, batch mode on SQLite."""

from alembic import context
from flask import current_app

from portal.database import Base, Moment

plug = current_app.extensions["migrate"]


def render_item(kind, item, _context):
    return "sa.DateTime()" if kind == "type" and isinstance(item, Moment) else False


def run() -> None:
    engine = plug.db.engine
    with engine.connect().execution_options(writes=True) as connection:
        if engine.dialect.name == "sqlite":  # a table that is copied must not take its children along
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.rollback()
        context.configure(connection=connection, target_metadata=Base.metadata, render_item=render_item, **plug.configure_args)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


run()
