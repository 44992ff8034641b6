"""A photo: sent, described, put in its place, covered where it shows too much."""

from __future__ import annotations

import re
from typing import Self

from flask_babel import gettext as _
from wtforms import SelectMultipleField

from portal.files.blurring import Part
from portal.files.forms import Photo as PhotoField
from portal.improvement.photos import Photo, PhotoKind, Shown
from portal.improvement.words import KINDS, PEOPLE
from portal.say import _l
from portal.web.forms import Choice, Form, Line, Pick, Version, Whole, needed, optional, optional_text

NOT_SAID = ("", _l("Not said yet"))
ACROSS = 8  # cells that one can tap, on a phone 320 pixels wide
CELL = re.compile(r"(\d{1,2})\.(\d)")
EDGES = ("left", "top", "width", "height")


class PhotoForm(Form):
    photo = PhotoField(_l("Photo"), needed(_l("Choose a photo first.")))
    kind = Choice(_l("What does it show?"), needed(), choices=[(kind.value, KINDS[kind]) for kind in PhotoKind])
    caption = Line(_l("In a few words"), optional_text(200))
    people = Choice(_l("Can people be recognised?"), optional, choices=[NOT_SAID, *((one.value, PEOPLE[one]) for one in Shown)])

    def of(self, kind: PhotoKind) -> Self:
        self.kind.data = kind.value
        return self.at(kind)

    def at(self, kind: PhotoKind) -> Self:
        """Three of these stand on one page: each field needs an id of its own."""
        for part in (self.photo, self.kind, self.caption, self.people):
            part.id = f"{part.short_name}-{kind}"
        return self


class EditPhotoForm(Form):
    caption = Line(_l("In a few words"), optional_text(200))
    kind = Choice(_l("What does it show?"), needed(), choices=[(kind.value, KINDS[kind]) for kind in PhotoKind])
    people = Pick(_l("Can people be recognised?"), optional, choices=[NOT_SAID, *((one.value, PEOPLE[one]) for one in Shown)])
    version = Version()


class PlaceForm(Form):
    to = Choice(_l("Where to?"), needed(), choices=[("up", _l("Earlier")), ("down", _l("Later"))])


class CoverForm(Form):
    """Cells that were ticked, or one rectangle in hundredths of the picture."""

    cell = SelectMultipleField(_l("Cells to cover"))
    left = Whole(_l("From the left edge"), optional)
    top = Whole(_l("From the upper edge"), optional)
    width = Whole(_l("How wide"), optional)
    height = Whole(_l("How high"), optional)
    version = Version()

    def over(self, photo: Photo) -> Self:
        self.rows = max(1, round(ACROSS * photo.file.height / max(photo.file.width, 1)))
        places = [f"{row}.{column}" for row in range(self.rows) for column in range(ACROSS)]
        self.cell.choices = [(place, place) for place in places]
        return self

    def validate(self, extra_validators=None) -> bool:
        if not super().validate(extra_validators):
            return False
        edges = [self[name] for name in EDGES]
        given = [edge for edge in edges if edge.data is not None]
        for edge in edges:
            if given and edge.data is None:
                edge.errors = [_("A rectangle needs all four numbers.")]
            elif given and not 0 <= edge.data <= 100:
                edge.errors = [_("This is a share of the picture: a number from 0 to 100.")]
        if not given and not self.cell.data:
            self.cell.errors = [_("Tick at least one cell of the picture, or give the four numbers of a rectangle.")]
        return not (self.cell.errors or any(edge.errors for edge in edges))

    @property
    def parts(self) -> list[Part]:
        found = [CELL.fullmatch(cell) for cell in self.cell.data or ()]
        parts = [Part(int(c[2]) / ACROSS, int(c[1]) / self.rows, 1 / ACROSS, 1 / self.rows) for c in found if c]
        if self.left.data is not None:
            parts.append(Part(*(self[name].data / 100 for name in EDGES)))
        return parts
