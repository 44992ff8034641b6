"""A phone in a tester's hand: enrolled by the manager, held by whoever signs in on it."""

from __future__ import annotations

import re

from tests.browsing import Visitor

PIN = "739146"


def code_on(page: str) -> str:
    return re.search(r"([2-9A-Z]{4}(?:-[2-9A-Z]{4}){3})", page)[1]


def told_on(page: str) -> str:
    return re.search(r"<code[^>]*><bdi[^>]*>([^<]+)</bdi></code>", page)[1]


def enrolled_phone(visit, cast, name: str = "Line 3 phone") -> Visitor:
    """Another device: the manager makes the code, the phone types it."""
    manager, phone = visit("manager"), visit()
    made = manager.post(f"/enterprises/{cast.roshan}/phones", name=name, which="another")
    assert made.status_code == 303, made.text
    assert phone.post("/phone/code", code=code_on(manager.get(made.location).text)).status_code == 303
    return phone


def given_pin(visit, user_id) -> str:
    manager = visit("manager")
    return told_on(manager.get(manager.post(f"/people/{user_id}/pin").location).text)


def with_own_pin(visit, cast, phone: Visitor, pin: str = PIN) -> Visitor:
    """The member has changed the PIN that was given."""
    member = cast.users["member"]
    assert phone.post(f"/phone/{member}", pin=given_pin(visit, member)).status_code == 303
    assert phone.post("/pin", pin=pin, pin_again=pin).status_code == 303
    return phone
