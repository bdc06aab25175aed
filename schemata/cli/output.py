"""What the command line prints: plain lines and tables for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

_ENDLESS = 10_000


def lines(text: Iterable[str]) -> None:
    """Prints lines as they are."""
    for line in text:
        print(line)


def as_json(value: Any) -> None:
    """Prints a value as JSON."""
    print(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints a table. Nothing of a cell is cut off: on a terminal it is folded, elsewhere a row is one line."""
    console = Console() if sys.stdout.isatty() else Console(width=_ENDLESS)
    shown = Table(box=None, pad_edge=False)
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console.print(shown)
