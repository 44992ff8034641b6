"""When something goes wrong: what happened, what to do, and a way out, in the language of the page."""

from __future__ import annotations

import re

import pytest

from portal.errors import HELPED
from portal.home.words import ERRORS

pytestmark = pytest.mark.once

ADDRESSES = {status: f"/notebook/fault/{status}" for status in HELPED if status not in (500, 503, 507)} | {
    500: "/notebook/crash",
    503: "/notebook/locked",
    507: "/notebook/full",
}


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("person", [None, "manager"])
@pytest.mark.parametrize("status", sorted(ADDRESSES))
def test_each_error_helps(read, status, person, language):
    answer = read(person, language).get(ADDRESSES[status])
    assert answer.status_code == status
    page = answer.text
    assert f'<html lang="{language}"' in page
    assert re.search(r"<h1>.+</h1>", page)
    assert 'href="/"' in page  # a way out
    assert answer.headers["X-Request-ID"] in page  # a number to tell the coordinator
    assert not re.search(r"Traceback|werkzeug|sqlalchemy|RuntimeError|File &#34;", page, re.I)


def test_every_error_has_words_of_its_own():
    assert set(ERRORS) == set(HELPED)
    assert len(
        {
            str(words.title.__reduce__()) if False else str(words._kwargs if hasattr(words, "_kwargs") else id(words))
            for words in ERRORS.values()
        }
    ) == len(HELPED)


@pytest.mark.parametrize("status", [401, 406, 410, 411, 414, 415, 416, 417, 418, 424, 428, 431, 451])
def test_other_refusals_get_a_helpful_page_too(read, status):
    answer = read("manager").get(f"/notebook/fault/{status}")
    assert answer.status_code == 400 and "<h1>" in answer.text


@pytest.mark.parametrize("status", [501, 502, 504])
def test_other_faults_are_ours(read, status):
    assert read("manager").get(f"/notebook/fault/{status}").status_code == 500


def test_not_now_says_why_and_leads_on(read):
    answer = read("manager").get("/notebook/not-now")
    assert answer.status_code == 409
    assert "The batch is closed." in answer.text and 'href="/more"' in answer.text


def test_a_clash_shows_both_texts(read):
    answer = read("manager").get("/notebook/clash")
    assert answer.status_code == 409
    assert "Theirs &lt;b&gt;" in answer.text and "Yours &lt;i&gt;" in answer.text and 'href="/notebook"' in answer.text


def test_a_view_without_a_door_opens_to_nobody(read):
    assert read(None).get("/notebook/bare").status_code == 403
    assert read("admin").get("/notebook/bare").status_code == 403


def test_a_rule_without_roles_opens_to_nobody(read):
    for person in ("member", "manager", "trainer", "expert", "coordinator", "admin", "donor"):
        assert read(person).get("/notebook/closed").status_code == 403


def test_an_error_in_a_fragment_is_a_page_that_htmx_can_place(read):
    page = read("manager").fragment("/nothing-here")
    assert page.status_code == 404 and 'id="main"' in page.text


def test_too_large_a_body_is_413_with_help(read, notebook_app):
    limit = notebook_app.config["MAX_CONTENT_LENGTH"]
    body = {"data": b"title=" + b"x" * (limit + 1), "content_type": "application/x-www-form-urlencoded"}
    manager = read("manager")
    answer = manager.open("POST", "/notebook", headers={"Referer": "http://localhost/notebook?of=today"}, **body)
    assert answer.status_code == 413 and "MB" in answer.text
    assert 'href="/notebook?of=today">Back to the form' in answer.text
    elsewhere = manager.open("POST", "/notebook", headers={"Referer": "https://evil.example/notebook"}, **body)
    assert elsewhere.status_code == 413 and "Back to the form" not in elsewhere.text and "evil" not in elsewhere.text


def test_a_fault_while_signed_in_names_nobody_elses_things(read):
    page = read("manager").get("/notebook/crash").text
    assert "xyzzy" not in page
