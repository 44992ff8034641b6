"""Logs say what happened to which rule, and nothing of anybody."""

from __future__ import annotations

import io
import json

import pytest
import structlog
from sqlalchemy import text

from tests.cast import PASSWORD
from tests.web import notebook

pytestmark = pytest.mark.once

NAMES = ("Imran", "Qureshi", "manager", "Roshan", PASSWORD)


@pytest.fixture
def logged(notebook_app):
    """`logged()`: the lines since it was asked last, as the portal's own settings write them."""
    settings, paper = structlog.get_config(), io.StringIO()
    structlog.configure(**{**settings, "logger_factory": structlog.PrintLoggerFactory(paper)})

    def lines() -> list[dict]:
        written = [json.loads(line) for line in paper.getvalue().splitlines()]
        paper.seek(0)
        paper.truncate()
        return written

    yield lines
    structlog.configure(**settings)


def test_a_write_leaves_one_line_by_its_rule(read, logged):
    manager = read("manager")
    logged()
    answer = manager.post("/notebook", title="A secret title", story="A secret story")
    (line,) = logged()
    assert (line["rule"], line["method"], line["status"]) == ("/notebook", "POST", 303)
    assert line["id"] == answer.headers["X-Request-ID"]
    assert "secret" not in json.dumps(line)


def test_what_is_merely_read_leaves_none(read, logged):
    manager = read("manager")
    logged()
    manager.get("/notebook?q=something")
    assert logged() == []


def test_a_fault_is_logged_without_locals_or_words(read, logged):
    manager = read("manager")
    logged()
    manager.get("/notebook/crash?word=plugh")
    lines = logged()
    whole = json.dumps(lines)
    assert any(line["event"] == "fault" for line in lines)
    assert "xyzzy" not in whole and "plugh" not in whole
    assert '"locals"' not in whole
    assert "RuntimeError" in whole


def test_signing_in_leaves_no_name_and_no_password(read, logged):
    read("manager")
    read().post("/sign-in", name="manager", password="a wrong password")
    whole = json.dumps(logged())
    assert not any(name in whole for name in (*NAMES, "a wrong password")), whole


def test_a_database_fault_is_logged_without_its_values(read, logged, monkeypatch):
    """What a statement was given stays out of the log."""

    def broken(*_args, **_kwargs):
        notebook.db.session.execute(text("INSERT INTO person (name) VALUES (:name)"), {"name": "A secret name"})

    monkeypatch.setattr(notebook, "commit", broken)
    manager = read("manager")
    logged()
    assert manager.post("/notebook", title="A secret name").status_code == 500
    assert "A secret name" not in json.dumps(logged())


def test_addresses_of_people_are_not_logged(read, logged):
    read("manager").open("POST", "/notebook", data={"title": "x"}, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    assert "203.0.113" not in json.dumps(logged())
