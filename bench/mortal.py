"""The portal's own server, made once and forked at each start, so that it can be killed and stand again within a second."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.serving import children, free_port
from portal.config import ROOT
from tests.serving import KEY

SYNCHRONOUS, FORGETFUL = "BENCH_SYNCHRONOUS", "BENCH_FORGETFUL"  # the controls: what must lose


class Mortal:
    """On this instance; `start` and `kill` as often as one likes."""

    def __init__(self, instance: Path, **settings: str):
        self.port, self.pid = free_port(), 0
        environment = {**os.environ, "PORTAL_ENV": "demo", "PORTAL_INSTANCE": str(instance), "SECRET_KEY": KEY, **settings}
        environment |= {"DATABASE_URL": f"sqlite:///{instance / 'portal.db'}", "PORT": str(self.port), "HOST": "127.0.0.1"}
        self.log = (ROOT / "build" / "mortal.log").open("ab") if (ROOT / "build").is_dir() else subprocess.DEVNULL
        self.keeper = subprocess.Popen(
            [sys.executable, "-m", "bench.mortal"],
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def say(self, word: str) -> str:
        assert self.keeper.stdin and self.keeper.stdout
        self.keeper.stdin.write(word + "\n")
        self.keeper.stdin.flush()
        return self.keeper.stdout.readline().strip()

    def start(self) -> None:
        self.pid = int(self.say("up"))
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.url}/livez", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.03)
        raise RuntimeError("the server did not come up")

    def processes(self) -> list[int]:
        return [self.pid, *children(self.pid)]

    def kill(self, first: int | None = None) -> None:
        """No process gets to say goodbye; where `first` is given, that one dies a moment before the others."""
        for pid in ([first] if first else []) + self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                time.sleep(0.02 if pid == first else 0)
        self.say("bury")

    def end(self) -> None:
        if self.keeper.stdin:
            self.keeper.stdin.close()
        self.keeper.wait(20)


def keep() -> None:
    """The parent of all: it holds the app and no file of the instance."""
    from portal import the_app
    from portal.database import db
    from portal.serving import serve, settle

    app = the_app()
    worsen(app)
    settle(app)
    with app.app_context():
        db.engine.dispose()
    child = 0
    for line in sys.stdin:
        if line.strip() == "up":
            child = os.fork()
            if child == 0:
                os.dup2(2, 1)  # what it prints is no answer of the keeper's
                with contextlib.suppress(BaseException):
                    serve(app, os.environ["HOST"], os.environ["PORT"])
                os._exit(0)
            print(child, flush=True)
        else:
            os.waitpid(child, 0)
            print("buried", flush=True)


def worsen(app) -> None:
    """For the controls alone: a database that is not flushed, an answer given before the work."""
    from sqlalchemy import event

    from portal.database import db

    if level := os.environ.get(SYNCHRONOUS):
        with app.app_context():
            event.listen(db.engine, "connect", lambda connection, _record: connection.execute(f"PRAGMA synchronous={level}"))
    if os.environ.get(FORGETFUL):
        app.wsgi_app = Forgetful(app.wsgi_app)


class Forgetful:
    """Says that a comment is saved, and saves it a moment later."""

    def __init__(self, inner):
        self.inner = inner

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        if not path.endswith("/comments"):
            return self.inner(environ, start_response)
        import io

        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        later = {**environ, "wsgi.input": io.BytesIO(body)}
        threading.Timer(0.1, lambda: list(self.inner(later, lambda *_: None))).start()
        start_response("303 See Other", [("Location", path), ("Content-Length", "0")])
        return [b""]


if __name__ == "__main__":
    keep()
