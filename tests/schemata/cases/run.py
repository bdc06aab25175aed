"""All cases, on as many databases at a time as the machine has processors."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from urllib.parse import unquote, urlsplit

from schemata.dialects.postgresql.connection import Address, Server
from tests.schemata.cases.case import Case
from tests.schemata.cases.judge import Place, Verdict, crashed, judge
from tests.schemata.cases.scratch import Scratch

_places: dict[str, Place] = {}


def run(cases: Iterable[Case], servers: Mapping[str, str]) -> Iterator[Verdict]:
    """The verdicts of all cases. `servers` are URLs of databases `postgres` by extension, "" for the others."""
    context = get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        work = [(case, _url(case, servers)) for case in cases]
        yield from chain.from_iterable(pool.map(_judged, work, chunksize=8))


def _url(case: Case, servers: Mapping[str, str]) -> str:
    fitting = (url for extension, url in servers.items() if extension and extension in case.text)
    return next(fitting, servers[""])


def _judged(work: tuple[Case, str]) -> tuple[Verdict, ...]:
    case, url = work
    try:
        return tuple(judge(_place(url), case))
    except Exception as problem:
        return tuple(crashed(case, problem))


def _place(url: str) -> Place:
    """This process' databases on a server."""
    if url not in _places:
        parts = urlsplit(url)
        address = Address(parts.hostname or "", parts.port or 5432, parts.username or "", unquote(parts.password or ""))
        live, goal = (Scratch(url, f"cases_{os.getpid()}_{side}") for side in ("live", "goal"))
        _places[url] = Place(Server(address), live, goal)
    return _places[url]
