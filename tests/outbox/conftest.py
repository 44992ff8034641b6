import pytest

from tests.outbox.build import Post


@pytest.fixture
def post_office(app, monkeypatch):
    """A real mail server, and a portal that knows of it."""
    server = Post().start()
    monkeypatch.setitem(app.config, "MAIL_URL", server.url)
    monkeypatch.setitem(app.config, "MAIL_FROM", "portal@example.org")
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://portal.example.org")
    yield server
    server.stop()
