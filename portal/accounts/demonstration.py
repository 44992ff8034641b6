"""The demonstration's people have passwords that everybody knows: production does not start beside them."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from portal.accounts.models import Programme
from portal.config import ConfigurationError
from portal.database import db


def refuse_in_production(app: Flask) -> None:
    if app.config["ENV_NAME"] != "production":
        return
    with app.app_context():
        try:
            found = db.session.scalar(select(Programme.code).where(Programme.is_demo).limit(1))
        except DBAPIError:  # no tables yet: `flask portal upgrade` is about to make them
            return
        finally:
            db.session.remove()
    if found:
        raise ConfigurationError(
            f"The database holds the demonstration programme {found}, whose passwords are known. Use another DATABASE_URL."
        )
