"""Bytes on the wire, as a browser of today counts them: headers and compressed bodies."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass

from bench.load import ACCEPTS, Person
from bench.serving import Served

LINKED = re.compile(rb'(?:href|src)="(/static/[^"#]+)')
FONT = re.compile(rb"url\(([^)]*naskh-400[^)]*)\)")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    size: int  # with the headers


def get(server: Served, path: str, cookie: str = "", **headers) -> Answer:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    line.request("GET", path, headers=ACCEPTS | {"Cookie": cookie} | headers)
    answer = line.getresponse()
    body = answer.read()
    head = len(f"HTTP/1.1 {answer.status} {answer.reason}\r\n\r\n") + sum(len(f"{k}: {v}\r\n") for k, v in answer.getheaders())
    line.close()
    return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body, head + len(body))


def plain(server: Served, path: str, cookie: str = "") -> bytes:
    return get(server, path, cookie, **{"Accept-Encoding": "identity"}).body


def page_size(server: Served, path: str, cookie: str, coding: str) -> int:
    return get(server, path, cookie, **{"Accept-Encoding": coding}).size


def assets(server: Served, path: str, cookie: str) -> dict[str, int]:
    """What the page brings along, and the text font that an Urdu page needs."""
    found = dict.fromkeys(LINKED.findall(plain(server, path, cookie)))
    linked = [address.decode() for address in found]
    for sheet in [address for address in linked if address.endswith(".css")]:
        linked += [f"/static/{font.decode()}" for font in FONT.findall(plain(server, sheet))]
    return {address: get(server, address).size for address in dict.fromkeys(linked)}


def with_tags(server: Served, people: list[Person]) -> list[Person]:
    """The same people, some paths of each with the stamp of the copy that they hold; none where a page bears no stamp."""
    tagged = []
    for nth, one in enumerate(people):
        answers = [(path, get(server, path, one.cookie)) for path in one.paths[nth % 5 :: 5]]
        tagged.append(Person(one.cookie, one.token, [f"{path} {a.headers['etag']}" for path, a in answers if "etag" in a.headers]))
    return tagged if all(one.paths for one in tagged) else []
