"""Chromium, and a real server with the demonstration on it."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager

import pytest

from tests.cast import PASSWORD
from tests.serving import make_demo, served

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="session")
def browser():
    if not os.path.exists(CHROMIUM):
        reason = "Chromium is not installed (apt-get install chromium)"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The app whose database the server serves: to find its pages without a browser."""
    return make_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def address(demo):
    with served(demo.config["INSTANCE"]) as url:
        yield url


class Screen:
    """One person's browser; whatever the browser complains of is kept."""

    def __init__(self, browser, address: str, language: str, width: int, **options):
        self.address, self.complaints = address, []
        height = 740 if width < 700 else 900
        self.context = browser.new_context(
            base_url=address, locale={"en": "en-GB", "ur": "ur"}[language], viewport={"width": width, "height": height}, reduced_motion="reduce", **options
        )
        self.context.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample))"
        )
        self.page = self.context.new_page()
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def hear(self, message) -> None:
        expected = "status of 4" in message.text  # the browser notes each refused form and each missing page
        if message.type in ("error", "warning") and not expected:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def sign_in(self, name: str) -> Screen:
        self.page.goto("/sign-in")
        self.page.fill("input[name=name]", name)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main form button[type=submit]")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)
        return self

    def open(self, path: str):
        return self.page.goto(path, wait_until="load")


@pytest.fixture
def screen(browser, address):
    """`with screen("manager", "ur", 360) as phone: phone.open("/projects")`."""

    @contextmanager
    def begin(person: str | None = None, language: str = "en", width: int = 1280, **options):
        one = Screen(browser, address, language, width, **options)
        try:
            yield one.sign_in(person) if person else one
        finally:
            one.context.close()

    return begin
