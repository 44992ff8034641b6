"""`make observatory`: MDN's HTTP Observatory (from npm, never online) on the portal behind the shipped nginx configuration with TLS."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from uuid import UUID

from bench.proxied import HOST, is_possible, proxied
from portal import clock
from portal.config import ROOT

PACKAGE, LEAST = "@mdn/mdn-http-observatory@1.4.8", 135
WITHOUT_COOKIE = 130  # the last five points are for a cookie that is well guarded; a page that needs none has none
OPEN = (
    "/sign-in",
    "/forgotten",
    "/en/methods",
    "/ur/methods",
    "/en/help",
    "/phone",
    "/nothing-here",
    "/livez",
    "/link/unknown",
    "/projects",
)
SIGNED_IN = (
    "/",
    "/more",
    "/help",
    "/people",
    "/enterprises",
    "/modules",
    "/search",
    "/notices",
    "/devices",
    "/factors",
    "/password",
    "/mail",
    "/jobs",
    "/nothing-here",
)
SCANNER = ROOT / "build" / "observatory"


def main() -> None:
    if not is_possible() or not shutil.which("node"):
        sys.exit("nginx, openssl, node and npm are needed: apt-get install nginx-light openssl nodejs npm")
    from tests.serving import free_port

    home = get_scanner()
    with tempfile.TemporaryDirectory(prefix="observatory-") as folder, proxied(Path(folder), free_port) as here:
        cookie = sign_in(here.app)
        pages = [{"at": at} for at in OPEN] + [{"at": at, "cookie": cookie} for at in SIGNED_IN]
        asked = {"host": HOST, "httpPort": here.http, "httpsPort": here.https, "pages": pages}
        command = ["node", str(ROOT / "bench" / "observatory.mjs"), str(home), json.dumps(asked)]
        done = subprocess.run(command, env={**os.environ, "NODE_EXTRA_CA_CERTS": str(here.authority)}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    sys.exit(judge(json.loads(done.stdout)))


def judge(told: dict) -> int:
    for page in told["found"]:
        lost = {name: words for name, words in page["tests"].items() if int(words.rsplit(" ", 1)[1]) < 0}
        print(f"{page['at']:20} {page['status']}  {page['score']:4} {page['grade']:3}", lost or "")
    bare = [page for page in told["found"] if page["tests"].get("cookies", "").startswith("cookies-not-found")]
    low = [page["at"] for page in told["found"] if page["score"] < (WITHOUT_COOKIE if page in bare else LEAST)]
    print(
        f"{len(told['found'])} pages by algorithm {told['algorithm']}, {len(low)} under {LEAST}; {len(bare)} set no cookie: {WITHOUT_COOKIE} is their most"
    )
    return 1 if low else 0


def get_scanner() -> Path:
    """From npm once, without its scripts: those would fetch lists from elsewhere, of which none names this machine."""
    home = SCANNER / "node_modules" / "@mdn" / "mdn-http-observatory"
    if not home.exists():
        SCANNER.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(SCANNER), PACKAGE], check=True)
    for name in ("hsts-preload.json", "tld-list.json"):
        (home / "conf" / name).write_text("{}")
    return home


def sign_in(app) -> str:
    """The first administrator, signed in without a browser."""
    from portal.accounts import sessions
    from portal.accounts.first import make_administrator
    from portal.accounts.models import Programme, User, UserSession
    from portal.database import db

    with app.app_context():
        make_administrator("keeper", "Adeel Khan")
        db.session.add(Programme(code="TRY", name="A trial"))
        user = db.session.scalars(db.select(User)).one()
        user.must_change, user.factor_since = False, clock.now()
        user_id: UUID = user.id
        now = clock.now()
        db.session.add(UserSession(user_id=user_id, digest=sessions.digest("a trial"), device="trial", started_at=now, seen_at=now))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    sealed = app.session_interface.get_signing_serializer(app).dumps({"_permanent": True, "_fresh": True, "_user_id": "a trial"})
    return f"{app.config['SESSION_COOKIE_NAME']}={sealed}"


if __name__ == "__main__":
    main()
