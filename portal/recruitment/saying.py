"""What many cards of a board say alike is said once for all of them: their days."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.web.formats import filled, short_day


class Once(dict):
    """Made when it is first asked for."""

    def __init__(self, make: Callable):
        super().__init__()
        self.make = make

    def __missing__(self, key):
        self[key] = made = self.make(key)
        return made


def said_of_cards() -> SimpleNamespace:
    """For one page, in its language."""
    return SimpleNamespace(
        days=Once(lambda count: ngettext("%(num)s day", "%(num)s days", count)),
        late=Once(lambda day: filled(_("Late since %(day)s"), day=short_day(day))),
        due=Once(lambda day: filled(_("Due %(day)s"), day=short_day(day))),
        by=Once(lambda day: filled(_("By %(day)s"), day=short_day(day))),
    )
