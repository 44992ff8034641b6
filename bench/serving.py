"""A server under load: the portal as it serves itself, or a floor under granian with the same flags, what it costs in CPU and memory, and its end."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from portal.serving import FLAGS

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent
OURS = "portal.serving"
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Served:
    name: str
    target: str
    environment: dict[str, str]
    probe: str  # a path that answers when the server is up
    port: int = 0
    process: subprocess.Popen | None = None

    def start(self) -> Served:
        self.port = free_port()
        command = [str(BIN / "granian"), *FLAGS, "--host", "127.0.0.1", "--port", str(self.port), self.target]
        if self.target == OURS:
            command = [sys.executable, "-m", OURS]
        log = (ROOT / "build" / "bench" / f"{self.name}.log").open("ab")
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | self.environment | {"HOST": "127.0.0.1", "PORT": str(self.port)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self.wait_until_up()
        return self

    def wait_until_up(self, seconds: float = 60) -> None:
        """Both workers listen: so many connections in a row find one that answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process and self.process.poll() is not None:
                break
            try:
                if len(self.pids()) >= 3 and all(self.ask(self.probe) < 500 for _ in range(6)):
                    return
            except OSError:
                time.sleep(0.1)
        sys.exit(f"{self.name} did not start: see build/bench/{self.name}.log")

    def ask(self, path: str) -> int:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        line.request("GET", path)
        status = line.getresponse().status
        line.close()
        return status

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def restart(self) -> None:
        self.stop()
        self.start()

    def pids(self) -> list[int]:
        assert self.process
        return [self.process.pid, *children(self.process.pid)]

    def cpu_seconds(self) -> float:
        return sum(cpu_ticks(pid) for pid in self.pids()) / TICK

    def pss_megabytes(self) -> float:
        return sum(pss_kilobytes(pid) for pid in self.pids()) / 1024


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def children(pid: int) -> list[int]:
    mine = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return mine + [below for child in mine for below in children(child)]


def cpu_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def pss_kilobytes(pid: int) -> int:
    """The proportional share: what two processes hold together counts half for each."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
