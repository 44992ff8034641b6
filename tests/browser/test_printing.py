"""A sheet that a browser prints takes one A4, as its PDF does; a card on paper says all that it says on a screen."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from portal.database import db
from portal.evidence import Verdict
from portal.measures.models import Review
from portal.teams.board import ACTIONS, EVENTS, NUMBERS
from portal.teams.models import SafetyEvent

pytestmark = pytest.mark.browser
LONGEST = (
    "workplace-cooperation/tools/5s-audit-sheet",
    "workplace-cooperation/tools/eit-charter",
    "workplace-cooperation/tools/problem-sheet",
    "cleaner-production/tools/savings-worksheet",
)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_longest_sheets_take_one_page(screen, language):
    with screen("trainer", language) as desk:
        pages = {}
        for path in [f"/modules/{sheet}{asked}" for sheet in LONGEST for asked in ("", "?filled=1")]:
            desk.open(path)
            pages[path] = len(re.findall(rb"/Type\s*/Page\b", desk.page.pdf(format="A4", prefer_css_page_size=True)))
    assert set(pages.values()) == {1}, pages


ON_PAPER = """() => {
  const stamp = getComputedStyle(document.querySelector('.stamp.sustained'));
  const height = one => one.getBoundingClientRect().height;
  const closed = [...document.querySelectorAll('.chart details:not([open])')];
  return {ink: stamp.color, ground: stamp.backgroundColor, edge: stamp.borderTopColor,
    closed: closed.length, opened: closed.filter(one => height(one) > 1.5 * height(one.querySelector('summary'))).length,
    lone: [...document.querySelectorAll('#numbers h2')].filter(height).length,
    halo: [...document.querySelectorAll('.plot text')].every(one => getComputedStyle(one).paintOrder.startsWith('stroke')),
    whole: getComputedStyle(document.querySelector('figure.chart')).breakInside};
}"""


def test_a_card_on_paper_has_its_verdict_in_ink_and_its_numbers_open(demo, screen):
    with demo.app_context():
        card = db.session.scalar(select(Review.card_id).where(Review.verdict == Verdict.SUSTAINED).limit(1))
    with screen("coordinator") as desk:
        desk.open(f"/measures/{card}")
        desk.page.emulate_media(media="print")
        seen = desk.page.evaluate(ON_PAPER)
    black, clear = "rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"
    assert seen == {"ink": black, "ground": clear, "edge": black, "closed": 2, "opened": 2, "lone": 0, "halo": True, "whole": "auto"}


FULL = """(most) => Object.entries(most).forEach(([section, many]) => {
  const list = document.querySelector(`section[aria-labelledby=b-${section}] ul`);
  const longest = [...list.children].sort((one, other) => other.innerText.length - one.innerText.length)[0];
  while (list.children.length < many) list.append(longest.cloneNode(true));
})"""


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_board_of_the_day_takes_one_page_when_it_is_full(demo, screen, language):
    with demo.app_context():
        factory = db.session.scalar(select(SafetyEvent.enterprise_id).limit(1))
    with screen("manager", language) as desk:
        desk.open(f"/enterprises/{factory}/board")
        desk.page.evaluate(FULL, {"due": ACTIONS, "numbers": NUMBERS, "safety": EVENTS})
        paper = desk.page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
