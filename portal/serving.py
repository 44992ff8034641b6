"""The web server: the app is made once, then forked, so that its processes share what none of them changes.

`python -m portal.serving` serves; `make run` (portal/running.py) does the same after it has prepared the demonstration.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from portal import the_app

WORKERS, THREADS = 2, 64  # most threads wait for phones on bad lines
FLAGS = ("--interface", "wsgi", "--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-ws", "--log-level", "warning")
STOPS_WITHIN = 10  # seconds; one that is told to stop while it starts may miss the word
ARENAS = -8  # glibc's name for: of how many heaps threads take their memory


def main() -> None:
    serve(
        the_app(),
        os.environ.get("HOST", "127.0.0.1"),
        os.environ.get("PORT", "8000"),
        with_worker=os.environ.get("PORTAL_WITH_WORKER") == "1",
    )


def serve(app: Flask, host: str, port: str, with_worker: bool = False) -> None:
    """Until told to stop; where the system cannot fork safely, each process makes the app for itself."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    logging.getLogger("_granian").addFilter(lambda told: "Python threads" not in told.getMessage())  # they are meant: see THREADS
    settle(app)
    worker = fork_worker() if with_worker else None
    facts: dict[str, Any] = {
        "workers": WORKERS,
        "blocking_threads": THREADS,
        "websockets": False,
        "log_level": LogLevels.warning,
        "workers_kill_timeout": STOPS_WITHIN,
    }
    if at := os.environ.get("PORTAL_SOCKET"):  # behind nginx on the same machine: nothing to listen to, and file rights say who may speak
        Path(at).unlink(missing_ok=True)
        facts |= {"uds": Path(at), "uds_permissions": 0o660}
    server = Granian("wsgi:app", address=host, port=int(port), interface=Interfaces.WSGI, **facts)
    try:
        if sys.platform == "linux":
            multiprocessing.set_start_method("fork", force=True)
            server.serve(target_loader=lambda: app, wrap_loader=False)
        else:
            server.serve()
    finally:
        if worker:
            os.kill(worker, signal.SIGTERM)
            os.waitpid(worker, 0)


def settle(app: Flask) -> None:
    """Whatever a first request would load is loaded; no connection is open that two processes would share."""
    from portal.database import db

    if sys.platform == "linux":
        ctypes.CDLL(None).mallopt(ARENAS, 2)  # 64 threads would each keep a heap of their own
    kept = app.config["INSTANCE"] / "templates"
    kept.mkdir(parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(kept))  # compiled at the first start, read at the next
    for name in app.jinja_env.list_templates(["html"]):
        app.jinja_env.get_template(name)
    for language in app.config["LANGUAGES"]:
        app.test_client().get("/sign-in", headers={"Accept-Language": language, "Host": app.config["TRUSTED_HOSTS"][0]})
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    gc.collect()
    gc.freeze()  # what is loaded now lives for ever: the collector need not look at it again, and the pages stay shared


def fork_worker() -> int:
    """The job worker, in a process of its own; who asks gets its number."""
    sys.stdout.flush()
    if worker := os.fork():
        return worker
    from portal.worker import huey

    huey.create_consumer(workers=2).run()
    os._exit(0)


if __name__ == "__main__":
    main()
