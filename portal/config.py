"""Settings: from the environment, with production as the default."""

import os
from datetime import timedelta
from pathlib import Path

from portal import wires

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024


class ConfigurationError(RuntimeError):
    """The portal refuses to start: the message says which setting and how to mend it."""


def from_environment() -> dict:
    env = os.environ.get("PORTAL_ENV", "production")
    instance = Path(os.environ.get("PORTAL_INSTANCE", ROOT / "instance"))
    return {
        "ENV_NAME": env,
        "INSTANCE": instance,
        "DEMO": env == "demo",
        "SECRET_KEY": told("SECRET_KEY") or (secret_of(instance) if env != "production" else None),
        "SQLALCHEMY_DATABASE_URI": database_url(instance),
        "FILES_ROOT": instance / "uploads",
        "FILES_URL": told("FILES_URL") or None,  # s3://bucket?endpoint=https://…&region=…, else the folder above
        "FILES_QUOTA": int(os.environ.get("FILES_QUOTA_MB", "2000")) * MEGABYTE,  # of each factory
        "MATERIALS_QUOTA": int(os.environ.get("MATERIALS_QUOTA_MB", "20000")) * MEGABYTE,  # of each programme
        "PHOTOS_AT_ONCE": env == "test" or os.environ.get("PHOTOS_AT_ONCE") == "1",  # in the request, where no worker runs
        "TRUSTED_HOSTS": hosts(),
        "SESSION_COOKIE_SECURE": env == "production",
        "SESSION_COOKIE_NAME": "__Host-portal" if env == "production" else "portal",
        "SECOND_FACTOR_REQUIRED": env == "production",
        "PUBLIC_URL": (os.environ.get("PUBLIC_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip("/"),
        "BATCH_FEWEST": int(os.environ.get("BATCH_FEWEST", "3")),  # enterprises: outside of these the batch page warns
        "BATCH_MOST": int(os.environ.get("BATCH_MOST", "8")),
        "MAIL_URL": told("MAIL_URL"),
        "MAIL_FROM": os.environ.get("MAIL_FROM", ""),
        "REDIS_URL": told("REDIS_URL"),
        "TRUSTED_PROXIES": int(os.environ.get("TRUSTED_PROXIES", "0")),
    }


def told(name: str) -> str:
    """A setting that may hold a secret: from the environment, else from a file that the service manager hands over (`LoadCredential=`)."""
    handed_over = Path(os.environ.get("CREDENTIALS_DIRECTORY", "/nowhere")) / name
    return os.environ.get(name) or (handed_over.read_text().strip() if handed_over.is_file() else "")


def database_url(instance: Path) -> str:
    url = told("DATABASE_URL") or f"sqlite:///{instance / 'portal.db'}"
    if url.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    return url


def hosts() -> list[str]:
    named = os.environ.get("TRUSTED_HOSTS", "")
    return [host.strip() for host in named.split(",") if host.strip()] or ["127.0.0.1", "localhost", "[::1]"]


def secret_of(instance: Path) -> str:
    """A key of this checkout's own, made once, so that a demo or a test needs no set-up."""
    import secrets

    path = instance / "secret_key"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip()


class Defaults:
    AGENT = "command"  # who acts where nobody has signed in; see history/acting.py
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    PERMANENT_SESSION_LIFETIME = timedelta(days=90)
    SESSION_REFRESH_EACH_REQUEST = False  # our table says when a session ends; signing the cookie anew would cost each page
    WTF_CSRF_TIME_LIMIT = None  # as long as the session that it is tied to
    MAX_CONTENT_LENGTH = 25 * MEGABYTE
    MAX_FORM_MEMORY_SIZE = 3 * MEGABYTE  # a long text is refused beside its field, not by a bare 413
    MAX_FORM_PARTS = 500
    BABEL_DEFAULT_LOCALE = "en"
    LANGUAGES = ("en", "ur")
    COMPRESS_ALGORITHM = ["zstd", "br", "gzip"]
    COMPRESS_ZSTD_LEVEL = 7  # a twentieth smaller than 3 for a quarter of a millisecond
    COMPRESS_MIN_SIZE = 600
    SESSION_IDLE = timedelta(minutes=30)
    SESSION_ABSOLUTE = timedelta(hours=12)
    SESSION_IDLE_PHONE = timedelta(days=30)  # on a phone that the factory has enrolled
    SESSION_ABSOLUTE_PHONE = timedelta(days=90)


def check(config: dict) -> None:
    key = config.get("SECRET_KEY") or ""
    if len(key) < 32:
        raise ConfigurationError(
            "SECRET_KEY is missing or shorter than 32 characters. Make one with "
            "`python -c 'import secrets; print(secrets.token_hex(32))'` and set it in the environment."
        )
    if config.get("MAIL_URL") and "@" not in config.get("MAIL_FROM", ""):
        raise ConfigurationError("MAIL_URL is set, MAIL_FROM is not: name the address that letters come from, such as portal@example.org.")
    if config.get("MAIL_URL") and config.get("ENV_NAME") == "production" and not config.get("PUBLIC_URL", "").startswith("https://"):
        raise ConfigurationError("MAIL_URL is set, PUBLIC_URL is not: letters need the https:// address that their links lead to.")
    if config.get("ENV_NAME") == "production":
        for open_line in wires.open_lines(config):
            raise ConfigurationError(open_line)
