"""The migrations: up, down and up again, on whichever database; and they make what the models say."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from portal.database import Base, db


def not_by_hand(name: str | None, _kind: str, _parents: dict) -> bool:
    """The search's index is made by hand, and differently on each database."""
    return not (name or "").startswith("search_index")


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_down_to_nothing_and_up_again(app, cast):
    with app.app_context():
        whole = tables()
        downgrade(revision="base")
        assert tables() == set()
        upgrade()
        assert tables() == whole


def test_they_make_what_the_models_say(app, cast):
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": not_by_hand})
        assert compare_metadata(context, Base.metadata) == []
