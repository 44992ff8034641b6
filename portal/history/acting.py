"""Who acts: the person of the session, a person named for a while, else the portal's own hands, each by its name."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from flask import current_app, has_app_context, has_request_context

from portal.say import _l

VISITOR, COMMAND, WORKER, DEMO = "visitor", "command", "worker", "demonstration"
AGENTS = {
    VISITOR: _l("Somebody who had not signed in"),
    COMMAND: _l("Whoever runs the server"),
    WORKER: _l("The portal itself"),
    DEMO: _l("The demonstration"),
}
_acts: ContextVar[tuple[UUID | None, str | None] | None] = ContextVar("acts", default=None)


@contextmanager
def acting_as(actor_id: UUID | None = None, agent: str | None = None):
    """What is written inside is this person's doing (a user's id, or the id of a person who cannot sign in), or this agent's."""
    token = _acts.set((actor_id, agent))
    try:
        yield
    finally:
        _acts.reset(token)


def who_acts(signed_in: UUID | None) -> tuple[UUID | None, str | None]:
    """The actor's id, or the name of the agent."""
    if named := _acts.get():
        return named
    if signed_in:
        return signed_in, None
    if has_request_context():
        return None, VISITOR
    return None, current_app.config["AGENT"] if has_app_context() else COMMAND
