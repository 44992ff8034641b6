"""Words that one database bears and another refuses, into a form and an address: the short form of tests/test_bad_input.py for every database."""

from __future__ import annotations

import pytest

from tests.test_bad_input import TEXTS, encodable

ODD = ("a NUL", "emoji", "SQL", "lone surrogates", "direction overrides", "a long word")


@pytest.mark.parametrize("what", ODD)
def test_odd_words_are_kept_or_explained(visit, cast, what):
    member, words = visit("member"), encodable(TEXTS[what])
    answer = member.post("/projects", problem=words, idea=words, expected=words)
    assert answer.status_code in (303, 422), answer.status_code
    if answer.status_code == 303:
        assert member.get(answer.location.split("#")[0]).status_code == 200


@pytest.mark.parametrize("page", ["/projects", "/search", "/enterprises", "/people", "/recruitment", "/events"])
def test_odd_addresses_are_borne(visit, cast, page):
    coordinator = visit("coordinator")
    for query in ("?q=%00", "?q=%F0%9F%98%80&after=x", "?after=' OR 1=1&stage=nothing", "?q=%ED%A0%80&area=1"):
        assert coordinator.get(page + query).status_code < 500, page + query
