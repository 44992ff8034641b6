"""Known and unknown names: the same words, the same size, the same time."""

import random
import re
import time

import pytest
from argon2 import PasswordHasher

from portal.accounts import letters, passwords
from portal.accounts.models import User
from tests import REAL_COST

pytestmark = pytest.mark.once

KNOWN, UNKNOWN = "admin", "adnim"  # of one length: the page repeats what was typed
PAIRS = 80


def answer(visitor, name: str, number: int = 0):
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    form = {"name": name, "password": "not this one"}
    return visitor.open("POST", "/sign-in", data=form, environ_base={"REMOTE_ADDR": address})


def without_chance(text: str, name: str) -> str:
    """Without keys, tokens and request numbers, and without the name itself."""
    return re.sub(r'[0-9a-f]{8}-[0-9a-f-]{27}|(?<=name="csrf_token" value=")[^"]*', "·", text).replace(f'value="{name}"', "·")


def test_text_size_and_headers_are_the_same(visit):
    known, unknown = answer(visit(), KNOWN), answer(visit(), UNKNOWN)
    assert known.status_code == unknown.status_code == 422
    assert without_chance(known.text, KNOWN) == without_chance(unknown.text, UNKNOWN)
    assert len(known.data) == len(unknown.data)
    assert [name for name, _ in known.headers] == [name for name, _ in unknown.headers]


def test_both_rest_alike(visit):
    known, unknown = visit(), visit()
    for _ in range(5):
        answer(known, KNOWN), answer(unknown, UNKNOWN)
    here, there = answer(known, KNOWN), answer(unknown, UNKNOWN)
    assert here.status_code == there.status_code == 429
    assert abs(len(here.data) - len(there.data)) < 3


def test_a_closed_sign_in_answers_like_an_unknown_one(visit, cast, database):
    database.get(User, cast.users[KNOWN]).disable()
    database.commit()
    closed, unknown = answer(visit(), KNOWN), answer(visit(), UNKNOWN)
    assert without_chance(closed.text, KNOWN) == without_chance(unknown.text, UNKNOWN)


@pytest.fixture
def real_cost(monkeypatch, cast, database):
    """Passwords as dear as in service: tests hash cheaply otherwise."""
    cost = dict(zip(("time_cost", "memory_cost", "parallelism"), REAL_COST, strict=True))
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(**cost))
    database.get(User, cast.users[KNOWN]).set_password("yarn kite seven rivers")
    database.commit()


def times(visitor, pairs: int) -> tuple[list[float], list[float]]:
    """CPU seconds of as many answers of each kind, in random order: other work on the machine falls on both alike."""
    spent: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    names = [KNOWN, UNKNOWN] * pairs
    random.Random(7).shuffle(names)
    for number, name in enumerate(names):
        began = time.process_time()
        answer(visitor, name, number)
        spent[name].append(time.process_time() - began)
    return spent[KNOWN], spent[UNKNOWN]


def told_apart(some: list[float], others: list[float]) -> tuple[float, float]:
    """Mann–Whitney: the chance that a time of the one kind is longer than one of the other, and its p."""
    from scipy.stats import mannwhitneyu

    found = mannwhitneyu(some, others)
    return found.statistic / (len(some) * len(others)), found.pvalue


def test_time_does_not_tell(visit, real_cost):
    visitor = visit()
    times(visitor, 5)
    share, p = told_apart(*times(visitor, PAIRS))
    assert p > 0.001, f"known names take longer in {share:.2f} of pairs (p = {p:.5f})"


def test_the_measure_would_notice(visit, real_cost, monkeypatch):
    """Without the hash that nobody's password is held against, the same test tells them apart at once."""
    real = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda stored, typed: stored is not None and real(stored, typed))
    share, p = told_apart(*times(visit(), 15))
    assert share > 0.95 and p < 0.001


@pytest.fixture
def post_office(app, monkeypatch):
    sent = []
    monkeypatch.setitem(app.config, "MAIL_URL", "smtp://127.0.0.1:1")
    monkeypatch.setattr(letters, "senders", [lambda to, subject, template, language, **facts: sent.append((to, template, language, facts))])
    return sent


def test_forgotten_answers_the_same_for_everybody(visit, post_office):
    known, unknown = visit().post("/forgotten", name=KNOWN), visit().post("/forgotten", name=UNKNOWN)
    assert known.status_code == unknown.status_code == 200
    assert without_chance(known.text, KNOWN) == without_chance(unknown.text, UNKNOWN)
    assert post_office == []  # nobody is looked up while the page waits
