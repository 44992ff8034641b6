"""Session cookies and tokens against forgery, signed by the app itself, so that nobody has to sign in 64 times."""

from __future__ import annotations

import hashlib

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from bench.load import Person


def person(app: Flask, nth: int, paths: list[str], **session) -> Person:
    seed = hashlib.sha1(f"person {nth}".encode(), usedforsecurity=False).hexdigest()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer and app.secret_key
    cookie = f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(session | {'csrf_token': seed})}"
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(seed)
    return Person(cookie, str(token), paths)
