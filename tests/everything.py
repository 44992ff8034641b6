"""`make test`: every check and every test, fast ones first, with one closing line of counts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent
ROOMY = 6 * 1024**3
CHECKS = {
    "lint": [BIN / "ruff", "check", "portal", "tests", "bench", "wsgi.py"],
    "format": [BIN / "ruff", "format", "--check", "portal", "tests", "bench", "wsgi.py"],
    "templates": [BIN / "djlint", "templates", "--lint", "--quiet"],
    "security": [BIN / "bandit", "--quiet", "--recursive", "portal", "--configfile", "pyproject.toml"],
    "types": [BIN / "pyright"],
}
SUITES = {
    "unit and isolation": ["-n", "2", "-m", "not browser and not slow"],
    "browser and accessibility": ["-n", "2", "-m", "browser and not slow"],
}


def main() -> None:
    os.chdir(ROOT)
    os.environ["PORTAL_ENV"] = "test"
    from portal.translations import compile_catalogues

    compile_catalogues()
    get_from_debian()
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    with workshop() as folder:
        os.environ["TEST_DEMO"] = f"{folder}/built-demo"
        judge(counts, folder)
    print(f"\n{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    sys.exit(1 if counts["failed"] else 0)


def workshop():
    """A folder for all that tests write: in memory where there is enough of it, for they wait for the disk ten thousand times."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOMY
    return tempfile.TemporaryDirectory(prefix="portal-tests-", dir=memory if roomy else None)


def judge(counts: dict[str, int], folder: str) -> None:
    for name, command in CHECKS.items():
        counts["passed" if run(name, command) == 0 else "failed"] += 1
    for name, options in SUITES.items():
        count(suite(name, [*options, f"--basetemp={folder}/pytest"]), counts)


def get_from_debian() -> None:
    """The browser, and nginx for `deploy/`, where one may install them; else their tests say by name that they are skipped."""
    if (shutil.which("chromium") and shutil.which("nginx")) or not shutil.which("apt-get") or os.geteuid():
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-core", "nginx-light"],
        check=False,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def run(name: str, command: list) -> int:
    print(f"\n== {name}: {' '.join(Path(str(command[0])).name if i == 0 else str(part) for i, part in enumerate(command))}", flush=True)
    began = time.monotonic()
    code = subprocess.run([str(part) for part in command], check=False).returncode
    print(f"   {'ok' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return code


def suite(name: str, options: list[str]) -> str:
    """Run pytest, show what it says as it goes, and give back its closing line."""
    print(f"\n== {name}: pytest {' '.join(options)}", flush=True)
    command = [sys.executable, "-m", "pytest", "--durations=8", "-rfEs", *options]
    last = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line if re.search(r"\d+ (passed|failed|error)", line) else last
    return last if process.returncode in (0, 1) else f"{last} 1 errors"


def count(closing: str, counts: dict[str, int]) -> None:
    for number, word in re.findall(r"(\d+) (passed|failed|skipped|errors?)", closing):
        counts["failed" if word.startswith("error") else word] += int(number)
    if not closing.strip():
        counts["failed"] += 1


if __name__ == "__main__":
    main()
