"""What a browser brings along: its name, whence it comes, and the cookies by which a device is known.

A device on which somebody has signed in is known from then on, for that person alone: its wrong tries are counted by
themselves, so that nobody elsewhere can use them up.
"""

from __future__ import annotations

import ipaddress
import secrets
import time
from uuid import UUID

from flask import current_app, request, session

from portal.accounts.phones import Phone, parts_of
from portal.database import db
from portal.web import signing

KNOWN, PHONE, LINK = "known", "phone", "link"
KNOWN_LIVES, PHONE_LIVES, LINK_LIVES = 180 * 24 * 3600, 400 * 24 * 3600, 3600
CHALLENGE, CHALLENGE_LIVES = "challenge", 300
MOST_KNOWN = 8  # people on one office computer
KINDS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}


def name_of_device(phone: Phone | None = None) -> str:
    agent = request.user_agent.string
    kind = next((name for name in KINDS if name in agent), "")
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), "")
    return " · ".join(filter(None, (phone.name if phone else "", kind, browser)))


def whence() -> str:
    """The sender's address; of IPv6 the half that a household keeps."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "?"
    return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


def network() -> str:
    """The address without its last part: enough to tell home from factory, too little to follow somebody."""
    here = whence()
    return here.rsplit(".", 1)[0] + ".…" if here.count(".") == 3 else here[:45]


def cookie(name: str) -> str:
    return f"__Host-{name}" if current_app.config["SESSION_COOKIE_SECURE"] else name


def get(name: str) -> str | None:
    return request.cookies.get(cookie(name))


def put(answer, name: str, value: str, lives: int) -> None:
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    answer.set_cookie(cookie(name), value, max_age=lives, httponly=True, samesite="Lax", secure=secure)


def drop(answer, name: str) -> None:
    answer.delete_cookie(cookie(name), httponly=True, samesite="Lax", secure=current_app.config["SESSION_COOKIE_SECURE"])


def known() -> tuple[str, list[str]]:
    """This device's random mark, and who has signed in on it."""
    held = signing.unsealed(KNOWN, get(KNOWN), KNOWN_LIVES)
    return (held[0], held[1]) if held else ("", [])


def pair_with(user_id: UUID | None) -> tuple[str, str]:
    """The other half of a pair: the device where this person is known on it, else the address."""
    mark, people = known()
    return ("device", mark) if user_id and user_id.hex in people else ("address", whence())


def remember(answer, user_id: UUID) -> None:
    mark, people = known()
    people = [user_id.hex, *(other for other in people if other != user_id.hex)][:MOST_KNOWN]
    put(answer, KNOWN, signing.sealed(KNOWN, [mark or secrets.token_urlsafe(16), people]), KNOWN_LIVES)


def own_mark() -> str:
    """What this device is told apart by after its people signed out too: an enrolled phone's secret, else its random mark, if it has one."""
    enrolled = parts_of(get(PHONE))
    return enrolled[2] if enrolled else known()[0]


def phone() -> Phone | None:
    """The enrolled phone that this is, if it is one."""
    parts = parts_of(get(PHONE))
    found = parts and db.session.get(Phone, parts[:2])
    return found if parts and found and found.is_known_by(parts[2]) else None


def site() -> tuple[str, str]:
    """The name that passkeys belong to, and the origin that asks for them; TRUSTED_HOSTS says which names are ours."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    return host, f"{request.scheme}://{request.host}"


def new_challenge() -> bytes:
    """A question for a key, kept in the signed cookie for five minutes."""
    challenge = secrets.token_bytes(32)
    session[CHALLENGE] = [challenge.hex(), int(time.time())]
    return challenge


def challenge() -> bytes | None:
    text, began = session.pop(CHALLENGE, None) or ("", 0)
    return bytes.fromhex(text) if text and time.time() - began < CHALLENGE_LIVES else None
