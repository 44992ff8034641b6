"""The steps of signing in, and what they are set up with: what is well formed."""

from __future__ import annotations

from flask_babel import gettext as _
from wtforms import HiddenField, PasswordField, RadioField, ValidationError
from wtforms.validators import Length

from portal.accounts import passwords
from portal.accounts.phones import is_weak_pin
from portal.say import _l
from portal.web.forms import URDU_DIGITS, Form, Line, longest, needed, needed_text

THIS, ANOTHER = "this", "another"


class ChoosesPassword(Form):
    """A new password, twice."""

    password = PasswordField(
        _l("New password"),
        [*needed(), Length(min=passwords.LEAST, max=passwords.MOST, message=_l("Use at least %(min)d and at most %(max)d characters."))],
    )
    again = PasswordField(_l("New password, once more"), [*needed(), longest(200)])

    def __init__(self, about=(), **kwargs):
        super().__init__(**kwargs)
        self.about = about

    def validate_password(self, field):
        if passwords.is_weak(field.data, *self.about):
            raise ValidationError(_("This password is easy to guess. Three or four words that do not belong together are better."))

    def validate_again(self, field):
        if field.data != self.password.data:
            raise ValidationError(_("The two new passwords differ. Type the same one twice."))


class NewPasswordForm(ChoosesPassword):
    """By a one-time link: nobody asks for the old one."""


class ForgottenForm(Form):
    name = Line(_l("Username, phone number or e-mail"), needed_text(200, _l("Write your username, phone number or e-mail.")))


class ConfirmForm(Form):
    password = PasswordField(_l("Your password"), [*needed(_l("Write your password.")), longest(200)])


class CodeForm(Form):
    code = Line(_l("Code"), needed_text(40, _l("Write the code.")))

    def validate_code(self, field):
        field.data = (field.data or "").translate(URDU_DIGITS)


class PasskeyForm(Form):
    name = Line(_l("Name of this passkey"), needed_text(80, _l("Give it a name, for example “My phone”.")))
    credential = HiddenField(validators=[longest(20_000)])


class PhoneForm(Form):
    name = Line(_l("Name of the phone"), needed_text(80, _l("Give the phone a name, for example “Line 3”.")))
    which = RadioField(
        _l("Which phone is it?"),
        needed(_l("Choose one.")),
        choices=[(ANOTHER, _l("Another one, by a code")), (THIS, _l("The one in my hand"))],
    )


class PhoneCodeForm(Form):
    code = Line(_l("Code"), needed_text(40, _l("Write the code that your manager sees.")))


class Digits(PasswordField):
    """Six digits, Western or Urdu."""

    def process_formdata(self, valuelist):
        super().process_formdata([value.translate(URDU_DIGITS).strip() for value in valuelist])

    def pre_validate(self, form):
        if self.data and not (len(self.data) == 6 and self.data.isascii() and self.data.isdigit()):
            raise ValidationError(_("A PIN has six digits."))


class PinForm(Form):
    pin = Digits(_l("PIN"), needed(_l("Type your PIN.")))


class NewPinForm(Form):
    pin = Digits(_l("New PIN: six digits"), needed(_l("Type six digits.")))
    pin_again = Digits(_l("New PIN, once more"), needed(_l("Type the same six digits again.")))

    def validate_pin(self, field):
        if is_weak_pin(field.data):
            raise ValidationError(_("Others would try this PIN first: no rows like 123456, no repeated digits, no birthdays or years."))

    def validate_pin_again(self, field):
        if field.data != self.pin.data:
            raise ValidationError(_("The two PINs differ. Type the same one twice."))


class OwnPinForm(NewPinForm):
    current = Digits(_l("Your PIN now"), needed(_l("Type your PIN.")))
