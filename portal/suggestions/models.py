"""The nouns of this room: posters, suggestions with their days and slips, and what is for the coordinator alone."""

from portal.suggestions.concerns import Concern, Open, VoiceSettings, contact_of
from portal.suggestions.posters import SuggestionPoster
from portal.suggestions.slips import SuggestionSlip
from portal.suggestions.suggestions import Decision, State, Suggestion, SuggestionDay

__all__ = [
    "Concern",
    "Decision",
    "Open",
    "State",
    "Suggestion",
    "SuggestionDay",
    "SuggestionPoster",
    "SuggestionSlip",
    "VoiceSettings",
    "contact_of",
]
