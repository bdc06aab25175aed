"""What a type is called while another one takes its place."""

from __future__ import annotations

import hashlib

_PREFIX = "schemata_retired_"
_MAX_BYTES = 63


def retired_name(name: str) -> str:
    """The name of a live type until no column has it any more."""
    retired = _PREFIX + name
    if len(retired.encode()) <= _MAX_BYTES:
        return retired
    return _PREFIX + hashlib.sha256(name.encode()).hexdigest()[:32]
