"""The story that the programme tells of itself, in a real browser: from the mobilisation event to the enrolled batch.

Fifteen enterprises are invited and come, three of them alumni of whom two speak and show a video; twelve new ones become prospects.
One of them says that it is interested, is assessed by one coordinator and decided on by another, signs its consent on a phone and is
enrolled in a batch of the short course. Every count on the way is read from a page.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from portal.demo.films import film
from portal.recruitment.stages import PATH, Stage
from tests.cast import PASSWORD
from tests.scenarios.story import ALUMNI, DECIDER, KNOWN, NEWEST, links_of, prepare
from tests.screens import Screen
from tests.serving import make_demo, served

pytestmark = pytest.mark.browser

DESK, PHONE = "en", "ur"  # coordinators sit at a desk and read English; guests and the manager read Urdu on their phones
EVENT, PLACE = "Meet the short course", "Chamber hall, Korangi"
GUEST, SECOND, JOB = "ناہید اختر", "بلال احمد", "مالک"
SHY = KNOWN[8][0]  # never answers, and comes all the same; written at the door in Latin letters, on an Urdu page
FOLLOWED = (KNOWN[0][0], KNOWN[1][0])  # say on the phone that they are interested
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
NEW_PASSWORD = "needle-thread-window-42"


class Story:
    """Who takes part, and what they have in hand."""

    def __init__(self, app, browser, address: str, firms: dict[str, str]):
        self.app, self.browser, self.address, self.firms = app, browser, address, firms
        self.screens: list[Screen] = []

    def sit_down(self, person: str | None, width: int = 1280) -> Screen:
        self.screens.append(Screen(self.browser, self.address, DESK if width > 700 else PHONE, width))
        return self.screens[-1].sign_in(person) if person else self.screens[-1]


@pytest.fixture
def story(browser, tmp_path):
    app = make_demo(tmp_path / "story")
    firms = prepare(app)
    with served(app.config["INSTANCE"]) as address:
        told = Story(app, browser, address, firms)
        yield told
        complaints = [complaint for screen in told.screens for complaint in screen.complaints]
        for screen in told.screens:
            screen.context.close()
        assert not complaints, complaints


def test_from_the_event_to_the_batch(story):
    coordinator, phone = story.sit_down("coordinator").page, story.sit_down(None, 360).page
    before = funnel(coordinator)
    event = plan_the_event(coordinator, story)
    invite_fifteen(coordinator, event, story)
    let_alumni_speak(coordinator, event, story)
    tokens, poster = links_of(story.app, EVENT)
    answer_without_an_account(phone, tokens, story)
    assert sums(coordinator, event)[:4] == [15, 14, 14, 0]
    check_in(coordinator, phone, event, poster, story)
    #                 invited, answered, yes, came: enterprises, alumni, new, guests, women, men, workers, managers
    assert sums(coordinator, event) == [15, 14, 14, 15, 3, 12, 16, 7, 8, 1, 14]
    assert grown(funnel(coordinator), before) == {Stage.IDENTIFIED: 12, Stage.INVITED: 12, Stage.ATTENDED: 12}
    follow_up(coordinator)
    prospect = take_up_the_interest(coordinator, phone, event, story)
    assert grown(funnel(coordinator), before)[Stage.INTERESTED] == 3
    assess(coordinator, prospect)
    decide(story.sit_down(DECIDER).page, prospect)
    firm = ask_for_consent(coordinator, prospect)
    password = let_the_manager_in(coordinator, firm)
    sign_on_a_phone(story.sit_down(None, 360).page, firm, event, password)
    assert stage_of(coordinator, prospect) is Stage.SIGNED
    enrol(coordinator, firm)
    assert stage_of(coordinator, prospect) is Stage.ENROLLED
    reached = dict.fromkeys(PATH[:3], 12) | {Stage.INTERESTED: 3} | dict.fromkeys(PATH[4:], 1)
    assert grown(funnel(coordinator), before) == reached


# What is read


def number(text: str) -> int:
    return int("".join(letter for letter in text if letter.isdigit()))


def sums(page, event: str) -> list[int]:
    page.goto(event)
    return [number(text) for text in page.locator("#attendance dl.sums dd").all_inner_texts()]


def funnel(page) -> dict[Stage, int]:
    page.goto("/recruitment?view=funnel")
    read = page.locator(".funnel-table tbody tr td:nth-of-type(1)").all_inner_texts()
    return dict(zip(PATH, map(number, read), strict=True))


def grown(now: dict[Stage, int], before: dict[Stage, int]) -> dict[Stage, int]:
    return {stage: now[stage] - before[stage] for stage in PATH if now[stage] != before[stage]}


def stage_of(page, prospect: str) -> Stage:
    page.goto(prospect)
    return PATH[page.evaluate("[...document.querySelectorAll('#stage .stages li')].findIndex(li => li.getAttribute('aria-current'))")]


def press(page, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).first.click()


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# The event


def plan_the_event(page, story: Story) -> str:
    begin = datetime.now(ZoneInfo("Asia/Karachi")) + timedelta(minutes=55)
    end = begin + timedelta(hours=3)
    page.goto("/events/new")
    page.select_option("[name=kind]", "mobilisation")
    page.fill("[name=name]", EVENT)
    page.fill("[name=place]", PLACE)
    for name, moment, pattern in (
        ("day", begin, "%Y-%m-%d"),
        ("last_day", end, "%Y-%m-%d"),
        ("starts", begin, "%H:%M"),
        ("ends", end, "%H:%M"),
    ):
        page.fill(f"[name={name}]", moment.strftime(pattern))
    press(page, "main form .send button")
    event = page.url.removeprefix(story.address)
    press(page, "form[action$='/opening'] button")
    return event


def invite_fifteen(page, event: str, story: Story) -> None:
    page.goto(f"{event}/invitations/new")
    for name, _name_ur in (*ALUMNI, *KNOWN):
        page.check(f"input[name=enterprises][value='{story.firms[name]}']")
    press(page, "form[action$='/invitations'] button")
    page.goto(f"{event}/invitations/new")
    for field, text in {"name": NEWEST, "city": "Karachi", "contact": GUEST, "phone": "0300 4449999"}.items():
        page.fill(f"form[action$='/prospects'] [name={field}]", text)
    press(page, "form[action$='/prospects'] button")
    assert page.locator("#invitations tbody tr").count() == 15


def let_alumni_speak(page, event: str, story: Story) -> None:
    for title, alumnus, sent in (("5S", ALUMNI[0][0], True), ("Line balance", ALUMNI[1][0], False)):
        page.goto(f"{event}/slots/new")
        page.fill("[name=title]", title)
        page.fill("[name=speaker]", SECOND)
        page.select_option("[name=enterprise]", story.firms[alumnus])
        page.check("[name=is_agreed]")
        if sent:
            page.set_input_files("[name=video]", {"name": "our-year.webm", "mimeType": "video/webm", "buffer": film("heap", "board")})
        else:
            page.fill("[name=video_link]", "https://video.example.org/line-balance")
        press(page, "main form .send button")
    assert page.locator("#agenda video").count() == 1 and page.locator("#agenda a[href^='https://video']").count() == 1


def answer_without_an_account(page, tokens: dict[str, str], story: Story) -> None:
    """The newest writes on its phone; the others send the same form, but for one that never answers."""
    newest = next(firm for firm in tokens if firm not in story.firms.values())
    page.goto(f"/{PHONE}/invitations/{tokens[newest]}")
    page.check("[name=reply][value=yes]")
    for place, (who, sex, level) in enumerate(((GUEST, "female", "worker"), (SECOND, "male", "manager"))):
        page.fill(f"[name=people-{place}-name]", who)
        page.select_option(f"[name=people-{place}-sex]", sex)
        page.select_option(f"[name=people-{place}-level]", level)
    assert fits(page)
    press(page, "main form button[type=submit]")
    page.locator("#answered").wait_for()
    others = [story.firms[name] for name, _ur in (*ALUMNI, *KNOWN) if name != SHY]
    for turn, firm in enumerate(others):
        path = f"{story.address}/{PHONE}/invitations/{tokens[firm]}"
        hidden = HIDDEN.findall(page.request.get(path).text())
        kept = {part(tag, "name"): part(tag, "value") for tag in hidden}
        sex = "female" if turn % 2 else "male"
        who = {"people-0-name": f"Guest {turn}", "people-0-sex": sex, "people-0-level": "manager"}
        assert page.request.post(path, form={**kept, "reply": "yes", **who}, headers={"Origin": story.address}).ok


def part(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""


def check_in(page, phone, event: str, poster: str, story: Story) -> None:
    """One tap for each on the list; one guest by their own phone, whose firm is written in its own script."""
    page.goto(f"{event}/door")
    buttons = page.locator("ul.guests form[action$='/arrival'] button")
    waiting = buttons.count()
    assert waiting == 15
    while waiting:
        with page.expect_response(lambda answer: answer.url.endswith("/arrival")) as answered:
            buttons.first.click()
        assert answered.value.ok
        waiting -= 1
        expect(buttons).to_have_count(waiting)
    phone.goto(f"/{PHONE}/check-in/{poster}")
    phone.fill("[name=firm]", SHY)
    phone.fill("[name=name]", "Sadia")
    phone.wait_for_timeout(2100)  # nobody types quicker
    press(phone, "main form button[type=submit]")
    phone.locator(".note[role=status]").wait_for()
    assert fits(phone)


# The prospects


def follow_up(page) -> None:
    page.goto("/recruitment?view=list&stage=attended&source=event")
    for name in FOLLOWED:
        page.locator("tbody tr", has_text=name).locator("input[name=prospect]").check()
    page.select_option("[name=to]", "interested")
    press(page, "form[action='/prospects/moves'] button[type=submit]")
    page.goto("/recruitment?view=list&stage=interested&source=event")
    assert page.locator("tbody tr").count() == 2


def take_up_the_interest(page, phone, event: str, story: Story) -> str:
    """Three fields on the public page; five more by a link that leaves the address once it is opened."""
    phone.goto(f"/{PHONE}/interest/{story.firms['programme']}?event={event.rsplit('/', 1)[1]}")
    for field, text in {"firm": NEWEST, "name": GUEST, "phone": "0300 4449999"}.items():
        phone.fill(f"[name={field}]", text)
    phone.wait_for_timeout(2100)  # nobody types quicker
    press(phone, "main form button[type=submit]")
    assert phone.url.endswith("/thanks")
    page.goto("/recruitment/interests")
    with page.expect_navigation():
        page.locator("main li", has_text=NEWEST).locator("a").first.click()
    assert page.locator("[name=known] option").count() == 2  # the firm of the event is noticed
    page.locator("[name=known]").select_option(index=1)
    press(page, "form[action$='/approval'] button")
    link = page.locator(".told input").input_value()
    phone.goto(link)
    assert link.rsplit("/", 1)[1] not in phone.url and phone.url.endswith("/questions")
    phone.fill("[name=women_count]", "35")
    phone.fill("[name=men_count]", "60")
    press(phone, "main form button[type=submit]:not([name])")
    phone.locator(".note[role=status]").wait_for()
    assert phone.locator("main form").count() == 0 and fits(phone)
    return page.locator("main a[href^='/prospects/']").first.get_attribute("href")


def assess(page, prospect: str) -> None:
    page.goto(f"{prospect}/assessments/new")
    page.fill("[name=visited_on]", datetime.now(ZoneInfo("Asia/Karachi")).date().isoformat())
    scores = page.locator("select[name^=score_]")
    for place in range(scores.count()):
        scores.nth(place).select_option("3")
    page.check("[name=recommendation][value=select]")
    press(page, "main form .send button")
    page.goto(prospect)
    press(page, "#assessment a[href^='/initial-assessments/']")
    assert "75" in page.locator("dl.facts").inner_text()  # three of four in everything
    assert page.locator("form[action$='/decision']").count() == 0  # nobody decides on their own assessment


def decide(page, prospect: str) -> None:
    page.goto(prospect)
    press(page, "#assessment a[href^='/initial-assessments/']")
    page.check("[name=decision][value=select]")
    press(page, "form[action$='/decision'] button")
    assert stage_of(page, prospect) is Stage.SELECTED


def ask_for_consent(page, prospect: str) -> str:
    page.goto(prospect)
    press(page, "#stage button[name=to][value^=consent_sent]")
    assert stage_of(page, prospect) is Stage.CONSENT_SENT
    return page.locator("#facts a[href^='/enterprises/']").get_attribute("href").rsplit("/", 1)[1]


def let_the_manager_in(page, firm: str) -> str:
    page.goto(f"/people/new?enterprise={firm}")
    page.fill("[name=name]", GUEST)
    page.check("[name=sex][value=undisclosed]")
    page.check("[name=role][value=manager]")
    page.fill("[name=username]", "naheed.akhtar")
    press(page, "main form .send button")
    return page.locator(".told code").inner_text().strip()


def sign_on_a_phone(page, firm: str, event: str, password: str) -> None:
    page.goto("/sign-in")
    page.fill("[name=name]", "naheed.akhtar")
    page.fill("[name=password]", password)
    press(page, "main form button[type=submit]")
    for field, text in {"current": password, "password": NEW_PASSWORD, "again": NEW_PASSWORD}.items():
        page.fill(f"[name={field}]", text)
    press(page, "main form .send button")
    assert PASSWORD != NEW_PASSWORD
    page.goto("/")
    press(page, f"main a[href='/enterprises/{firm}/consent']")
    for scope in ("data", "donor", "alumni", "contact"):
        page.check(f"[name=scope_{scope}][value=yes]")
    page.check("[name=scope_photos][value=no]")
    page.fill("[name=job]", JOB)
    draw(page)
    assert fits(page)
    press(page, "#sign .send button")
    assert page.locator("#papers li").count() == 1 and page.locator("#sign").count() == 1  # the no can still become a yes
    page.goto(event)
    assert play_and_seek(page) and fits(page)


def draw(page) -> None:
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(box["x"] + 20 + 30 * step, box["y"] + 60 - 40 * (step % 2))
    page.mouse.up()
    assert page.locator("[name=drawing]").input_value().count("L") >= 5


def play_and_seek(page) -> bool:
    """The alumni's video on the phone of the factory that listened."""
    play = """async () => {
      const film = document.querySelector("#agenda video"), of = (name) => new Promise((then) => film.addEventListener(name, then, { once: true }));
      film.muted = true;
      await film.play();
      film.pause();
      const there = of("seeked");
      film.currentTime = 2.5;
      await there;
      return film.duration === 4 && film.currentTime === 2.5;
    }"""
    return page.evaluate(play)


# The batch


def enrol(page, firm: str) -> None:
    today = datetime.now(ZoneInfo("Asia/Karachi")).date().isoformat()
    page.goto("/batches/new")
    page.fill("[name=name]", "Karachi 8")
    page.check("[name=format][value=short]")
    page.fill("[name=starts_on]", today)
    page.locator("[name=modules]").first.check()
    press(page, "main form .send button")
    batch = page.url
    press(page, "form[action$='/recruitment'] button")
    page.goto(f"{batch}/enrolments/new")
    page.select_option("[name=enterprise]", firm)
    page.fill("[name=baseline_on]", today)
    press(page, "main form .send button")
    assert page.locator("main").get_by_text(NEWEST).count() >= 1
    page.goto(batch)
    assert "1 enterprise" in page.locator(".head").inner_text()
    page.goto("/recruitment?view=list&stage=enrolled")
    assert page.locator("tbody tr", has_text=NEWEST).count() == 1
