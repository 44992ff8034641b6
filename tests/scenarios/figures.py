"""The figures of the press release, and by which links each of them is come to from home."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.screens import Screen

THIRD, SECOND, PILOT = (f"main ul[role=list] > li:nth-child({turn})" for turn in (1, 2, 3))  # of the batches, the newest first

WORDS = {
    "en": {
        "event": "SCORE mobilisation event",
        "day": "21 September 2021",
        "counts": ("Enterprises that came 15", "Alumni among them 3", "New among them 12"),
        "enrolled": "Of 12 firms, 12 are enrolled",
        "pilot": ("10 enterprises", "8 completed", "2018", "Closed"),
        "second": ("12 enterprises", "11 completed", "2019", "2021", "Closed"),
        "third": ("12 enterprises", "Running"),
        "own_two": ("2 enterprises", "Running"),
        "kept": ("8 of 10", "11 of 12"),
        "paused": ("Paused", "20 March 2020"),
        "resumed": ("Taking part", "22 June 2020"),
        "alumni": ("19 factories", "Alumni"),
        "donor": ("Completed the programme 19", "Factories in the programme 34"),
        "speakers": ("Surmai Stitch House", "Kachnar Apparel"),
    },
    "ur": {
        "event": "کراچی میں SCORE کا موبلائزیشن ایونٹ",
        "day": "21 ستمبر 2021",
        "counts": ("جو فیکٹریاں آئیں 15", "ان میں پروگرام مکمل کر چکیں 3", "ان میں نئی 12"),
        "enrolled": "12 فیکٹریوں میں سے 12 شامل ہیں",
        "pilot": ("10 فیکٹریاں", "8 نے مکمل کیا", "2018", "بند"),
        "second": ("12 فیکٹریاں", "11 نے مکمل کیا", "2019", "2021", "بند"),
        "third": ("12 فیکٹریاں", "چل رہا ہے"),
        "own_two": ("2 فیکٹریاں", "چل رہا ہے"),
        "kept": ("8، کل 10 میں سے", "11، کل 12 میں سے"),
        "paused": ("رکی ہوئی", "20 مارچ 2020"),
        "resumed": ("حصہ لے رہی ہے", "22 جون 2020"),
        "alumni": ("19 فیکٹریاں", "پروگرام مکمل کر چکی"),
        "donor": ("پروگرام مکمل کر چکیں 19", "پروگرام کی فیکٹریاں 34"),
        "speakers": ("سرمئی سٹچ ہاؤس", "کچنار اپیرل"),
    },
}
TYPED = {  # by people of the programme, who write English; nobody translates them
    "paused": "The pandemic: trainers may not visit factories",
    "resumed": "by video call",
    "funder": "funded by the European Union",
    "sector": "textiles and ready-made garments",
}


def tap(page: Page, *links: str) -> None:
    """One link after the other, as a thumb does: only what is seen can be tapped."""
    for link in links:
        with page.expect_navigation():
            page.locator(f"{link} >> visible=true").first.click()


def named(text: str, within: str = "main") -> str:
    return f'{within} a:has-text("{text}")'


def menu(path: str) -> str:
    return f"nav a[href='{path}']"


def seen(page: Page, part: str = "main") -> str:
    """What one reads, on one line, without the marks around numbers."""
    return re.sub(r"\s+", " ", re.sub("[\u2066-\u2069]", "", page.locator(part).first.inner_text()))


def holds(text: str, *wanted: str) -> None:
    missing = [one for one in wanted if one not in text]
    assert not missing, f"{missing} is not in: {text[:1500]}"


def of_the_batches(coordinator: Screen, words: dict) -> None:
    """10 began and 8 completed; 12 began and 11 completed; 12 are under way; so 19 are alumni."""
    page = coordinator.page
    tap(page, menu("/batches"))
    for batch, wanted in ((PILOT, words["pilot"]), (SECOND, words["second"]), (THIRD, words["third"])):
        holds(seen(page, batch), *wanted)
    for batch, kept in zip((PILOT, SECOND), words["kept"], strict=True):
        tap(page, f"{batch} a")
        holds(seen(page), kept)
        tap(page, menu("/batches"))
    tap(page, menu("/enterprises"), "main a[href$='kind=alumni']")
    told, tag = words["alumni"]
    holds(seen(page, "main .head"), told)
    assert page.locator("main tbody tr").count() == page.locator(f'main tbody tr:has-text("{tag}")').count() == 19


def of_the_pandemic(coordinator: Screen, words: dict) -> None:
    page = coordinator.page
    tap(page, menu("/batches"), f"{SECOND} a", named(words["speakers"][1]))
    holds(seen(page), *words["paused"], TYPED["paused"], *words["resumed"], TYPED["resumed"])


def of_the_event(coordinator: Screen, words: dict) -> None:
    """15 came, 3 of them alumni and 12 new; each of the 12 went all the way into the batch."""
    page = coordinator.page
    tap(page, menu("/events"), "main a[href$='when=past']", named(words["event"]))
    holds(seen(page), words["day"], *words["counts"], TYPED["funder"], TYPED["sector"])
    tap(page, "main a[href*='view=funnel']")
    holds(seen(page), words["event"], words["enrolled"])


def of_the_speakers(phone: Screen, words: dict) -> None:
    """Two alumni tell of their year, and their films play and seek on a phone."""
    page = phone.page
    tap(page, menu("/more"), "main a[href='/events']", "main a[href$='when=past']", named(words["event"]))
    holds(seen(page), words["day"])
    holds(seen(page, "#agenda"), *words["speakers"])
    films = page.locator("#agenda video")
    assert films.count() == 2 and all(films.nth(turn).evaluate(PLAY) for turn in range(2))


PLAY = """async (film) => {
  const of = (name) => new Promise((then) => film.addEventListener(name, then, { once: true }));
  film.muted = true;
  await film.play();
  film.pause();
  const there = of("seeked");
  film.currentTime = film.duration / 2;
  await there;
  return film.duration > 1 && film.currentTime > 0;
}"""


def of_the_donor(donor: Screen, words: dict) -> None:
    holds(seen(donor.page), *words["donor"])
    assert not any(name in seen(donor.page) for name in words["speakers"]), "no factory is named to a donor here"


def of_the_third_batch(who: Screen, wanted: tuple[str, ...]) -> None:
    tap(who.page, menu("/batches"))
    holds(seen(who.page, THIRD), *wanted)
    assert who.page.locator(SECOND).count() == 0, "what was before is not theirs"
