"""What a provider tells the engine is shown as it is."""

from provider.protocol.engine import plain


def test_neither_the_engine_nor_a_terminal_obeys_a_text() -> None:
    assert plain("\x1b[31mred <{%bold%}>\x9b\n\tü") == "\\x1b[31mred < {%bold%}>\\x9b\n\tü"
