"""After a part of the page was put anew the focus stands where one goes on, and a screen reader hears what was done."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.database import db
from portal.improvement.models import Project, Stage

pytestmark = pytest.mark.browser


@pytest.fixture
def project(demo, screen):
    with demo.app_context():
        found = db.session.scalars(select(Project.id).where(Project.stage == Stage.IN_PROGRESS).order_by(Project.id)).all()
    with screen("member") as desk:
        yield desk, next(f"/projects/{one}" for one in found if desk.page.request.get(f"{desk.address}/projects/{one}").status == 200)


@pytest.mark.parametrize(
    ("part", "words", "said"),
    [("actions", "Oil the third machine", "The action is added."), ("comments", "Well seen", "Your comment is added.")],
)
def test_after_adding_by_mouse_one_goes_on_in_the_emptied_field(project, part, words, said):
    desk, path = project
    page = desk.page
    page.goto(desk.address + path)
    field = page.locator(f"#{part} form").last.locator("[name=text]")
    if not field.is_visible():
        page.locator(f"#{part} details:has([name=text]) > summary").last.click()
    field.fill(words)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator(f"#{part} form").last.locator("button[type=submit]").click()
    page.wait_for_function("said => document.getElementById('said').textContent.includes(said)", arg=said)
    page.wait_for_function(f"document.activeElement.closest('#{part}') && document.activeElement.name === 'text'")
    assert page.evaluate("document.activeElement.value") == "" and words in page.locator(f"#{part}").inner_text()


def test_after_a_tick_by_mouse_the_focus_stays_with_the_action(project):
    desk, path = project
    page = desk.page
    page.goto(desk.address + path)
    action = page.locator("#actions .todo > li").first
    mark = action.get_attribute("id")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        action.locator("form[hx-post] button").first.click()
    page.wait_for_function("mark => document.activeElement.closest('#' + mark)", arg=mark)
