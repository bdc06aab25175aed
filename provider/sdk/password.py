"""A generated password."""

from __future__ import annotations

import pulumi


class Password(pulumi.CustomResource):
    """A password made once and kept as a secret of the state. Replacing the resource makes another."""

    result: pulumi.Output[str]

    def __init__(self, name: str, *, length: int = 32, opts: pulumi.ResourceOptions | None = None) -> None:
        """`length` is in characters, of letters and digits."""
        secret = pulumi.ResourceOptions(additional_secret_outputs=["result"])
        options = pulumi.ResourceOptions.merge(opts, secret)
        super().__init__("schemata:index:Password", name, {"length": length, "result": None}, options)
