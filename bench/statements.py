"""How many SQL statements a request makes: counted in this process, on the same database."""

from __future__ import annotations

import contextvars
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from bench.subjects import Subject
from portal.database import db

NOT_ASKED = ("PRAGMA", "BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def listening(app: Flask):
    """The statements that SQLAlchemy sends meanwhile."""
    heard: list[str] = []

    def hear(_connection, _cursor, statement, *_rest):
        if not statement.startswith(NOT_ASKED):
            heard.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def statements_of(app: Flask, subject: Subject) -> list[str]:
    contextvars.Context().run(be_seen, app, subject)
    with listening(app) as heard:
        contextvars.Context().run(ask, app, subject)
    return heard


def be_seen(app: Flask, subject: Subject) -> None:
    """Once a minute a session notes that it was seen: now, so that it is not counted."""
    app.test_client(use_cookies=False).get("/more", headers={"Cookie": subject.example[0].cookie}, base_url="http://127.0.0.1")


def ask(app: Flask, subject: Subject) -> None:
    someone, path = subject.example
    requests = subject.requests
    path, _, tag = path.partition(" ")
    headers = dict(requests.headers) | {"Cookie": someone.cookie} | ({"If-None-Match": tag} if tag else {})
    body = requests.body.replace("{token}", someone.token).replace("{key}", f"counted {subject.code}")
    client = app.test_client(use_cookies=False)
    answer = client.open(path, method=requests.method, headers=headers, data=body or None, base_url="http://127.0.0.1")
    if answer.status_code != requests.want:
        raise SystemExit(f"{subject.name}: {path} answered {answer.status_code}, not {requests.want}\n{answer.text[:2000]}")
