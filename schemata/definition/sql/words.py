"""Long lists of words, written as a paragraph."""


def words(text: str) -> frozenset[str]:
    """The words of a paragraph."""
    return frozenset(text.split())
