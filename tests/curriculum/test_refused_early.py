"""Two gigabytes sent to a real server are refused early: the limit is named, and nothing of them stays."""

from __future__ import annotations

import http.client
import re
import socket
import urllib.parse
from contextlib import suppress
from pathlib import Path

import pytest

from tests.serving import make_demo, served

GIGABYTE, PIECE = 1024**3, bytes(1024 * 1024)
WHERE = "/modules/quality/materials"
HEAD = (
    b'--x\r\nContent-Disposition: form-data; name="upload"; filename="film.mp4"\r\nContent-Type: video/mp4\r\n\r\n\x00\x00\x00\x18ftypmp42'
)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """The server's address, its folder, and the only place that it has for what is on the way."""
    base = tmp_path_factory.mktemp("refused")
    instance = make_demo(base / "demo").config["INSTANCE"]
    beside = base / "beside"
    beside.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(beside))
        with served(instance) as address:
            yield urllib.parse.urlsplit(address).netloc, instance, beside


def ask(netloc: str, method: str, path: str, body: str = "", cookie: str = "") -> http.client.HTTPResponse:
    line = http.client.HTTPConnection(netloc, timeout=60)
    line.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie})
    return line.getresponse()


def cookies(answer: http.client.HTTPResponse) -> str:
    return "; ".join(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie") or ())


def sign_in(netloc: str) -> str:
    page = ask(netloc, "GET", "/sign-in")
    hidden = dict(re.findall(r'<input[^>]*name="(csrf_token|_key|_form)"[^>]*value="([^"]*)"', page.read().decode()))
    form = urllib.parse.urlencode({**hidden, "name": "coordinator", "password": "demo-demo-demo"})
    answer = ask(netloc, "POST", "/sign-in", form, cookies(page))
    assert answer.status == 303, answer.read()[:2000]
    return cookies(answer)


def lying(instance: Path, beside: Path) -> set[str]:
    return {str(path) for place in (instance / "uploads", beside) for path in place.rglob("*") if path.is_file()}


def sent(netloc: str, cookie: str, head: str, pieces) -> tuple[bytes, int]:
    """What comes back, and how many bytes went out until then."""
    host, _colon, port = netloc.partition(":")
    gone = 0
    with socket.create_connection((host, int(port)), timeout=120) as line:
        start = f"POST {WHERE} HTTP/1.1\r\nHost: {netloc}\r\nCookie: {cookie}\r\nContent-Type: multipart/form-data; boundary=x\r\n{head}\r\n\r\n"
        line.sendall(start.encode())
        with suppress(ConnectionError):
            for piece in pieces:
                line.sendall(piece)
                gone += len(piece)
        answer = b""
        with suppress(ConnectionError, TimeoutError):
            while more := line.recv(1 << 16):
                answer += more
                if b"</html>" in answer or b"\r\n0\r\n\r\n" in answer:
                    break
    return answer, gone


def chunked(most: int):
    for part in (HEAD, *(PIECE for _ in range(most // len(PIECE)))):
        yield b"%x\r\n%s\r\n" % (len(part), part)


def test_an_announced_length_is_enough(portal):
    netloc, instance, beside = portal
    cookie, before = sign_in(netloc), lying(instance, beside)
    answer, _gone = sent(netloc, cookie, f"Content-Length: {2 * GIGABYTE}", [HEAD])
    assert answer.startswith(b"HTTP/1.1 413") and b"300 MB" in answer, answer[:500]
    assert lying(instance, beside) == before


def test_a_length_that_is_not_announced_ends_at_the_limit(portal):
    netloc, instance, beside = portal
    cookie, before = sign_in(netloc), lying(instance, beside)
    answer, gone = sent(netloc, cookie, "Transfer-Encoding: chunked", chunked(2 * GIGABYTE))
    assert gone < 0.75 * GIGABYTE, gone
    assert not answer or not answer.startswith(b"HTTP/1.1 2"), answer[:200]
    assert not answer.startswith(b"HTTP/1.1 303")
    assert lying(instance, beside) == before
