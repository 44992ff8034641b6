"""What happened to a project, the newest first: its steps, what was done, what was photographed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from portal import clock
from portal.improvement.models import Project, Status
from portal.improvement.words import KINDS, STAGES
from portal.say import _l

WRITTEN, DONE, PHOTO, GONE = _l("Written down"), _l("Action done"), _l("Photo"), _l("A photo was taken away")


@dataclass(frozen=True)
class Happened:
    """`at` is a moment, or a day where only the day is known; `who` has a name in one or two scripts."""

    at: datetime | date
    title: Any
    who: Any
    text: str | None = None
    because: str | None = None
    kind: Any = None  # of a photo: what it shows

    @property
    def order(self) -> tuple[date, bool, str]:
        """By days; within a day the moments before what is known by the day alone, which was done in its course."""
        if isinstance(self.at, datetime):
            return clock.day_of(self.at), False, self.at.isoformat()
        return self.at, True, ""


def timeline(project: Project, steps: Sequence[Row]) -> list[Happened]:
    return sorted([*of_steps(steps), *of_actions(project), *of_photos(project)], key=lambda one: one.order, reverse=True)


def of_steps(steps: Sequence[Row]) -> Iterable[Happened]:
    for step in steps:
        yield Happened(step.at, STAGES[step.to_stage] if step.from_stage else WRITTEN, step, step.text, step.because)


def of_actions(project: Project) -> Iterable[Happened]:
    for action in project.actions:
        if action.status is Status.DONE and action.done_on:
            yield Happened(action.done_on, DONE, action.done_by, action.text)


def of_photos(project: Project) -> Iterable[Happened]:
    for photo in project.photos:
        yield Happened(photo.at, PHOTO, photo.taken_by, photo.caption, kind=KINDS[photo.kind])
    for photo in project.gone_photos:
        yield Happened(photo.gone_at or photo.at, GONE, photo.gone_by, photo.gone_for, kind=KINDS[photo.kind])
