"""Texts, requests and signatures for tests, made by the verbs that the routes use."""

from __future__ import annotations

import io

from PIL import Image

from portal.accounts.models import User
from portal.consent import queries
from portal.consent.agreement import Agreement, Signature
from portal.consent.models import Consent, ConsentText, Scope
from portal.consent.shipped import DRAFT
from portal.database import db
from portal.enterprises.models import Enterprise
from portal.files.models import StoredFile
from tests.cast import Cast

DRAWN = "M20 100L120 40L220 160L400 90"
YES = {f"scope_{scope}": "yes" for scope in Scope}


def publish(cast: Cast, months: int | None = 24, programme=None, **changed) -> ConsentText:
    """A new version of the text, published; `changed` names scopes that are worded anew."""
    programme = programme or cast.programme
    words = {key: (f"{english} {changed.get(key or 'intro', '')}", urdu) for key, (english, urdu) in DRAFT.items()}
    by = db.session.get(User, cast.users["coordinator"])
    text = ConsentText.draft(programme, queries.next_number(programme), by, words, months)
    db.session.add(text)
    db.session.flush()
    text.publish()
    db.session.commit()
    return text


def plain_paper(consent, text, enterprise, signature) -> StoredFile:
    """No typesetter: for tests that ask what a signature does, not what it looks like."""
    return StoredFile(
        programme_id=consent.programme_id, id=consent.id, enterprise_id=enterprise.id, kind="application/pdf", digest="0" * 64, bytes=1
    )


def agreement(cast: Cast, name: str = "roshan", programme=None) -> Agreement:
    enterprise = db.session.get(Enterprise, (programme or cast.programme, getattr(cast, name)))
    return queries.agreement_of(enterprise)


def sign(cast: Cast, name: str = "roshan", but: tuple[Scope, ...] = (), on=None) -> Consent:
    """The factory answers all that it can, with yes to everything but some."""
    from portal import clock

    there = agreement(cast, name)
    today = on or clock.today()
    answers = {scope: scope not in but for scope in there.can_answer(clock.today())}
    by = db.session.get(User, cast.users["manager"])
    consent = there.sign(answers, Signature("Imran Qureshi", "Production manager", today, by, drawing=DRAWN), plain_paper)
    db.session.commit()
    return consent


def withdraw(cast: Cast, scope: Scope, name: str = "roshan") -> None:
    agreement(cast, name).withdraw(scope)
    db.session.commit()


def a_form(cast: Cast, **facts) -> dict:
    return {**YES, "signer": "Imran Qureshi", "job": "Production manager", "drawing": DRAWN, "version": "0", **facts}


def photo() -> tuple[io.BytesIO, str]:
    file = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(file, "JPEG")
    file.seek(0)
    return file, "paper.jpg"
