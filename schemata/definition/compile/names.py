"""Names that a definition leaves out, made as Postgres makes them."""

from __future__ import annotations

import hashlib

MAX_BYTES = 63


def derived_name(*parts: str) -> str:
    """The parts joined by `_`. A name over 63 bytes is cut and ends in a digest, so that two never fall together."""
    name = "_".join(parts)
    if len(name) <= MAX_BYTES:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: MAX_BYTES - len(digest) - 1]}_{digest}"
