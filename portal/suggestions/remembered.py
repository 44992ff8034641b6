"""How what is done with a suggestion reads in its history. That it came, and when, stands in none."""

from __future__ import annotations

from portal.files.removals import GONE
from portal.history.records import Kind, keep, tell, words
from portal.say import _l
from portal.suggestions import policy
from portal.suggestions.models import Concern, Decision, Open, State, Suggestion, SuggestionPoster, VoiceSettings
from portal.suggestions.words import DECISIONS, OPEN, STATES

tell(
    Suggestion,
    _l("Suggestion"),
    state=_l("State"),
    decision=_l("Decision"),
    answer=_l("Answer"),
    answered_on=_l("Answered on"),
    hidden_for=_l("Why it is hidden"),
    project_id=_l("Project"),
    **GONE,
    silent=(
        *("enterprise_id", "area_id", "received_on", "language", "text", "author", "photo_digest", "voice_digest", "voice_kind"),
        "settled_by_id",
    ),
)
tell(
    Concern,
    _l("Told in confidence"),
    state=_l("State"),
    silent=("enterprise_id", "received_on", "language", "text", "reach_me", "answer", "closed_on", "closed_by_id"),
)
tell(SuggestionPoster, _l("Poster"), made_at=_l("Made"), ended_at=_l("Ended"), silent=("enterprise_id", "area_id", "digest", "key"))
tell(
    VoiceSettings,
    _l("Confidential contact"),
    contact=_l("Whom workers can speak to in confidence"),
    contact_ur=_l("Their name in Urdu script"),
    about=_l("Who that is, and when they answer"),
    about_ur=_l("The same in Urdu"),
    phone=_l("Their phone number"),
)
words.choices.update({State: STATES, Decision: DECISIONS, Open: OPEN})


def called(suggestion: Suggestion) -> str:
    return (suggestion.text or "…")[:60] if suggestion.state is not State.HIDDEN else "…"


keep(Kind("suggestion", Suggestion, policy.visible_suggestions, called, lambda one: f"/suggestions/{one.id}", policy.can_triage))
