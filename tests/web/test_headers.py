"""What every answer says to the browser, and what the portal refuses before it listens."""

from __future__ import annotations

import contextvars
import re

import pytest

from tests.browsing import Visitor
from tests.cast import PASSWORD
from tests.everything import ROOT

pytestmark = pytest.mark.once

PAGES = [
    "/sign-in",
    "/",
    "/more",
    "/devices",
    "/password",
    "/nothing-here",
    "/notebook/fault/400",
    "/notebook/fault/413",
    "/notebook/crash",
    "/notebook/closed",
    "/livez",
]
STATUSES = (400, 403, 404, 405, 409, 413, 422, 429, 500)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("person", [None, "manager"])
def test_every_answer_is_protected(read, path, person):
    headers = read(person).get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy
    for directive in ("script-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert directive in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"] == "noindex"
    assert re.fullmatch(r"[0-9a-f-]{36}", headers["X-Request-ID"])
    assert "Server" not in headers or "Werkzeug" not in headers["Server"]


@pytest.mark.parametrize("path", ["/", "/more", "/devices", "/password", "/nothing-here", "/notebook"])
def test_personal_pages_are_stored_by_nobody(read, path):
    headers = read("manager").get(path).headers
    assert "no-store" in headers["Cache-Control"] and "private" in headers["Cache-Control"]
    assert {"HX-Request", "Cookie"} <= set(map(str.strip, headers["Vary"].split(",")))


def test_every_page_of_the_house_says_who_may_keep_it(world):
    """No page that a person signs in for may be kept by a shared cache; only what is no secret may be kept at all."""
    wrong = []
    for route in world.routes:
        if route.reads and route.opens_to("manager"):
            answer = world.visitor("manager").get(world.path(route, "r"))
            control = answer.headers.get("Cache-Control", "")
            if (
                answer.status_code == 200
                and not ("no-store" in control or ("private" in control and "no-cache" in control))
                and "zqr" in answer.text
            ):
                wrong.append(f"{route.url}: {control!r}")
    assert not wrong, wrong


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "evil.example:80", "127.0.0.1.evil.example"]
)
def test_a_host_that_is_not_ours_is_refused(notebook_app, cast, host):
    answer = contextvars.Context().run(Visitor(notebook_app).open, "GET", "/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert host not in answer.text


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-URL", "X-Rewrite-URL"])
def test_what_a_client_says_of_proxies_is_not_believed(read, name):
    answer = read().open("GET", "/devices", headers={name: "evil.example"})
    assert answer.status_code == 303 and "evil" not in answer.location and "evil" not in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_write_that_was_born_elsewhere_is_refused(read, site):
    manager = read("manager")
    assert manager.open("POST", "/notebook", data={"title": "x"}, headers={"Sec-Fetch-Site": site}).status_code == 403
    assert manager.open("POST", "/sign-out", headers={"Sec-Fetch-Site": site}).status_code == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_write_of_our_own_pages_is_taken(read, site):
    assert read("manager").open("POST", "/notebook", data={"title": "x"}, headers={"Sec-Fetch-Site": site}).status_code == 303


@pytest.fixture
def guarded(guarded_app, cast):
    """Signed in where the CSRF token is asked for."""

    def enter(name: str = "manager") -> Visitor:
        visitor = Visitor(guarded_app)
        form = visitor.hidden("/sign-in")
        assert visitor.post("/sign-in", name=name, password=PASSWORD, **form).status_code == 303
        return visitor

    return lambda *args: contextvars.Context().run(enter, *args)


def test_a_write_without_its_token_is_refused_with_help(guarded):
    manager = guarded()
    for wrong in ({}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": "x" * 5000}):
        answer = manager.post("/notebook", title="x", **wrong)
        assert answer.status_code == 400
        assert "reload" in answer.text.lower()


def test_another_ones_token_is_worth_nothing(guarded):
    token = guarded("member").hidden("/notebook")["csrf_token"]
    assert guarded("manager").post("/notebook", title="x", csrf_token=token).status_code == 400


def test_a_write_without_its_key_comes_back_filled_and_with_one(guarded, guarded_app):
    manager = guarded()
    form = {**manager.hidden("/notebook"), "title": "Typed but once"}
    for keyless in ({**form, "_key": ""}, {name: value for name, value in form.items() if name != "_key"}):
        answer = manager.post("/notebook", **keyless)
        assert answer.status_code == 400 and "without the key" in answer.text and "Typed but once" in answer.text
        key = re.search(r'name="_key"[^>]* value="([^"]+)"', answer.text)[1]
    assert manager.post("/notebook", **{**form, "_key": key}).status_code == 303
    token = form["csrf_token"]
    assert manager.post("/language", language="ur", back="/", csrf_token=token).status_code == 303, "it comes to the same however often"


def test_every_form_of_a_template_brings_a_key():
    wrong = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = re.sub(r'{% include "([^"]+)" %}', lambda found: (ROOT / "templates" / found[1]).read_text(), path.read_text())
        forms = re.findall(r'<form[^>]*method="post".*?</form>', text, re.DOTALL)
        wrong += [
            f"{path.name}: {form[:90]}" for form in forms if "_key" not in form and "plumbing(" not in form and "/language" not in form
        ]
    assert not [line for line in wrong if "update_language" not in line], wrong


def test_with_its_token_a_write_is_taken(guarded):
    manager = guarded()
    assert manager.post("/notebook", title="x", **manager.hidden("/notebook")).status_code == 303


def test_no_unsafe_route_is_exempt(guarded_app, cast):
    """Every POST of the house without a token: refused before anything else is asked."""
    from portal.extensions import csrf
    from tests.building import routes

    assert not csrf._exempt_views and not csrf._exempt_blueprints
    visitor = Visitor(guarded_app)
    for route in routes(guarded_app):
        if route.writes:
            path = re.sub(r"<uuid:\w+>", "00000000-0000-0000-0000-000000000000", route.url)
            path = re.sub(r"<[^>]+>", "x", path)
            answer = contextvars.Context().run(visitor.post, path)
            assert answer.status_code in (303, 400, 404), f"{path}: {answer.status_code}"
            assert answer.status_code != 303 or "/sign-in" in answer.location, path


def test_cookies_are_out_of_reach_of_scripts(read):
    cookies = read().post("/sign-in", name="manager", password=PASSWORD).headers.get_all("Set-Cookie")
    assert cookies and all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def test_in_production_cookies_keep_to_tls_and_this_host(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTAL_ENV", "production")
    from portal import config

    settings = config.from_environment()
    assert settings["SESSION_COOKIE_SECURE"] and settings["SESSION_COOKIE_NAME"].startswith("__Host-")


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH"])
def test_methods_that_no_page_uses_are_refused(read, method):
    answer = read("manager").open(method, "/notebook")
    assert answer.status_code == 405


def test_static_files_are_kept_for_a_year(read):
    page = read().get("/sign-in").text
    address = re.search(r'href="(/static/portal\.[0-9a-f]+\.css)"', page)[1]
    answer = read().get(address)
    assert answer.status_code == 200 and "max-age=31" in answer.headers["Cache-Control"] and "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../portal/config.py",
        "/static/%2e%2e/wsgi.py",
        "/static/names.json/..",
        "/static//etc/passwd",
        "/static/..%5cwsgi.py",
        "/.git/config",
        "/instance/portal.db",
    ],
)
def test_no_path_leads_out_of_the_static_folder(read, path):
    answer = read().get(path)
    assert answer.status_code in (301, 303, 400, 404)
