"""Wrong tries rest the pair of account and device: nobody else, and not the person elsewhere."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.accounts import jobs, throttle
from portal.accounts.throttle import Attempt
from portal.errors import TooOften
from tests.cast import PASSWORD

FACTORY, ELSEWHERE = "203.0.113.7", "198.51.100.9"


def try_from(visitor, address: str, name: str = "manager", password: str = "not this one"):
    form = {"name": name, "password": password}
    return visitor.open("POST", "/sign-in", data=form, environ_base={"REMOTE_ADDR": address})


def wear_out(visitor, address: str, name: str = "manager") -> None:
    for _ in range(5):
        assert try_from(visitor, address, name).status_code == 422


def test_the_sixth_try_is_told_to_wait_even_with_the_right_password(visit):
    guest = visit()
    wear_out(guest, FACTORY)
    answer = try_from(guest, FACTORY, password=PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "Too many tries" in answer.text and "Nobody else is shut out" in answer.text


def test_waiting_is_said_in_urdu_too(visit):
    guest = visit(language="ur")
    wear_out(guest, FACTORY)
    answer = try_from(guest, FACTORY)
    assert answer.status_code == 429 and 'lang="ur"' in answer.text and "Too many tries" not in answer.text


def test_a_factory_behind_one_address_is_not_shut_out(visit):
    wear_out(visit(), FACTORY, "manager")
    assert try_from(visit(), FACTORY, "member", PASSWORD).status_code == 303


def test_who_guesses_elsewhere_does_not_lock_a_person_out_at_the_factory(visit):
    wear_out(visit(), ELSEWHERE)
    assert try_from(visit(), ELSEWHERE, password=PASSWORD).status_code == 429
    assert try_from(visit(), FACTORY, password=PASSWORD).status_code == 303


def test_a_known_device_keeps_its_own_counter(visit):
    known = visit()
    assert try_from(known, FACTORY, password=PASSWORD).status_code == 303
    known.post("/sign-out")
    wear_out(visit(), FACTORY)
    assert try_from(visit(), FACTORY, password=PASSWORD).status_code == 429
    assert try_from(known, FACTORY, password=PASSWORD).status_code == 303
    known.post("/sign-out")
    wear_out(known, FACTORY)
    assert try_from(known, ELSEWHERE, password=PASSWORD).status_code == 429  # the device itself rests, wherever it is carried


def test_a_cookie_of_one_person_buys_no_tries_for_another(visit):
    known = visit()
    assert try_from(known, FACTORY, "member", PASSWORD).status_code == 303
    known.post("/sign-out")
    wear_out(visit(), FACTORY, "manager")
    assert try_from(known, FACTORY, "manager", PASSWORD).status_code == 429


def test_username_and_phone_are_one_account(visit, cast, database):
    from portal.accounts.models import User

    database.get(User, cast.users["manager"]).phone = "+923001234567"
    database.commit()
    guest = visit()
    for name in ("manager", "0300 1234567", "MANAGER", "+92 300 1234567", "manager"):
        assert try_from(guest, FACTORY, name).status_code == 422
    assert try_from(guest, FACTORY, "0300-1234567", PASSWORD).status_code == 429


def test_the_right_password_clears_the_count(visit):
    for _ in range(3):
        guest = visit()
        for _ in range(4):
            assert try_from(guest, FACTORY).status_code == 422
        assert try_from(guest, FACTORY, password=PASSWORD).status_code == 303


def test_the_rest_is_over_after_a_minute_and_grows(visit, database):
    guest = visit()
    wear_out(guest, FACTORY)
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        attempt = database.scalar(select(Attempt))
        assert round((attempt.rests_until - attempt.last_at).total_seconds()) == 60 * minutes
        attempt.rests_until = clock.now() - timedelta(seconds=1)
        database.commit()
        assert try_from(guest, FACTORY).status_code == 422
        database.expire_all()


def test_a_day_without_tries_is_forgotten(database):
    for _ in range(5):
        throttle.count(throttle.PASSWORD, "a", "b")
    with pytest.raises(TooOften), clock.at(clock.now() + timedelta(seconds=50)):
        throttle.count(throttle.PASSWORD, "a", "b")
    with clock.at(clock.now() + timedelta(days=2)):
        throttle.count(throttle.PASSWORD, "a", "b")
        database.flush()
        assert database.scalar(select(Attempt.tries)) == 1


def test_the_table_is_swept_after_a_day(database):
    throttle.count(throttle.PASSWORD, "a", "b")
    database.commit()
    assert jobs.sweep()[0] == 0
    with clock.at(clock.now() + timedelta(days=2)):
        assert jobs.sweep()[0] == 1


def test_a_try_counts_before_it_is_judged(app, visit):
    """Twenty at once are twenty tries: five are judged, the others told to wait."""
    from concurrent.futures import ThreadPoolExecutor

    guests = [visit() for _ in range(20)]
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda guest: try_from(guest, FACTORY).status_code, guests))
    assert codes.count(422) == 5 and codes.count(429) == 15, codes


def test_the_table_says_neither_who_nor_whence(visit, cast, database):
    try_from(visit(), FACTORY)
    kept = str(database.execute(select(Attempt.__table__)).all())
    assert FACTORY not in kept and "manager" not in kept and cast.users["manager"].hex not in kept
