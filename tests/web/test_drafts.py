"""What somebody typed while their session had ended waits for them, for nobody else, and is never sent by itself."""

from __future__ import annotations

import contextvars
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.accounts.models import Person, UserSession
from portal.database import db
from portal.web import drafts
from portal.web.drafts import Draft
from tests.browsing import Visitor
from tests.cast import PASSWORD

STORY = "We moved the <cutting> table – کٹائی کی میز"


@pytest.fixture
def at_the_form(read, notebook_app):
    """A browser whose session ends on the server while a form is open."""

    def begin(name: str = "manager") -> Visitor:
        visitor = read(name)
        visitor.get("/notebook")
        end_sessions(notebook_app)
        return visitor

    return begin


def end_sessions(app) -> None:
    with app.app_context():
        for device in db.session.scalars(select(UserSession)):
            device.end()
        db.session.commit()


def send(visitor: Visitor, **fields):
    form = {"_form": "NoteForm", "_key": "k", "title": "Kept title", "story": STORY, "pin": "123456", **fields}
    return visitor.open("POST", "/notebook", data=form, headers={"Referer": "http://localhost/notebook"})


def sign_in(visitor: Visitor, location: str, name: str = "manager"):
    token = location.split("next=")[1].split("&")[0]
    return visitor.post("/sign-in", name=name, password=PASSWORD, next=token)


def test_typed_text_survives_an_ended_session(at_the_form):
    manager = at_the_form()
    answer = send(manager)
    assert answer.status_code == 303 and "/sign-in?" in answer.location
    assert "kept" in manager.get(answer.location).text
    back = sign_in(manager, answer.location)
    assert back.location == "/notebook"
    page = manager.get("/notebook").text
    assert 'value="Kept title"' in page
    assert "We moved the &lt;cutting&gt; table – کٹائی کی میز" in page


def test_it_is_shown_and_not_sent(at_the_form, notebook_app):
    manager = at_the_form()
    sign_in(manager, send(manager).location)
    manager.get("/notebook")
    with notebook_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person).where(Person.name == "Kept title")) == 0


def test_it_is_shown_once(at_the_form):
    manager = at_the_form()
    sign_in(manager, send(manager).location)
    page = manager.get("/notebook").text
    assert "Kept title" in page and "They are not saved yet" in page
    page = manager.get("/notebook").text
    assert "Kept title" not in page and "not saved yet" not in page


def test_another_person_at_the_same_phone_never_sees_it(at_the_form):
    phone = at_the_form("manager")
    sign_in(phone, send(phone).location, "member")
    page = phone.get("/notebook").text
    assert "Kept title" not in page and "کٹائی" not in page


def test_the_same_person_at_another_phone_does_not_see_it(at_the_form, read):
    send(at_the_form("manager"))
    assert "Kept title" not in read("manager").get("/notebook").text


def test_secrets_are_never_kept(at_the_form, notebook_app):
    send(at_the_form(), password="hunter2hunter2", new_password="hunter2hunter2", code="hunter2", csrf_token="hunter2")
    with notebook_app.app_context():
        kept = db.session.scalars(select(Draft.fields)).one()
    assert "hunter2" not in kept and "123456" not in kept and "Kept title" in kept


def test_the_cookie_does_not_hold_the_text(at_the_form):
    manager = at_the_form()
    header = send(manager).headers.get_all("Set-Cookie")
    assert not any("Kept" in cookie for cookie in header)
    assert any(cookie.startswith("kept=") and "HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in header)


def test_an_hour_later_it_is_gone(at_the_form, notebook_app):
    manager = at_the_form()
    location = send(manager).location
    with notebook_app.app_context():
        db.session.scalars(select(Draft)).one().at = clock.now() - timedelta(hours=1, minutes=1)
        db.session.commit()
    sign_in(manager, location)
    assert "Kept title" not in manager.get("/notebook").text


def test_whoever_was_never_signed_in_leaves_nothing(notebook_app, cast):
    guest = Visitor(notebook_app)
    answer = contextvars.Context().run(send, guest)
    assert answer.status_code == 303
    with notebook_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_the_way_back_is_never_elsewhere(at_the_form):
    manager = at_the_form()
    answer = manager.open(
        "POST", "/notebook", data={"title": "x", "_form": "NoteForm"}, headers={"Referer": "https://evil.example/notebook"}
    )
    assert "next=" not in answer.location


@pytest.mark.parametrize("referer", [{}, {"Referer": "http://localhost/notebooks"}])
def test_a_form_says_itself_where_it_stood(at_the_form, referer):
    """Once it was refused, the address above it is that to which it was sent; and some browsers tell nothing."""
    manager = at_the_form()
    form = {"_form": "NoteForm", "_key": "k", "title": "Kept title", "story": STORY, "_page": "/notebook"}
    answer = manager.open("POST", "/notebook", data=form, headers=referer)
    assert sign_in(manager, answer.location).location == "/notebook" and 'value="Kept title"' in manager.get("/notebook").text


def test_a_place_elsewhere_is_none(at_the_form):
    manager = at_the_form()
    answer = manager.open("POST", "/notebook", data={"_form": "NoteForm", "title": "x", "_page": "//evil.example/notebook"})
    assert "evil" not in answer.location and "next=" not in answer.location


def test_as_long_a_text_as_a_form_may_hold_comes_back_whole(at_the_form):
    manager, long = at_the_form(), "کٹائی کی میز " * 50_000
    sign_in(manager, send(manager, story=long).location)
    assert long.strip() in manager.get("/notebook").text


def test_of_one_person_the_newest_twenty_are_kept(at_the_form, notebook_app):
    manager = at_the_form()
    for number in range(25):
        location = send(manager, title=f"Title {number}").location
    with notebook_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Draft)) == 20
    sign_in(manager, location)
    assert 'value="Title 24"' in manager.get("/notebook").text


def test_what_names_no_form_is_not_kept_in_place_of_what_does(at_the_form):
    manager = at_the_form()
    location = send(manager).location
    assert not [
        cookie for cookie in send(manager, _form="", title="A part of it").headers.get_all("Set-Cookie") if cookie.startswith("kept=")
    ]
    sign_in(manager, location)
    assert 'value="Kept title"' in manager.get("/notebook").text


def test_in_service_its_cookie_keeps_to_this_host(at_the_form, notebook_app, monkeypatch):
    monkeypatch.setitem(notebook_app.config, "SESSION_COOKIE_SECURE", True)
    manager = at_the_form()
    (cookie,) = [one for one in send(manager).headers.getlist("Set-Cookie") if "kept=" in one]
    assert cookie.startswith("__Host-kept=") and "; Secure" in cookie and "; Path=/" in cookie and "Domain" not in cookie


@pytest.fixture
def guarded(guarded_app, cast):
    """A browser as it runs, signed in, with a form open: `tab` holds what that form would send."""

    def begin(name: str = "manager") -> tuple[Visitor, dict]:
        browser = Visitor(guarded_app)
        enter(browser, name)
        return browser, {**browser.hidden("/notebook"), "title": "Kept title", "story": STORY, "pin": "123456"}

    return begin


def enter(browser: Visitor, name: str, **more):
    """As a person at the sign-in page does it."""
    answer = browser.post("/sign-in", **{**browser.hidden("/sign-in"), "name": name, "password": PASSWORD, **more})
    assert answer.status_code == 303, answer.text
    return answer


def leave(browser: Visitor) -> None:
    """In another tab."""
    plumbing = browser.hidden("/notebook")
    answer = browser.post("/sign-out", csrf_token=plumbing["csrf_token"], _key=str(uuid4()))
    assert answer.status_code == 303, answer.status_code


def send_tab(browser: Visitor, tab: dict):
    return browser.open("POST", "/notebook", data=tab, headers={"Referer": "http://localhost/notebook"})


def test_signed_out_in_another_tab_it_is_kept_all_the_same(guarded):
    browser, tab = guarded()
    leave(browser)
    answer = send_tab(browser, tab)
    assert answer.status_code == 303 and "kept=1" in answer.location
    enter(browser, "manager")
    assert 'value="Kept title"' in browser.get("/notebook").text


def test_without_any_cookie_the_form_says_whose_it_was(guarded, guarded_app):
    _, tab = guarded()
    bare = Visitor(guarded_app)
    assert "kept=1" in send_tab(bare, tab).location
    enter(bare, "member")
    assert "Kept title" not in bare.get("/notebook").text


@pytest.mark.parametrize("token", ["", "forged", "x.y"])
def test_what_could_not_be_kept_is_said_plainly(guarded, guarded_app, token):
    _, tab = guarded()
    bare = Visitor(guarded_app)
    answer = send_tab(bare, {**tab, "csrf_token": token})
    assert answer.status_code == 303 and "kept=0" in answer.location
    page = bare.get(answer.location).text
    assert "could not be kept" in page and "kept for an hour" not in page


def test_a_text_that_is_too_long_is_not_said_to_be_kept(at_the_form, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 200_000)
    assert "kept=0" in send(at_the_form(), story="x" * 1_000_000).location


def test_a_form_that_somebody_else_opened_waits_for_them(guarded):
    phone, tab = guarded("manager")
    leave(phone)
    enter(phone, "member")
    answer = send_tab(phone, tab)
    assert answer.status_code == 400 and "opened by somebody else. Sign in as that person to send it" in answer.text
    assert "Kept title" not in answer.text and "کٹائی" not in answer.text
    assert "Kept title" not in phone.get("/notebook").text
    leave(phone)
    enter(phone, "manager")
    page = phone.get("/notebook").text
    assert 'value="Kept title"' in page and "123456" not in page


def test_whoever_signed_in_anew_finds_the_form_filled(guarded):
    browser, tab = guarded()
    leave(browser)
    enter(browser, "manager")
    answer = send_tab(browser, tab)
    assert answer.status_code == 400 and "signed in anew" in answer.text and 'value="Kept title"' in answer.text
    again = browser.open("POST", "/notebook", data={**tab, **browser.hidden("/notebook")})
    assert again.status_code == 303
