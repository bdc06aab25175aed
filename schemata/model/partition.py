"""Partitions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartitionOf:
    """Which table this is a partition of, and which rows it takes.

    `bound` is as Postgres prints it: `FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')` or `DEFAULT`. `parent_schema`
    is None for the own schema. What a partition has from its parent (constraints, indexes, triggers) is listed at the
    parent only; its columns are listed here too.
    """

    parent: str
    bound: str
    parent_schema: str | None = None
