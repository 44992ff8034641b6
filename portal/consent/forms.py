"""What one fills in to sign, to bring in a signed paper, to take back, and to write the text."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Self

from flask import current_app
from flask_babel import gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import NumberRange, ValidationError

from portal import clock
from portal.accounts.models import User
from portal.consent import drawing
from portal.consent.agreement import Signature
from portal.consent.models import Method, Scope
from portal.consent.texts import ConsentText
from portal.consent.words import NO, SCOPES, YES
from portal.files import queries as files
from portal.files.kinds import MEGABYTE, Admitted, Refused, admit
from portal.files.pictures import Picture, Sent, accept, shrink
from portal.say import _l
from portal.web.forms import Choice, Day, Form, Line, Paragraph, Version, Whole, longest, needed, needed_text, optional


def yes_or_no(scope: Scope) -> RadioField:
    return RadioField(SCOPES[scope], needed(_l("Answer yes or no.")), choices=[("yes", YES), ("no", NO)])


def letters_needed(_form, field) -> None:
    if sum(letter.isalpha() for letter in field.data or "") < 2:
        raise ValidationError(_("Type the full name of whoever signs. Without a name this is no signature."))


class Answers(Form):
    """A yes or no to each scope that is asked, and who gives it."""

    scope_data = yes_or_no(Scope.DATA)
    scope_donor = yes_or_no(Scope.DONOR)
    scope_alumni = yes_or_no(Scope.ALUMNI)
    scope_photos = yes_or_no(Scope.PHOTOS)
    scope_contact = yes_or_no(Scope.CONTACT)
    signer = Line(
        _l("Full name"),
        [*needed_text(120, _l("Type the full name of whoever signs. Without a name this is no signature.")), letters_needed],
    )
    job = Line(_l("Position in the factory"), needed_text(80))
    version = Version()

    def offer(self, scopes: Collection[Scope]) -> Self:
        for scope in Scope:
            if scope not in scopes:
                del self[f"scope_{scope}"]
        return self

    @property
    def asked(self) -> list[tuple[Scope, Any]]:
        return [(scope, self[f"scope_{scope}"]) for scope in Scope if f"scope_{scope}" in self]

    @property
    def answers(self) -> dict[Scope, bool]:
        return {scope: part.data == "yes" for scope, part in self.asked}


class SignForm(Answers):
    """Typed and drawn. Who has no script, no finger and no mouse says so, and the paper says it as well."""

    drawing = HiddenField(_l("Drawn signature"))
    cannot_draw = BooleanField(_l("I cannot draw here: my typed name is my signature"))

    def validate_drawing(self, field):
        if self.cannot_draw.data:
            return
        if not field.data:
            raise ValidationError(_("Draw your name. If you cannot draw here, tick the box that says so, or sign on paper."))
        if not drawing.is_readable(field.data):
            raise ValidationError(_("This drawing cannot be read. Wipe it out and draw your name again."))
        if not drawing.is_name(field.data):
            raise ValidationError(_("The drawn signature is empty. Draw your whole name."))

    def signature(self, by: User) -> Signature:
        facts = (self.signer.data or "", self.job.data or "", clock.today(), by)
        if self.cannot_draw.data:
            return Signature(*facts, Method.TYPED)
        return Signature(*facts, drawing=self.drawing.data or "")


class Scan(FileField):
    """A picture or a PDF of the signed paper; `kept` is what can be stored."""

    kept: Picture | Sent | Admitted | None = None

    def pre_validate(self, form):
        if not self.data:
            return
        try:
            self.kept = self.judged(self.data.filename or "")
        except Refused as reason:
            raise ValidationError(_("Send a photo or a PDF of the paper. %(why)s", why=str(reason))) from reason

    def judged(self, name: str) -> Picture | Sent | Admitted:
        if name.lower().endswith(".pdf"):
            return admit(self.data.stream, name, self.data.mimetype)
        sent = accept(self.data.stream, name, self.data.mimetype)
        return shrink(sent.data) if current_app.config["PHOTOS_AT_ONCE"] else sent

    def fits_into(self, programme_id, enterprise_id) -> bool:
        size = self.kept.size if isinstance(self.kept, Admitted) else len(self.kept.data) if self.kept else 0
        quota = current_app.config["FILES_QUOTA"]
        if files.has_room(programme_id, enterprise_id, size, quota):
            return True
        self.errors = [_("This factory’s room for files, %(most)s MB, is full. Tell your coordinator.", most=quota // MEGABYTE)]
        return False


class PaperForm(Answers):
    text = Choice(_l("Version of the text on the paper"), optional)
    on = Day(_l("Signed on"), needed())
    scan = Scan(_l("Photo or PDF of the paper"), needed(_l("Choose the photo or PDF of the signed paper.")))

    def offer_texts(self, texts: list[ConsentText]) -> Self:
        """The published versions, the newest first: on a paper of long ago an older one stands."""
        self.text.choices = [(str(text.number), _("Version %(number)s", number=text.number)) for text in texts]
        if not self.text.data and texts:
            self.text.data = str(texts[0].number)
        return self

    def validate_on(self, field):
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day is still to come. Write the day that stands on the paper."))


class WithdrawForm(Form):
    scope = Choice(
        _l("What is taken back"),
        needed(_l("Choose what is taken back.")),
        choices=[(scope.value, label) for scope, label in SCOPES.items()],
    )
    reason = Line(_l("Why, if you wish to say"), [*optional, longest(500)])


class TextForm(Form):
    """The whole text in both languages: the introduction, then each part."""

    words = Paragraph(_l("Introduction, in English"), needed_text(4000))
    words_ur = Paragraph(_l("Introduction, in Urdu"), needed_text(4000))
    scope_data = Paragraph(_l("In English"), needed_text(1500))
    scope_data_ur = Paragraph(_l("In Urdu"), needed_text(1500))
    scope_donor = Paragraph(_l("In English"), needed_text(1500))
    scope_donor_ur = Paragraph(_l("In Urdu"), needed_text(1500))
    scope_alumni = Paragraph(_l("In English"), needed_text(1500))
    scope_alumni_ur = Paragraph(_l("In Urdu"), needed_text(1500))
    scope_photos = Paragraph(_l("In English"), needed_text(1500))
    scope_photos_ur = Paragraph(_l("In Urdu"), needed_text(1500))
    scope_contact = Paragraph(_l("In English"), needed_text(1500))
    scope_contact_ur = Paragraph(_l("In Urdu"), needed_text(1500))
    months = Whole(
        _l("Valid for so many months"), [*optional, NumberRange(1, 120, _l("Between 1 and 120 months, or empty: until it is taken back."))]
    )
    version = Version()

    @property
    def written(self) -> dict:
        parts = {"": (self.words.data, self.words_ur.data)}
        return {**parts, **{s: (self[f"scope_{s}"].data, self[f"scope_{s}_ur"].data) for s in Scope}}

    def show(self, text: ConsentText) -> Self:
        known = {clause.scope: clause for clause in text.clauses}
        parts = {}
        for scope in Scope:
            clause = known.get(scope)
            parts[f"scope_{scope}"], parts[f"scope_{scope}_ur"] = (clause.words, clause.words_ur) if clause else ("", "")
        self.fill(words=text.words, words_ur=text.words_ur, months=text.months, version=text.version, **parts)
        return self

    @property
    def pairs(self) -> list[tuple]:
        return [(SCOPES[scope], self[f"scope_{scope}"], self[f"scope_{scope}_ur"]) for scope in Scope]
