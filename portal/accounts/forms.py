"""Sign-in, passwords and people: what is well formed."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, ValidationError
from wtforms.validators import Length

from portal.accounts import passwords
from portal.web.forms import Form, Line, longest, needed


class SignInForm(Form):
    name = Line(_l("Username, phone number or e-mail"), [*needed(_l("Write your username, phone number or e-mail.")), longest(200)])
    password = PasswordField(_l("Password"), [*needed(_l("Write your password.")), longest(200)])


class PasswordForm(Form):
    current = PasswordField(_l("Your password now"), [*needed(), longest(200)])
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
