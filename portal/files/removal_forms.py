"""Why a photo is taken away."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.files.removals import REASONS, Reason
from portal.say import _l
from portal.web.forms import Choice, Form, Line, Version, needed, optional_text


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
