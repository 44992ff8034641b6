"""The tests' own room in an app of its own, on the same database."""

from __future__ import annotations

import contextvars

import pytest

from portal import create_app
from tests.browsing import Visitor
from tests.web import notebook


def make_app(workplace, store, **settings):
    app = create_app(
        **{
            "ENV_NAME": "test",
            "SECRET_KEY": "t" * 40,
            "INSTANCE": workplace,
            "FILES_ROOT": workplace / "uploads",
            "SQLALCHEMY_DATABASE_URI": store.url,
            "WTF_CSRF_ENABLED": False,
            **settings,
        }
    )
    app.register_blueprint(notebook.bp)
    return app


@pytest.fixture(scope="session")
def notebook_app(workplace, store):
    return make_app(workplace, store)


@pytest.fixture(scope="session")
def guarded_app(workplace, store):
    """The same with CSRF protection on, as it runs."""
    return make_app(workplace, store, WTF_CSRF_ENABLED=True)


@pytest.fixture
def read(notebook_app, cast):
    """`read("manager")`: a browser at the tests' own room."""

    def as_person(name: str | None = None, language: str = "en") -> Visitor:
        return contextvars.Context().run(Visitor.signed_in, notebook_app, name, language)

    return as_person
