"""A page of paper: typst in a process of its own. What it keeps in memory goes with it, and a page that never ends is ended.

Run as a script it is that process: the page and its words come on the standard input, the PDF goes out. Nothing is kept:
papers bear signatures and photos, and a face that was covered since must not lie in a cache.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

FONTS = Path(__file__).parents[2] / "static" / "fonts"
SECONDS = 30


def typeset(page: Path, words: str) -> bytes:
    """`words`: JSON, which the page reads as data and never as markup. RuntimeError with typst's own words where it cannot."""
    asked = json.dumps({"page": str(page), "words": words})
    done = subprocess.run([sys.executable, "-I", __file__], input=asked.encode(), capture_output=True, timeout=SECONDS)  # noqa: S603 # nosec B603
    if done.returncode:
        raise RuntimeError(f"{page.name}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def main() -> None:
    import typst

    asked = json.load(sys.stdin)
    page, words = Path(asked["page"]), {"data": asked["words"]}
    made = typst.compile(str(page), root=str(page.parent), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=words)
    sys.stdout.buffer.write(bytes(made))


if __name__ == "__main__":
    main()
