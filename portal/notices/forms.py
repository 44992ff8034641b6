"""How often which digest."""

from __future__ import annotations

from wtforms import RadioField

from portal.notices.models import Kind
from portal.notices.words import FREQUENCIES, KINDS
from portal.say import _l
from portal.web.forms import Form, needed

CHOICES = [(frequency.value, label) for frequency, label in FREQUENCIES.items()]


def how_often(kind: Kind) -> RadioField:
    return RadioField(KINDS[kind], needed(_l("Choose how often.")), choices=CHOICES)


class SettingsForm(Form):
    must_act = how_often(Kind.MUST_ACT)
    asked_to_know = how_often(Kind.ASKED_TO_KNOW)
    changed = how_often(Kind.CHANGED)
