"""The press release and one day after it, in a real browser, in English and again in Urdu: each figure by those who look for it, and what they do.

From home by links and taps alone; one address only is opened as it is, that of the poster. The coordinator reads of both batches, of the
pandemic, of the event and of what became of it; the donor reads what is reported; the member sees the films on a phone and logs an
improvement; the manager reads a lesson and finishes a project; the trainer proposes the module, the expert confirms it, and the factory
sees it at once; a guest without an account says that their factory is interested, and the coordinator finds it at home.
"""

from __future__ import annotations

import io

import pytest

from tests.scenarios import figures
from tests.scenarios.figures import holds, menu, named, seen, tap
from tests.screens import Screen
from tests.serving import make_demo, served

pytestmark = pytest.mark.browser

WORDS = {
    "en": {
        "problem": "Needles are changed only when the thread breaks.",
        "idea": "Change them at the start of every week.",
        "action": "Put a box of needles at the head of the line",
        "result": "Tickets hang on every bundle; no mixed bundle for two weeks.",
        "visit": "Three of three visits done, the last on site.",
        "not_tracked": "Nobody writes mixed bundles down.",
        "factory": "Roshan Stitch Works",
        "done": "2 of 5 modules completed",
        "guest": {"firm": "Lasbela Knits", "name": "Naheed Akhtar", "phone": "0300 4449999"},
    },
    "ur": {
        "problem": "سوئیاں صرف دھاگہ ٹوٹنے پر بدلی جاتی ہیں۔",
        "idea": "ہر ہفتے کے شروع میں بدل دی جائیں۔",
        "action": "لائن کے سرے پر سوئیوں کا ڈبہ رکھیں",
        "result": "ہر بنڈل پر ٹکٹ ہے؛ دو ہفتوں سے کوئی بنڈل نہیں ملا۔",
        "visit": "تینوں دورے ہو گئے، آخری فیکٹری میں۔",
        "not_tracked": "ملے ہوئے بنڈل کوئی نہیں لکھتا۔",
        "factory": "روشن سٹچ ورکس",
        "done": "2 ماڈیول مکمل، کل 5 میں سے",
        "guest": {"firm": "لسبیلہ نٹس", "name": "ناہید اختر", "phone": "0300 4449999"},
    },
}

PROJECT = "Colour-coded bundle tickets"
IMPLEMENTED = 3  # idea, planned, in progress, implemented


@pytest.fixture(params=["en", "ur"])
def day(request, browser, tmp_path):
    """A demonstration of its own for each language, copied from one: what is done in one must not help the other."""
    app = make_demo(tmp_path / "day")
    screens = []
    with served(app.config["INSTANCE"], with_worker=True) as address:

        def sit_down(person: str | None, width: int = 1280) -> Screen:
            screens.append(Screen(browser, address, request.param, width))
            return screens[-1].sign_in(person) if person else screens[-1]

        sit_down.words, sit_down.language = WORDS[request.param] | figures.WORDS[request.param], request.param
        yield sit_down
        complaints = [complaint for screen in screens for complaint in screen.complaints]
        for screen in screens:
            screen.context.close()
        assert not complaints, complaints


def test_the_press_release_and_the_day_after(day):
    words, coordinator = day.words, day("coordinator")
    figures.of_the_batches(coordinator, words)
    figures.of_the_pandemic(coordinator, words)
    figures.of_the_event(coordinator, words)
    figures.of_the_donor(day("donor"), words)
    poster = address_on_the_poster(coordinator, day.language)
    say_that_we_are_interested(day(None, 360), poster, words)
    find_the_newcomer(coordinator, words)
    member, manager = day("member", 360), day("manager")
    figures.of_the_speakers(member, words)
    log_an_improvement(member, words)
    read_a_lesson(manager, day.language)
    finish_the_project(manager, words)
    trainer, expert = day("trainer"), day("expert")
    figures.of_the_third_batch(trainer, words["own_two"])
    propose_quality(trainer, words)
    figures.of_the_third_batch(expert, words["third"])
    confirm_what_waits(expert, words)
    see_it_completed(manager, words)


def address_on_the_poster(coordinator: Screen, language: str) -> str:
    page = coordinator.page
    tap(page, menu("/recruitment"), "main a[href='/recruitment/interests']")
    return page.locator(f"main a[href^='/{language}/interest/']").get_attribute("href")


def say_that_we_are_interested(phone: Screen, poster: str, words: dict) -> None:
    page = phone.page
    page.goto(poster)
    for field, text in words["guest"].items():
        page.fill(f"[name={field}]", text)
    page.wait_for_timeout(2100)  # nobody types quicker
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    assert page.url.endswith("/thanks") and fits(page)


def find_the_newcomer(coordinator: Screen, words: dict) -> None:
    """At home, with what else waits."""
    page = coordinator.page
    tap(page, menu("/"), "main a[href='/recruitment/interests']")
    tap(page, f'main li:has-text("{words["guest"]["firm"]}") a')
    holds(seen(page), words["guest"]["name"])


def log_an_improvement(phone: Screen, words: dict) -> None:
    page = phone.page
    tap(page, menu("/"), "nav.thumb a[href='/projects/new']")
    page.fill("[name=problem]", words["problem"])
    page.fill("[name=idea]", words["idea"])
    page.set_input_files("[name=photo]", a_photo("teal"))
    page.locator(".send button").click()
    page.wait_for_url(lambda url: "/projects/" in url and not url.endswith("/new"))
    holds(seen(page), words["problem"])
    page.locator("#photos img").wait_for(timeout=30_000)  # the worker makes it small, the page looks again by itself
    assert page.locator("#photos img").count() == 1
    page.fill("#actions [name=text]", words["action"])
    page.locator("#actions form:has([name=text]) button[type=submit]").click()
    row = page.locator("#actions li", has_text=words["action"])
    row.wait_for()
    row.locator("button.tick").click()
    page.locator("#actions li.done", has_text=words["action"]).wait_for()
    assert fits(page)
    page.reload()
    assert page.locator("#actions li.done", has_text=words["action"]).count() == 1


def read_a_lesson(manager: Screen, language: str) -> None:
    page = manager.page
    assert page.locator("html").get_attribute("lang") == language
    tap(page, menu("/modules"), "main a[href='/modules/workplace-cooperation']", "main a[href*='/lessons/']")
    assert page.locator("h1").inner_text().strip()
    questions = page.locator("#check fieldset")
    assert questions.count() == 5
    for number in range(5):
        questions.nth(number).locator("input[type=radio]").first.check()
    page.locator("#check button[type=submit]").click()
    page.locator("#check .result").wait_for()


def finish_the_project(manager: Screen, words: dict) -> None:
    """The project of the module: a photo from before and after, then on to “implemented”."""
    page = manager.page
    tap(page, menu("/projects"), named(PROJECT))
    for kind, color in (("before", "gray"), ("after", "green")):
        form = page.locator(f"#photos form:has(input[name=kind][value={kind}])")
        if form.count():
            form.locator("[name=photo]").set_input_files(a_photo(color))
            with page.expect_navigation():
                form.locator("button[type=submit]").click()
    tap(page, "#stages a[href$='/measures']", "main a[href$='/measures/new']")
    page.fill("form[action$='/not-tracked'] [name=reason]", words["not_tracked"])
    with page.expect_navigation():
        page.locator("form[action$='/not-tracked'] button[type=submit]").click()
    tap(page, named(PROJECT))
    while stage_of(page) < IMPLEMENTED:
        if page.locator("#stages [name=result]").count():
            page.fill("#stages [name=result]", words["result"])
        with page.expect_navigation():
            page.locator("#stages .next button[name=to]").click()
    assert stage_of(page) == IMPLEMENTED


def propose_quality(trainer: Screen, words: dict) -> None:
    """Home, the factory, the module: one tap and two decisions."""
    page = trainer.page
    tap(page, menu("/"), menu("/enterprises"), named(words["factory"]), "main a[href$='/modules/quality']")
    box = page.locator("#gate-visits")
    box.locator("summary").click()
    box.locator("[name=met]").check()
    box.locator("[name=note]").fill(words["visit"])
    box.locator("button[type=submit]").click()
    page.locator("#gate-visits.met").wait_for()
    page.locator("form[action$='/proposal'] button").click()
    page.locator("form[action$='/proposal']").wait_for(state="detached")
    assert page.locator("form[action$='/confirmation']").count() == 0  # nobody confirms their own entry


def confirm_what_waits(expert: Screen, words: dict) -> None:
    """It waits at home, by the name of the factory."""
    page = expert.page
    tap(page, menu("/"), f'main .needs li:has-text("{words["factory"]}") a[href$="/modules/quality"]')
    page.locator("form[action$='/confirmation'] button").click()
    page.locator("form[action$='/confirmation']").wait_for(state="detached")


def see_it_completed(manager: Screen, words: dict) -> None:
    page = manager.page
    tap(page, menu("/training"))
    holds(seen(page), words["done"])
    tap(page, "main a[href$='/modules/quality']")
    assert page.locator("ol.gates li.met").count() == 4


def a_photo(color: str) -> dict:
    from PIL import Image

    paper = io.BytesIO()
    Image.new("RGB", (1200, 900), color).save(paper, "JPEG")
    return {"name": f"{color}.jpg", "mimeType": "image/jpeg", "buffer": paper.getvalue()}


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def stage_of(page) -> int:
    return page.evaluate("[...document.querySelectorAll('#stages .stages li')].findIndex(li => li.getAttribute('aria-current'))")
