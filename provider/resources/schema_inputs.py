"""The inputs of a `Schema`, read from a property bag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from provider.protocol.errors import ProviderError
from provider.protocol.properties import UNKNOWN, Properties
from provider.protocol.resource import CheckFailure
from schemata.model.text import TextError, parse
from schemata.plan import Allowance, HazardCode

REQUIRED = ("database", "name", "definition")


@dataclass(frozen=True, slots=True)
class SchemaInputs:
    """Where a schema is, its canonical text, and the hazards that are allowed."""

    database: str
    name: str
    definition: str
    allowances: tuple[Allowance, ...] = ()

    @property
    def id(self) -> str:
        """The resource's id, by which the schema can also be imported."""
        return f"{self.database}/{self.name}"


def read_inputs(inputs: Properties) -> SchemaInputs:
    """Reads checked inputs. Raises ProviderError where one is not known yet or missing."""
    if not all(isinstance(inputs.get(name), str) for name in REQUIRED):
        raise ProviderError(f"a Schema needs {', '.join(REQUIRED)} as texts")
    allowances = tuple(_allowances(str(inputs.get("allow") or "")))
    return SchemaInputs(str(inputs["database"]), str(inputs["name"]), str(inputs["definition"]), allowances)


def read_id(resource_id: str) -> tuple[str, str]:
    """Database and schema of an id. Raises ProviderError."""
    database, separator, name = resource_id.partition("/")
    if not (separator and database and name):
        raise ProviderError(f"the id {resource_id!r} does not name a schema: give <database>/<schema>")
    return database, name


def problems(inputs: Properties, old_inputs: Properties) -> Iterator[CheckFailure]:
    """What is wrong with inputs. One that was checked before is not read again: that would cost most of a preview."""
    for name in REQUIRED:
        if not isinstance(inputs.get(name), str) and inputs.get(name) is not UNKNOWN:
            yield CheckFailure(name, f"{name} must be given, as a text")
    definition = inputs.get("definition")
    if isinstance(definition, str) and any(inputs.get(name) != old_inputs.get(name) for name in ("name", "definition")):
        yield from _definition_problems(definition, inputs.get("name"))
    if inputs.get("allow") is not UNKNOWN:
        yield from _allowance_problems(str(inputs.get("allow") or ""))


def _definition_problems(definition: str, name: object) -> Iterator[CheckFailure]:
    try:
        schema = parse(definition)
    except (TextError, ValueError) as error:
        yield CheckFailure("definition", f"not the canonical text of a schema: {error}")
        return
    if isinstance(name, str) and schema.name != name:
        yield CheckFailure("definition", f"is of the schema {schema.name!r}, not of {name!r}")


def _allowance_problems(text: str) -> Iterator[CheckFailure]:
    try:
        list(_allowances(text))
    except ProviderError as error:
        yield CheckFailure("allow", str(error))


def _allowances(text: str) -> Iterator[Allowance]:
    for line in filter(None, text.split("\n")):
        hazard, _, rest = line.partition(" ")
        pattern, _, reason = rest.partition(" ")
        if hazard not in list(HazardCode):
            known = ", ".join(code.value for code in HazardCode)
            raise ProviderError(f"{hazard!r} is no hazard; known are {known}")
        if not (pattern and reason.strip()):
            raise ProviderError(f"{line!r} allows nothing: give hazard, object and reason")
        yield Allowance(HazardCode(hazard), pattern, reason)
