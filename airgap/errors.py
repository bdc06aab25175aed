"""What keeps this machine from having an engine."""


class EngineError(Exception):
    """No engine can be had. Parameters: ``message``, what failed; ``remedy``, what the user can do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
