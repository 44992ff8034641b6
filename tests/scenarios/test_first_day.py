"""One day of a programme, in a real browser: three jobs by three people and their manager, in English and again in Urdu.

The manager reads a lesson; a member logs an improvement on a phone; the trainer marks a module complete; the expert
confirms it; the enterprise sees it at once.
"""

from __future__ import annotations

import io

import pytest

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
    },
    "ur": {
        "problem": "سوئیاں صرف دھاگہ ٹوٹنے پر بدلی جاتی ہیں۔",
        "idea": "ہر ہفتے کے شروع میں بدل دی جائیں۔",
        "action": "لائن کے سرے پر سوئیوں کا ڈبہ رکھیں",
        "result": "ہر بنڈل پر ٹکٹ ہے؛ دو ہفتوں سے کوئی بنڈل نہیں ملا۔",
        "visit": "تینوں دورے ہو گئے، آخری فیکٹری میں۔",
        "not_tracked": "ملے ہوئے بنڈل کوئی نہیں لکھتا۔",
    },
}

IMPLEMENTED = 3  # idea, planned, in progress, implemented


@pytest.fixture(params=["en", "ur"])
def day(request, browser, tmp_path):
    """A demonstration of its own for each language: what is done in one must not help the other."""
    app = make_demo(tmp_path / "day")
    screens = []
    with served(app.config["INSTANCE"], with_worker=True) as address:

        def sit_down(person: str, width: int = 1280) -> Screen:
            screens.append(Screen(browser, address, request.param, width))
            return screens[-1].sign_in(person)

        sit_down.words, sit_down.language = WORDS[request.param], request.param
        yield sit_down
        complaints = [complaint for screen in screens for complaint in screen.complaints]
        for screen in screens:
            screen.context.close()
        assert not complaints, complaints


def a_photo(color: str) -> dict:
    from PIL import Image

    paper = io.BytesIO()
    Image.new("RGB", (1200, 900), color).save(paper, "JPEG")
    return {"name": f"{color}.jpg", "mimeType": "image/jpeg", "buffer": paper.getvalue()}


def test_the_first_day(day):
    manager = day("manager")
    read_a_lesson(manager, day.language)
    log_an_improvement(day("member", 360), day.words)
    finish_the_project(manager, day.words)
    trainer = day("trainer")
    propose_quality(trainer, day.words)
    confirm_what_waits(day("expert"))
    see_it_completed(manager, day.language)


def read_a_lesson(manager: Screen, language: str) -> None:
    page = manager.page
    assert page.locator("html").get_attribute("lang") == language
    page.locator("nav.rail a[href='/modules']").click()
    page.locator("main a[href='/modules/workplace-cooperation']").first.click()
    page.locator("main a[href*='/lessons/']").first.click()
    page.wait_for_url("**/lessons/**")
    assert page.locator("h1").inner_text().strip()
    questions = page.locator("#check fieldset")
    assert questions.count() == 5
    for number in range(5):
        questions.nth(number).locator("input[type=radio]").first.check()
    page.locator("#check button[type=submit]").click()
    page.locator("#check .result").wait_for()


def log_an_improvement(phone: Screen, words: dict) -> None:
    page = phone.page
    page.locator("nav.thumb a[href='/projects/new']").click()
    page.fill("[name=problem]", words["problem"])
    page.fill("[name=idea]", words["idea"])
    page.set_input_files("[name=photo]", a_photo("teal"))
    page.locator(".send button").click()
    page.wait_for_url(lambda url: "/projects/" in url and not url.endswith("/new"))
    assert words["problem"] in page.locator("main").inner_text()
    page.locator("#photos img").wait_for(timeout=30_000)  # the worker makes it small, the page looks again by itself
    assert page.locator("#photos img").count() == 1
    page.fill("#actions [name=text]", words["action"])
    page.locator("#actions form:has([name=text]) button[type=submit]").click()
    row = page.locator("#actions li", has_text=words["action"])
    row.wait_for()
    row.locator("button.tick").click()
    page.locator("#actions li.done", has_text=words["action"]).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    assert page.locator("#actions li.done", has_text=words["action"]).count() == 1


def finish_the_project(manager: Screen, words: dict) -> None:
    """The project of the module: a photo from before and after, then on to “implemented”."""
    page = manager.page
    page.goto("/projects?view=list&module=quality")
    page.locator("main a[href^='/projects/']", has_text="Colour-coded bundle tickets").first.click()
    for kind, color in (("before", "gray"), ("after", "green")):
        form = page.locator(f"#photos form:has(input[name=kind][value={kind}])")
        if form.count():
            form.locator("[name=photo]").set_input_files(a_photo(color))
            with page.expect_navigation():
                form.locator("button[type=submit]").click()
    project = page.url.split("#")[0]
    page.goto(f"{project}/measures/new")
    page.fill("form[action$='/not-tracked'] [name=reason]", words["not_tracked"])
    with page.expect_navigation():
        page.locator("form[action$='/not-tracked'] button[type=submit]").click()
    page.goto(project)
    for _step in range(IMPLEMENTED):
        if stage_of(page) == IMPLEMENTED:
            break
        if page.locator("#stages [name=result]").count():
            page.fill("#stages [name=result]", words["result"])
        with page.expect_navigation():
            page.locator("#stages .next button[name=to]").click()
    assert stage_of(page) == IMPLEMENTED


def stage_of(page) -> int:
    return page.evaluate("[...document.querySelectorAll('#stages .stages li')].findIndex(li => li.getAttribute('aria-current'))")


def propose_quality(trainer: Screen, words: dict) -> None:
    page = trainer.page
    page.locator("nav.rail a[href='/enterprises']").click()
    page.locator("main a", has_text="Roshan").or_(page.locator("main a", has_text="روشن")).first.click()
    page.locator("main a[href$='/modules/quality']").first.click()
    for gate, text in (("visits", words["visit"]),):
        box = page.locator(f"#gate-{gate}")
        box.locator("summary").click()
        box.locator("[name=met]").check()
        box.locator("[name=note]").fill(text)
        box.locator("button[type=submit]").click()
        page.locator(f"#gate-{gate}.met").wait_for()
    page.locator("form[action$='/proposal'] button").click()
    page.locator("form[action$='/proposal']").wait_for(state="detached")
    assert page.locator("form[action$='/confirmation']").count() == 0  # nobody confirms their own entry


def confirm_what_waits(expert: Screen) -> None:
    page = expert.page
    page.goto("/completions")
    page.locator("main a[href$='/modules/quality']").first.click()
    page.locator("form[action$='/confirmation'] button").click()
    page.locator("form[action$='/confirmation']").wait_for(state="detached")


def see_it_completed(manager: Screen, language: str) -> None:
    page = manager.page
    page.goto("/training")
    page.locator("main a[href$='/modules/quality']").first.click()
    assert page.locator("ol.gates li.met").count() == 4
    assert page.locator("html").get_attribute("lang") == language
    page.goto("/")
    assert page.locator("main h1").inner_text().strip()
