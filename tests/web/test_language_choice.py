"""Which language a page speaks: the person's choice, else the visitor's, else the browser's."""

from __future__ import annotations

import pytest

from tests.browsing import Visitor

pytestmark = pytest.mark.once


def language_of(answer) -> tuple[str, str]:
    head = answer.text.split("<html", 1)[1].split(">", 1)[0]
    return head.split('lang="')[1].split('"')[0], head.split('dir="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("asks", "gets"),
    [("ur", ("ur", "rtl")), ("ur-PK,en;q=0.5", ("ur", "rtl")), ("de,fr", ("en", "ltr")), ("", ("en", "ltr")), ("en-GB", ("en", "ltr"))],
)
def test_a_visitor_gets_what_the_browser_asks_for(visit, asks, gets):
    assert language_of(visit(None, asks).get("/sign-in")) == gets


def test_a_visitors_choice_counts_more_than_the_browser(visit):
    guest = visit(None, "en")
    assert guest.post("/language", language="ur", back="/sign-in").location == "/sign-in"
    assert language_of(guest.get("/sign-in")) == ("ur", "rtl")


def test_a_visitors_choice_is_kept_through_sign_in(visit):
    from tests.cast import PASSWORD

    guest = visit(None, "en")
    guest.post("/language", language="ur", back="/sign-in")
    guest.post("/sign-in", name="manager", password=PASSWORD)
    assert language_of(guest.get("/")) == ("ur", "rtl")


def test_a_persons_choice_follows_them_to_another_device(visit):
    visit("manager").post("/language", language="ur", back="/")
    assert language_of(visit("manager").get("/")) == ("ur", "rtl")


def test_a_language_that_we_do_not_speak_is_refused(visit):
    assert visit().post("/language", language="xx", back="/").status_code == 400
    assert visit().post("/language", back="/").status_code == 400


def test_a_hostile_cookie_of_language_is_ignored(app, cast):
    visitor = Visitor(app)
    visitor.client.set_cookie("portal", "nonsense")
    assert visitor.get("/sign-in").status_code == 200


@pytest.mark.parametrize("url", ["/sign-in", "/nothing-here"])
def test_the_switch_names_the_other_language_in_its_own_script(visit, url):
    assert "اردو" in visit(None, "en").get(url).text
    assert "English" in visit(None, "ur").get(url).text
