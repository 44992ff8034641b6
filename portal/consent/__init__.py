"""What each factory agreed to, who signed it, and what every audience may see of it."""

from flask import Flask
from sqlalchemy import event

from portal.accounts import reach
from portal.consent import list_routes, merging, policy, public_routes, remembered, seen_routes, text_routes, waiting, words  # noqa: F401 – they hang themselves on `bp`
from portal.consent.audiences import PROGRAMME, shown_to
from portal.consent.ending import refuse_entry
from portal.consent.panel import panel_of
from portal.consent.routes import bp
from portal.database import db
from portal.enterprises import panels
from portal.enterprises.waiting import look_beside
from portal.say import _l


def shown_to_staff(model):
    return shown_to(PROGRAMME, model)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["consent_words"] = words
    reach.shown_to_staff[:] = [shown_to_staff]
    if not event.contains(db.session, "after_flush", refuse_entry):
        event.listen(db.session, "after_flush", refuse_entry)
    look_beside(waiting.columns, waiting.needs)
    merging.register()
    panels.add(panels.Panel(90, "consent", "consent/_panel.html", panel_of, policy.can_see, title=_l("Consent")))
