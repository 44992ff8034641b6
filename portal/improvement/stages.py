"""The way of an improvement: from an idea to something the whole factory does, one stage at a time."""

from __future__ import annotations

import enum


class Stage(enum.StrEnum):
    IDEA = "idea"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    IMPLEMENTED = "implemented"
    VERIFIED = "verified"
    STANDARDISED = "standardised"
    REPLICATED = "replicated"
    DROPPED = "dropped"  # beside the way, not on it: closed with its lesson

    @property
    def place(self) -> int:
        return WAY.index(self)

    @property
    def onward(self) -> Stage | None:
        return WAY[self.place + 1] if self in WAY[:-1] else None

    @property
    def back(self) -> Stage | None:
        return WAY[self.place - 1] if self in WAY[1:] else None


WAY = tuple(stage for stage in Stage if stage is not Stage.DROPPED)
DONE = WAY[WAY.index(Stage.IMPLEMENTED) :]  # implemented or beyond


class Theme(enum.StrEnum):
    """What an improvement is about, whichever module is running."""

    COOPERATION = "cooperation"
    QUALITY = "quality"
    RESOURCES = "resources"
    PEOPLE = "people"
    SAFETY = "safety"
    FLOW = "flow"
    GENDER = "gender"
    OTHER = "other"
