"""`make run`: prepare the demonstration, then keep a web server and a worker going until told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from portal import config

LOOPBACK = ("127.0.0.1", "localhost", "::1")
BIN = Path(sys.executable).parent


def main() -> None:
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if host not in LOOPBACK and os.environ.get("PORTAL_DEMO_PUBLIC") != "1":
        sys.exit(
            f"The demonstration has known passwords, so it listens on this machine only, not on {host}. PORTAL_DEMO_PUBLIC=1 overrides this."
        )
    os.environ["PORTAL_ENV"] = "demo"
    if host not in LOOPBACK:
        os.environ.setdefault("TRUSTED_HOSTS", f"{host},127.0.0.1,localhost")
    prepare()
    print_people(host, port)
    keep_going(host, port)


def prepare() -> None:
    """Catalogues, migrations (after a backup where one is due), modules, and the demo where the database is empty."""
    from portal import create_app
    from portal.translations import compile_catalogues
    from portal.upgrade import bring_up_to_date

    compile_catalogues()
    app = create_app()
    with app.app_context():
        bring_up_to_date(say=lambda text: print(text, flush=True))


def print_people(host: str, port: str) -> None:
    from portal.demo import PASSWORD, PEOPLE

    print(
        f"\nSCORE Portal – a demonstration: people and factories are invented.\n\n  http://{host}:{port}\n\nSign in with the password {PASSWORD} as",
        flush=True,
    )
    for username, who in PEOPLE.items():
        print(f"  {username:12} {who}", flush=True)
    print("\nStop with Ctrl-C. Your data stay in", config.from_environment()["INSTANCE"], flush=True)


def keep_going(host: str, port: str) -> None:
    serve = [BIN / "granian", "--interface", "wsgi", "--host", host, "--port", port, "--workers", "2", "--blocking-threads", "64"]
    web = subprocess.Popen([*map(str, serve), "--no-ws", "--log-level", "warning", "wsgi:app"])  # noqa: S603 – our own words
    worker = subprocess.Popen([str(BIN / "huey_consumer"), "portal.worker.huey", "--workers", "2", "--quiet"])  # noqa: S603 – our own words
    both = (web, worker)

    def stop(*_signal) -> None:
        for process in both:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    code = web.wait()
    worker.terminate()
    worker.wait()
    sys.exit(0 if code in (0, -signal.SIGTERM, -signal.SIGINT) else code)


if __name__ == "__main__":
    main()
