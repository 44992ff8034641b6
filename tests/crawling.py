"""Every page that a person can come to by following links, one or two of each kind."""

from __future__ import annotations

import contextvars
from collections import deque
from urllib.parse import urlsplit

from tests.browsing import Visitor
from tests.pages import Page

FITTING = ("member", "manager", "trainer", "expert", "coordinator", "admin", "donor")


def pages_of(app, person: str | None, most: int = 1, start: str = "/") -> dict[str, list[str]]:
    """endpoint → at most so many paths of it, found from the first page on."""
    return contextvars.Context().run(follow, app, person, most, start)


def follow(app, person: str | None, most: int, start: str) -> dict[str, list[str]]:
    visitor = Visitor.signed_in(app, person)
    urls = app.url_map.bind("localhost")
    found: dict[str, list[str]] = {}
    waiting, seen = deque([start if person else "/sign-in"]), set()
    while waiting:
        path = waiting.popleft()
        endpoint = endpoint_of(urls, path)
        if endpoint and "view=" in path:
            endpoint += "?" + path.split("view=")[1].split("&")[0]
        if path in seen or endpoint is None or len(found.get(endpoint, ())) >= most:
            continue
        seen.add(path)
        answer = visitor.get(path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found.setdefault(endpoint, []).append(path)
            waiting.extend(link for href in Page(answer.text).links if (link := own_path(href, path)))
    return found


def linked(app, pages: list[tuple[str | None, str, str]]) -> set[str]:
    """The endpoints to which a link of these pages leads: downloads and sheets as well as pages."""
    urls, found = app.url_map.bind("localhost"), set()
    for person in {who for who, _endpoint, _path in pages}:
        visitor = contextvars.Context().run(Visitor.signed_in, app, person)
        for path in [path for who, _endpoint, path in pages if who == person]:
            hrefs = Page(contextvars.Context().run(visitor.get, path).text).links
            found |= {endpoint_of(urls, link) for href in hrefs if (link := own_path(href, path))}
    return found - {None}


def own_path(href: str, page: str) -> str | None:
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not (parts.path or parts.query):
        return None
    path = parts.path or urlsplit(page).path
    return path + (f"?{parts.query}" if parts.query else "")


def endpoint_of(urls, path: str) -> str | None:
    try:
        return urls.match(urlsplit(path).path, method="GET")[0]
    except Exception:  # not a page of ours: a file, a redirect, another method
        return None


def kinds(app, most: int = 1) -> list[tuple[str | None, str, str]]:
    """(person, endpoint, path): each kind of page once, as the first of the cast who comes to it."""
    taken: dict[str, list[tuple[str | None, str, str]]] = {}
    for person in (*FITTING, None):
        for endpoint, paths in pages_of(app, person, most).items():
            if endpoint not in taken or endpoint in SEEN_BY_ALL:
                taken.setdefault(endpoint, []).extend((person, endpoint, path) for path in paths)
    return [page for pages in taken.values() for page in pages]


SEEN_BY_ALL = {"home.index", "help.show", "batches.show_completion", "improvement.show", "enterprises.show"}  # another page for every role
