"""What one fills in about a prospect: what is well formed."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from wtforms import BooleanField, ValidationError

from portal.accounts.forms import is_phone
from portal.accounts.queries import plain_phone
from portal.recruitment.stages import BY_HAND, Loss, Source, Stage
from portal.recruitment.words import LOSSES, SOURCES
from portal.say import _l
from portal.web.forms import Choice, Day, Form, Line, Paragraph, Version, needed, needed_text, optional, optional_text

BACK = "back"


class ContactForm(Form):
    source = Choice(
        _l("How it came to us"),
        needed(_l("Choose how it came to us.")),
        choices=[(s.value, label) for s, label in SOURCES.items()],
        default="other",
    )
    source_note = Line(_l("Which event, or who told it"), optional_text(200))
    contact_name = Line(_l("Whom to speak to"), optional_text(120))
    contact_phone = Line(_l("Their phone number"), [*optional_text(30), is_phone])

    @property
    def contact(self) -> dict:
        phone = self.contact_phone.data
        facts = {"source_note": self.source_note.data, "contact_name": self.contact_name.data}
        return {"source": Source(self.source.data), **facts, "contact_phone": plain_phone(phone) if phone else None}


class FirmForm(Form):
    """The names by which a firm is known again."""

    name = Line(_l("Name of the enterprise"), needed_text(120, _l("Write the name of the enterprise.")))
    name_ur = Line(_l("Name in Urdu script"), optional_text(120))
    city = Line(_l("City"), needed_text(80, _l("Write the city.")))


class NewProspectForm(ContactForm, FirmForm):
    programme = Choice(_l("Programme"), needed(_l("Choose the programme.")))
    is_other = BooleanField(_l("It is another firm than these. Add it."))

    def __init__(self, programmes: list[tuple[str, str]], **kwargs):
        super().__init__(**kwargs)
        self.programme.choices = programmes if len(programmes) == 1 else [("", _("Choose the programme")), *programmes]


class EditProspectForm(ContactForm):
    next_step = Line(_l("Next step"), optional_text(200))
    due_on = Day(_l("By when"), optional)
    owner = Choice(_l("Who looks after it"), optional)
    version = Version()

    def __init__(self, people: list[tuple[str, str]], **kwargs):
        super().__init__(**kwargs)
        self.owner.choices = [("", _("Nobody yet")), *people]

    @property
    def plan(self) -> dict:
        owner_id = UUID(self.owner.data) if self.owner.data else None
        return {"next_step": self.next_step.data, "due_on": self.due_on.data, "owner_id": owner_id}


def read_step(text: str | None) -> tuple[Stage | str, int]:
    """`invited.3`: where to, and the version of the prospect on which the button stood."""
    to, _dot, seen = (text or "").rpartition(".")
    if not (seen.isascii() and seen.isdigit() and len(seen) < 10):
        raise ValueError
    return (BACK if to == BACK else Stage(to)), int(seen)


class StepForm(Form):
    """A button: where to, from which state."""

    to = Line(_l("Where to"), needed_text(40))
    note = Line(_l("In a few words"), optional_text(1000))
    stage: Stage | str
    seen: int

    def validate_to(self, field):
        try:
            self.stage, self.seen = read_step(field.data)
        except ValueError as strange:
            raise ValidationError(_("Choose one of those offered. What was sent is not, or no longer, there to choose.")) from strange
        if self.stage != BACK and self.stage not in BY_HAND:
            raise ValidationError(_("Choose one of those offered. What was sent is not, or no longer, there to choose."))


class BulkForm(Form):
    to = Choice(_l("Move those ticked to"), needed(_l("Choose where they go.")))

    def __init__(self, stages: dict, **kwargs):
        super().__init__(**kwargs)
        self.to.choices = [("", _("Choose where they go")), *((stage.value, stages[stage]) for stage in BY_HAND)]


class LossForm(Form):
    reason = Choice(_l("Why it does not come in"), needed(_l("Choose the reason: it teaches us whom to ask, and when.")))
    note = Paragraph(_l("In a few words"), optional_text(1000))
    version = Version()

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.reason.choices = [("", _("Choose a reason")), *((loss.value, label) for loss, label in LOSSES.items())]

    def validate_note(self, field):
        if self.reason.data == Loss.OTHER and not field.data:
            raise ValidationError(_("Say in a few words why this firm does not come in."))


class WordsForm(Form):
    """A few words that are kept with a step."""

    note = Paragraph(_l("In a few words"), needed_text(1000))
    version = Version()


class ReturnForm(Form):
    note = Paragraph(_l("What has changed"), optional_text(1000))
    version = Version()
