"""How long somebody looks at nothing: first contentful paint of a page on a slow phone, with an empty cache and again.

The phone is a browser at 360 × 740 whose line is held to 400 kbit/s and 400 ms and whose processor to a quarter.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from bench.load import Person
from bench.serving import Served

LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # bytes a second
TIMES_SLOWER, ROUNDS = 4, 5
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


@dataclass(frozen=True)
class Paint:
    """Seconds, the middle of five."""

    first: float
    again: float


def paint(server: Served, person: Person, path: str) -> Paint:
    from playwright.sync_api import sync_playwright

    from tests.screens import CHROMIUM, FLAGS

    address = f"http://127.0.0.1:{server.port}"
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        pairs = []
        for _round in range(ROUNDS):
            context = browser.new_context(viewport={"width": 360, "height": 740}, extra_http_headers={"Cookie": person.cookie})
            page = context.new_page()
            phone = context.new_cdp_session(page)
            phone.send("Network.enable")
            phone.send("Network.emulateNetworkConditions", LINE)
            phone.send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})
            pairs.append([painted(page, address + path) for _visit in range(2)])
            context.close()
        browser.close()
    return Paint(*(median(column) / 1000 for column in zip(*pairs, strict=True)))


def painted(page, address: str) -> float:
    page.goto(address)
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    return page.evaluate(PAINTED)
