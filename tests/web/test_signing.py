"""A `next=` that is never a URL."""

from __future__ import annotations

import pytest

from portal.web import signing
from tests.cast import PASSWORD

ELSEWHERE = [
    "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example", "/\t/evil.example",
    "/\n/evil.example", "/\r/evil.example", "\t//evil.example", " //evil.example", "/ /evil.example", "https:evil.example", "https:/evil.example",
    "https://evil.example", "http://evil.example", "HTTPS://evil.example", "//evil.example/%2f..", "javascript:alert(1)", "JavaScript:alert(1)",
    "data:text/html,x", "vbscript:x", "/\x00/evil.example", "\x00//evil.example", "/\x0b/evil.example", "/\x0c/evil.example", "/\x7f/evil.example",
    "evil.example", "evil.example/", "@evil.example", "https://127.0.0.1@evil.example", "https:\\\\evil.example", "/\x1f/evil.example",
    "//evil.example:80", "//[::1]/", "//evil%E3%80%82example", "http:///evil.example", "//;@evil.example", "///\\;@evil.example", "", "?next=//evil",
    "#//evil", ".", "..", "../..", "ftp://evil.example", "file:///etc/passwd", "blob:x", "mailto:x@evil.example", "/\u2028/evil\\", "\\evil", "/a\\b",
]  # fmt: skip
OURS = ["/", "/projects", "/projects?stage=idea", "/a/b#c", "/%09/x", "/en/x"]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_no_browser_is_led_elsewhere(app, path):
    assert not signing.is_own_path(path)
    with app.app_context():
        assert signing.path_of(signing.path_token(path)) is None


@pytest.mark.parametrize("path", OURS)
def test_our_own_paths_come_back(app, path):
    with app.app_context():
        assert signing.path_of(signing.path_token(path)) == path


@pytest.mark.parametrize("wrong", [None, 1, [], {}, b"/x"])
def test_what_is_no_text_is_no_path(wrong):
    assert not signing.is_own_path(wrong)


def test_a_token_of_another_is_worth_nothing(app):
    with app.app_context():
        token = signing.path_token("/projects")
        assert signing.path_of(token[:-2]) is None
        assert signing.path_of("/projects") is None
        assert signing.path_of(None) is None


@pytest.mark.parametrize("path", ELSEWHERE)
def test_sign_in_leads_home_whatever_next_says(app, cast, path):
    """The token is the only way: a path or a URL in its place is not followed."""
    import contextvars

    from tests.browsing import Visitor

    visitor = Visitor(app)
    answer = contextvars.Context().run(visitor.post, "/language", language="en", back=path)
    assert answer.status_code in (303, 400)
    assert answer.headers.get("Location", "/") == "/"


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\t/evil.example", "/projects"])
def test_next_is_followed_only_as_we_signed_it(visit, path):
    answer = visit().post("/sign-in", name="member", password=PASSWORD, next=path)
    assert answer.status_code == 303
    assert answer.location == "/"
