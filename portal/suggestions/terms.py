"""How long a voice is kept: one knows people by it, name or no name."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from portal import clock
from portal.database import db
from portal.suggestions.models import Suggestion
from portal.web import retention


def sweep_voices(before: datetime) -> int:
    old = Suggestion.voice_digest.is_not(None), Suggestion.author.is_(None), Suggestion.received_on < clock.day_of(before)
    found = list(db.session.scalars(select(Suggestion).where(*old)))
    for suggestion in found:
        suggestion.voice_digest = suggestion.voice_kind = None
    return len(found)


retention.declare("voice notes", "voice notes of suggestions without a name", timedelta(days=365), "the day of writing", sweep_voices)
