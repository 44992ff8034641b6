"""A real server with the demonstration in a database of its own, for browsers and for pictures."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from portal import create_app
from portal.config import ROOT
from portal.database import db
from tests.stores import make_tables

KEY = "t" * 40


def make_demo(instance: Path):
    """The demonstration in a folder of its own; the app that stands on it. One run of the tests builds it once and copies it."""
    kept = os.environ.get("TEST_DEMO")  # set by tests/conftest.py, for all workers
    if not kept:
        return build_demo(instance)
    with Path(f"{kept}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not Path(kept).exists():
            build_demo(Path(f"{kept}.half"))
            Path(f"{kept}.half").rename(kept)
    shutil.copytree(kept, instance, dirs_exist_ok=True)
    return demo_app(instance)


def demo_app(instance: Path):
    return create_app(
        ENV_NAME="demo",
        DEMO=True,
        SECRET_KEY=KEY,
        INSTANCE=instance,
        FILES_ROOT=instance / "uploads",
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{instance / 'portal.db'}",
        WTF_CSRF_ENABLED=False,
    )


def build_demo(instance: Path):
    """Through its own verbs."""
    instance.mkdir(parents=True, exist_ok=True)
    app = demo_app(instance)
    with app.app_context():
        make_tables()
        from portal import demo
        from portal.curriculum.loading import load

        if demo.is_wanted():
            load(ROOT / "content")
            db.session.commit()
            demo.build()
        db.session.remove()
        db.engine.dispose()
    return app


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def served(instance: Path, threads: int = 16, with_worker: bool = False):
    """The address of a server on this instance, for as long as it is needed; with its worker it is started as users start it."""
    port = free_port()
    environment = {
        **os.environ,
        "PORTAL_ENV": "demo",
        "PORTAL_INSTANCE": str(instance),
        "SECRET_KEY": KEY,
        "DATABASE_URL": f"sqlite:///{instance / 'portal.db'}",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PORTAL_WITH_WORKER": "1",
    }
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    granian += ["--workers", "1", "--blocking-threads", str(threads), "--no-ws", "--log-level", "warning", "wsgi:app"]
    log = (instance / "server.log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "portal.serving"] if with_worker else granian,
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/livez", server, instance / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(40)
        log.close()


def wait_for(url: str, server: subprocess.Popen, log: Path, seconds: int = 180) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not come up:\n{log.read_text()[-3000:]}")
