"""Which passwords are refused: those that leaked, however they were lengthened, and those that tell of the person."""

from __future__ import annotations

import pytest

from portal.accounts.passwords import LEAST, MOST, common, is_weak, temporary
from tests.cast import PASSWORD

pytestmark = pytest.mark.once


def long_enough(word: str) -> list[str]:
    """What people make of a short word where ten characters are asked for."""
    return [made for made in (word, word + "123456", word + "1234567890", f"{word}@2026!!") if LEAST <= len(made) <= MOST]


def test_the_three_thousand_most_common_are_refused_as_the_rule_of_length_lets_them_be(record_property):
    """Of the list's first 3,000 words each is refused alone, where it is long enough, and lengthened as people do."""
    assert len(common()) > 10_000 and sum(len(word) >= LEAST for word in common()) > 1_000
    tried = [made for word in sorted(common())[:3_000] for made in long_enough(word)]
    assert len(set(tried)) > 7_000 and not [made for made in tried if not is_weak(made)]
    record_property("count: common passwords refused", len(tried))


@pytest.mark.parametrize(
    "password", ["Password123", "PAKISTAN1947", "bismillah786", "iloveyou12!", "0000000000", "12345678901234", "qwertyuiop"]
)
def test_these_are_known(password):
    assert is_weak(password)


@pytest.mark.parametrize("password", [PASSWORD, "three birds on a wire", "کٹائی کی میز پر چائے", "xk7-quilt-94-barley"])
def test_these_are_fine(password):
    assert not is_weak(password, "imran", "Imran Qureshi", None)


def test_about_the_person():
    assert is_weak("imranqureshi-gulberg", "imran") and is_weak("call-03001234567-me", "03001234567")


def test_what_we_make_ourselves_is_taken():
    assert not [made for made in (temporary() for _ in range(200)) if is_weak(made)]
