"""What the worker tidies in the night: spellings of words that stand nowhere any more."""

from __future__ import annotations

from flask import Flask
from huey import Huey, crontab

from portal.database import db
from portal.search.keeping import forget_words
from portal.web.log import log


def init_worker(huey: Huey, app: Flask) -> None:
    @huey.periodic_task(crontab(minute="41", hour="22"))
    def forget() -> None:
        with app.app_context():
            words = forget_words()
            db.session.commit()
            log.info("words forgotten", words=words)
