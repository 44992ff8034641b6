"""What a scanner of headers would give each page, computed by the published weights of MDN's HTTP Observatory: 135 of 135.

This is our own arithmetic over what the portal itself answers; the scanner behind a proxy with TLS is another proof.
"""

from __future__ import annotations

import pytest

from tests.browsing import Visitor
from tests.cast import PASSWORD
from tests.web.conftest import make_app

PAGES = ("/", "/sign-in", "/forgotten", "/projects", "/modules", "/more", "/devices", "/password", "/notices", "/search", "/livez")
ERRORS = ("/nothing-here", "/notebook/crash", "/notebook/closed", "/notebook/full", "/notebook/locked", "/notebook/fault/413")
GRADES = ((100, "A+"), (90, "A"), (80, "B"), (60, "C"), (40, "D"), (0, "F"))
HALF_A_YEAR = 15_768_000


@pytest.fixture(scope="module")
def production(workplace, store):
    """Cookies and headers as in service, asked over HTTPS."""
    return make_app(workplace, store, SESSION_COOKIE_SECURE=True, SESSION_COOKIE_NAME="__Host-portal")


@pytest.fixture
def ask(production, cast):
    """`ask("manager")(path)`: the answer over TLS, and every cookie that was set on the way."""

    def as_person(name: str | None):
        visitor, cookies = Visitor(production), []

        def get(path: str, **options):
            answer = visitor.open(options.pop("method", "GET"), path, base_url="https://localhost", **options)
            cookies.extend(answer.headers.getlist("Set-Cookie"))
            return answer, cookies

        if name:
            assert get("/sign-in", method="POST", data={"name": name, "password": PASSWORD})[0].status_code == 303
        return get

    return as_person


def policy(headers) -> dict[str, list[str]]:
    parts = (part.split() for part in headers.get("Content-Security-Policy", "").split(";") if part.strip())
    return {words[0]: words[1:] for words in parts}


def of_csp(csp: dict[str, list[str]]) -> int:
    sources = [source for name in ("default-src", "script-src", "style-src", "object-src") for source in csp.get(name, [])]
    if not csp or any(source in ("'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:") for source in sources):
        return -25
    return 10 if csp.get("default-src") == ["'none'"] else 5


def of_cookies(cookies: list[str]) -> int:
    if any("; Secure" not in cookie or "; HttpOnly" not in cookie for cookie in cookies):
        return -40
    return 5 if all("SameSite=" in cookie for cookie in cookies) else 0


def of_hsts(headers) -> int:
    said = headers.get("Strict-Transport-Security", "")
    age = int(said.split("max-age=")[1].split(";")[0]) if "max-age=" in said else 0
    return 0 if age >= HALF_A_YEAR else -10 if age else -20


def score(headers, cookies: list[str]) -> int:
    csp = policy(headers)
    framed = 5 if "frame-ancestors" in csp else 0 if headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20
    referrer = (
        5 if headers.get("Referrer-Policy") in ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin") else 0
    )
    sniffed = 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5
    opened = -50 if headers.get("Access-Control-Allow-Origin") else 0
    shared = 10 if headers.get("Cross-Origin-Resource-Policy") in ("same-origin", "same-site") else 0
    return 100 + of_csp(csp) + of_cookies(cookies) + of_hsts(headers) + framed + referrer + sniffed + opened + shared


def grade(points: int) -> str:
    return next(letter for least, letter in GRADES if points >= least)


@pytest.mark.parametrize("person", [None, "manager"])
def test_every_page_and_error_page_has_full_points(ask, person, record_property):
    get, points = ask(person), {}
    for path in (*PAGES, *ERRORS):
        answer, cookies = get(path)
        points[path] = score(answer.headers, cookies)
        if answer.mimetype.startswith("text/"):
            assert "charset=utf-8" in answer.headers["Content-Type"], path
    print(*(f"{path:24} {number} {grade(number)}" for path, number in points.items()), sep="\n")
    record_property("count: pages whose headers were graded", len(points))
    assert min(points.values()) >= 135, points


def test_the_sessions_cookie_keeps_to_this_host(ask):
    _answer, cookies = ask("manager")("/")
    (cookie,) = [cookie for cookie in cookies if cookie.startswith("__Host-portal=")][-1:]
    assert "; Secure" in cookie and "; Path=/" in cookie and "Domain=" not in cookie


@pytest.mark.parametrize(
    ("header", "weaker"),
    [
        ("Content-Security-Policy", "default-src 'self' 'unsafe-inline'"), ("Strict-Transport-Security", "max-age=60"), ("Referrer-Policy", "unsafe-url"),
        ("X-Content-Type-Options", ""), ("Cross-Origin-Resource-Policy", ""), ("Access-Control-Allow-Origin", "*"),
    ],
)  # fmt: skip
def test_the_arithmetic_would_notice(ask, header, weaker):
    answer, cookies = ask(None)("/sign-in")
    answer.headers[header] = weaker
    assert score(answer.headers, cookies) < 135
    assert score(answer.headers, [*cookies, "open=1; Path=/"]) < score(answer.headers, cookies)
