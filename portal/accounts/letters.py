"""Letters to people. Another room sends them: it puts its `send` here, and until then the portal has no mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from portal.accounts.words import CHANGED
from portal.say import _l

if TYPE_CHECKING:
    from portal.accounts.models import User

senders: list[Callable[..., Any]] = []  # sender(to, subject, template, language, **facts), within the transaction at hand


def are_sent() -> bool:
    return bool(senders)


def send(to: str, subject: Any, template: str, language: str, **facts: Any) -> None:
    """One letter, where somebody sends letters. The subject is a lazy sentence: it is said in `language`."""
    for sender in senders[:1]:
        sender(to, subject, template, language, **facts)


def tell_of_change(user: User, what: str) -> None:
    if user.email:
        facts = {"name": user.person.name_in(user.language or "en"), "what": CHANGED[what]}
        send(
            user.email,
            _l("Your sign-in to the improvement portal was changed"),
            "accounts/letters/changed.txt",
            user.language or "en",
            **facts,
        )


def send_link(user: User, address: str, language: str) -> None:
    facts = {"name": user.person.name_in(user.language or language), "address": address}
    send(user.email or "", _l("Choose a new password"), "accounts/letters/link.txt", user.language or language, **facts)
