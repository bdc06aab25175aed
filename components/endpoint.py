"""Where a server is, as components hand it to one another."""

from __future__ import annotations

from dataclasses import dataclass, field

import pulumi


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server's address and administrator. Plain values, known in a preview; the password is a secret."""

    host: str
    port: int
    username: str
    password: pulumi.Output[str] = field(repr=False)
    sslmode: str
