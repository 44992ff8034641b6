"""The consents of the years: one text in 2018, a newer one before the third batch; most say yes to most of it, some let it run out."""

from __future__ import annotations

from datetime import date
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
FIRST_TEXT, SECOND_TEXT = date(2018, 1, 22), -360
ASKED_AGAIN, SIGNED_AGAIN = -300, -290  # alumni, for the newer text
DRAWN = "M40 130L70 60L95 140L120 75L150 135M150 135L190 95L215 130L250 90L270 128L330 70L350 130L420 105L560 118"  # nobody’s: all people here are invented
OLDER_WORDS = (  # in 2018 nobody had asked for films yet
    "Photos of our workplaces may be shown in the programme’s training rooms. No photo shows anybody under 18.",
    "ہماری کام کی جگہوں کے فوٹو پروگرام کے ٹریننگ روم میں دکھائے جا سکتے ہیں۔ کسی فوٹو میں 18 سال سے کم عمر کوئی نہیں ہوگا۔",
)


def tell_consent(telling, batches: list) -> None:
    """Asked and signed before each batch begins. Whoever completed an earlier one is asked again, or not, as its story says."""
    telling.on(FIRST_TEXT, partial(publish, telling, 1, {**DRAFT, Scope.PHOTOS: OLDER_WORDS}))
    telling.on(SECOND_TEXT, partial(publish, telling, 2, DRAFT))
    speak = {slot["firm"] for event in telling.facts["events"] for slot in event["agenda"] if "firm" in slot}
    for batch in batches:
        begins = telling.day(batch.facts["starts"])
        for turn, factory in enumerate(batch.factories):
            if batch is not batches[-1]:  # of a prospect the text is sent by the move
                telling.on(begins - ASKED_BEFORE, partial(send, telling, factory))
            refused = set() if factory.facts["name"] in speak else NOT_AGREED[turn % len(NOT_AGREED)]  # who tells of itself says yes to all
            agreed = partial(sign, telling, factory, refused)
            telling.on(begins - SIGNED_BEFORE, agreed, factory.signer["key"])
            tell_again(telling, factory, agreed)


def tell_again(telling, factory, agreed) -> None:
    again = factory.facts.get("consent_again")
    if again in ("asked", "signed"):
        telling.on(ASKED_AGAIN, partial(send, telling, factory))
    if again == "signed":
        telling.on(SIGNED_AGAIN, agreed, factory.signer["key"])


def publish(telling, number: int, words: dict) -> None:
    text = ConsentText.draft(telling.programme.id, number, telling.user("coordinator"), words, MONTHS)
    db.session.add(text)
    db.session.flush()
    text.publish()


def send(telling, factory) -> None:
    ask(factory.enterprise, telling.user("coordinator"))


def sign(telling, factory, refused: set[Scope]) -> None:
    who, agreement = factory.signer, queries.agreement_of(factory.enterprise)
    answers = {scope: scope not in refused for scope in agreement.can_answer(clock.today())}
    by = db.session.get(User, telling.acts(who["key"])) or telling.user("coordinator")
    agreement.sign(answers, Signature(who["name"], who["job"], clock.today(), by, drawing=DRAWN), paper.made)
