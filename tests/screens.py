"""One person's browser, in their language and at their width; whatever the browser complains of is kept."""

from __future__ import annotations

import shutil

from tests.cast import PASSWORD

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Screen:
    """One person's browser; whatever the browser complains of is kept."""

    def __init__(self, browser, address: str, language: str, width: int, **options):
        self.address, self.complaints = address, []
        height = 740 if width < 700 else 900
        self.context = browser.new_context(
            base_url=address,
            locale={"en": "en-GB", "ur": "ur"}[language],
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            **options,
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
