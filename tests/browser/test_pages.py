"""Every page in a real browser: accessible in both languages, never wider than the screen, nothing that the policy refuses."""

from __future__ import annotations

import os
from functools import cache
from itertools import product

import pytest

from tests.building import NAME, routes
from tests.crawling import FITTING, kinds, linked

pytestmark = pytest.mark.browser
PEOPLE = (*FITTING, None)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = (320, 360, 768, 1280)
SEEN = [  # the other two by `make accessibility`
    ("en", 1280),
    ("ur", 360),
    pytest.param("en", 360, marks=pytest.mark.slow),
    pytest.param("ur", 1280, marks=pytest.mark.slow),
]


@pytest.fixture(scope="session")
def every_page(demo) -> list[tuple[str | None, str, str]]:
    return kinds(demo)


def violations(page) -> list[str]:
    """Without the bar at its foot sticking: what stands under it can be scrolled from there, and axe does not scroll.

    Only what is wrong comes back from the browser: the list of all that is right takes as long as the looking.
    """
    page.evaluate(UNSTICK)
    page.evaluate(axe())
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options).then(all => all.violations)", options)
    return [f"{one['id']}: {one['help']} – {node['html'][:140]}" for one in found for node in one["nodes"][:2]]


@cache
def axe() -> str:
    from axe_playwright_python.sync_playwright import Axe

    return Axe().axe_script


UNSTICK = """for (const one of document.querySelectorAll('main *, form > *, body > nav'))
if (['sticky', 'fixed'].includes(getComputedStyle(one).position)) one.style.position = 'static'"""


def open_all(page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def mine(every_page, person: str | None) -> list[str]:
    return [path for who, _endpoint, path in every_page if who == person]


def share(every_page, person: str | None, language: str) -> list[str]:
    """Of these pages every other one: the gate takes each in one of the languages, `make accessibility` takes all in both."""
    pages = mine(every_page, person)
    return pages if os.environ.get("EVERY_PAGE") else pages[language == "ur" :: 2]


@pytest.mark.parametrize(("language", "width"), SEEN)
@pytest.mark.parametrize("person", PEOPLE, ids=lambda name: NAME.get(name, name))
def test_every_page_is_accessible_and_fits(screen, every_page, person, language, width, record_property):
    """On the desk as it opens, on the phone with everything unfolded; then at every width, no wider than the screen."""
    wrong, seen = [], 0
    with screen(person, language, width) as one:
        for path in share(every_page, person, language):
            assert one.open(path).status == 200, path
            if width == 360:
                open_all(one.page)
            seen += 1
            wrong += [f"{path} at {width} in {language}: {text}" for text in violations(one.page)]
            wrong += [f"{path} in {language}: {text}" for text in too_wide(one.page)]
            one.page.set_viewport_size({"width": width, "height": 800})
        wrong += one.complaints
    record_property("count: pages checked by axe and at four widths", seen)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize(("person", "path"), [("member", "/projects"), ("coordinator", "/projects"), ("coordinator", "/recruitment")])
def test_an_open_menu_of_a_board_lies_over_nothing(screen, person, path, language):
    """On a phone: one menu open, then all of them."""
    with screen(person, language, 360) as one:
        one.open(path)
        word = one.page.locator(".card .menu > summary").first
        place = word.evaluate(IN_CARD)
        word.click()
        assert word.evaluate(IN_CARD) == pytest.approx(place, abs=1), "the word runs away from the finger"
        wrong = violations(one.page) + one.page.evaluate(OUTSIDE)
        open_all(one.page)
        wrong += violations(one.page) + one.page.evaluate(OUTSIDE) + one.complaints
    assert not wrong, "\n".join(wrong)


IN_CARD = "one => one.getBoundingClientRect().top - one.closest('.card').getBoundingClientRect().top"
OUTSIDE = """[...document.querySelectorAll('.card:has(.menu[open])')].filter(card => card.querySelector('.menu ul').getBoundingClientRect().bottom > card.getBoundingClientRect().bottom)
.map(card => card.id + ': its menu hangs over what comes next')"""


def too_wide(page) -> list[str]:
    open_all(page)
    found = []
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 800})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            found.append(f"{over} px too wide at {width}; {widest(page)}")
    return found


def widest(page) -> str:
    return page.evaluate(
        """() => { const w = document.documentElement.clientWidth; const out = [...document.querySelectorAll('main *')].filter(e => {
        const r = e.getBoundingClientRect(); return (r.right > w + 1 || r.left < -1) && !e.closest('.scroll'); });
        return out.slice(0, 2).map(e => e.outerHTML.slice(0, 90)).join(' | '); }"""
    )


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("person", PEOPLE, ids=lambda name: NAME.get(name, name))
def test_refused_forms_are_accessible(screen, every_page, person, language, record_property):
    """Each longer form, sent empty: the page that explains it is as clean as the one before."""
    wrong, seen = [], 0
    with screen(person, language, 360) as one:
        for path in share(every_page, person, language):
            one.open(path)
            forms = one.page.locator("main form[method=post]:has(input:not([type=hidden]), textarea, select)")
            for number in range(min(forms.count(), 2)):
                one.open(path)
                with one.page.expect_navigation(wait_until="load"):
                    forms.nth(number).evaluate(SEND_EMPTY)
                if one.page.locator("#sorry").count():
                    seen += 1
                    wrong += [f"{path}, refused, in {language}: {text}" for text in violations(one.page)]
        wrong += one.complaints
    record_property("count: refused forms checked by axe", seen)
    assert not wrong, "\n".join(wrong)


SEND_EMPTY = """form => { form.querySelectorAll('input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea').forEach(i => i.value = '');
form.querySelectorAll('[hx-post]').forEach(e => e.removeAttribute('hx-post')); HTMLFormElement.prototype.submit.call(form); }"""


STYLE = pytest.param("/styleguide", "en", marks=pytest.mark.slow)  # by `make accessibility`
ERRORS = ("/nothing-here", "/files/00000000-0000-0000-0000-000000000000", "/people/new")


@pytest.mark.parametrize(("path", "language"), [*product(ERRORS, ("en", "ur")), ("/styleguide", "ur"), STYLE])
def test_error_pages_are_accessible(screen, path, language):
    for person in ("member", None):
        with screen(person, language, 360) as one:
            one.open(path)
            assert not violations(one.page)
            assert not one.complaints


def test_back_after_sign_out_shows_nothing(screen):
    with screen("manager") as one:
        one.open("/devices")
        one.open("/more")
        name = one.page.locator(".who").inner_text().strip()
        one.page.locator("form[action='/sign-out'] button").click()
        one.page.wait_for_url("**/sign-in**")
        for _ in range(3):
            one.page.go_back(wait_until="load")
            text = one.page.content()
            assert name not in text, f"{one.page.url} still shows {name}"
        kept = one.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert name not in kept


SENT_TO = (
    "new_confirmation",
    "new_password",
    "new_pin_session",
    "new_second_step",
    "open_link",
    "open_phone_code",
    "show_codes",
    "show_phone",
)


def test_every_page_is_reached_by_links(demo, every_page):
    """A page to which no link leads is found by nobody."""
    reached = {endpoint.split("?")[0] for _person, endpoint, _path in every_page} | linked(demo, every_page)
    silent = {"health.show_alive", "health.show_ready", "styleguide.show", "files.show", "files.show_small"}  # machines, makers, pictures
    silent |= {"curriculum.show_check", "enterprises.show_team"}  # a form's own address, a fragment's
    silent |= {f"accounts.{name}" for name in SENT_TO} | {"notices.show_calendar"}  # where one is sent, by a step, a letter or a calendar
    silent |= {
        "consent.verify",
        "events.show_open",
        "events.show_open_calendar",
        "events.show_poster",
        "suggestions.new_suggestion",
        "suggestions.new_concern",
        "suggestions.new_slip",
        "audits.new_finding",
        "improvement.show_camera",
        "improvement.show_action_camera",
    }  # on a paper, in a letter, on a wall
    silent |= {"improvement.new_moves"}  # a form leads there
    silent |= {"recruitment.open_questions", "recruitment.edit_questions", "recruitment.show_thanks"}  # by a personal link, after a form
    silent |= {  # where the crawler takes one record of each kind, and it is another one that has them
        "suggestions.show_photo",
        "suggestions.new_removal",
        "measures.new_removal",
        "recruitment.new_removal",
        "suggestions.show_voice",
        "consent.save_seen",
        "consent.new_paper",
        "consent.show_paper",
        "consent.show_scan",
        "events.new_arrival",
        "events.edit_guest",
        "events.show_video",
        "recruitment.show_assessment",
        "teams.print_minutes",
        "curriculum.edit_material",
        "curriculum.new_edition",
        "curriculum.show_captions",
        "curriculum.show_poster",
        "curriculum.show_viewing",
        "curriculum.show_material_file",
    }
    silent |= {
        "measures.new_change",
        "measures.new_delay",
    }  # before the change, or its numbers: the demonstration has such measures next door
    missing = sorted({r.endpoint for r in routes(demo) if r.reads} - reached - silent)
    print("no link of the demonstration leads to:", missing or "none")
    assert not missing, missing


@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_works_with_the_keyboard_alone(screen, width):
    """The first thing that Tab meets is the way past the menu, and it leads to the page."""
    with screen("manager", "en", width) as one:
        one.open("/")
        one.page.keyboard.press("Tab")
        assert one.page.evaluate("document.activeElement.className") == "skip"
        one.page.keyboard.press("Enter")
        assert one.page.evaluate("location.hash") == "#main"


def test_without_scripts_every_form_is_a_form(screen, every_page):
    """`method` and `action` stand beside whatever HTMX is told."""
    wrong = []
    with screen("manager", java_script_enabled=False) as one:
        for path in mine(every_page, "manager")[:40]:
            one.open(path)
            for element in one.page.locator("[hx-post]").all():
                own = element.get_attribute("action") or element.get_attribute("formaction")
                if not (own or element.evaluate("e => e.closest('form')?.getAttribute('action')")):
                    wrong.append(f"{path}: {element.evaluate('e => e.outerHTML')[:120]}")
    assert not wrong, wrong
