"""`make test-postgres`: a PostgreSQL 15 of our own, the same tests on it, and nothing of it left behind."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from tests.everything import count, suite, workshop

LONG_WALKS = (  # left out where SHORT is set, as in the gate: it takes them on SQLite
    "tests/test_isolation.py",
    "tests/history/test_every_write.py",
    "tests/test_bad_input.py",
    "tests/history/test_records.py::test_no_kind_of_history_shows_through_a_wall",
    "tests/web/test_history.py::test_nothing_recorded_is_ever_deleted_by_the_site",
)
BIN = Path("/usr/lib/postgresql/15/bin")


def main() -> None:
    os.environ["PORTAL_ENV"] = "test"
    if not BIN.exists() and shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
        subprocess.run(["apt-get", "install", "-y", "-qq", "postgresql-15"], check=True, env=environment, stdout=subprocess.DEVNULL)
    if not BIN.exists():
        sys.exit("PostgreSQL 15 is not installed: apt-get install postgresql-15")
    from portal.translations import compile_catalogues

    compile_catalogues()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    with workshop() as folder:
        os.chmod(folder, 0o777)
        port = start(Path(folder))
        try:
            os.environ["TEST_DATABASE_URL"] = f"postgresql+psycopg://portal@127.0.0.1:{port}/postgres"
            options = ["-n", "2", "-m", "not browser and not slow and not sqlite and not once", f"--basetemp={folder}/pytest"]
            os.environ.setdefault("EVERY_WAY", "" if os.environ.get("SHORT") else "1")
            if os.environ.get("SHORT"):
                options += [f"--deselect={path}" for path in LONG_WALKS]
            count(suite("on PostgreSQL", options), counts)
        finally:
            as_server("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
    print(f"\nPostgreSQL: {counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    sys.exit(1 if counts["failed"] else 0)


def as_server(tool: str, *arguments: str) -> None:
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*user, str(BIN / tool), *arguments], check=True, stdout=subprocess.DEVNULL)


def start(folder: Path) -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    as_server("initdb", "-D", f"{folder}/data", "-U", "portal", "-E", "UTF8", "--no-locale", "-A", "trust")
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=200"
    as_server("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-w", "-o", settings, "start")
    return port


if __name__ == "__main__":
    main()
