"""What one fills in to add, replace, describe or withdraw a material."""

from __future__ import annotations

import ipaddress
import re
from typing import Self
from urllib.parse import urlsplit

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from portal.curriculum.material_words import AUDIENCES, LICENCES, SPOKEN, language_of_material
from portal.files.forms import Captions, Upload
from portal.files.pictures import Picture
from portal.say import _l
from portal.web.forms import Choice, Form, Line, Paragraph, Pick, Version, needed, needed_text, optional, optional_text

HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
OF_THE_HOUSE = (
    ".local",
    ".localhost",
    ".internal",
    ".lan",
    ".home",
    ".corp",
    ".intranet",
    ".test",
    ".example",
    ".invalid",
    ".arpa",
    ".onion",
)


class Link(Line):
    """An address that everybody reaches: https, a public name, no password in it. It is never asked for from here."""

    def pre_validate(self, form):
        super().pre_validate(form)
        if self.data and (wrong := wrong_with(self.data)):
            raise ValidationError(wrong)


def wrong_with(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        return _("This is no address of a page. Copy it from the browser’s address line.")
    if parts.scheme != "https":
        return _("The address must begin with https:// – others can be read or changed on the way.")
    if parts.username is not None or port not in (None, 443) or re.search(r"[\s\\<>\"]", address):
        return _("Leave out user names, passwords and port numbers: only the plain address is kept.")
    if is_private(host):
        return _("This address is of one network only: nobody else could open it. Give an address that is on the internet.")
    return None


def is_private(host: str) -> bool:
    """Numbers instead of a name are never taken: a material is something with a name."""
    try:
        ipaddress.ip_address(host)
        return True
    except ValueError:
        return not HOST.fullmatch(host.lower()) or host.lower().endswith(OF_THE_HOUSE)


class Holding(Form):
    """A file or a link, and to a film its picture and its captions."""

    upload = Upload(_l("File"), optional)
    link = Link(_l("Or a link"), optional_text(500))
    poster = Upload(_l("Picture shown before a video plays"), optional)
    captions = Captions(_l("Captions of a video (.vtt)"), optional)

    def validate(self, **kwargs):
        valid = super().validate(**kwargs)
        chosen = [part for part in (self.upload, self.link) if part.data]
        if len(chosen) != 1:
            words = _("Choose one: a file or a link.") if chosen else _("Choose a file, or give a link.")
            self.upload.errors = [*self.upload.errors, words]
            return False
        if not valid and self.upload.kept is not None:
            self.upload.errors = [_("Choose the file once more: no browser keeps it when a form comes back.")]
        return valid and self.extras_fit()

    @property
    def status(self) -> int:
        """What a refused form answers with: 413 where a file is over its limit, so that nobody sends it once more."""
        return min(part.status for part in (self.upload, self.poster, self.captions))

    def extras_fit(self) -> bool:
        """A picture and captions belong to a film."""
        if self.poster.kept is not None and not isinstance(self.poster.kept, Picture):
            self.poster.errors = [_("This must be a picture.")]
            return False
        is_film = isinstance(self.upload.data, FileStorage) and getattr(getattr(self.upload.kept, "kind", None), "mimetype", "").startswith(
            "video/"
        )
        for part in (self.poster, self.captions):
            if part.data and not is_film:
                part.errors = [_("This goes with a video only. Leave it empty, or choose a video above.")]
                return False
        return True


class Facts(Form):
    """What is said of a material."""

    title = Line(_l("Title"), needed_text(160))
    lesson = Choice(_l("For which lesson"), optional)
    language = Choice(_l("Language"), needed())
    audience = Choice(_l("Who may see it"), needed(), choices=[(a.value, label) for a, label in AUDIENCES.items()])
    licence = Pick(_l("Rights"), needed(_l("Say what may be done with it.")), choices=[(li.value, label) for li, label in LICENCES.items()])
    holder = Line(_l("Who holds the rights"), needed_text(160))
    source = Line(_l("Where it comes from"), needed_text(300))
    sector = Line(_l("Sector"), optional_text(80))
    country = Line(_l("Country"), optional_text(80))
    about = Paragraph(_l("What it is good for"), optional_text(1000))

    def offer(self, lessons: list[tuple[str, str]]) -> Self:
        self.lesson.choices = [("", _("The whole module")), *lessons]
        self.language.choices = [(code, language_of_material(code)) for code in SPOKEN]
        return self


class MaterialForm(Holding, Facts):
    pass


class MaterialFactsForm(Facts):
    version = Version()


class EditionForm(Holding):
    note = Line(_l("What is new in it"), needed_text(300))
    version = Version()


class WithdrawalForm(Form):
    reason = Line(_l("Why is it withdrawn?"), needed_text(300))
    version = Version()
