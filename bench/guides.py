"""`make guides`: the pictures of docs/guides and of the README, from a demonstration that stands at a fixed day."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from sqlalchemy import select

from bench.screenshots import LANGUAGES, a_copy_of_the_demo
from portal.accounts.models import User
from portal.config import ROOT
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.help.guides import DENSITY, FOLDER
from portal.improvement.models import Project
from tests.screens import CHROMIUM, FLAGS, Screen
from tests.serving import make_demo, served

PHONE, TALL, COLOURS = 360, 620, 64
BATCH, GATES = 'main a[href^="/batches/"]:not([href$="/new"])', 'main a[href^="/enrolments/"]'


@dataclass(frozen=True)
class Shot:
    person: str | None
    path: str
    links: tuple[str, ...] = ()  # that lead on from there
    at: str | None = None  # what stands at the top, where that is not the page's own


SHOTS = {
    "member-log": Shot("member", "/projects/new"),
    "member-helped": Shot("member", "/projects/{project}/measures"),
    "manager-home": Shot("manager", "/"),
    "manager-consent": Shot("manager", "/enterprises/{factory}/consent"),
    "trainer-batch": Shot("trainer", "/batches", (BATCH,), "main table"),
    "trainer-gates": Shot("trainer", "/batches", (BATCH, 'main a[href$="/modules/quality"]')),
    "expert-home": Shot("expert", "/"),
    "expert-decide": Shot("expert", "/completions", (GATES,)),
    "coordinator-recruitment": Shot("coordinator", "/recruitment", (), "main .jump"),
    "coordinator-event": Shot("coordinator", "/events", ('main a[href^="/events/"]:not([href$="/new"])',)),
    "donor-home": Shot("donor", "/"),
    "donor-methods": Shot("donor", "/methods"),
    "administrator-people": Shot("admin", "/people"),
    "administrator-person": Shot("admin", "/people/{person}"),
    "guest-forgotten": Shot(None, "/forgotten"),
}
STORY = Shot("member", "/projects/{project}", (), "#help")  # the picture on top of the README


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="portal-guides-") as folder:
        instance = a_copy_of_the_demo(Path(folder))
        app = make_demo(instance)
        with app.app_context():
            ids = ids_of_the_story()
        with served(instance) as url:
            shoot(url, ids)


def ids_of_the_story() -> dict:
    factory = db.session.scalars(select(Enterprise.id).where(Enterprise.name == "Roshan Stitch Works")).one()
    project = db.session.scalars(select(Project.id).where(Project.enterprise_id == factory, Project.number == 1)).one()
    return {"factory": factory, "project": project, "person": db.session.scalars(select(User.id).where(User.username == "member")).one()}


def shoot(url: str, ids: dict) -> None:
    from playwright.sync_api import sync_playwright

    for old in (FOLDER / "pictures").glob("*.webp"):
        old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for language in LANGUAGES:
            for name, shot in SHOTS.items():
                picture = taken(Screen(browser, url, language, PHONE, device_scale_factor=DENSITY), shot, ids, TALL)
                keep(picture, FOLDER / "pictures" / f"{name}.{language}.webp", lossless=True, method=6)
        keep(taken(Screen(browser, url, "en", 1120), STORY, ids, 1140), ROOT / "docs" / "pictures" / "project.png", optimize=True)
        browser.close()


def taken(screen: Screen, shot: Shot, ids: dict, height: int) -> bytes:
    page = screen.page
    try:
        if shot.person:
            screen.sign_in(shot.person)
        page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
        screen.open(shot.path.format(**ids))
        for link in shot.links:
            screen.open(page.locator(link).first.get_attribute("href"))
        page.wait_for_load_state("networkidle")  # what the page fetches late is there
        if shot.at:
            page.locator(shot.at).first.evaluate("one => scrollTo(0, one.getBoundingClientRect().top - 72)")
        return page.screenshot()
    finally:
        screen.context.close()


def keep(picture: bytes, target: Path, **how) -> None:
    """In few colours: a page is ink on paper, and so it weighs a third."""
    target.parent.mkdir(parents=True, exist_ok=True)
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(target, **how)
    print(f"  {target.relative_to(ROOT)}: {target.stat().st_size:,} bytes", flush=True)


if __name__ == "__main__":
    main()
