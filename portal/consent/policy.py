"""Who reads what was agreed, who signs, and who asks."""

from __future__ import annotations

from sqlalchemy import Select, select

from portal.accounts.models import Role, User
from portal.accounts.policy import IN_THE_FIELD, STAFF
from portal.accounts.reach import NOWHERE
from portal.consent.models import Consent, ConsentText
from portal.enterprises.models import Enterprise
from portal.web.access import rule

can_see = rule("see what a factory agreed to", *IN_THE_FIELD)
can_sign = rule("sign for a factory", Role.MANAGER)
can_bring_paper = rule("bring in a signed paper", Role.MANAGER, Role.COORDINATOR)
can_open_paper = rule("open a signed paper", Role.MANAGER, *STAFF)
can_withdraw = rule("take back what was agreed", Role.MANAGER)
can_ask = rule("ask for consent", Role.COORDINATOR)
can_write = rule("write the text of the consent", Role.COORDINATOR)
can_see_all = rule("see all agreements", *STAFF)


def visible_places(user: User) -> Select:
    """Factories whose agreement one may read: also where it has ended, or nobody could ever see that."""
    return select(Enterprise).where((user.reach or NOWHERE).clause_of_all(Enterprise))


def visible_consents(user: User) -> Select:
    return select(Consent).where((user.reach or NOWHERE).clause_of_all(Consent))


def visible_texts(user: User) -> Select:
    """Texts belong to a programme, and their drafts to those who run it."""
    return select(ConsentText).where(ConsentText.programme_id.in_((user.reach or NOWHERE).whole_programmes))
