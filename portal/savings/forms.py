"""What is well formed: amounts with their currency, a period that is over, a rate with its day."""

from __future__ import annotations

import re
from decimal import Decimal

from flask_babel import gettext as _
from wtforms import BooleanField
from wtforms.validators import ValidationError

from portal import clock
from portal.savings.models import Kind, Method, Saving
from portal.savings.money import DIGITS, Money, NoMoney
from portal.savings.words import KINDS, METHODS
from portal.say import _l
from portal.web.forms import URDU_DIGITS, Choice, Day, Form, Line, Paragraph, Version, needed, needed_text, optional, optional_text

RATE = re.compile(r"\d{1,9}(?:\.\d{1,8})?")
CURRENCIES = [(code, code) for code in DIGITS]


class Amount(Line):
    """Digits as people type them, Western or Urdu."""

    def process_formdata(self, valuelist):
        super().process_formdata([value.translate(URDU_DIGITS) for value in valuelist])

    def of(self, currency: str) -> Money:
        try:
            return Money.read(self.data or "", currency)
        except NoMoney as strange:
            raise ValidationError(
                _("Write an amount of this currency, for example 12,500.50. It has no minus and no letters.")
            ) from strange


class SavingForm(Form):
    what = Line(_l("What is saved?"), needed_text(160, _l("Write in a few words what is saved.")))
    kind = Choice(_l("Once, or again and again?"), needed(), choices=[(kind.value, label) for kind, label in KINDS.items()])
    gross = Amount(_l("How much, in the time you looked at?"), needed_text(24, _l("Write how much.")))
    currency = Choice(_l("Currency"), needed(), choices=CURRENCIES)
    starts_on = Day(_l("From which day did you look?"), needed())
    ends_on = Day(_l("Until which day?"), needed())
    method = Choice(_l("How do you know?"), needed(), choices=[(method.value, label) for method, label in METHODS.items()])
    assumptions = Paragraph(_l("How is it reckoned, and what is assumed?"), needed_text(2000, _l("Write how you came to this number.")))
    into = Choice(_l("In which currency is it added up?"), needed(), choices=CURRENCIES)
    rate = Amount(_l("How much of it for one of the other?"), optional_text(20))
    rate_on = Day(_l("Rate of which day?"), optional)
    is_annualised = BooleanField(_l("Also show what it would make in a year"))
    version = Version()

    def validate_gross(self, field):
        if field.data and self.currency.data in DIGITS and not field.of(self.currency.data).minor:
            raise ValidationError(_("Nothing saved is no saving. Write how much, or leave the page."))

    def validate_ends_on(self, field):
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day has not come yet. Only what was observed is a saving."))
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("This is before the first day. Look at both days."))

    def validate_is_annualised(self, field):
        if field.data and self.kind.data == Kind.ONE_OFF:
            raise ValidationError(_("What is saved once is not saved again next month: it makes nothing more in a year."))

    def validate(self, extra_validators=None) -> bool:
        """Another currency needs its rate and the day of it."""
        fits = super().validate(extra_validators)
        if fits and self.currency.data != self.into.data:
            if not RATE.fullmatch(self.rate.data or "") or not Decimal(self.rate.data or "0"):
                self.rate.errors = [_("Write the rate as a number, for example 278.50.")]
            if not self.rate_on.data:
                self.rate_on.errors = [_("Say of which day the rate is.")]
            elif self.rate_on.data > clock.today():
                self.rate_on.errors = [_("This day has not come yet. Look whether the date on your phone is right.")]
        return fits and not (self.rate.errors or self.rate_on.errors)

    @property
    def facts(self) -> dict:
        currency, into = str(self.currency.data), str(self.into.data)
        same = currency == into
        told = {name: self[name].data for name in ("what", "assumptions", "starts_on", "ends_on")}
        told |= {"kind": Kind(self.kind.data), "method": Method(self.method.data), "is_annualised": bool(self.is_annualised.data)}
        rate = Decimal(1) if same else Decimal(self.rate.data or "1")
        rates = {"rate_e8": int(rate.scaleb(8)), "rate_on": None if same else self.rate_on.data}
        return {**told, "currency": currency, "gross_minor": self.gross.of(currency).minor, "into": into, **rates}


class ConfirmForm(Form):
    amount = Amount(_l("How much of it is right?"), needed_text(24, _l("Write how much.")))
    remark = Line(_l("What did you look at?"), needed_text(400, _l("Say what you looked at: numbers, bills, the place.")))
    version = Version()

    def about(self, saving: Saving) -> ConfirmForm:
        self.saving = saving
        return self

    def validate_amount(self, field):
        if field.data and field.of(self.saving.currency).minor > self.saving.gross_minor:
            raise ValidationError(_("No more can be confirmed than was entered. Give it back with what is missing."))


class ReturnForm(Form):
    remark = Line(_l("What is missing?"), needed_text(400, _l("Say what is missing, so that it can be put right.")))
    version = Version()


class WithdrawForm(Form):
    remark = Line(_l("Why is it withdrawn?"), needed_text(400, _l("Say in a few words why.")))
    version = Version()
