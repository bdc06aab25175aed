"""What ``make up`` shows at the end: what there is, and what to type next."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence

from launcher import options, project, report, session

_COLUMNS = {
    "server": "Server",
    "database": "Database",
    "schema": "Schema",
    "tables": "Tables",
    "indexes": "Indexes",
    "foreignKeys": "Foreign keys",
}

Row = Mapping[str, object]


def run(arguments: Sequence[str]) -> int:
    """Print the table and the next commands for the stack that ``arguments`` name."""
    stack = options.stack(arguments)
    outputs = json.loads(session.start(project.here(), stack).ask("stack", "output", "--json", "--stack", stack))
    rows: list[Row] = outputs.get("summary", [])
    print("\n".join(["", *table(rows), "", *next_commands(stack, rows)]))
    return 0


def table(rows: Sequence[Row]) -> list[str]:
    """The rows under their headings, numbers to the right; a value that repeats the one above it is left out."""
    cells = [[_cell(row, key) for key in _COLUMNS] for row in rows]
    widths = [max(map(len, column)) for column in zip(_COLUMNS.values(), *cells, strict=True)]
    lines = [_line(_COLUMNS.values(), widths), _line(["-" * width for width in widths], widths)]
    above: Sequence[str] = [""] * len(widths)
    for row in cells:
        lines.append(_line(_without_repeated_lead(row, above), widths))
        above = row
    return lines


def next_commands(stack: str, rows: Sequence[Row]) -> list[str]:
    """One line each for connecting, previewing a change and stopping."""
    largest = max(rows, key=_tables, default={"database": "postgres"})
    database = largest["database"]
    lead = "" if stack == "dev" else f"DIGI_STACK={stack} "
    parameter = "" if stack == "dev" else f" STACK={stack}"
    return [
        f"Connect:           {lead}bin/psql {database}",
        f"Preview a change:  bin/pulumi preview --stack {stack} --diff",
        f"Stop:              make down{parameter}",
    ]


def _tables(row: Row) -> float:
    tables = row.get("tables", 0)
    return tables if isinstance(tables, (int, float)) else 0


def _cell(row: Row, key: str) -> str:
    value = row.get(key, "")
    return f"{value:,.0f}" if isinstance(value, (int, float)) else str(value)


def _without_repeated_lead(row: Sequence[str], above: Sequence[str]) -> list[str]:
    """Server and database are shown once for the lines that share them."""
    if row[0] != above[0]:
        return list(row)
    return ["", "" if row[1] == above[1] else row[1], *row[2:]]


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = (_padded(cell, width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()


def _padded(cell: str, width: int) -> str:
    is_number = cell.replace(",", "").isdigit()
    return cell.rjust(width) if is_number else cell.ljust(width)


if __name__ == "__main__":
    sys.exit(report.problems(lambda: run(sys.argv[1:])))
