"""Whether files can be read by whoever has the disk, or only with a key.

A sealed file is AES-256-GCM in one line of Base64: changed by one bit, it does not open. The package for it is only
imported with a key.
"""

import base64
import os
from dataclasses import dataclass
from typing import Protocol

from bot.errors import DamagedDrawerError, SettingsError

_NONCE_BYTES = 12


class Seal(Protocol):
    """What is done to the bytes of a file on their way to the disk and back."""

    @property
    def suffix(self) -> str:
        """How the names of such files end."""

    @property
    def key(self) -> bytes | None:
        """What another process needs to open them."""

    def close(self, data: bytes) -> bytes:
        """Return what is written for `data`."""

    def open(self, data: bytes) -> bytes:
        """Return what was sealed. Raises `DamagedDrawerError` if that can't be."""


@dataclass(frozen=True, slots=True)
class Unsealed:
    """Files stay as they are: JSON that a person can read."""

    suffix: str = ".json"
    key: None = None

    def close(self, data: bytes) -> bytes:
        """Return the data itself."""
        return data

    def open(self, data: bytes) -> bytes:
        """Return the data itself."""
        return data


class Sealed:
    """Files can be read with a key only; the key is 32 bytes."""

    suffix = ".sealed"

    def __init__(self, key: bytes) -> None:
        try:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - only with a key
        except ImportError:
            raise SettingsError("a key is set, but sealing needs an extra: pip install 'next-step[sealed]'") from None
        self.key = key
        self._cipher = AESGCM(key)

    def close(self, data: bytes) -> bytes:
        """Return the data sealed, in one line; twice the same data gives different bytes."""
        nonce = os.urandom(_NONCE_BYTES)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, data, None))

    def open(self, data: bytes) -> bytes:
        """Return what was sealed with this key."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - only with a key

        try:
            sealed = base64.b64decode(data, validate=True)
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)
        except (InvalidTag, ValueError):
            raise DamagedDrawerError("a sealed file does not open: it was changed, or its key is another") from None


def seal_of(key: bytes | None) -> Seal:
    """Return the seal for a key, or none. Raises `SettingsError` where the package for it is missing."""
    return Sealed(key) if key else Unsealed()
