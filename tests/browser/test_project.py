"""A project's page on a phone: short, and whatever a link names stands open."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.screens import Screen

pytestmark = pytest.mark.browser

NAMED = ("about", "facts", "actions", "action-text", "photos", "help", "comments", "root-causes", "happened", "closure")


def open_one(one: Screen, title: str) -> str:
    one.open("/projects?view=list&q=" + title.split()[0])
    return one.page.locator("main a[href^='/projects/']", has_text=title).first.evaluate("a => a.pathname")


def test_the_longest_page_of_a_project_is_six_screens_and_not_twelve(screen):
    with screen("member", "ur", 360) as phone:
        phone.open(open_one(phone, "Shadow board and trim rack"))
        phone.page.locator("#help .verdict").wait_for()
        assert phone.page.evaluate("document.documentElement.scrollHeight") < 5200
        assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not phone.page.locator("#happened").is_visible() and not phone.complaints


@pytest.mark.parametrize("scripts", [True, False])
def test_what_a_link_names_is_open(screen, scripts):
    with screen("member", "en", 360, java_script_enabled=scripts) as phone:
        path = open_one(phone, "Colour-coded bundle tickets")
        for name in NAMED:
            phone.open("about:blank")
            phone.open(f"{path}#{name}")
            expect(phone.page.locator(f"#{name}")).to_be_in_viewport(timeout=5000)
        phone.open(path)
        phone.page.locator("nav.jump a[href='#happened']").click()
        phone.page.locator("#happened").wait_for(state="visible", timeout=5000)
