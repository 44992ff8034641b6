"""`make chaos`: submissions through a line that is cut at every byte of request and answer: as many rows as keys, no more, no fewer."""

from __future__ import annotations

import argparse
import http.client
import io
import random
import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID, uuid4

from bench.cutting import Cut, Line
from tests.cast import PASSWORD
from tests.serving import make_demo, served

BROKEN = (ConnectionError, http.client.HTTPException, TimeoutError, OSError)
NO_KEY = "0" * 36  # stands for another key at each sending, which is as good as none
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=cut")


@dataclass
class Sender:
    """A member of a team with a bad connection, who sends again until an answer is there."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    tries: int = 0

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = FORMS[0], port: int | None = None, **headers):
        """(status, headers, body); a connection of its own, so that a cut concerns one request."""
        self.tries += 1
        line = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        try:
            sent = {"Cookie": self.cookie, "Content-Type": kind, "Accept-Language": "en", **headers}
            line.request(method, path, body or None, {name: value for name, value in sent.items() if value})
            answer = line.getresponse()
            text = answer.read()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, value = cookie.split(";")[0].split("=", 1)
                self.cookies[name] = value
            return answer.status, answer.headers, text
        finally:
            line.close()

    def sign_in(self, name: str) -> None:
        fields = self.hidden("/sign-in") | {"name": name, "password": PASSWORD}
        status, *_ = self.ask("POST", "/sign-in", urlencode(fields).encode())
        if status != 303:
            raise RuntimeError(f"signing in answers {status}")

    def hidden(self, path: str) -> dict[str, str]:
        _, _, page = self.ask("GET", path)
        tags = re.findall(r'<input[^>]*type="hidden"[^>]*>', page.decode())
        pairs = [(re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in tags]
        return {name[1]: unescape(value[1]) if value else "" for name, value in pairs if name}


@dataclass
class Outcome:
    sent: int = 0  # distinct submissions
    cuts: int = 0
    tries: int = 0
    rows: dict[str, int] = field(default_factory=dict)  # text → rows that hold it
    wrong: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.wrong and len(self.rows) == self.sent and set(self.rows.values()) == {1}


def comment(words: str, key: str, token: str) -> tuple[str, bytes, str]:
    return "comments", urlencode({"text": words, "_key": key, "csrf_token": token}).encode(), FORMS[0]


def improvement(words: str, key: str, token: str, photo: bytes) -> tuple[str, bytes, str]:
    """Four fields and a photo, as a phone sends them."""
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'
        for n, v in (("_key", key), ("csrf_token", token), ("problem", words))
    ]
    head = '--cut\r\nContent-Disposition: form-data; name="photo"; filename="p.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    return "", "".join([*parts, head]).encode() + photo + b"\r\n--cut--\r\n", FORMS[1]


def cuts(there: int, back: int, n: int, seed: int) -> Iterator[Cut]:
    """Every byte of both ways where n allows, else as many drawn among them; over again where n is more."""
    every = [Cut(at, False) for at in range(1, there + 1)] + [Cut(at, True) for at in range(1, back + 1)]
    draws = random.Random(seed)
    while n > 0:
        some = every if n >= len(every) else draws.sample(every, n)
        yield from some
        n -= len(some)


def attempt(n: int, seed: int, instance: Path, with_keys: bool = True, progress: bool = False) -> Outcome:
    """On the demonstration that stands in `instance`."""
    outcome = Outcome()
    with served(instance) as url, Line(int(url.rsplit(":", 1)[1])) as line:
        sender = Sender(int(url.rsplit(":", 1)[1]))
        sender.sign_in("member")
        token = sender.hidden("/projects/new")["csrf_token"]
        project = (
            sqlite3.connect(instance / "portal.db")
            .execute(
                "SELECT p.id FROM project p JOIN person o ON o.id = p.owner_id JOIN user u ON u.person_id = o.id WHERE u.username = 'member'"
            )
            .fetchone()[0]
        )
        for kind, share in (("comment", n - n // 5), ("improvement", n // 5)):
            send = sending(kind, f"/projects/{UUID(project)}", token, with_keys)
            there, back = sizes(sender, *send("zq-measured"))
            for number, cut in enumerate(cuts(there, back, share, seed)):
                words = f"zqcut-{seed}-{kind}-{number}"
                path, body, form = send(words)
                line.cut = cut
                through(sender, line.port, path, body, form, outcome)
                outcome.sent, outcome.cuts = outcome.sent + 1, outcome.cuts + 1
                if progress and number % 500 == 0:
                    print(f"  {kind}: {number} of {share}", flush=True)
        outcome.tries = sender.tries
    outcome.rows = counted(instance, seed)
    return outcome


def sending(kind: str, project: str, token: str, with_keys: bool):
    photo = small_photo()

    def make(words: str) -> tuple[str, bytes, str]:
        key = str(uuid4()) if with_keys else NO_KEY
        part, body, form = comment(words, key, token) if kind == "comment" else improvement(words, key, token, photo)
        return f"{project}/{part}" if part else "/projects", body, form

    return make


def small_photo() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#a67f56").save(out, "JPEG")
    return out.getvalue()


def sizes(sender: Sender, path: str, body: bytes, form: str) -> tuple[int, int]:
    """Bytes of the request and of its answer, heads included, as measured on an uncut line."""
    status, headers, text = sender.ask("POST", path, sealed(body), form)
    if status != 303:
        raise RuntimeError(f"{path} answers {status}: {text[:200]!r}")
    head = len(f"POST {path} HTTP/1.1\r\n") + 160 + len(sender.cookie)
    return head + len(body), len(str(headers)) + 20 + len(text)


def sealed(body: bytes) -> bytes:
    """Where no key is to be kept, another one each time."""
    return body.replace(NO_KEY.encode(), str(uuid4()).encode())


def through(sender: Sender, port: int, path: str, body: bytes, form: str, outcome: Outcome) -> None:
    """Once through the cut line; then on a whole one, until an answer is there."""
    for way in (port, sender.port, sender.port, sender.port):
        try:
            status, _headers, _text = sender.ask("POST", path, sealed(body), form, port=way)
        except BROKEN:
            continue
        if status not in (303, 409):
            outcome.wrong.append(f"{path}: {status}")
        if status == 303:
            return
    outcome.wrong.append(f"{path}: no answer on a whole line")


def counted(instance: Path, seed: int) -> dict[str, int]:
    database = sqlite3.connect(instance / "portal.db")
    found = "SELECT text AS words FROM comment UNION ALL SELECT problem FROM project"
    return dict(database.execute(f"SELECT words, count(*) FROM ({found}) WHERE words LIKE 'zqcut-{seed}-%' GROUP BY words"))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("n", nargs="?", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-chaos-") as folder:
        make_demo(Path(folder))
        outcome = attempt(options.n, options.seed, Path(folder), progress=True)
        control = attempt(min(options.n, 400), options.seed + 1, Path(folder), with_keys=False)
    doubled = sum(count - 1 for count in control.rows.values())
    print(
        f"{outcome.sent} submissions, {outcome.cuts} cuts, {outcome.tries} requests: {sum(outcome.rows.values())} rows of {len(outcome.rows)} keys"
    )
    print(f"bound: fewer than {3 / outcome.sent:.1e} of the submissions are lost or doubled (95 %)")
    print(f"control without keys: {doubled} of {control.sent} doubled")
    for words in outcome.wrong[:20]:
        print("  wrong:", words)
    sys.exit(0 if outcome.holds and doubled else 1)


if __name__ == "__main__":
    main()
