"""What a form says of itself: in the page's language, and also where no script says it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_project import open_one

pytestmark = pytest.mark.browser


def test_what_is_missing_is_said_by_the_portal_in_the_pages_language(screen):
    with screen("member", "ur", 360) as phone:
        phone.open("/projects/new")
        phone.page.fill("[name=idea]", "ریک پر نام لکھیں")
        phone.page.press("[name=expected]", "Enter")
        said = phone.page.locator("#problem-err")
        expect(said).to_have_text("چند لفظوں میں لکھیں کہ مسئلہ کیا ہے۔")
        assert phone.page.input_value("[name=idea]") == "ریک پر نام لکھیں" and not phone.complaints


def test_so_it_is_in_a_part_of_a_page(screen):
    with screen("member", "ur", 360) as phone:
        phone.open(open_one(phone, "Shadow board and trim rack") + "#comments")
        form = phone.page.locator("#comments form")
        if not form.is_visible():
            phone.page.locator("#comments summary").click()
        form.locator("button[type=submit]").click()
        expect(phone.page.locator("#comments .err")).to_be_visible()
        assert not phone.complaints


def test_half_a_date_is_not_dropped(screen):
    with screen("member", "en", 1280) as desk:
        path = open_one(desk, "Shadow board and trim rack")
        desk.open(f"{path}/edit")
        day = desk.page.locator("input[type=date]").first
        day.evaluate("one => { one.value = ''; }")
        day.press("1")
        assert day.evaluate("one => one.validity.badInput")
        desk.page.locator("main form button[type=submit]").last.click()
        assert desk.page.url.endswith("/edit") and day.evaluate("one => one.validity.badInput")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_without_scripts_the_browsers_own_field_names_the_chosen_photo(screen, language):
    with screen("member", language, 360, java_script_enabled=False) as phone:
        phone.open("/projects/new")
        field = phone.page.locator(".photo input[type=file]")
        seen = field.evaluate(
            "one => [getComputedStyle(one).opacity, getComputedStyle(one).position, one.getBoundingClientRect().height > 24]"
        )
        assert seen == ["1", "static", True]
