"""A tap on a slow line counts once, and only once, however quickly the next one comes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from bench.improving import LINE
from portal.database import db
from portal.improvement.defects import Defect, DefectKind

pytestmark = pytest.mark.browser
TAPS = 8


@pytest.fixture
def tally(demo, screen):
    """The tally of the demonstration on a phone with the slow line, one of its kinds, and how many of it are counted now."""
    with demo.app_context():
        kind = db.session.scalars(select(DefectKind).order_by(DefectKind.id).limit(1)).one()
        project, kind_id = kind.project_id, kind.id

    def counted() -> int:
        with demo.app_context():
            mine = select(func.count()).where(Defect.defect_kind_id == kind_id, Defect.is_taken_back.is_(False))
            return db.session.scalar(mine) or 0

    with screen("member", "ur", 360) as phone:
        phone.open(f"/projects/{project}/defects")
        phone.line = phone.context.new_cdp_session(phone.page)
        phone.line.send("Network.enable")
        phone.line.send("Network.emulateNetworkConditions", LINE)
        yield phone, kind_id, counted


def tap(phone, button: str, often: int = TAPS) -> None:
    """As a thumb does, without waiting for anything."""
    box = phone.page.locator(button).bounding_box()
    for _tap in range(often):
        phone.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, delay=10)


def test_eight_taps_in_one_round_trip_are_eight(tally):
    phone, kind, counted = tally
    before, shown = counted(), int(phone.page.locator(f"#today-{kind}").inner_text())
    tap(phone, f"#one-{kind}")
    expect(phone.page.locator(f"#one-{kind}")).to_have_attribute("data-waiting", str(TAPS), timeout=1)
    expect(phone.page.locator(f"#today-{kind}")).to_have_text(str(shown + TAPS), timeout=20_000)
    expect(phone.page.locator("[data-waiting]")).to_have_count(0)
    assert counted() == before + TAPS
    tap(phone, f"#back-{kind}", 3)
    expect(phone.page.locator(f"#today-{kind}")).to_have_text(str(shown + TAPS - 3), timeout=20_000)
    assert counted() == before + TAPS - 3 and not phone.complaints


def test_what_did_not_get_through_is_sent_when_the_line_is_back(tally):
    phone, kind, counted = tally
    before, shown = counted(), int(phone.page.locator(f"#today-{kind}").inner_text())
    phone.line.send("Network.emulateNetworkConditions", {**LINE, "offline": True})
    tap(phone, f"#one-{kind}", 1)
    expect(phone.page.locator("#lost")).to_be_visible()
    tap(phone, f"#one-{kind}", 1)
    phone.line.send("Network.emulateNetworkConditions", LINE)
    expect(phone.page.locator(f"#today-{kind}")).to_have_text(str(shown + 2), timeout=20_000)
    expect(phone.page.locator("#lost")).to_be_hidden()
    assert counted() == before + 2


def test_what_the_server_could_not_take_is_sent_again(tally):
    phone, kind, counted = tally
    before, shown = counted(), int(phone.page.locator(f"#today-{kind}").inner_text())
    phone.page.route("**/defects", lambda route: route.fulfill(status=503, body="busy"), times=1)
    tap(phone, f"#one-{kind}", 1)
    expect(phone.page.locator(f"#one-{kind}[aria-busy]")).to_have_count(0)
    expect(phone.page.locator(f"#one-{kind}")).to_have_attribute("data-waiting", "1")
    assert counted() == before
    tap(phone, f"#one-{kind}", 1)
    expect(phone.page.locator(f"#today-{kind}")).to_have_text(str(shown + 2), timeout=20_000)
    expect(phone.page.locator("[data-waiting]")).to_have_count(0)
    assert counted() == before + 2


def test_what_is_refused_for_good_does_not_look_as_if_it_were_counted(tally):
    phone, kind, counted = tally
    before, shown = counted(), phone.page.locator(f"#today-{kind}").inner_text()
    phone.page.route("**/defects", lambda route: route.fulfill(status=403, body="no"), times=1)
    with phone.page.expect_event("load"):
        tap(phone, f"#one-{kind}", 1)
    expect(phone.page.locator("[data-waiting]")).to_have_count(0)
    expect(phone.page.locator(f"#today-{kind}")).to_have_text(shown)
    assert counted() == before


def test_who_leaves_before_the_answer_loses_no_tap(tally):
    phone, kind, counted = tally
    before = counted()
    tap(phone, f"#one-{kind}")
    phone.open("/projects")
    phone.page.wait_for_timeout(2000)
    assert counted() == before + TAPS
