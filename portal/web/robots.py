"""Public forms without an account: robots are told by what people never do, and by what nobody does so quickly. No third party is asked.

How many a network may send is counted by the rooms, each by its own measure: a factory or a whole event may share one network.
"""

from __future__ import annotations

import time
from typing import Self

from flask_babel import gettext as _
from wtforms import HiddenField, ValidationError

from portal.say import _l
from portal.web import signing
from portal.web.forms import Form, Line, optional_text

OPENED, LIVES, AT_LEAST = "opened", 12 * 3600, 2.0


class OpenForm(Form):
    """`seal()` when the page is shown; `is_of_a_robot` before anything else is looked at."""

    website = Line(_l("Leave this empty"), optional_text(400))  # no person sees it
    opened = HiddenField(_l("Time"))

    @property
    def is_of_a_robot(self) -> bool:
        return bool(self.website.data)

    def validate_opened(self, field):
        """Signed when the page was opened: neither quicker than anybody types, nor older than half a day."""
        since = signing.unsealed(OPENED, field.data, LIVES)
        if not isinstance(since, float) or time.time() - since < AT_LEAST:
            raise ValidationError(_("That was too quick, or this page was open too long. Look over what you wrote, and send it again."))

    def seal(self) -> Self:
        self.opened.data = signing.sealed(OPENED, time.time())
        return self
