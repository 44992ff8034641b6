"""A mail server that can misbehave in all the ways that mail servers do, and other hosts as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from portal.config import ROOT
from tests.serving import free_port


@dataclass
class Mailbox:
    """What arrived, and how the server shall answer next: `answers` to DATA, `receives` to RCPT."""

    messages: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    receives: list[str] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        answer = self.receives.pop(0) if self.receives else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, _session, envelope):
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer.startswith("250") or answer == "drop":
            self.messages.append(message_from_bytes(envelope.content, policy=default))
        if answer == "drop":
            server.transport.abort()
        return answer

    def let_in(self, _server, _session, _envelope, _mechanism, login):
        self.logins.append((login.login, login.password))
        return AuthResult(success=login.password == b"right: one", handled=False)


class Post:
    """The server on a port of its own, which may be stopped and started again there."""

    def __init__(self, **options):
        self.box, self.port, self.options = Mailbox(), free_port(), options
        self.controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> Post:
        self.controller = Controller(self.box, hostname="127.0.0.1", port=self.port, **self.options)
        self.controller.start()
        return self

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None


BEGIN = """
import os, signal
from portal import create_app, clock
from portal.outbox import jobs
from portal.web import periodic
app = create_app(ENV_NAME="test", SECRET_KEY="t" * 40, MAIL_URL=os.environ.get("MAIL_URL", ""), MAIL_FROM="portal@example.org")
print("ready", flush=True)
input()
with app.app_context():
"""


def other_host(app, code: str) -> subprocess.Popen:
    """Another process on the same database; it waits for `go` once its app stands."""
    environment = {
        **os.environ,
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "PORTAL_INSTANCE": str(app.config["INSTANCE"]),
        "MAIL_URL": app.config["MAIL_URL"],
        "PORTAL_ENV": "test",
    }
    body = "\n".join("    " + line for line in code.strip().splitlines())
    started = subprocess.Popen(
        [sys.executable, "-c", BEGIN + body], cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "ready\n"
    return started


def go(*hosts: subprocess.Popen) -> list[int]:
    """All at once; how each ended."""
    for host in hosts:
        assert host.stdin is not None
        host.stdin.write("\n")
        host.stdin.flush()
    for host in hosts:
        host.communicate(timeout=60)
    return [host.returncode for host in hosts]
