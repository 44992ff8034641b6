"""The cookie of the session: signed, without an age. Our table says when a session ends, by moments that one clock wrote; a
cookie that seems to come from tomorrow, because a clock was put back, signs nobody out."""

from __future__ import annotations

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature


class AgelessCookies(SecureCookieSessionInterface):
    def open_session(self, app: Flask, request):
        serializer = self.get_signing_serializer(app)
        if serializer is None:
            return None
        try:
            return self.session_class(serializer.loads(request.cookies.get(self.get_cookie_name(app), "")))
        except BadSignature:
            return self.session_class()


def init_app(app: Flask) -> None:
    app.session_interface = AgelessCookies()
