"""Logs say what happened to which rule, and nothing of anybody."""

from __future__ import annotations

import io
import json
from uuid import uuid4

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


def test_every_sign_in_and_every_refused_one_leaves_a_line(read, logged):
    manager = read("manager")
    logged()
    read(None).post("/sign-in", name="manager", password="not this one")
    read(None).post("/sign-in", name="no such person", password="not this one")
    read("manager")
    lines = [line for line in logged() if "sign" in line["event"]]
    assert [line["event"] for line in lines] == ["sign-in refused", "sign-in refused", "signed in"]
    assert lines[0]["user"] == lines[2]["user"] != lines[1]["user"] == "None"
    assert not any(name in json.dumps(lines) for name in NAMES)
    assert manager.get("/devices").status_code == 200


def test_who_tries_what_is_not_theirs_leaves_a_line(read, logged):
    member = read("member")
    logged()
    assert member.get("/jobs").status_code == 403
    assert member.get(f"/projects/{uuid4()}").status_code == 404
    assert member.post("/notebook", headers={"Sec-Fetch-Site": "cross-site"}, title="x").status_code == 403
    events = {line["event"] for line in logged()}
    assert {"refused at the door", "out of reach", "cross-site write refused"} <= events
