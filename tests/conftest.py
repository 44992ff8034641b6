"""What every test stands on: a database of its own, an app, the cast, and browsers that speak the portal's language."""

from __future__ import annotations

import contextvars
import os
import shutil
from pathlib import Path

import pytest

from portal import create_app
from portal.database import Base, db
from tests.browsing import Visitor
from tests.cast import Cast, make_cast

os.environ.setdefault("PORTAL_ENV", "test")


@pytest.fixture(scope="session")
def workplace(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="session")
def app(workplace):
    url = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{workplace / 'portal.db'}"
    return create_app(
        ENV_NAME="test", SECRET_KEY="t" * 40, INSTANCE=workplace, FILES_ROOT=workplace / "uploads", SQLALCHEMY_DATABASE_URI=url, WTF_CSRF_ENABLED=False, TESTING=False
    )


@pytest.fixture(scope="session")
def pristine(app, workplace):
    """The database with the cast in it, made once; every test begins from a copy."""
    with app.app_context():
        Base.metadata.drop_all(db.engine)
        Base.metadata.create_all(db.engine)
        people = make_cast()
        db.session.commit()
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            db.engine.dispose()  # the last connection takes the write-ahead log with it
            shutil.copy(workplace / "portal.db", workplace / "pristine.db")
    return people


@pytest.fixture
def cast(app, workplace, pristine) -> Cast:
    with app.app_context():
        db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            (workplace / f"portal.db{suffix}").unlink(missing_ok=True)
        shutil.copy(workplace / "pristine.db", workplace / "portal.db")
    return pristine


@pytest.fixture
def database(app, cast):
    """An open session for building rows and looking at them; commit before you ask the site."""
    with app.app_context():
        yield db.session
        db.session.remove()


@pytest.fixture
def visit(app, cast):
    """`visit("manager").get("/projects")`: a browser in which that person of the cast is signed in."""

    def as_person(name: str | None = None, language: str = "en") -> Visitor:
        return contextvars.Context().run(Visitor.signed_in, app, name, language)

    return as_person
