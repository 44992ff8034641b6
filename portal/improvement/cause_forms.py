"""What is well formed of an answer in the chain, a possible cause, a kind of defect."""

from __future__ import annotations

from typing import Self

from portal.improvement.cause_words import BONES
from portal.say import _l
from portal.web.forms import Choice, Form, Line, needed, needed_text, optional_text


class WhyForm(Form):
    text = Line(_l("Because …"), needed_text(240, _l("Write why it is so, in a few words.")))
    evidence = Line(_l("How do we know? Who saw it?"), optional_text(240))


class CauseForm(Form):
    bone = Choice(_l("On which bone?"), needed(), choices=[("", _l("Choose")), *((bone.value, word) for bone, word in BONES.items())])
    text = Line(_l("Possible cause"), needed_text(120, _l("Write the possible cause in a few words.")))

    def on(self, bone: str) -> Self:
        """The next one usually goes on the same bone."""
        return self.fill(bone=bone if bone in {one.value for one in BONES} else "")


class DefectKindForm(Form):
    name = Line(_l("Kind of defect"), needed_text(60, _l("Name the defect in a few words.")))
