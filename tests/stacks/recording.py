"""`python -m tests.stacks.recording [REFUSAL [NAME]]`: what the program declares under Pulumi's mocks, as JSON.

A process of its own, because Pulumi's runtime is global state and its mocks leave event loops open.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any, NoReturn

import pulumi
from pulumi.runtime import MockCallArgs, MockResourceArgs
from pulumi.runtime import stack as pulumi_stack

from stacks.program import deploy

CONFIG = {
    "digi-infrastructure:postgresPort": "54321",
    "digi-infrastructure:postgresAdminPassword": "hunter2-hunter2",
    "digi-infrastructure:apps": '["DIGI_CORE", "LERNMI", "BEEP_BOOP"]',
    "digi-infrastructure:valueChains": '["SUPPLY_CHAIN", "SALES"]',
}
# A type that is not named here is refused.
OUTPUTS: dict[str, dict[str, object]] = {
    "digi:platform:PostgresServer": {},
    "digi:platform:SchemaDatabase": {},
    "digi:apps:AppDatabase": {},
    "digi:valuechains:ValueChain": {},
    "pulumi:providers:schemata": {},
    "pulumi:providers:postgresql": {},
    "postgresql:index/database:Database": {},
    "postgresql:index/role:Role": {},
    "postgresql:index/grant:Grant": {},
    "schemata:index:DatabaseContents": {},
    "schemata:index:EmbeddedPostgres": {"host": "127.0.0.1"},
    "schemata:index:Password": {"result": "generated-password"},
    "schemata:index:ReferenceRows": {},
    "schemata:index:Schema": {"refused": "", "tables": 2, "indexes": 3, "foreignKeys": 1},
}


class Recording(pulumi.runtime.Mocks):
    """Records what is declared.

    Every schema refuses its change with `refusal`, if there is one; with `name`, that one alone does, and of the others
    nothing is known.
    """

    def __init__(self, refusal: str, name: str) -> None:
        self.refusal = refusal
        self.name = name
        self.declared: list[dict[str, Any]] = []

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        """Answers as the engine does after an update."""
        self.declared.append({"type": args.typ, "name": args.name, "inputs": args.inputs})
        outputs = {**args.inputs, **OUTPUTS[args.typ]}
        if "refused" in outputs:
            outputs["refused"] = self.refusal
            if args.name != (self.name or args.name):
                del outputs["refused"]
        return f"{args.name}-id", outputs

    def call(self, args: MockCallArgs) -> NoReturn:
        """No function of any provider is used."""
        raise AssertionError(f"unexpected call of {args.token}")


def main(refusal: str = "", name: str = "") -> None:
    """Runs the program once."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)  # before set_mocks, which takes the thread's loop
    recording = Recording(refusal, name)
    pulumi.runtime.set_mocks(recording, project="digi-infrastructure", stack="dev", preview=bool(refusal))
    pulumi.runtime.set_all_config(CONFIG)
    loop.run_until_complete(pulumi_stack.run_pulumi_func(deploy))
    json.dump(recording.declared, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
