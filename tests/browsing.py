"""A test client that speaks the portal's words, and keeps nothing from one request to the next."""

from __future__ import annotations

import contextvars
import re
from functools import lru_cache
from html import unescape
from urllib.parse import quote_plus

from tests.cast import PASSWORD


@lru_cache(64)
def quoted(text: str) -> str:
    """A megabyte takes a second to write out, and is sent to every form."""
    return quote_plus(text)


class Visitor:
    def __init__(self, app, language: str = "en"):
        self.app, self.client, self.language = app, app.test_client(), language

    @classmethod
    def signed_in(cls, app, name: str | None, language: str = "en") -> Visitor:
        visitor = cls(app, language)
        if name:
            answer = visitor.post("/sign-in", name=name, password=PASSWORD)
            assert answer.status_code == 303, answer.text
        return visitor

    def open(self, method: str, path: str, **kwargs):
        """Each request in a context of its own: an app context held open would answer as the previous person."""
        headers = {"Accept-Language": self.language, **kwargs.pop("headers", {})}
        return contextvars.Context().run(self.client.open, path, method=method, headers=headers, **kwargs)

    def get(self, path: str, **query):
        return self.open("GET", path, query_string=query or None)

    def fragment(self, path: str, **query):
        return self.open("GET", path, query_string=query or None, headers={"HX-Request": "true"})

    def post(self, path: str, headers=(), **form):
        if all(isinstance(value, str) for value in form.values()):
            sent = "&".join(f"{quoted(name)}={quoted(value)}" for name, value in form.items()).encode()
            return self.open("POST", path, data=sent, content_type="application/x-www-form-urlencoded", headers=dict(headers))
        return self.open("POST", path, data=form, headers=dict(headers))

    def post_fragment(self, path: str, **form):
        return self.post(path, headers={"HX-Request": "true"}, **form)

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the forms on a page, as a browser would send them."""
        page = self.get(path).text
        found = re.findall(r'<input[^>]*type="hidden"[^>]*>', page)
        pairs = [(re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in found]
        return {name[1]: unescape(value[1]) if value else "" for name, value in pairs if name}
