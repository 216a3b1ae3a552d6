"""Personal data at rest: encrypted with the office's keys, found again by a keyed digest."""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import b64decode, b64encode, urlsafe_b64decode
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

_NONCE = 12
_KEY_NAME = 8


class UnknownKeyError(Exception):
    """A value was encrypted with a key that this office no longer has."""


def encrypt(text: str) -> str:
    """The text encrypted with the first key: ``key name : nonce and cipher text``."""
    name, key = _keys()[0]
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), name.encode())
    return f"{name}:{b64encode(nonce + sealed).decode()}"


def decrypt(stored: str) -> str:
    """The text again. Raises UnknownKeyError where no key fits or the value was tampered with."""
    name, _, sealed = stored.partition(":")
    key = dict(_keys()).get(name)
    if key is None:
        raise UnknownKeyError(name)
    whole = b64decode(sealed)
    try:
        return AESGCM(key).decrypt(whole[:_NONCE], whole[_NONCE:], name.encode()).decode()
    except InvalidTag:
        raise UnknownKeyError(name) from None


def digest(text: str) -> str:
    """The same for the same text, and not to be turned back without the key; empty for nothing."""
    folded = "".join(text.split()).upper()
    if not folded:
        return ""
    # The last key is the oldest: digests stay the same when a new key is put in front.
    return hmac.new(_keys()[-1][1], folded.encode(), hashlib.sha256).hexdigest()


@cache
def _keys() -> tuple[tuple[str, bytes], ...]:
    keys = (urlsafe_b64decode(each + "=" * (-len(each) % 4)) for each in settings.FIELD_KEYS)
    hashed = (hashlib.sha256(key).digest() for key in keys)
    return tuple((hashlib.sha256(key).hexdigest()[:_KEY_NAME], key) for key in hashed)


class EncryptedField(models.TextField[str, str]):
    """Text that is plain in the program and encrypted in the database; it cannot be searched."""

    description = "encrypted text"

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        """Decrypt what the database holds."""
        return decrypt(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt what goes to the database; nothing stays nothing."""
        return encrypt(str(value)) if value else ""

    def get_lookup(self, lookup_name: str) -> Any:
        """No search: the same text is stored differently each time."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


def masked(text: str, *, front: int = 3, back: int = 2) -> str:
    """The text with its middle hidden, so that a person can be told apart but not reached."""
    if len(text) <= front + back:
        return "＊" * len(text)
    return text[:front] + "＊" * (len(text) - front - back) + text[len(text) - back :]
