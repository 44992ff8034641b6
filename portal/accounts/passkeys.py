"""Passkeys: what the browser is asked, and whether its answer is right. The library is loaded when the first one comes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from portal.accounts import devices, throttle
from portal.accounts.factors import Passkey, living, note_change
from portal.clock import now
from portal.database import db

if TYPE_CHECKING:
    from portal.accounts.models import User

NAME = "SCORE Portal"


def to_register(user: User, name: str) -> dict[str, Any]:
    """What the browser needs to make a key for this person on this site."""
    import webauthn
    from webauthn.helpers.structs import AuthenticatorSelectionCriteria, ResidentKeyRequirement, UserVerificationRequirement

    options = webauthn.generate_registration_options(
        rp_id=devices.site()[0],
        rp_name=NAME,
        user_id=user.id.bytes,
        user_name=user.username,
        user_display_name=name,
        challenge=devices.new_challenge(),
        exclude_credentials=described(living(Passkey, user.id)),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    return json.loads(webauthn.options_to_json(options))


def to_sign_in(keys: list[Passkey]) -> dict[str, Any]:
    import webauthn

    options = webauthn.generate_authentication_options(
        rp_id=devices.site()[0], challenge=devices.new_challenge(), allow_credentials=described(keys)
    )
    return json.loads(webauthn.options_to_json(options))


def described(keys: list[Passkey]) -> list:
    from webauthn import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.credential_id)) for key in keys]


def register(user: User, credential: str, name: str) -> bool:
    """Keep the public half of the key that the browser made; whether its answer was to our question."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url
    from webauthn.helpers.exceptions import WebAuthnException

    if (challenge := taken_challenge()) is None:
        return False
    site, origin = devices.site()
    try:
        made = verify_registration_response(
            credential=credential, expected_challenge=challenge, expected_rp_id=site, expected_origin=origin
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):  # whatever is not an answer of a key
        return False
    key = bytes_to_base64url(made.credential_id)
    if db.session.scalar(select(Passkey.id).where(Passkey.credential_id == key)):
        return False
    db.session.add(
        Passkey(user_id=user.id, credential_id=key, public_key=made.credential_public_key, sign_count=made.sign_count, name=name)
    )
    note_change(user)
    return True


def sign_in(user: User, credential: str) -> bool:
    """Whether one of this person's keys has signed our question."""
    from webauthn import verify_authentication_response
    from webauthn.helpers.exceptions import WebAuthnException

    challenge, site_and_origin = taken_challenge(), devices.site()
    key = next((key for key in living(Passkey, user.id) if key.credential_id == named_in(credential)), None)
    if challenge is None or key is None:
        return False
    try:
        answer = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site_and_origin[0],
            expected_origin=site_and_origin[1],
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return False
    key.sign_count, key.used_at = answer.new_sign_count, now()
    return True


def named_in(credential: str) -> str | None:
    try:
        answer = json.loads(credential)
    except ValueError:
        return None
    return answer.get("id") if isinstance(answer, dict) else None


def taken_challenge() -> bytes | None:
    """Our question, which is answered once: a second answer to it is refused, whatever the cookie says."""
    challenge = devices.challenge()
    if challenge is not None:
        throttle.count(throttle.CHALLENGE, challenge.hex())
    return challenge
