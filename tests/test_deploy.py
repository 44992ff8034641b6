"""The files of deploy/: what they say, and (where nginx is installed) what the portal does behind them."""

from __future__ import annotations

import json
import re
import socket
import ssl

import pytest

from bench.proxied import HOST, is_possible, proxied
from portal.config import ROOT

pytestmark = [pytest.mark.once, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    if not is_possible():
        pytest.skip("nginx and openssl are not installed (apt-get install nginx-light openssl)")
    from tests.serving import free_port

    with proxied(tmp_path_factory.mktemp("behind"), free_port) as here:
        yield here


def talk(here, sent: bytes, plain: bool = False, versions=(None, None), ciphers: str = "") -> bytes:
    """All that comes back for these very bytes."""
    context = ssl.create_default_context(cafile=here.authority)
    least, most = versions
    if least:
        context.minimum_version, context.maximum_version = least, most
    if ciphers:
        context.set_ciphers(ciphers)
    with socket.create_connection(("127.0.0.1", here.http if plain else here.https), timeout=10) as line:
        if plain:
            return exchange(line, sent)
        with context.wrap_socket(line, server_hostname=HOST) as safe:
            return exchange(safe, sent)


def exchange(line, sent: bytes) -> bytes:
    line.sendall(sent)
    line.settimeout(3)
    found = b""
    try:
        while piece := line.recv(65536):
            found += piece
    except (TimeoutError, ConnectionError, ssl.SSLError):
        pass
    return found


def asked(path: str, method: str = "GET", *lines: str, body: str = "") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Connection: close", *lines, "", body]).encode()


def test_plain_http_leads_pages_to_tls_and_refuses_words(behind):
    led = talk(behind, asked("/projects?page=2"), plain=True)
    assert led.startswith(b"HTTP/1.1 301") and f"Location: https://{HOST}:{behind.https}/projects?page=2".encode() in led
    assert talk(behind, asked("/sign-in", "POST", "Content-Length: 0"), plain=True).startswith(b"HTTP/1.1 400")
    assert talk(behind, b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n", plain=True) == b""


def test_only_current_tls_and_strong_suites(behind):
    new, old = ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_1
    assert b" 200 " in talk(behind, asked("/sign-in"), versions=(new, new))
    with pytest.raises((ssl.SSLError, OSError)):
        talk(behind, asked("/sign-in"), versions=(old, old), ciphers="ALL:@SECLEVEL=0")
    two = ssl.TLSVersion.TLSv1_2
    with pytest.raises((ssl.SSLError, OSError)):
        talk(behind, asked("/sign-in"), versions=(two, two), ciphers="AES256-SHA:AES128-SHA:@SECLEVEL=0")


def test_every_page_says_its_headers_once(behind):
    """The portal's own on its pages, nginx's on nginx's."""
    for path in ("/sign-in", "/nothing-here", "/livez", "/" + "x" * 9000):
        answer = talk(behind, asked(path)).split(b"\r\n\r\n")[0].lower()
        for header in (b"content-security-policy", b"strict-transport-security", b"x-content-type-options", b"x-frame-options"):
            assert answer.count(b"\n" + header + b":") == 1, (path, header, answer)
        assert b"unsafe" not in answer and b"server: nginx\r" in answer + b"\r"


def test_monitoring_is_for_this_machine_alone(behind):
    for path in ("/livez", "/readyz", "/metrics"):
        assert b" 404 " in talk(behind, asked(path)).split(b"\r\n")[0]
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(behind.socket))
        assert b"ready" in exchange(line, asked("/readyz"))
    assert behind.socket.stat().st_mode & 0o007 == 0


@pytest.mark.parametrize(
    "lines",
    [
        ["Content-Length: 6", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", "Content-Length: 6"],
        ["Content-Length: 6", "Content-Length: 5"],
        ["Transfer-Encoding: xchunked"],
        ["Content-Length: 0", "Transfer-Encoding : chunked"],
        ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
    ],
    ids=" + ".join,
)
@pytest.mark.parametrize("by_nginx", [True, False], ids=["nginx", "granian"])
def test_no_request_is_smuggled(behind, lines, by_nginx):
    """Two lengths, or one that nobody knows: never a second answer to what was hidden in the first request's body."""
    hidden = f"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: {HOST}\r\n\r\n"
    sent = "\r\n".join(["POST /sign-in HTTP/1.1", f"Host: {HOST}", "Connection: close", *lines, "", hidden]).encode()
    if by_nginx:
        found = talk(behind, sent)
    else:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(behind.socket))
            found = exchange(line, sent)
    assert found.count(b"HTTP/1.1 ") <= 1 and b"smuggled" not in found


def test_the_units_give_no_more_than_is_needed():
    for unit in UNITS:
        text = unit.read_text()
        for line in ("User=portal", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict", "PrivateTmp=yes"):
            assert f"\n{line}\n" in text, (unit.name, line)
        assert "IPAddressDeny=any\nIPAddressAllow=localhost" in text, unit.name
        assert "LoadCredentialEncrypted=SECRET_KEY:" in text and not re.search(r"^Environment=.*(KEY|PASSWORD)", text, re.M)
    owner = [unit.name for unit in UNITS if "owner" in unit.read_text().partition("[Service]")[2]]
    assert owner == ["portal-upgrade.service"], "one alone owns the tables"
    assert "Persistent=yes" in (DEPLOY / "systemd" / "portal-backup.timer").read_text()
    assert not re.search(r"KEY|PASSWORD|://\S+:\S+@", (DEPLOY / "systemd" / "portal.env").read_text())


def test_the_portal_listens_on_a_socket_alone():
    assert "PORTAL_SOCKET=/run/portal/portal.sock" in (DEPLOY / "systemd" / "portal.service").read_text()
    assert "server unix:/run/portal/portal.sock;" in (DEPLOY / "nginx" / "portal.conf").read_text()


def test_what_the_serving_role_may_not_do():
    text = (DEPLOY / "postgresql" / "roles.sql").read_text()
    granted = " ".join(re.findall(r"GRANT ([^;]+) TO portal_serving", text))
    assert "ALL ON" not in granted and "CREATE" not in granted and "TRUNCATE" not in granted
    assert "REVOKE UPDATE, DELETE ON history FROM portal_serving" in text


def test_the_observatory_is_asked_for_every_kind_of_page():
    """`make observatory` runs MDN's scanner; here only that its list is no shorter than it was."""
    from bench import observatory

    assert len(observatory.OPEN) + len(observatory.SIGNED_IN) >= 22 and observatory.LEAST == 135
    told = {"algorithm": 4, "found": [{"at": "/", "status": 200, "score": 130, "grade": "A+", "tests": {"cookies": "cookies-secure 0"}}]}
    assert observatory.judge(json.loads(json.dumps(told))) == 1
