"""An answer that is whole in memory is handed to the server in one piece: no thread waits while a slow phone reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Flask, request

STREAMS = "portal.streams"


def init_app(app: Flask) -> None:
    app.after_request(mark)
    app.wsgi_app = Whole(app.wsgi_app)


def mark(response):
    if response.is_streamed:  # a large file goes out as it is read
        request.environ[STREAMS] = True
    return response


class Whole:
    def __init__(self, inner: Callable):
        self.inner = inner

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        parts = self.inner(environ, start_response)
        if STREAMS in environ:
            return parts
        try:
            return [b"".join(parts)]
        finally:
            if hasattr(parts, "close"):
                parts.close()
