"""The queue between the pages and the worker: each host's own in a file, or one in Redis where REDIS_URL says so."""

from __future__ import annotations

from flask import Flask
from huey import Huey, SqliteHuey


def queue_of(app: Flask) -> Huey:
    """Our tests do not reach the Redis half of it."""
    if url := app.config["REDIS_URL"]:
        from huey import RedisHuey

        return RedisHuey("portal", url=url)
    app.config["INSTANCE"].mkdir(parents=True, exist_ok=True)
    return SqliteHuey("portal", filename=str(app.config["INSTANCE"] / "jobs.db"))
