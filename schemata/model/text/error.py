"""The error of a text that is not canonical."""


class TextError(ValueError):
    """A canonical text that cannot be read: the number of the line, what was expected and what stands there."""
