"""How much a route takes: known before a body is read, so that too much is refused by its first line."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, request


def takes(most: int) -> Callable:
    """A route that takes more (or less) than the usual 25 MB in one request."""

    def wear(view):
        view.most_bytes = most
        return view

    return wear


def name_limit(endpoint: str | None, _values: dict | None) -> None:
    """Before anything looks at the form."""
    most = getattr(current_app.view_functions.get(endpoint or ""), "most_bytes", None)
    if most is not None:
        request.max_content_length = most
