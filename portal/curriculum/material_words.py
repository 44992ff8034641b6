"""How materials, their rights and their readers are called."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.curriculum.materials import LINK, Audience, Licence
from portal.curriculum.words import name_of_language
from portal.say import _l

AUDIENCES = {
    Audience.EVERYBODY: _l("Everybody in the programme"),
    Audience.TEACHERS: _l("Trainers, experts and programme staff only"),
}
LICENCES = {
    Licence.OWN: _l("We made it ourselves"),
    Licence.PERMISSION: _l("Used with the holder’s permission, for this programme only"),
    Licence.CC_BY: _l("Free to use and change, with the name (CC BY)"),
    Licence.CC_BY_SA: _l("Free to use and change, with the name, passed on alike (CC BY-SA)"),
    Licence.CC_BY_NC: _l("Free to use, with the name, not for sale (CC BY-NC)"),
    Licence.FREE: _l("Free of rights (public domain)"),
    Licence.LINK_ONLY: _l("Only linked: the rights stay where it lies"),
}
OFFICE = _l("Document")
KINDS = {
    LINK: _l("Link"),
    "application/pdf": _l("PDF"),
    "video": _l("Video"),
    "audio": _l("Sound"),
    "image": _l("Picture"),
}
NO_WORDS = "zxx"  # the code for what holds no words
OTHERS = {"sd": _l("Sindhi"), "pa": _l("Punjabi"), "ps": _l("Pashto"), NO_WORDS: _l("No words")}
SPOKEN = ("en", "ur", *OTHERS)


def kind_of(kind: str) -> str:
    return str(KINDS.get(kind) or KINDS.get(kind.partition("/")[0]) or OFFICE)


def size_of(count: int) -> str:
    """Bytes as people read them."""
    if count < 1_000_000:
        return _("%(size)s kB", size=max(1, round(count / 1000)))
    return _("%(size)s MB", size=round(count / 1_000_000, 1))


def language_of_material(code: str) -> str:
    return str(OTHERS.get(code) or name_of_language(code))
