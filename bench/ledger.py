"""Who writes while the server dies, and what was promised: every answer that came, every sending that had none."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

from bench.chaos import BROKEN, Sender
from portal.database import sqlite_driver

HANDS = 3


@dataclass
class Ledger:
    """(words → key) of all that was sent; the words of what was acknowledged."""

    project: str
    sent: dict[str, str] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    strange: list[str] = field(default_factory=list)
    with_keys: bool = True
    is_dark: bool = False  # the current is gone: what a server says now it could not say without
    said_in_the_dark: int = 0

    def waiting(self) -> list[str]:
        return [words for words in self.sent if words not in self.acknowledged]

    def send(self, sender: Sender, token: str, words: str) -> bool:
        key = self.sent.setdefault(words, str(uuid4()))
        fields = {"text": words, "csrf_token": token, "_key": key if self.with_keys else str(uuid4())}
        try:
            status, headers, _text = sender.ask("POST", f"/projects/{self.project}/comments", urlencode(fields).encode())
        except BROKEN:
            return False
        if status == 303 and urlsplit(headers.get("Location", "")).path.startswith("/projects/"):  # not to the sign-in, which names it too
            if self.is_dark:
                self.said_in_the_dark += 1
                return False
            self.acknowledged.add(words)
            return True
        self.strange.append(f"{status} {headers.get('Location', '')}")
        return False


class Hands:
    """Some who write without end, until the server is gone."""

    def __init__(self, ledger: Ledger, port: int, prefix: str):
        self.ledger, self.port, self.prefix, self.stopped = ledger, port, prefix, threading.Event()
        self.sender = signed_in(port)
        self.token = self.sender.hidden("/projects/new")["csrf_token"]
        self.threads = [threading.Thread(target=self.write, args=(number,)) for number in range(HANDS)]

    def __enter__(self) -> Hands:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def write(self, hand: int) -> None:
        own = Sender(self.port, dict(self.sender.cookies))
        turn = 0
        while not self.stopped.is_set() and self.ledger.send(own, self.token, f"{self.prefix}-{hand}-{turn}"):
            turn += 1

    def send_again(self) -> None:
        """What had no answer, under its own key."""
        for words in self.ledger.waiting():
            self.ledger.send(self.sender, self.token, words)


_cookies: dict[str, str] = {}


def signed_in(port: int) -> Sender:
    """By the session of before, where it still counts: it too was acknowledged."""
    sender = Sender(port, dict(_cookies))
    status, *_ = sender.ask("GET", "/projects")
    if status != 200:
        sender.cookies.clear()
        sender.sign_in("member")
        _cookies.update(sender.cookies)
    return sender


def opened(file: str) -> Any:
    """By the library that the portal uses: its recovery is a part of what is proved."""
    driver: Any = sqlite_driver()
    return driver.connect(file)


def project_of_member(instance: Path) -> str:
    asked = "SELECT p.id FROM project p JOIN person o ON o.id = p.owner_id JOIN user u ON u.person_id = o.id WHERE u.username = 'member'"
    database = opened(str(instance / "portal.db"))
    try:
        return str(UUID(database.execute(asked).fetchone()[0]))
    finally:
        database.close()


@dataclass
class Finding:
    rows: dict[str, int]
    integrity: str

    def lost(self, ledger: Ledger) -> list[str]:
        return [words for words in ledger.acknowledged if words not in self.rows]

    def doubled(self) -> list[str]:
        return [words for words, count in self.rows.items() if count > 1]


def look(database_file: Path) -> Finding:
    database = opened(str(database_file))
    try:
        integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
        found = database.execute("SELECT text, count(*) FROM comment WHERE text LIKE 'zqlast-%' GROUP BY text").fetchall()
        return Finding(dict(found), integrity)
    finally:
        database.close()
