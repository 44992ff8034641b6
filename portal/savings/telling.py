"""Who is told of a saving: those who may confirm it, and then whoever entered it."""

from __future__ import annotations

from portal.accounts.models import Person
from portal.notices import sentences, whom
from portal.notices.models import Kind
from portal.notices.telling import settle, tell
from portal.savings.models import Saving
from portal.say import _l

sentences.register(
    saving_entered=_l("%(by)s entered a saving: “%(saving)s”, %(amount)s. Somebody else has to confirm it."),
    saving_confirmed=_l("%(by)s confirmed your saving “%(saving)s”: %(amount)s."),
    saving_returned=_l("%(by)s gave your saving “%(saving)s” back: %(remark)s"),
)


def path_of(saving: Saving) -> str:
    return f"/savings/{saving.id}"


def entered(saving: Saving, by: Person) -> None:
    facts = {"by": by, "saving": saving.what, "amount": str(saving.gross)}
    tell(Kind.MUST_ACT, "saving_entered", saving, path_of(saving), users=whom.managers(saving), **facts)
    tell(Kind.ASKED_TO_KNOW, "saving_entered", saving, path_of(saving), users=whom.trainers(saving), **facts)


def confirmed(saving: Saving, by: Person) -> None:
    settle(saving, "saving_entered")
    facts = {"by": by, "saving": saving.what, "amount": str(saving.confirmed)}
    tell(Kind.CHANGED, "saving_confirmed", saving, path_of(saving), people=[saving.entered_by_id], **facts)


def returned(saving: Saving, by: Person) -> None:
    settle(saving, "saving_entered")
    facts = {"by": by, "saving": saving.what, "remark": saving.remark}
    tell(Kind.MUST_ACT, "saving_returned", saving, path_of(saving), people=[saving.entered_by_id], **facts)


def settled(saving: Saving) -> None:
    settle(saving, "saving_entered", "saving_returned")
