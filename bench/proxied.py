"""The portal in production's settings behind nginx with the files of deploy/, on this machine alone, with a certificate of its own making."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.config import ROOT

HOST, KEY = "localhost", "a trial has no secret, only a long key"


@dataclass(frozen=True)
class Proxied:
    http: int
    https: int
    authority: Path
    folder: Path
    app: object

    @property
    def socket(self) -> Path:
        return self.folder / "portal.sock"


def is_possible() -> bool:
    return bool(shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") and shutil.which("openssl"))


@contextmanager
def proxied(folder: Path, free_port) -> Iterator[Proxied]:
    here = Proxied(free_port(), free_port(), folder / "authority.pem", folder, make_portal(folder))
    certify(folder)
    configure(here)
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
    with (folder / "server.log").open("wb") as log:
        portal = subprocess.Popen([sys.executable, "-m", "portal.serving"], cwd=ROOT, env=environment(folder), stdout=log, stderr=log)
        door = None
        try:
            wait_for(here.socket, portal)
            door = subprocess.Popen([nginx, "-e", "stderr", "-c", str(folder / "nginx.conf"), "-g", "daemon off;"], stdout=log, stderr=log)
            time.sleep(0.5)
            yield here
        finally:
            for process in filter(None, (door, portal)):
                process.terminate()
                process.wait(30)


def environment(folder: Path) -> dict[str, str]:
    facts = {"PORTAL_ENV": "production", "PORTAL_INSTANCE": str(folder / "instance"), "SECRET_KEY": KEY, "TRUSTED_PROXIES": "1"}
    return {
        **os.environ,
        **facts,
        "DATABASE_URL": f"sqlite:///{folder / 'instance' / 'portal.db'}",
        "PORTAL_SOCKET": str(folder / "portal.sock"),
    }


def make_portal(folder: Path):
    from portal import create_app
    from portal.database import db
    from portal.upgrade import know_migrations, migrate

    (folder / "instance").mkdir(parents=True)
    database = f"sqlite:///{folder / 'instance' / 'portal.db'}"
    names = {"SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_NAME": "__Host-portal", "SECOND_FACTOR_REQUIRED": True, "TRUSTED_PROXIES": 1}
    app = create_app(
        ENV_NAME="production", DEMO=False, SECRET_KEY=KEY, INSTANCE=folder / "instance", SQLALCHEMY_DATABASE_URI=database, **names
    )
    know_migrations(app)
    with app.app_context():
        migrate()
        db.session.remove()
        db.engine.dispose()
    return app


def certify(folder: Path) -> None:
    """An authority that lives for a day, and a certificate of this machine's name under it."""
    run = lambda *words: subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)  # noqa: E731
    run(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=trial",
        "-keyout",
        "authority.key",
        "-out",
        "authority.pem",
    )
    run("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}", "-keyout", "privkey.pem", "-out", "asked.pem")
    (folder / "names").write_text(f"subjectAltName=DNS:{HOST}\n")
    given = [
        "-CA",
        "authority.pem",
        "-CAkey",
        "authority.key",
        "-CAcreateserial",
        "-extfile",
        "names",
        "-days",
        "1",
        "-out",
        "fullchain.pem",
    ]
    run("x509", "-req", "-in", "asked.pem", *given)


def configure(here: Proxied) -> None:
    """The shipped file with only names, ports and paths changed."""
    text = (ROOT / "deploy" / "nginx" / "portal.conf").read_text()
    text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{here.http}", text)
    text = re.sub(r"listen 443\b", f"listen 127.0.0.1:{here.https}", text)
    text = text.replace("https://portal.example.org$request_uri", f"https://{HOST}:{here.https}$request_uri")
    text = text.replace("/etc/letsencrypt/live/portal.example.org", str(here.folder)).replace("portal.example.org", HOST)
    text = text.replace("/run/portal/portal.sock", str(here.socket)).replace("/usr/share/portal", str(ROOT / "deploy" / "nginx"))
    paths = "".join(f"{kind}_temp_path {here.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = f"pid {here.folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{paths}{text}\n}}\n"
    user = "user root;\n" if os.geteuid() == 0 else ""  # the folder of a test is its maker's alone
    (here.folder / "nginx.conf").write_text(user + whole)


def wait_for(socket: Path, process: subprocess.Popen, seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        if socket.exists():
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not come up:\n{(socket.parent / 'server.log').read_text()[-3000:]}")
