"""The signed page as a PDF, in both languages: made once, at the signing, and kept as it is."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

from babel.dates import format_date
from flask import current_app
from flask_babel import force_locale

from portal import clock
from portal.consent import words
from portal.consent.agreement import Signature
from portal.consent.drawing import picture
from portal.consent.models import Consent, ConsentText, Method
from portal.curriculum.rendering import isolated_plain
from portal.enterprises.models import Enterprise
from portal.files.kinds import KINDS, Admitted
from portal.files.models import StoredFile
from portal.web.qr import drawn
from portal.web.typesetting import typeset

PAGE = Path(__file__).parent / "print" / "consent.typ"
LANGUAGES = ("en", "ur")
FIRST, LAST = "\u2068", "\u2069"  # an isolate whose direction follows its words


def made(consent: Consent, text: ConsentText, enterprise: Enterprise, signature: Signature) -> StoredFile:
    data = facts_of(consent, text, enterprise, signature)
    pdf = typeset(PAGE, json.dumps(data, ensure_ascii=False))
    name = f"consent-{consent.signed_on.isoformat()}-{consent.token[:6]}.pdf"
    return StoredFile.keep_document(Admitted(io.BytesIO(pdf), KINDS[0], len(pdf), name), consent.programme_id, consent.enterprise_id)


def facts_of(consent: Consent, text: ConsentText, enterprise: Enterprise, signature: Signature) -> dict:
    link = address_of(consent)
    return {
        "halves": [half(code, consent, text, enterprise, signature) for code in LANGUAGES],
        "drawing": picture(signature.drawing) if signature.drawing else "",
        "qr": code_of(link),
        "link": link,
        "hash": consent.text_hash,
    }


def half(code: str, consent: Consent, text: ConsentText, enterprise: Enterprise, signature: Signature) -> dict:
    """The page in one language: what was read, what was answered, and by whom."""
    is_urdu = code == "ur"
    name = (enterprise.name_ur if is_urdu else None) or enterprise.name
    with force_locale(code):
        return {
            "language": code,
            "rtl": is_urdu,
            "title": str(words.PAPER["title"]),
            "words": isolated_plain(text.words_ur if is_urdu else text.words),
            "clauses": [
                {
                    "title": str(words.SCOPES[clause.scope]),
                    "words": isolated_plain(clause.words_ur if is_urdu else clause.words),
                    "answer": str(words.YES if consent.answers[clause.scope] else words.NO),
                    "yes": consent.answers[clause.scope],
                }
                for clause in text.clauses
                if clause.scope in consent.answers
            ],
            "rows": [[str(label), value] for label, value in rows_of(code, name, consent, text, signature)],
            "verify": str(words.PAPER["verify"]),
            "sign": str(words.PAPER["sign"]),
        }


def rows_of(code: str, name: str, consent: Consent, text: ConsentText, signature: Signature):
    yield words.PAPER["enterprise"], isolate(name)
    yield words.PAPER["signer"], isolate(consent.signer)
    yield words.PAPER["job"], isolate(consent.job)
    yield words.PAPER["on"], day(consent.signed_on, code)
    yield words.PAPER["at"], f"\u2066{clock.local(consent.at):%Y-%m-%d %H:%M %Z}\u2069"
    yield words.PAPER["method"], str(words.METHODS[consent.method])
    if consent.valid_until:
        yield words.PAPER["until"], day(consent.valid_until, code)
    yield words.PAPER["number"], f"\u2066{text.number}\u2069"
    if consent.method is Method.PAPER and signature.scan:
        yield words.PAPER["scan"], f"\u2066{signature.scan.digest[:32]}\u2069"


def isolate(words_: str) -> str:
    return f"{FIRST}{words_}{LAST}"


def day(value: date, code: str) -> str:
    return isolate(format_date(value, "d MMMM y", locale=code))


def address_of(consent: Consent) -> str:
    """What the code on the paper leads to."""
    return f"{current_app.config['PUBLIC_URL']}/en/consent/{consent.token}"


def code_of(link: str) -> str:
    drawing = drawn(link)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.size} {drawing.size}" shape-rendering="crispEdges">'
        f'<rect width="{drawing.size}" height="{drawing.size}" fill="#fff"/><path d="{drawing.path}"/></svg>'
    )
