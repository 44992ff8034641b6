"""Why a photo is taken away."""

from __future__ import annotations

from typing import Any

from flask import flash
from flask_babel import gettext as _

from portal.files.removals import REASONS, Reason, take_away
from portal.say import _l
from portal.web.asking import current_user
from portal.web.forms import Choice, Form, Line, Version, needed, optional_text
from portal.web.versions import refuse_stale


class RemovalForm(Form):
    reason = Choice(_l("Why is it taken away?"), needed(), choices=[("", _l("Choose")), *((one.value, REASONS[one]) for one in Reason)])
    words = Line(_l("In your own words"), optional_text(240))
    version = Version()

    def validate(self, extra_validators=None) -> bool:
        fits = super().validate(extra_validators)
        if fits and self.reason.data == Reason.OTHER and not self.words.data:
            self.words.errors = [_("Say in a few words why.")]
            return False
        return fits

    def take(self, record: Any, here: str) -> set[str]:
        """From the record that this form, at the address `here`, was opened on. Gives what is to be forgotten after the commit."""
        refuse_stale(self, record.version, {}, here)
        old = take_away(record, current_user.person.id, Reason(self.reason.data), self.words.data)
        flash(_("The photo is taken away. That it was, by whom and why, stays on this page."))
        return old
