"""A passkey by the browser's own authenticator: made, used after the password, taken away."""

from __future__ import annotations

import pytest

from tests.cast import PASSWORD
from tests.screens import Screen

pytestmark = pytest.mark.browser


@pytest.fixture
def with_key(browser, address):
    """A desk whose browser keeps keys; passkeys belong to a name, not to a number."""
    desk = Screen(browser, address.replace("127.0.0.1", "localhost"), "en", 1280)
    devtools = desk.context.new_cdp_session(desk.page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})
    yield desk, devtools, made["authenticatorId"]
    desk.context.close()


def test_a_passkey_is_made_used_and_taken_away(with_key):
    desk, devtools, key = with_key
    page = desk.sign_in("expert").page
    desk.open("/factors/passkeys/new")
    page.click("main form button[type=submit]")
    page.locator("#name-err").wait_for()
    page.fill("input[name=name]", "My computer")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/factors/codes")
    assert page.locator(".codes li").count() == 10
    assert len(devtools.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]) == 1

    desk.context.clear_cookies()
    page.goto("/sign-in")
    page.fill("input[name=name]", "expert")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/sign-in/second")
    page.click("form[data-passkey] button")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    assert "Nadeem" in page.inner_text("header.bar") or page.locator("nav.rail").count()

    desk.open("/factors")
    assert "last used" in page.inner_text("main")
    page.click("text=Take this passkey away")
    page.wait_for_url("**/factors")
    assert page.locator("text=My computer").count() == 0
    assert not desk.complaints, desk.complaints


def test_without_scripts_the_page_points_to_an_app(browser, address):
    desk = Screen(browser, address, "en", 360, java_script_enabled=False)
    desk.sign_in("donor")
    desk.open("/factors/passkeys/new")
    assert "set up an app instead" in desk.page.inner_text("main")
    desk.page.click("main .note a")
    assert desk.page.url.endswith("/factors/app/new") and desk.page.locator("svg.qr").count() == 1
    desk.context.close()
