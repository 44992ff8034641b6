"""Numbers typed and pasted into the grid as people do it: what stands in the database afterwards is what was meant, in its own period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from portal.accounts.models import Grant, User
from portal.database import db
from portal.evidence import Better, Kind
from portal.improvement.models import Project
from portal.measures import entering, locking
from portal.measures.indicators import catalogue
from portal.measures.models import Frequency, MeasureCard, Reading
from tests.cast import PASSWORD
from tests.measures.build import subject, week
from tests.screens import Screen
from tests.serving import make_demo, served
from tests.web.test_drafts import end_sessions

pytestmark = pytest.mark.browser
PASTE = """(box, text) => { const data = new DataTransfer(); data.setData('text/plain', text);
box.focus(); box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }"""


@dataclass
class Desk:
    """One factory's grid with rows of its own: a pair, one number, one number locked until three weeks ago."""

    app: object
    place: str
    rows: dict[str, object]
    after: str  # the card before them: they begin a page
    sit: Callable[..., Screen]

    def open(self, width: int = 1280, language: str = "en", **options):
        page = self.sit(width, language, **options).page
        page.set_default_timeout(10_000)
        page.goto(f"/enterprises/{self.place}/readings?after={self.after}")
        return page

    def box(self, page, row: str, ago: int, half: str = "numerator"):
        return self.cell(page, row, ago).locator(f"[name={half}]")

    def cell(self, page, row: str, ago: int, state: str = ""):
        return page.locator(f"td{state}[id='c-{self.rows[row]}_{week(ago)}']")

    def saved(self, row: str) -> dict[int, tuple]:
        """The numbers of a row by how many weeks ago, as the database has them."""
        with self.app.app_context():
            found = db.session.execute(
                select(Reading.starts_on, Reading.numerator, Reading.denominator).where(Reading.card_id == self.rows[row])
            )
            return {(week(0) - day).days // 7: (above, below) for day, above, below in found}


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    app = make_demo(tmp_path_factory.mktemp("grid"))
    with served(app.config["INSTANCE"]) as address:
        yield app, address


@pytest.fixture
def desk(grown, browser):
    app, address = grown
    screens = []

    def sit(width: int, language: str, **options) -> Screen:
        screens.append(Screen(browser, address, language, width, **options))
        return screens[-1].sign_in("manager")

    with app.app_context():
        place, rows, after = planted()
    yield Desk(app, place, rows, after, sit)
    complaints = [complaint for screen in screens for complaint in screen.complaints]
    for screen in screens:
        screen.context.close()
    assert not complaints, complaints


def planted() -> tuple[str, dict, str]:
    user = db.session.scalars(select(User).where(User.username == "manager")).one()
    by, place = user.person, db.session.scalars(select(Grant.enterprise_id).where(Grant.user_id == user.id)).one()
    project = db.session.scalars(select(Project).where(Project.enterprise_id == place).limit(1)).one()
    after = db.session.scalars(select(MeasureCard.id).order_by(MeasureCard.id.desc()).limit(1)).one()
    own = {"name": "Minutes", "unit": "minutes", "kind": Kind.VALUE, "better": Better.LOWER, "frequency": Frequency.WEEKLY}
    define = lambda *what, **facts: MeasureCard.define(subject(project), by, *what, is_first=False, is_chosen_worst=False, **facts)  # noqa: E731
    rows = {"pair": define(catalogue()["dhu"]), "single": define(**own), "locked": define(**own)}
    db.session.flush()
    entering.read(rows["pair"], week(2), (24.0, 409.0), by)
    locking.declare([rows["locked"]], week(3), by)
    db.session.commit()
    return str(place), {name: card.id for name, card in rows.items()}, str(after)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_pair_is_sent_when_it_is_left_and_not_between_its_boxes(desk, language):
    page, sent = desk.open(language=language), []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.post_data))
    desk.box(page, "pair", 1).click()
    page.keyboard.type("24", delay=120)
    page.keyboard.press("Tab")
    page.keyboard.type("4400", delay=120)
    page.keyboard.press("Tab")
    desk.cell(page, "pair", 1, ".ok").wait_for()
    assert desk.saved("pair")[1] == (24, 4400) and len(sent) == 1

    desk.box(page, "pair", 2).click(click_count=3)
    page.keyboard.type("20", delay=120)
    page.keyboard.press("Tab")
    page.keyboard.type("410", delay=120)
    assert desk.saved("pair")[2] == (24, 409)  # nothing yet
    page.keyboard.press("Enter")
    desk.cell(page, "pair", 2, ".ok").wait_for()
    assert desk.saved("pair")[2] == (20, 410) and len(sent) == 2


def test_the_tick_that_says_yes_can_be_seen(desk):
    page = desk.open()
    desk.box(page, "single", 1).click()
    page.keyboard.type("-3")
    page.keyboard.press("Enter")
    tick = desk.cell(page, "single", 1).locator("[name=sure]")
    tick.wait_for()
    assert tick.evaluate("one => getComputedStyle(one).borderTopWidth") == "2px"


def test_on_a_phone_one_taps_from_box_to_box(desk):
    page = desk.open(360, "ur", has_touch=True)
    desk.box(page, "pair", 1).tap()
    page.keyboard.type("24", delay=120)
    desk.box(page, "pair", 1, "denominator").tap()
    page.keyboard.type("4400", delay=120)
    desk.box(page, "single", 1).tap()
    desk.cell(page, "pair", 1, ".ok").wait_for()
    assert desk.saved("pair")[1] == (24, 4400)


def test_an_answer_never_replaces_what_is_being_typed(desk):
    """On a slow line one is back in the cell, and types on, before the first answer comes."""
    page = desk.open()
    held = []
    page.route("**/readings", lambda route: held.append(route) if route.request.method == "POST" and not held else route.continue_())
    box = desk.box(page, "single", 1)
    box.click()
    page.keyboard.type("24")
    page.keyboard.press("Enter")
    box.click()
    page.keyboard.press("End")
    page.keyboard.type("0")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        held[0].continue_()
    page.keyboard.type("5")
    assert box.input_value() == "2405" and desk.saved("single") == {1: (24, None)}
    page.keyboard.press("Tab")
    desk.cell(page, "single", 1, ".ok").wait_for()
    assert desk.saved("single") == {1: (2405, None)}


def test_half_a_pair_that_is_left_says_what_is_missing_and_is_mended(desk):
    page = desk.open()
    desk.box(page, "pair", 1).click()
    page.keyboard.type("24")
    desk.box(page, "single", 1).click()
    desk.cell(page, "pair", 1, ".bad").wait_for()
    assert 1 not in desk.saved("pair")
    desk.box(page, "pair", 1, "denominator").fill("400")
    desk.box(page, "single", 1).click()
    desk.cell(page, "pair", 1, ".ok").wait_for()
    assert desk.saved("pair")[1] == (24, 400)


def test_what_is_odd_is_saved_after_a_yes(desk):
    page = desk.open()
    desk.box(page, "pair", 1).click()
    page.keyboard.type("900")
    page.keyboard.press("Tab")
    page.keyboard.type("400")
    page.keyboard.press("Enter")
    desk.cell(page, "pair", 1).locator("[name=sure]").check()
    desk.cell(page, "pair", 1, ".ok").wait_for()
    assert desk.saved("pair")[1] == (900, 400)


def test_a_block_lands_in_its_own_periods_beside_locked_ones(desk):
    page = desk.open()
    desk.box(page, "single", 5).evaluate(PASTE, "1\t2\t3\n4\t5\t6\n")
    desk.cell(page, "locked", 3, ".ok").wait_for()
    desk.cell(page, "single", 3, ".ok").wait_for()
    desk.cell(page, "single", 4, ".ok").wait_for()
    assert page.locator("[data-why=locked]:visible").count() == 1
    assert desk.saved("single") == {4: (2, None), 3: (3, None), 5: (1, None)}
    assert desk.saved("locked") == {3: (6, None)} and desk.saved("pair") == {2: (24, 409)}


@pytest.mark.parametrize(
    ("row", "ago", "text", "why"),
    [
        ("pair", 4, "1\t300\t2", "halves"),
        ("pair", 3, "1\t300\t2\t300", "full"),
        ("pair", 1, "1\t300\t2\t300", "outside"),
        ("pair", 4, "1\t300\n2\t300", "mixed"),
        ("single", 1, "1\t2", "outside"),
    ],
)
def test_a_block_that_does_not_fit_is_kept_in_sight_and_nothing_is_put_in(desk, row, ago, text, why):
    page = desk.open()
    before = page.locator("table.entry input").evaluate_all("all => all.map(one => one.value)")
    desk.box(page, row, ago).evaluate(PASTE, text)
    note = page.locator(f".pasted:not([hidden]) [data-why={why}]")
    assert note.is_visible() and page.locator(".pasted [data-why]:visible").count() == 2
    assert page.locator(".pasted:not([hidden]) textarea").input_value() == text
    assert page.locator("table.entry input").evaluate_all("all => all.map(one => one.value)") == before
    assert desk.saved("pair") == {2: (24, 409)} and desk.saved("single") == {}


def test_a_block_of_pairs_lands_in_its_periods(desk):
    page = desk.open()
    desk.box(page, "pair", 4).evaluate(PASTE, "21\t400\t22\t401\t24\t409")
    desk.cell(page, "pair", 4, ".ok").wait_for()
    desk.cell(page, "pair", 3, ".ok").wait_for()
    assert desk.saved("pair") == {4: (21, 400), 3: (22, 401), 2: (24, 409)}


def test_arrows_keep_to_the_period(desk):
    page = desk.open()
    desk.box(page, "single", 2).click()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('td').id") == f"c-{desk.rows['locked']}_{week(2)}"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.closest('td').id") == f"c-{desk.rows['pair']}_{week(2)}"
    desk.box(page, "single", 5).click()
    page.keyboard.press("ArrowDown")  # the one below is locked, and no other period is entered instead
    assert page.evaluate("document.activeElement.closest('td').cellIndex") == desk.box(page, "single", 5).evaluate(
        "box => box.closest('td').cellIndex"
    )


@pytest.mark.parametrize("way", ["left", "pasted"])
def test_what_is_typed_after_the_session_ended_comes_back_into_its_boxes(desk, way):
    page, sent = desk.open(), []
    page.on("request", lambda request: request.method == "POST" and sent.append(request))
    end_sessions(desk.app)
    if way == "left":
        desk.box(page, "single", 1).fill("31")
        desk.box(page, "single", 2).fill("32")
        page.keyboard.press("Tab")
    else:
        desk.box(page, "single", 2).evaluate(PASTE, "32\t31")
    page.wait_for_url("**/sign-in?**")
    answer_late(page, sent[0])
    page.fill("input[name=name]", "manager")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/readings?**")
    assert "Your words are back" in page.content()
    assert [desk.box(page, "single", ago).input_value() for ago in (2, 1)] == ["32", "31"]
    assert not {1, 2} & set(desk.saved("single"))


def answer_late(page, cell) -> None:
    """A cell’s answer that overtook nothing: it comes when the whole sheet is at the sign-in already."""
    answer = page.context.request.post(cell.url, data=cell.post_data, headers=cell.headers, max_redirects=0)
    assert answer.status == 204 and "/sign-in?" in answer.headers["hx-redirect"]


def test_what_is_typed_while_another_session_began_comes_back_into_its_boxes(desk):
    """Signed out and in again beside it: the open sheet’s token is an older one."""
    page = desk.open()
    beside = page.context.new_page()
    beside.goto("/more")
    beside.click("#sign-out button")
    beside.wait_for_url("**/sign-in**")
    beside.fill("input[name=name]", "manager")
    beside.fill("input[name=password]", PASSWORD)
    beside.click("main form button[type=submit]")
    beside.wait_for_url("**/")
    desk.box(page, "single", 2).evaluate(PASTE, "32\t31")
    page.get_by_text("You have signed in anew since this form was opened").wait_for()
    assert [desk.box(page, "single", ago).input_value() for ago in (2, 1)] == ["32", "31"]
