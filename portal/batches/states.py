"""The states that a batch and an enrolment can be in, and what can be done in them."""

from __future__ import annotations

import enum


class Format(enum.StrEnum):
    FULL = "full"
    SHORT = "short"
    VIRTUAL = "virtual"
    BLENDED = "blended"


class Status(enum.StrEnum):
    """In this order; each step is a verb of the batch."""

    DRAFT = "draft"
    RECRUITING = "recruiting"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    CLOSING = "closing"
    CLOSED = "closed"


TAKES_IN = (Status.RECRUITING, Status.CONFIRMED, Status.RUNNING)
GATED = (Status.RECRUITING, Status.CONFIRMED)  # before the next step it is asked what is missing
WORKS = (Status.RUNNING, Status.CLOSING)  # facts are entered, completions proposed and decided


class Standing(enum.StrEnum):
    """Where an enrolment stands."""

    ACTIVE = "active"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
