"""The disk is full: a page says so and keeps what was typed, nothing is half-written, and with space it goes on by itself. Needs root for a small disk."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import time
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from bench.chaos import Sender, improvement
from bench.ledger import look, project_of_member, signed_in
from bench.mortal import Mortal
from bench.powercut import in_own_namespace, run
from tests.serving import make_demo

ROOM = 16 << 20  # the write-ahead log alone may take four


class Small:
    """A disk with little room, which can be used up and given back."""

    def __init__(self, place: Path, size: int):
        self.place, self.filler = place, place / "filler"
        run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))

    def fill(self) -> None:
        with self.filler.open("ab", buffering=0) as file:
            for block in (1 << 20, 1 << 12, 1):
                try:
                    while file.write(b"\0" * block):
                        pass
                except OSError:
                    continue

    def free(self) -> None:
        self.filler.unlink()


def attempt(demo: Path, folder: Path) -> list[str]:
    """What was not as it must be."""
    size = sum(file.stat().st_size for file in demo.rglob("*") if file.is_file())
    folder.mkdir()
    disk, wrong = Small(folder, size + ROOM), []
    instance = folder / "instance"
    shutil.copytree(demo, instance)
    server = Mortal(instance)
    try:
        server.start()
        sender = signed_in(server.port)
        disk.fill()
        wrong += while_full(sender, instance)
        disk.free()
        wrong += with_room_again(sender, instance)
        server.kill()
        wrong += still_whole(instance)
    finally:
        server.end()
        run("umount", "-l", str(folder))
    return wrong


def while_full(sender: Sender, instance: Path) -> list[str]:
    token, project = sender.hidden("/projects/new")["csrf_token"], project_of_member(instance)
    wrong, told = [], 0
    for turn in range(30):  # the log of the database may have room for some pages yet
        fields = {"text": f"zqlast-full-{turn} " + "x" * 1500, "_key": f"full-{turn}", "csrf_token": token}
        status, _, page = sender.ask("POST", f"/projects/{project}/comments", urlencode(fields).encode())
        text = unescape(page.decode())
        if status == 507:
            told += 1
            if f"zqlast-full-{turn}" not in text or f'value="full-{turn}"' not in text or "Send it once more" not in text:
                wrong.append(f"507 does not bring back what was typed: {text[-800:]}")
        elif status != 303:
            wrong.append(f"a comment answers {status} on a full disk")
    path, body, form = improvement("zqlast-photo", "photo", token, b"\xff\xd8" + b"0" * 300_000)
    status, *_ = sender.ask("POST", f"/projects{path}", body, form)
    if status not in (422, 507):
        wrong.append(f"a photo answers {status} on a full disk")
    for page in ("/", "/projects", f"/projects/{project}", "/more"):
        if (status := sender.ask("GET", page)[0]) != 200:
            wrong.append(f"{page} answers {status} on a full disk")
    return wrong if told else [*wrong, "the disk was never full"]


def with_room_again(sender: Sender, instance: Path) -> list[str]:
    """The very forms that could not be taken, sent again under their keys."""
    token, project = sender.hidden("/projects/new")["csrf_token"], project_of_member(instance)
    wrong, began = [], time.monotonic()
    for turn in range(30):
        fields = {"text": f"zqlast-full-{turn} " + "x" * 1500, "_key": f"full-{turn}", "csrf_token": token}
        status, *_ = sender.ask("POST", f"/projects/{project}/comments", urlencode(fields).encode())
        if status != 303:
            wrong.append(f"with room again, a comment answers {status}")
    if time.monotonic() - began > 60:
        wrong.append("it took more than a minute to heal")
    return wrong


def still_whole(instance: Path) -> list[str]:
    found = look(instance / "portal.db")
    wrong = [] if found.integrity == "ok" else [f"integrity: {found.integrity}"]
    if len(found.rows) != 30 or found.doubled():
        wrong.append(f"{len(found.rows)} of 30 comments, {len(found.doubled())} doubled")
    halves = [file.name for file in (instance / "uploads").rglob("*") if file.is_file() and re.search(r"part|beside|tmp", file.name)]
    return [*wrong, *(f"half a file: {name}" for name in halves)]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--demo", type=Path)
    options = asked.parse_args()
    in_own_namespace()
    with tempfile.TemporaryDirectory(prefix="portal-diskfull-") as folder:
        demo = options.demo or Path(folder) / "demo"
        if not options.demo:
            make_demo(demo)
        wrong = attempt(demo, Path(folder) / "small")
    print(*(wrong or ["a full disk: told, nothing half-written, healed with room"]), sep="\n")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
