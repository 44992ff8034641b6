"""What the portal speaks to over a network: in service only where nobody can read along, nor stand in between."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit


def is_near(host: str | None) -> bool:
    """This machine itself, or a socket in its file system."""
    if not host or host == "localhost" or host.startswith(("/", "%2F", "%2f")):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def open_lines(config: dict) -> Iterator[str]:
    """What is wrong with each setting that names another machine, and how to mend it."""
    database, files, redis = (config.get(name) or "" for name in ("SQLALCHEMY_DATABASE_URI", "FILES_URL", "REDIS_URL"))
    asked = parse_qs(urlsplit(database).query)
    hosts = [urlsplit(database).hostname, *(one.rsplit(":", 1)[0] for each in asked.get("host", []) for one in each.split(","))]
    if database.startswith("postgresql") and not all(map(is_near, hosts)) and asked.get("sslmode") != ["verify-full"]:
        yield "DATABASE_URL names another machine: add sslmode=verify-full, so that its certificate is asked for, and sslrootcert where it is your own."
    endpoint = urlsplit(parse_qs(urlsplit(files).query).get("endpoint", [""])[0])
    if endpoint.scheme == "http" and not is_near(endpoint.hostname):
        yield "FILES_URL has an endpoint without TLS on another machine: give it as https://…"
    if redis.startswith("redis://") and not is_near(urlsplit(redis).hostname):
        yield "REDIS_URL names another machine without TLS: give it as rediss://…"
