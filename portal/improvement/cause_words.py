"""How the tools for root causes are called, and how they read in the history."""

from __future__ import annotations

from portal.history.records import tell, words
from portal.improvement.models import Bone, Cause, Defect, DefectKind, Why
from portal.say import _l

BONES = {
    Bone.PEOPLE: _l("People"),
    Bone.MACHINE: _l("Machine"),
    Bone.MATERIAL: _l("Material"),
    Bone.METHOD: _l("Method"),
    Bone.CHECKING: _l("Measuring and checking"),
    Bone.SURROUNDINGS: _l("Surroundings"),
}
PLACE = ("project_id", "enterprise_id", "at")
TAKEN_OFF = _l("Taken off")

tell(
    Why,
    _l("Why"),
    text=_l("Because …"),
    evidence=_l("How do we know?"),
    by_id=_l("By"),
    withdrawn_at=TAKEN_OFF,
    silent=PLACE,
)
tell(Cause, _l("Possible cause"), bone=_l("Bone"), text=_l("Possible cause"), by_id=_l("By"), withdrawn_at=TAKEN_OFF, silent=PLACE)
tell(DefectKind, _l("Kind of defect"), name=_l("Name"), by_id=_l("By"), silent=("project_id", "enterprise_id"))
tell(
    Defect,
    _l("Defect counted"),
    found_on=_l("Found on"),
    by_id=_l("By"),
    is_taken_back=_l("Taken back"),
    silent=("defect_kind_id", "enterprise_id"),
)
words.choices[Bone] = BONES
