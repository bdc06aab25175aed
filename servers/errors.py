"""The one exception of this package."""


class ServerError(Exception):
    """A server cannot be made, started or stopped; the message says what to do about it.

    Parameters: what happened, in one or more lines, and the remedy, a sentence for the person at the terminal.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}\n{remedy}")
        self.problem = problem
        self.remedy = remedy
