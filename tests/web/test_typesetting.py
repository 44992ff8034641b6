"""A page of paper is set in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from portal.web import typesetting
from portal.web.typesetting import typeset


@pytest.fixture
def page(tmp_path):
    page = tmp_path / "page.typ"
    page.write_text("#set document(date: none)\n#let words = json(bytes(sys.inputs.data))\n#words.text")
    return page


def test_words_are_data_and_never_markup(page):
    made = typeset(page, '{"text": "#read(\\"/etc/passwd\\")"}')
    assert made.startswith(b"%PDF-")


def test_the_server_does_not_load_the_typesetter(page):
    code = f'from pathlib import Path; from portal.web.typesetting import typeset; typeset(Path({str(page)!r}), \'{{"text": "5S"}}\')'
    asked = f"import sys; {code}; print('typst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_page_that_cannot_be_set_says_why(page):
    page.write_text("#nothing-of-this-name")
    with pytest.raises(RuntimeError, match=r"(?s)page\.typ: .*unknown variable"):
        typeset(page, "{}")


def test_a_page_that_never_ends_is_ended(page, monkeypatch):
    monkeypatch.setattr(typesetting, "SECONDS", 0.01)
    with pytest.raises(subprocess.TimeoutExpired):
        typeset(page, '{"text": "too late"}')


def test_a_process_that_was_forked_after_a_page_was_set_sets_pages_too(page):
    """`make run` makes the demonstration, with its papers, and then forks its web workers."""
    code = f"""
import os
from pathlib import Path
from portal.web.typesetting import typeset
typeset(Path({str(page)!r}), '{{"text": "parent"}}')
child = os.fork()
if not child:
    os._exit(0 if typeset(Path({str(page)!r}), '{{"text": "child"}}').startswith(b"%PDF-") else 1)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
