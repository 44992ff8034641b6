"""Sending, against a real mail server: alive, dead, busy, refusing, dropping the line, and ourselves killed in the middle."""

from __future__ import annotations

import signal
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.config import ConfigurationError, check
from portal.outbox import jobs
from portal.outbox.models import RESTS, Letter
from portal.outbox.sending import LEASE
from tests.outbox.build import Post, go, other_host
from tests.outbox.test_letters import write

NOW = datetime(2026, 11, 23, 6)  # noqa: DTZ001 – moments are UTC without a zone


def only(database) -> Letter:
    database.expire_all()
    letter = database.scalar(select(Letter))
    database.commit()
    return letter


def written(database, moment=NOW, **facts) -> Letter:
    with clock.at(moment):
        write(**facts)
    database.commit()
    return only(database)


def deliver(moment) -> int:
    with clock.at(moment):
        return jobs.deliver()


def test_a_letter_arrives_and_its_facts_are_forgotten(database, post_office):
    written(database)
    assert deliver(NOW) == 1
    (message,) = post_office.box.messages
    assert message["To"] == "rukhsana@example.org"
    letter = only(database)
    assert letter.sent_at == NOW
    assert letter.facts == {}, "a one-time link is not kept once it is sent"
    assert deliver(NOW) == 0
    assert len(post_office.box.messages) == 1


def test_without_a_server_letters_wait(database, app):
    written(database)
    assert deliver(NOW) == 0
    assert only(database).tries == 0


def test_a_letter_is_not_sent_before_it_is_due(database, post_office):
    written(database, due_at=NOW + timedelta(hours=1))
    assert deliver(NOW) == 0
    assert deliver(NOW + timedelta(hours=1)) == 1


def test_a_dead_server_is_asked_again_and_the_letter_arrives(database, post_office):
    post_office.stop()
    written(database)
    assert deliver(NOW) == 0
    letter = only(database)
    assert (letter.tries, letter.due_at, letter.given_up_at) == (1, NOW + RESTS[0], None)
    assert "Connection" in letter.last_error
    post_office.start()
    assert deliver(NOW + timedelta(seconds=30)) == 0, "it rests first"
    assert deliver(NOW + RESTS[0]) == 1
    assert len(post_office.box.messages) == 1


def test_a_busy_server_is_asked_again_after_growing_rests(database, post_office):
    post_office.box.answers = ["451 later"] * 3
    written(database)
    moment = NOW
    for rest in RESTS[:3]:
        assert deliver(moment) == 0
        assert only(database).last_error == "451 later"
        moment += rest
        assert only(database).due_at == moment
    assert deliver(moment) == 1


@pytest.mark.parametrize("where", ["receives", "answers"])
def test_a_refusal_for_good_is_not_asked_again(database, post_office, where):
    setattr(post_office.box, where, ["550 no such person"])
    written(database)
    deliver(NOW)
    letter = only(database)
    assert letter.given_up_at == NOW
    assert "550" in letter.last_error
    assert deliver(NOW + timedelta(days=3)) == 0


def test_one_refused_letter_does_not_hold_up_the_next(database, post_office):
    post_office.box.receives = ["550 no such person", "250 OK"]
    written(database)
    written(database, NOW + timedelta(seconds=1), key="k2", to="imran@example.org")
    assert deliver(NOW + timedelta(seconds=2)) == 1
    assert post_office.box.messages[0]["To"] == "imran@example.org"


def test_after_all_its_rests_a_letter_is_given_up(database, post_office):
    post_office.box.answers = ["451 later"] * 20
    written(database)
    moment = NOW
    for _ in range(len(RESTS) + 1):
        deliver(moment)
        moment += timedelta(days=2)
    assert only(database).given_up_at is not None
    assert only(database).tries == len(RESTS) + 1


def test_a_line_dropped_after_the_text_gives_the_same_letter_again(database, post_office):
    """The server has it and could not say so: it comes twice, and whoever reads it sees that it is one."""
    post_office.box.answers = ["drop"]
    written(database)
    assert deliver(NOW) == 0
    assert deliver(NOW + RESTS[0]) == 1
    first, second = post_office.box.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def test_killed_between_sending_and_noting_it_is_sent_again_under_the_same_id(database, app, post_office):
    with clock.at(clock.now() - timedelta(minutes=1)):
        write()
    database.commit()
    host = other_host(
        app, "from portal.outbox.models import Letter\nLetter.was_sent = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\njobs.deliver()"
    )
    assert go(host) == [-signal.SIGKILL]
    assert len(post_office.box.messages) == 1
    assert jobs.deliver() == 0, "the dead host's claim still stands"
    assert deliver(clock.now() + LEASE + timedelta(seconds=1)) == 1
    first, second = post_office.box.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert only(database).tries == 2


def test_three_hosts_never_send_the_same_letter(database, app, post_office):
    for number in range(12):
        write(key=f"k{number}", to=f"p{number}@example.org")
    database.commit()
    assert go(*(other_host(app, "jobs.deliver()") for _ in range(3))) == [0, 0, 0]
    assert sorted(message["To"] for message in post_office.box.messages) == sorted(f"p{number}@example.org" for number in range(12))


def test_a_text_that_cannot_become_a_letter_is_kept_and_stops_nobody(database, post_office):
    written(database)
    only(database).template = "missing"
    database.commit()
    written(database, NOW + timedelta(seconds=1), key="k2")
    assert deliver(NOW + timedelta(seconds=2)) == 1
    assert database.scalar(select(Letter).where(Letter.template == "missing")).last_error.startswith("TemplateNotFound")


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    """A certificate of this machine's own, which the portal is told to trust."""
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "post")])
    made = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), made, made + timedelta(days=1))
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = builder.add_extension(here, False).sign(key, hashes.SHA256())
    file = tmp_path / "post.pem"
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return file, context


@pytest.fixture
def guarded(app, certificate, monkeypatch):
    """A server that takes letters only after STARTTLS and a password."""
    server = Post(tls_context=certificate[1], require_starttls=True, auth_required=True)
    server.options["authenticator"] = server.box.let_in
    server.start()
    monkeypatch.setitem(app.config, "MAIL_FROM", "portal@example.org")
    monkeypatch.setitem(app.config, "MAIL_URL", f"smtp://us%40er:right%3A%20one@127.0.0.1:{server.port}")
    yield server
    server.stop()


def test_the_password_goes_through_starttls(database, guarded, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    written(database)
    assert deliver(NOW) == 1
    assert guarded.box.logins == [(b"us@er", b"right: one")]


def test_a_certificate_that_nobody_knows_is_not_trusted(database, guarded):
    written(database)
    assert deliver(NOW) == 0
    assert "certificate" in only(database).last_error.lower()
    assert guarded.box.logins == []


def test_a_wrong_password_is_no_fault_of_the_letter(database, app, guarded, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    monkeypatch.setitem(app.config, "MAIL_URL", f"smtp://user:wrong@127.0.0.1:{guarded.port}")
    written(database)
    assert deliver(NOW) == 0
    assert only(database).given_up_at is None
    assert only(database).last_error.startswith("535")


def test_mail_from_the_start_through_tls(database, app, certificate, monkeypatch):
    server = Post(ssl_context=certificate[1]).start()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    monkeypatch.setitem(app.config, "MAIL_FROM", "portal@example.org")
    monkeypatch.setitem(app.config, "MAIL_URL", f"smtps://127.0.0.1:{server.port}")
    written(database)
    assert deliver(NOW) == 1
    server.stop()


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"MAIL_URL": "smtp://post"}, "MAIL_FROM"),
        (
            {"MAIL_URL": "smtp://post", "MAIL_FROM": "a@b.org", "ENV_NAME": "production", "PUBLIC_URL": "http://127.0.0.1:8000"},
            "PUBLIC_URL",
        ),
    ],
)
def test_half_a_setting_is_refused_at_the_start(settings, named):
    with pytest.raises(ConfigurationError, match=named):
        check({"SECRET_KEY": "t" * 40, **settings})
