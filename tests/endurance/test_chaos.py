"""A phone on a bad line: whatever byte the line is cut at, each submission is there once. The long form is `make chaos`."""

import pytest

from bench.chaos import attempt
from tests.serving import make_demo


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chaos")
    make_demo(folder)
    return folder


def test_every_submission_is_there_once(instance, record_property):
    outcome = attempt(1000, 7, instance)
    record_property("count: submissions through a cut line", outcome.sent)
    assert outcome.holds, outcome.wrong or f"{len(outcome.rows)} of {outcome.sent}"
    assert outcome.tries > outcome.sent * 1.5, "the line was hardly ever cut"


def test_without_keys_the_same_line_doubles(instance):
    """The control: what is proved above is proved by the keys."""
    outcome = attempt(100, 8, instance, with_keys=False)
    assert sum(outcome.rows.values()) > outcome.sent
