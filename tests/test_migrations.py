"""The migrations: up, down and up again, on whichever database; and they make what the models say."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select

from portal.database import Base, db
from portal.events.models import Invitation
from portal.upgrade import know_migrations
from tests.serving import make_demo


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


def test_what_stands_in_the_tables_goes_along(tmp_path):
    """An empty table hides what a full one refuses: with rows that name its own, SQLite drops none to copy it."""
    app = make_demo(tmp_path / "demo")
    know_migrations(app)
    with app.app_context():
        before, told = counts(), standings()
        assert sum(before.values()) > 40_000
        db.session.remove()
        for earlier in ("newcomers", "head"):
            (downgrade if earlier != "head" else upgrade)(revision=earlier)
            with db.engine.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
        assert counts() == before
        assert standings() == told, "who was in the programme on the day is found again"


def standings() -> list:
    with db.engine.connect() as connection:
        return list(connection.execute(select(Invitation.id, Invitation.is_enrolled).order_by(Invitation.id)))


def counts() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {name: connection.scalar(select(func.count()).select_from(table)) for name, table in Base.metadata.tables.items()}


def test_they_make_what_the_models_say(app, cast):
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": not_by_hand})
        assert compare_metadata(context, Base.metadata) == []
