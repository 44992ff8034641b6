"""Letters about signing in: they leave with the transaction at hand, by the outbox, where the portal has a mail server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import current_app
from flask_babel import force_locale

from portal import outbox
from portal.accounts.words import CHANGED
from portal.outbox.letters import NoAddress
from portal.say import _l
from portal.web.log import log

if TYPE_CHECKING:
    from portal.accounts.models import User

senders: list[Callable[..., Any]] = [outbox.send]  # sender(to, subject, template, language, **facts)


def are_sent() -> bool:
    """A promise on a page must be kept: without a mail server there is none."""
    return bool(senders and current_app.config["MAIL_URL"])


def send(to: str, subject: Any, template: str, language: str, **facts: Any) -> None:
    """One letter, where there is mail. The subject is a lazy sentence: it is said in `language`."""
    if not are_sent():
        return
    for sender in senders[:1]:
        try:
            sender(to, subject, template, language, **facts)
        except NoAddress:  # typed long ago, under other rules: what the person asked for is done all the same
            log.warning("not an address", template=template)


def tell_of_change(user: User, what: str) -> None:
    if user.email:
        language = user.language or "en"
        with force_locale(language):
            said = str(CHANGED[what])
        send(
            user.email,
            _l("Your sign-in to the improvement portal was changed"),
            "changed",
            language,
            name=user.person.name_in(language),
            what=said,
        )


def send_link(user: User, address: str, language: str) -> None:
    language = user.language or language
    send(user.email or "", _l("Choose a new password"), "link", language, name=user.person.name_in(language), address=address)
