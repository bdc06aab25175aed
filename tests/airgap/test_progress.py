"""What a user sees of long work."""

import io

import pytest

from airgap.progress import Progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_elsewhere_a_line_says_what_begins_and_one_how_it_ended() -> None:
    stream = io.StringIO()
    with Progress("compiling", stream) as progress:
        progress.at("1 of 2")
    begun, ended = stream.getvalue().splitlines()
    assert begun == "compiling ..."
    assert ended.startswith("compiling: done after ")


def test_a_terminal_keeps_one_line() -> None:
    stream = _Terminal()
    with Progress("compiling", stream):
        pass
    assert stream.getvalue().startswith("\r\x1b[Kcompiling: done after ")


def test_work_that_fails_is_not_called_done() -> None:
    stream = io.StringIO()
    with pytest.raises(ValueError, match="no"), Progress("compiling", stream):
        raise ValueError("no")
    assert "stopped after" in stream.getvalue()
