"""What stages, states and kinds are called."""

from __future__ import annotations

from portal.improvement.photos import PhotoKind, Shown
from portal.improvement.rhythms import Rhythm
from portal.improvement.stages import Stage, Theme
from portal.say import _l

STAGES = {
    Stage.IDEA: _l("Idea"),
    Stage.PLANNED: _l("Planned"),
    Stage.IN_PROGRESS: _l("In progress"),
    Stage.IMPLEMENTED: _l("Implemented"),
    Stage.VERIFIED: _l("Verified"),
    Stage.STANDARDISED: _l("Standardised"),
    Stage.REPLICATED: _l("Replicated"),
    Stage.DROPPED: _l("Closed with its lesson"),
}
NEXT = {  # what the step onto a stage means
    Stage.PLANNED: _l("Next: plan it"),
    Stage.IN_PROGRESS: _l("Next: begin the work"),
    Stage.IMPLEMENTED: _l("Next: put it into use"),
    Stage.VERIFIED: _l("Next: another eye looks whether it is real"),
    Stage.STANDARDISED: _l("Next: make it the standard"),
    Stage.REPLICATED: _l("Next: do it in another place too"),
}
MEANS = {
    Stage.PLANNED: _l("Planned means: somebody leads it, or the first action is written down."),
    Stage.IN_PROGRESS: _l("In progress means: the work on it has begun."),
    Stage.IMPLEMENTED: _l("Implemented means: it is in use every day, and you can say what came out of it."),
    Stage.VERIFIED: _l("Verified means: somebody who neither had the idea, nor led it, nor carried it out has seen that it works."),
    Stage.STANDARDISED: _l(
        "Standardised means: everybody there does it so, a photo or a sheet at the place shows how, and new people are taught it."
    ),
    Stage.REPLICATED: _l("Replicated means: it is done in at least one other place of the factory too."),
}
DEEDS = {
    Stage.PLANNED: _l("Mark as planned"),
    Stage.IN_PROGRESS: _l("Mark as in progress"),
    Stage.IMPLEMENTED: _l("Mark as implemented"),
    Stage.VERIFIED: _l("Verify it"),
    Stage.STANDARDISED: _l("Mark as standardised"),
    Stage.REPLICATED: _l("Mark as replicated"),
}
EMPTY = {
    Stage.IDEA: _l("Nothing here. A new improvement comes here first."),
    Stage.PLANNED: _l("Nothing here. An idea comes here when somebody leads it or a first action is written down."),
    Stage.IN_PROGRESS: _l("Nothing here. A plan comes here when the work begins."),
    Stage.IMPLEMENTED: _l("Nothing here. A project comes here when it is in use and its result is written down."),
    Stage.VERIFIED: _l("Nothing here. An implemented project comes here when another person has seen that it works."),
    Stage.STANDARDISED: _l("Nothing here. A verified project comes here when everybody there does it so."),
    Stage.REPLICATED: _l("Nothing here. A standard comes here when another place does it too."),
}
KINDS = {PhotoKind.BEFORE: _l("Before"), PhotoKind.AFTER: _l("After"), PhotoKind.OTHER: _l("Other")}
PEOPLE = {
    Shown.NOBODY: _l("Nobody can be recognised"),
    Shown.AGREED: _l("Everybody who can be recognised agreed, and is 18 or older"),
    Shown.NOT_ASKED: _l("Somebody can be recognised and was not asked"),
}
RHYTHMS = {Rhythm.DAILY: _l("Every day"), Rhythm.WEEKLY: _l("Every week"), Rhythm.MONTHLY: _l("Every month")}
THEMES = {
    Theme.COOPERATION: _l("Working together"),
    Theme.QUALITY: _l("Quality"),
    Theme.RESOURCES: _l("Material, energy and water"),
    Theme.PEOPLE: _l("People and conditions"),
    Theme.SAFETY: _l("Safety and health"),
    Theme.FLOW: _l("Flow and order of the work"),
    Theme.GENDER: _l("Women and men alike"),
    Theme.OTHER: _l("Something else"),
}
