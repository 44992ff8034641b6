"""A real server with the demonstration on it, and screens to look at it."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from tests.screens import Screen
from tests.serving import make_demo, served


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The app whose database the server serves: to find its pages without a browser."""
    return make_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def address(demo):
    with served(demo.config["INSTANCE"]) as url:
        yield url


@pytest.fixture
def screen(browser, address):
    """`with screen("manager", "ur", 360) as phone: phone.open("/projects")`."""

    @contextmanager
    def begin(person: str | None = None, language: str = "en", width: int = 1280, **options):
        one = Screen(browser, address, language, width, **options)
        try:
            yield one.sign_in(person) if person else one
        finally:
            one.context.close()

    return begin
