"""What every page's frame asks for: icons, field ids, the state of a page."""

from __future__ import annotations

from functools import lru_cache

from flask import Flask, current_app, request
from jinja2 import StrictUndefined
from markupsafe import Markup


def init_app(app: Flask) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.globals.update(icon=icon, here=here, is_demo=lambda: current_app.config["DEMO"])


def icon(name: str, cls: str = "i") -> Markup:
    """An icon of the sprite, beside a visible word, hidden from readers."""
    return _icon(current_app.jinja_env.globals["asset"]("icons.svg"), name, cls)  # pyright: ignore


@lru_cache(512)
def _icon(sprite: str, name: str, cls: str) -> Markup:
    return Markup('<svg class="%s" aria-hidden="true"><use href="%s#%s"/></svg>') % (cls, sprite, name)


def here() -> str:
    """The path of this page, for forms that come back to it."""
    return request.full_path.rstrip("?")
