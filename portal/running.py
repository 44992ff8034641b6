"""`make run`: prepare the demonstration, then keep a web server and a worker going until told to stop."""

from __future__ import annotations

import os
import sys

from flask import Flask

from portal import config
from portal.serving import serve

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def main() -> None:
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if host not in LOOPBACK and os.environ.get("PORTAL_DEMO_PUBLIC") != "1":
        sys.exit(
            f"The demonstration has known passwords, so it listens on this machine only, not on {host}. PORTAL_DEMO_PUBLIC=1 overrides this."
        )
    os.environ["PORTAL_ENV"] = "demo"
    if host not in LOOPBACK:
        os.environ.setdefault("TRUSTED_HOSTS", f"{host},127.0.0.1,localhost")
    app = prepare()
    print_people(host, port)
    serve(app, host, port, with_worker=True)


def prepare() -> Flask:
    """Catalogues, migrations (after a backup where one is due), modules, and the demo where the database is empty."""
    from portal import the_app
    from portal.translations import compile_catalogues
    from portal.upgrade import bring_up_to_date

    compile_catalogues()
    app = the_app()
    with app.app_context():
        bring_up_to_date(say=lambda text: print(text, flush=True))
    return app


def print_people(host: str, port: str) -> None:
    from portal.demo import PASSWORD, PEOPLE

    print(
        f"\nSCORE Portal – a demonstration: people and factories are invented.\n\n  http://{host}:{port}\n\nSign in with the password {PASSWORD} as",
        flush=True,
    )
    for username, who in PEOPLE.items():
        print(f"  {username:12} {who}", flush=True)
    print("\nStop with Ctrl-C. Your data stay in", config.from_environment()["INSTANCE"], flush=True)


if __name__ == "__main__":
    main()
