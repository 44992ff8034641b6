"""Alembic's entrance: the app's engine, the house's tables, batch mode on SQLite."""

from alembic import context
from flask import current_app

from portal.database import Base, Moment

plug = current_app.extensions["migrate"]


def render_item(kind, item, _context):
    return "sa.DateTime()" if kind == "type" and isinstance(item, Moment) else False


def watch(connection, is_on: bool) -> None:
    """Whether SQLite holds rows together. It hears this between transactions alone, and SQLAlchemy begins one with whatever it is asked."""
    connection.connection.dbapi_connection.execute(f"PRAGMA foreign_keys={'ON' if is_on else 'OFF'}")


def run() -> None:
    engine = plug.db.engine
    with engine.connect().execution_options(writes=True) as connection:
        is_sqlite = engine.dialect.name == "sqlite"
        if is_sqlite:
            watch(connection, False)  # a table that is copied must not take its children along
        context.configure(connection=connection, target_metadata=Base.metadata, render_item=render_item, **plug.configure_args)
        with context.begin_transaction():
            context.run_migrations()
            if is_sqlite and (loose := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise RuntimeError(f"A row of {loose[0]} would name a row of {loose[2]} that is not there: nothing was changed.")
        connection.commit()
        if is_sqlite:
            watch(connection, True)


run()
