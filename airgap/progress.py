"""Says how a long piece of work goes: one changing line on a terminal, a line now and then elsewhere."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

_SECONDS_ON_TERMINAL = 0.2
_SECONDS_ELSEWHERE = 20.0


class Progress:
    """A context manager; ``title`` says what is being done. Lines go to stderr."""

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        self._title = title
        self._stream = sys.stderr if stream is None else stream
        self._interactive = self._stream.isatty()
        self._started = time.monotonic()
        self._shown = self._started

    def __enter__(self) -> Self:
        if not self._interactive:
            print(f"{self._title} ...", file=self._stream, flush=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        outcome = "done" if kind is None else "stopped"
        lead = "\r\x1b[K" if self._interactive else ""
        print(f"{lead}{self._title}: {outcome} after {self._elapsed()}", file=self._stream, flush=True)

    def at(self, detail: str) -> None:
        """Show ``detail``, for example ``"300 of 1,200 packages"``; most calls show nothing, so call it often."""
        now = time.monotonic()
        if now - self._shown < (_SECONDS_ON_TERMINAL if self._interactive else _SECONDS_ELSEWHERE):
            return
        self._shown = now
        lead, end = ("\r\x1b[K", "") if self._interactive else ("", "\n")
        print(f"{lead}{self._title}: {detail}, {self._elapsed()}", end=end, file=self._stream, flush=True)

    def _elapsed(self) -> str:
        minutes, seconds = divmod(round(time.monotonic() - self._started), 60)
        return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
