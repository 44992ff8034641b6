"""What every test stands on: a database of its own, an app, the cast, and browsers that speak the portal's language."""

from __future__ import annotations

import contextvars
import os
from pathlib import Path

import pytest

from portal import create_app
from portal.database import db
from portal.upgrade import know_migrations
from tests.browsing import Visitor
from tests.cast import Cast, make_cast
from tests.screens import CHROMIUM, FLAGS
from tests.stores import make_tables, store_in
from tests.world import World, load_modules, make_world

os.environ.setdefault("PORTAL_ENV", "test")


def pytest_xdist_make_scheduler(config, log):
    from tests.scheduling import WallsTogether

    return WallsTogether(config, log)


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what asks a database anything."""
    if os.environ.get("TEST_DATABASE_URL"):
        asks_none = [item for item in items if "store" not in item.fixturenames]
        config.hook.pytest_deselected(items=asks_none)
        items[:] = [item for item in items if item not in asks_none]


@pytest.fixture(scope="session", autouse=True)
def one_demo(tmp_path_factory):
    """Where the demonstration is kept that is built once and copied by all; see tests/serving.py."""
    base = tmp_path_factory.getbasetemp()
    os.environ.setdefault("TEST_DEMO", str((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built-demo"))


@pytest.fixture(scope="session", autouse=True)
def one_wall_down():
    """With MUTANT in the environment, that wall is down for the whole run; see tests/test_mutants.py."""
    if not (name := os.environ.get("MUTANT")):
        yield
        return
    from tests.mutants import all_mutants

    with next(mutant for mutant in all_mutants() if mutant.name == name).put():
        yield


@pytest.fixture(scope="session")
def workplace(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="session")
def store(workplace):
    return store_in(workplace)


@pytest.fixture(scope="session")
def app(workplace, store):
    made = create_app(
        ENV_NAME="test",
        SECRET_KEY="t" * 40,
        INSTANCE=workplace,
        FILES_ROOT=workplace / "uploads",
        SQLALCHEMY_DATABASE_URI=store.url,
        WTF_CSRF_ENABLED=False,
    )
    know_migrations(made)
    return made


@pytest.fixture(scope="session")
def pristine(app, store):
    """The database with the cast in it, made once; every test begins from a copy."""
    with app.app_context():
        make_tables()
        people = make_cast()
        db.session.commit()
        db.session.remove()
        store.keep()
    return people


@pytest.fixture(scope="session")
def all_lessons(app, store, pristine):
    """A copy with the modules in it as they ship, made once by those who need it."""
    with app.app_context():
        store.reset()
        load_modules()
        db.session.remove()
        store.keep("taught")


@pytest.fixture
def cast(app, store, pristine) -> Cast:
    with app.app_context():
        store.reset()
    return pristine


@pytest.fixture
def database(app, cast):
    """An open session for building rows and looking at them; commit before you ask the site."""
    with app.app_context():
        yield db.session
        db.session.remove()


@pytest.fixture
def taught(app, store, cast, all_lessons):
    """Every module, lesson and sheet as it ships is in the database."""
    with app.app_context():
        store.reset("taught")
    return cast


@pytest.fixture
def visit(app, cast):
    """`visit("manager").get("/projects")`: a browser in which that person of the cast is signed in."""

    def as_person(name: str | None = None, language: str = "en") -> Visitor:
        return contextvars.Context().run(Visitor.signed_in, app, name, language)

    return as_person


@pytest.fixture(scope="session")
def planted_world(app, store, pristine) -> World:
    return make_world(app, store, pristine)


@pytest.fixture
def world(planted_world) -> World:
    """Three enterprises with a canary in every text, everybody signed in; see tests/planting.py."""
    planted_world.reset()
    return planted_world


@pytest.fixture(scope="session")
def browser():
    if not os.path.exists(CHROMIUM):
        reason = "Chromium is not installed (apt-get install chromium)"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def pytest_terminal_summary(terminalreporter):
    """What tests counted by `record_property`, added up over all workers: cells of a matrix, submissions, pages."""
    sums: dict[str, int] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                for name, value in report.user_properties:
                    if name.startswith("count: "):
                        sums[name[7:]] = sums.get(name[7:], 0) + int(value)
    for name, total in sorted(sums.items()):
        terminalreporter.write_line(f"{total:8,} {name}")
