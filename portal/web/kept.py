"""Pieces of pages that are the same for many readers: made once from the same facts, then kept in this process's memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from flask import Flask, current_app

MOST = 300  # pieces; a lesson's is about 40 kB

Piece = TypeVar("Piece")


def init_app(app: Flask) -> None:
    forget(app)


def forget(app: Flask) -> None:
    app.extensions["portal.kept"] = {}


def or_made(facts: Hashable, make: Callable[[], Piece]) -> Piece:
    """The piece that was made from these facts. They must name all that decides it: whose, in which language, from which revision."""
    kept: dict[Hashable, Piece] = current_app.extensions["portal.kept"]
    piece = kept.get(facts)
    if piece is None:
        piece = kept[facts] = make()
        for oldest in list(kept)[:-MOST]:
            kept.pop(oldest, None)
    return piece
