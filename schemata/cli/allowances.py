"""`--allow HAZARD`."""

from __future__ import annotations

from collections.abc import Iterable

from schemata.errors import SchemataError
from schemata.plan import Allowance, HazardCode

_REASON = "allowed on the command line"


def read_allowances(texts: Iterable[str]) -> tuple[Allowance, ...]:
    """Reads `data_loss`, `data_loss:shop.orders.note` or `data_loss:shop.*`. Raises SchemataError."""
    return tuple(_read(text) for text in texts)


def _read(text: str) -> Allowance:
    code, _, path = text.partition(":")
    known = [item.value for item in HazardCode]
    if code not in known:
        raise SchemataError(f"--allow {text!r}: there is no hazard {code!r}; there are {', '.join(known)}")
    return Allowance(HazardCode(code), path or "*", _REASON)
