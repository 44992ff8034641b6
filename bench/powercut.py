"""`make powercut`: the disk stops at a random moment, as without current; what was acknowledged is there after the restart.

An ext4 on a loop file in a mount namespace of its own (so that nothing is left behind), told by FS_IOC_SHUTDOWN to forget
whatever was not flushed; needs root. The control runs with `synchronous=NORMAL` and must lose.
A server without current says nothing, this one lives on for a moment: only answers that came before the cut are promises
(an `fsync` that runs while ext4 is told to stop can find its transaction gone, and then reports success).
"""

from __future__ import annotations

import argparse
import ctypes
import fcntl
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.kill9 import Outcome, note
from bench.ledger import Hands, Ledger, project_of_member
from bench.mortal import SYNCHRONOUS, Mortal
from tests.serving import make_demo

SHUTDOWN, WITHOUT_FLUSH = 0x8004587D, 2
CLONE_NEWNS = 0x00020000
MEGABYTES = 128


class Disk:
    """An ext4 of its own that loses its current."""

    def __init__(self, folder: Path):
        self.image, self.place = folder / "disk", folder / "place"
        self.place.mkdir()
        with self.image.open("wb") as file:
            file.truncate(MEGABYTES << 20)
        run("mkfs.ext4", "-q", "-F", str(self.image))

    def mount(self) -> None:
        run("mount", "-o", "loop", str(self.image), str(self.place))

    def cut(self) -> None:
        door = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(door, SHUTDOWN, struct.pack("I", WITHOUT_FLUSH))
        finally:
            os.close(door)

    def unmount(self) -> None:
        """Those who died may hold it a moment longer."""
        for _ in range(50):
            if subprocess.run(["umount", str(self.place)], check=False, capture_output=True).returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError("the disk is still in use")


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def in_own_namespace() -> None:
    """Mounts made from here on are seen by this process and its children alone, and end with them."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNS) != 0:
        raise PermissionError(ctypes.get_errno(), "a mount namespace needs root")
    run("mount", "--make-rprivate", "/")


def attempt(cuts: int, seed: int, demo: Path, folder: Path, **worse: str) -> Outcome:
    """On a copy of the demonstration that stands in `demo`; in a mount namespace of our own."""
    draws, disk = random.Random(seed), Disk(folder)
    disk.mount()
    instance = disk.place / "instance"
    shutil.copytree(demo, instance)
    os.sync()
    outcome = Outcome(ledger=Ledger(project_of_member(instance)))
    server = Mortal(instance, **worse)
    try:
        for turn in range(cuts + 1):
            server.start()
            hands = Hands(outcome.ledger, server.port, f"zqlast-{seed}-{turn}")
            hands.send_again()
            with hands:
                time.sleep(draws.uniform(0.1, 0.6))
                if turn < cuts:
                    outcome.ledger.is_dark = True
                    disk.cut()
                server.kill()
            outcome.ledger.is_dark = False
            outcome.kills += turn < cuts
            disk.unmount()
            disk.mount()
            note(outcome, instance)
        outcome.left = []
    finally:
        server.end()
        disk.unmount()
    return outcome


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("n", nargs="?", type=int, default=2_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--control", type=int, default=10, help="how many cuts the control gets")
    asked.add_argument("--demo", type=Path, help="an instance to copy, instead of a demonstration made now")
    options = asked.parse_args()
    in_own_namespace()
    with tempfile.TemporaryDirectory(prefix="portal-powercut-") as folder:
        demo = options.demo or Path(folder) / "demo"
        if not options.demo:
            make_demo(demo)
        for name in ("proof", "control"):
            (Path(folder) / name).mkdir()
        outcome = attempt(options.n, options.seed, demo, Path(folder) / "proof")
        control = attempt(options.control, options.seed + 1, demo, Path(folder) / "control", **{SYNCHRONOUS: "NORMAL"})
    strange = outcome.ledger.strange
    outcome.ledger.strange = [one for one in strange if not one.startswith("50")]  # a disk that is gone is an error told, not a promise
    print(f"{outcome}; {len(strange)} told of an error, {outcome.ledger.said_in_the_dark} answered after the cut and not counted")
    print(f"bound: fewer than {3 / max(1, outcome.kills):.1e} of the cuts lose anything (95 %)")
    print(f"control, synchronous=NORMAL: {len(set(control.lost))} of {len(control.ledger.acknowledged)} lost")
    sys.exit(0 if outcome.holds and control.lost else 1)


if __name__ == "__main__":
    main()
