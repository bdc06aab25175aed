"""A password's SCRAM verifier, made here so that the password itself is in no file, log or argument."""

import base64
import hashlib
import hmac
import os

from servers.errors import ServerError

_ITERATIONS = 4096


def verifier(password: str) -> str:
    """What Postgres keeps of `password` (RFC 5803). Raises ServerError unless it is usable."""
    require_usable(password)
    salt = os.urandom(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, _ITERATIONS)
    stored = hashlib.sha256(_mac(salted, b"Client Key")).digest()
    server = _mac(salted, b"Server Key")
    return f"SCRAM-SHA-256${_ITERATIONS}:{_text(salt)}${_text(stored)}:{_text(server)}"


def require_usable(password: str) -> None:
    """Raise ServerError unless `password` is printable ASCII and not empty: no client reads such a one differently."""
    if not (password and password.isascii() and password.isprintable()):
        raise ServerError(
            "The server's password must be printable ASCII and not empty.",
            "Set another with `bin/pulumi config set --secret digi-infrastructure:postgresAdminPassword`.",
        )


def _mac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
