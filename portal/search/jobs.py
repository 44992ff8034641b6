"""What the worker tidies in the night: spellings of words that stand nowhere any more."""

from __future__ import annotations

from portal.database import db
from portal.search.keeping import forget_words
from portal.web import periodic
from portal.web.log import log


@periodic.daily("forget-words", hour=3)
def forget() -> int:
    words = forget_words()
    db.session.commit()
    log.info("words forgotten", words=words)
    return words
