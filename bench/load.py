"""One round of wrk: so many seconds, eight connections, and what came of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bench.serving import Served

CONNECTIONS = 8
SCRIPT = Path(__file__).with_name("load.lua")
MISSING = "wrk is not here: `apt-get install wrk` (Debian), or build it from its source, then run this again."
ACCEPTS = {"Accept-Encoding": "zstd, br, gzip", "Accept-Language": "en"}  # as a browser asks; the floors do not compress
FORM = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}


@dataclass(frozen=True)
class Person:
    """Who asks: the cookie, the token against forgery, and the paths that are theirs (`path` or `path etag`)."""

    cookie: str
    token: str
    paths: list[str]


@dataclass(frozen=True)
class Requests:
    people: list[Person]
    method: str = "GET"
    want: int = 200
    body: str = ""  # {key} and {token} are filled in afresh for each request
    headers: dict[str, str] = field(default_factory=dict)
    once: bool = False  # each path is asked for once in a round

    def write(self, to: Path) -> None:
        people = ",\n".join(
            f"{{cookie={q(p.cookie)},token={q(p.token)},paths={{{','.join(map(q, p.paths))}}}}}" for p in self.people if p.paths
        )
        headers = ",".join(f"[{q(name)}]={q(value)}" for name, value in (ACCEPTS | self.headers).items())
        facts = f"method={q(self.method)},want={self.want},body={q(self.body)},once={str(self.once).lower()},headers={{{headers}}}"
        to.write_text(f"return {{{facts},people={{\n{people}\n}}}}\n")


@dataclass(frozen=True)
class Round:
    rate: float
    p50: float
    p99: float
    cpu: float  # milliseconds a request
    size: float  # bytes an answer, with its headers


def q(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def need_wrk() -> None:
    if not shutil.which("wrk"):
        sys.exit(MISSING)


def run(server: Served, requests: Path, seconds: int, seed: int = 1) -> Round:
    spent = server.cpu_seconds()
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", str(SCRIPT), f"http://127.0.0.1:{server.port}"]
    done = subprocess.run(
        command, env=os.environ | {"SUBJECT": str(requests), "SEED": str(seed)}, capture_output=True, encoding="utf-8", errors="replace"
    )
    result = next((line for line in done.stdout.splitlines() if line.startswith("RESULT ")), None)
    if done.returncode or result is None:
        sys.exit(f"{requests.stem} on {server.name} failed: {done.stderr.strip() or done.stdout}")
    count, microseconds, size, p50, p99, failed = map(int, result.split()[1:])
    if failed:
        sys.exit(f"{requests.stem} on {server.name}: {failed} of {count} requests failed; a fast failure is no speed")
    many = max(count, 1)  # a cold server may answer nobody in its first second
    return Round(count / microseconds * 1e6, p50 / 1000, p99 / 1000, (server.cpu_seconds() - spent) / many * 1000, size / many)
