"""An instance of each test's own, so that backups and anchors of one are not those of another."""

from __future__ import annotations

import pytest

from portal import create_app
from portal.database import db


@pytest.fixture
def house(tmp_path, store, cast):
    """The portal in a fresh instance, on the database of the cast; within its context."""
    app = create_app(
        ENV_NAME="test",
        SECRET_KEY="t" * 40,
        INSTANCE=tmp_path / "instance",
        FILES_ROOT=tmp_path / "instance" / "uploads",
        SQLALCHEMY_DATABASE_URI=store.url,
        WTF_CSRF_ENABLED=False,
    )
    app.config["INSTANCE"].mkdir(exist_ok=True)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
