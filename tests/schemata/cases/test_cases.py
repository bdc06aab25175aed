"""Other people's cases: every one converges in both directions, or the object that the model lacks is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import postgres_server
from tests.schemata.cases.case import cases
from tests.schemata.cases.judge import Outcome
from tests.schemata.cases.report import report
from tests.schemata.cases.run import run

_VARIABLE = "SCHEMATA_CASES"
_REFUSED_AT_MOST = 0.05


@pytest.mark.skipif(_VARIABLE not in os.environ, reason=f"{_VARIABLE} names no folder of cases")
def test_cases_converge() -> None:
    found = cases(Path(os.environ[_VARIABLE]))
    assert found, f"{_VARIABLE}={os.environ[_VARIABLE]} holds no cases"
    verdicts = tuple(run(found, {"": _server("18"), "pgcrypto": _server("17")}))
    text = report(verdicts)
    print(text)

    applicable = [verdict for verdict in verdicts if verdict.outcome is not Outcome.NOT_APPLICABLE]
    refused = [verdict for verdict in applicable if verdict.outcome is Outcome.REFUSED]
    assert not [verdict for verdict in applicable if verdict.outcome is Outcome.WRONG], text
    assert len(refused) <= _REFUSED_AT_MOST * len(applicable), text


def _server(version: str) -> str:
    folder, owner = Path(os.environ["TEST_SERVERS"]), int(os.environ["TEST_SERVERS_OWNER"])
    return postgres_server.shared(folder, owner, version).url("postgres")
