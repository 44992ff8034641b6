"""The consent of the year: the text that ships is published, each factory is asked, and most say yes to most of it."""

from __future__ import annotations

from functools import partial

from portal import clock
from portal.accounts.models import User
from portal.consent import paper, queries
from portal.consent.agreement import Signature
from portal.consent.asking import ask
from portal.consent.models import ConsentText, Scope
from portal.consent.shipped import DRAFT, MONTHS
from portal.database import db

NOT_AGREED = ({Scope.PHOTOS}, {Scope.ALUMNI, Scope.PHOTOS}, set())  # one factory after another
ASKED_BEFORE, SIGNED_BEFORE = 12, 9  # days before the batch begins


def tell_consent(telling, factories: list, begins: int) -> None:
    """Published and asked before the batch; the last factory, which is in no batch, was asked and has not answered."""
    publish(telling)
    for turn, factory in enumerate(factories):
        is_last = factory is factories[-1]
        telling.on(-3 if is_last else begins - ASKED_BEFORE, partial(send, telling, factory))
        if not is_last:
            facts = next((who for who in factory.facts["team"] if who.get("role") == "manager"), factory.facts["team"][0])
            telling.on(begins - SIGNED_BEFORE, partial(sign, telling, factory, facts, NOT_AGREED[turn % len(NOT_AGREED)]), facts["key"])


def publish(telling) -> None:
    coordinator = telling.user("coordinator")
    text = ConsentText.draft(telling.programme.id, 1, coordinator, DRAFT, MONTHS)
    db.session.add(text)
    db.session.flush()
    text.publish()


def send(telling, factory) -> None:
    ask(factory.enterprise, telling.user("coordinator"))


def sign(telling, factory, who: dict, refused: set[Scope]) -> None:
    agreement = queries.agreement_of(factory.enterprise)
    answers = {scope: scope not in refused for scope in agreement.can_answer(clock.today())}
    by = db.session.get(User, telling.acts(who["key"])) or telling.user("coordinator")
    agreement.sign(answers, Signature(who["name"], who["job"], clock.today(), by), paper.made)
