"""The nouns of this room: cards and their readings, the declared change, amendments, reviews."""

from portal.measures.cards import NAMED, MeasureCard, State
from portal.measures.changes import Change
from portal.measures.compared import Beside
from portal.measures.periods import Frequency
from portal.measures.readings import Amendment, Decision, Reading
from portal.measures.reviews import Review, ReviewKind

__all__ = ["NAMED", "Amendment", "Beside", "Change", "Decision", "Frequency", "MeasureCard", "Reading", "Review", "ReviewKind", "State"]
