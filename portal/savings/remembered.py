"""How a saving reads in its history."""

from __future__ import annotations

from portal.history.records import Kind as Remembered
from portal.history.records import keep, tell, words
from portal.savings import policy
from portal.savings.models import Kind, Method, Saving, State
from portal.savings.words import KINDS, METHODS, STATES
from portal.say import _l

tell(
    Saving,
    _l("Saving"),
    what=_l("What is saved"),
    state=_l("State"),
    kind=_l("How often"),
    method=_l("How it is known"),
    assumptions=_l("How it is reckoned"),
    starts_on=_l("Observed from"),
    ends_on=_l("Observed until"),
    currency=_l("Currency"),
    gross_minor=_l("Entered, in the smallest coin"),
    confirmed_minor=_l("Confirmed, in the smallest coin"),
    into=_l("Added up in"),
    rate_on=_l("Rate of"),
    is_annualised=_l("Reckoned up to a year"),
    settled_by_id=_l("Looked at by"),
    settled_on=_l("Looked at on"),
    remark=_l("Remark"),
    is_same_device=_l("Confirmed on the device of the entry"),
    silent=("rate_e8", "enterprise_id", "project_id", "entered_by_id", "edited_by_id"),
)
words.choices.update({Kind: KINDS, Method: METHODS, State: STATES})
keep(Remembered("saving", Saving, policy.visible_savings, lambda one: one.what, lambda one: f"/savings/{one.id}", policy.can_see))
