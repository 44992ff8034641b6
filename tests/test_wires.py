"""What the portal speaks to over a net is spoken to under TLS or not at all; secrets may come from the service manager."""

from __future__ import annotations

import pytest

from portal import config, wires
from portal.config import ConfigurationError
from portal.outbox.server import OutOfReach, PostOffice

pytestmark = pytest.mark.once

OPEN = [
    {"SQLALCHEMY_DATABASE_URI": "postgresql+psycopg://portal@db.example.org/portal"},
    {"SQLALCHEMY_DATABASE_URI": "postgresql+psycopg://portal@db.example.org/portal?sslmode=require"},
    {"SQLALCHEMY_DATABASE_URI": "postgresql+psycopg://portal@/portal?host=10.0.0.1:5432,10.0.0.2:5432"},
    {"FILES_URL": "s3://bucket?endpoint=http://store.example.org"},
    {"REDIS_URL": "redis://queue.example.org/0"},
]
CLOSED = [
    {"SQLALCHEMY_DATABASE_URI": "sqlite:////var/lib/portal/portal.db"},
    {"SQLALCHEMY_DATABASE_URI": "postgresql+psycopg:///portal?host=/run/postgresql"},
    {"SQLALCHEMY_DATABASE_URI": "postgresql+psycopg://portal@127.0.0.1/portal"},
    {"SQLALCHEMY_DATABASE_URI": "postgresql+psycopg://portal@a.example.org/portal?host=b.example.org&sslmode=verify-full"},
    {"FILES_URL": "s3://bucket?endpoint=https://store.example.org", "REDIS_URL": "rediss://queue.example.org/0"},
    {"FILES_URL": "s3://bucket?endpoint=http://127.0.0.1:9000", "REDIS_URL": "redis://localhost/0"},
]


@pytest.mark.parametrize("settings", OPEN, ids=lambda s: next(iter(s.values())))
def test_production_does_not_start_with_an_open_line(settings):
    with pytest.raises(ConfigurationError, match="another machine"):
        config.check({"SECRET_KEY": "s" * 40, "ENV_NAME": "production", **settings})
    config.check({"SECRET_KEY": "s" * 40, "ENV_NAME": "test", **settings})


@pytest.mark.parametrize("settings", CLOSED, ids=lambda s: next(iter(s.values())))
def test_this_machine_and_tls_are_fine(settings):
    assert not list(wires.open_lines(settings))


def test_no_letter_leaves_in_clear_text(monkeypatch):
    """A server elsewhere that knows no STARTTLS gets nothing, with or without a password."""

    class Plain:
        def __init__(self, *_, **__): ...
        def ehlo(self): ...
        def close(self): ...
        def has_extn(self, _name):
            return False

    monkeypatch.setattr("portal.outbox.server.smtplib.SMTP", Plain)
    from email.message import EmailMessage

    with pytest.raises(OutOfReach, match="STARTTLS"):
        PostOffice("smtp://mail.example.org").hand_over(EmailMessage(), "a@example.org", "b@example.org")


def test_a_secret_may_be_handed_over_as_a_file(monkeypatch, tmp_path):
    (tmp_path / "SECRET_KEY").write_text("k" * 40 + "\n")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert config.from_environment()["SECRET_KEY"] == "k" * 40
    monkeypatch.setenv("SECRET_KEY", "e" * 40)
    assert config.from_environment()["SECRET_KEY"] == "e" * 40
