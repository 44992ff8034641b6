"""`make screenshots`: every page as its fitting person sees it, on the phone and on the desk, in both languages, and a sheet to look at them all."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from html import escape
from pathlib import Path

from portal.config import ROOT
from tests.building import NAME
from tests.crawling import kinds
from tests.screens import CHROMIUM, FLAGS, Screen
from tests.serving import make_demo, served

TARGET = ROOT / "build" / "screenshots"
SIZES = {"phone": 360, "desk": 1280}
LANGUAGES = ("en", "ur")
LONGEST = 12_000  # pixels of height that a picture may have


def main() -> None:
    os.environ.setdefault("PORTAL_ENV", "demo")
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="portal-pictures-") as folder:
        instance = a_copy_of_the_demo(Path(folder))
        app = make_demo(instance)
        pages = kinds(app)
        if url := os.environ.get("PORTAL_URL"):
            shown = shoot(url, pages)
        else:
            with served(instance) as url:
                shown = shoot(url, pages)
    (TARGET / "index.html").write_text(sheet(shown))
    print(f"{len(shown)} pictures of {len(pages)} pages in {TARGET.relative_to(ROOT)}; open index.html there")


def a_copy_of_the_demo(folder: Path) -> Path:
    """The demonstration that `make run` built, where there is one; a running portal is not disturbed."""
    instance = Path(os.environ.get("PORTAL_INSTANCE", ROOT / "instance"))
    if (instance / "portal.db").exists():
        from portal.upkeep.backup import copy_sqlite

        copy_sqlite(instance / "portal.db", folder / "portal.db")
        if (instance / "uploads").exists():
            shutil.copytree(instance / "uploads", folder / "uploads")
    return folder


def shoot(url: str, pages: list) -> list[tuple[str, str, str]]:
    """(file, path, person) of each picture."""
    from playwright.sync_api import sync_playwright

    shown = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for person in dict.fromkeys(who for who, *_ in pages):
            for size, width in SIZES.items():
                for language in LANGUAGES:
                    screen = Screen(browser, url, language, width)
                    if person:
                        screen.sign_in(person)
                    for who, endpoint, path in pages:
                        if who == person:
                            shown.append((picture(screen, person, endpoint, path, size, language), path, NAME.get(person, person)))
                    screen.context.close()
            print(f"  {NAME.get(person, person)}: {len(shown)} pictures so far", flush=True)
        browser.close()
    return shown


def picture(screen: Screen, person: str | None, endpoint: str, path: str, size: str, language: str) -> str:
    answer = screen.open(path)
    if answer is None or answer.status != 200:
        sys.exit(f"{path} answers {answer and answer.status} to {person}")
    name = re.sub(r"[^a-z0-9]+", "-", f"{endpoint}-{NAME.get(person, person)}") + f".{size}.{language}.png"
    height = min(LONGEST, screen.page.evaluate("document.documentElement.scrollHeight"))
    screen.page.screenshot(path=TARGET / name, full_page=height < LONGEST)
    return name


def sheet(shown: list[tuple[str, str, str]]) -> str:
    """All pictures on one page, each page's four side by side."""
    rows: dict[str, list[str]] = {}
    for name, path, person in shown:
        rows.setdefault(name.split(".")[0], [f"<h2>{escape(path)} <small>{escape(person)}</small></h2>"]).append(
            f'<a href="{name}"><img loading="lazy" src="{name}" alt="{name}" height="420"></a>'
        )
    body = "\n".join("".join(parts) for _, parts in sorted(rows.items()))
    return f"<!doctype html><meta charset=utf-8><title>Screenshots</title><body>{body}</body>"


if __name__ == "__main__":
    main()
