"""Cards of a board are moved as quickly as a thumb can, on a slow line."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bench.improving import LINE

pytestmark = pytest.mark.browser
BUTTON = ".menu button[hx-post$='/stage']"


@pytest.mark.parametrize(("who", "board"), [("member", "/projects"), ("coordinator", "/recruitment")])
def test_two_cards_moved_in_one_round_trip_both_stand_at_their_new_stage(demo, screen, who, board):
    with screen(who, "en", 1280) as desk:
        desk.open(board)
        line = desk.context.new_cdp_session(desk.page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", LINE)
        movable = desk.page.locator(f"#board .card:has({BUTTON})")
        ids = [movable.nth(place).get_attribute("id") for place in range(2)]
        wanted = {one: desk.page.locator(f"#{one} {BUTTON}").first.get_attribute("value").split(".")[0] for one in ids}
        assert len(set(ids)) == 2 and "back" not in wanted.values()
        for one in ids:
            desk.page.locator(f"#{one} {BUTTON}").first.evaluate("button => button.click()")
        for _seen in ("at once", "when the page is opened anew"):
            for one, stage in wanted.items():
                expect(desk.page.locator(f"#s-{stage} #{one}")).to_have_count(1, timeout=20_000)
            assert not desk.complaints
            desk.open(board)
