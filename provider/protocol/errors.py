"""The problems that a resource type reports. Their text reaches the user as it is, without a traceback."""

from __future__ import annotations

from provider.protocol.properties import Properties


class ProviderError(Exception):
    """A problem that the user can do something about; nothing was changed by the failed operation.

    The message says where, what and how to put it right. It holds no secret.
    """


class PartialError(ProviderError):
    """The object was made or changed, but not all of it came about.

    The engine records what is given here, and tries again with `Update` the next time.
    """

    def __init__(self, reasons: tuple[str, ...], *, resource_id: str, outputs: Properties, inputs: Properties) -> None:
        """Keep what exists (`resource_id`, `outputs`, `inputs`), and one of `reasons` for each thing that failed."""
        super().__init__("; ".join(reasons))
        self.reasons = reasons
        self.resource_id = resource_id
        self.outputs = outputs
        self.inputs = inputs
