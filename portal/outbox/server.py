"""The way to the mail server: MAIL_URL as smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host (TLS from the start)."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from typing import Self
from urllib.parse import unquote, urlsplit

TIMEOUT = 20  # seconds for each step
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Refused(Exception):
    """The server answered and said no; `for_good` where it will always say so."""

    def __init__(self, why: str, for_good: bool):
        super().__init__(why)
        self.why, self.for_good = why, for_good


class OutOfReach(Exception):
    """No fault of the letter: the server is not there, or does not let us in."""


class PostOffice:
    """One connection for as many letters as wait. Used as a context; opened with the first letter."""

    def __init__(self, url: str):
        self.url = urlsplit(url)
        self.connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault) -> None:
        if self.connection is not None:
            self.connection.close()

    def hand_over(self, message: EmailMessage, sender: str, to: str) -> None:
        try:
            self._opened().send_message(message, sender, [to])
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = next(iter(refused.recipients.values()))
            raise Refused(said(code, words), for_good=code >= 500) from refused
        except smtplib.SMTPDataError as refused:
            raise Refused(said(refused.smtp_code, refused.smtp_error), for_good=refused.smtp_code >= 500) from refused
        except smtplib.SMTPResponseException as refused:  # who we are, not what we bring
            self._close()
            raise OutOfReach(said(refused.smtp_code, refused.smtp_error)) from refused
        except (OSError, smtplib.SMTPException) as gone:
            self._close()
            raise OutOfReach(f"{type(gone).__name__}: {gone}") from gone

    def _opened(self) -> smtplib.SMTP:
        if self.connection is None:
            self.connection = self._open()
        return self.connection

    def _open(self) -> smtplib.SMTP:
        host, context = self.url.hostname or "localhost", ssl.create_default_context()
        if self.url.scheme == "smtps":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(host, self.url.port or 465, timeout=TIMEOUT, context=context)
        else:
            connection = smtplib.SMTP(host, self.url.port or 587, timeout=TIMEOUT)
            connection.ehlo()
            if connection.has_extn("starttls"):
                connection.starttls(context=context)
            elif host not in LOOPBACK:
                connection.close()
                raise smtplib.SMTPNotSupportedError("no STARTTLS: the letter would travel in clear text")
        if self.url.username:
            connection.login(unquote(self.url.username), unquote(self.url.password or ""))
        return connection

    def _close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"
