"""One YAML document: YAML 1.2 core scalars, positions, and limits for what comes from strangers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out
from yaml.resolver import BaseResolver

from schemata.definition.problem import Path

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

MAX_BYTES = 4 * 2**20
MAX_NODES = 200_000
MAX_DEPTH = 32

_TAG = "tag:yaml.org,2002:"
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class YamlProblem:
    """Why a text is no acceptable document. `line` and `column` count from 1."""

    line: int
    column: int
    message: str


class YamlErrors(ValueError):  # it holds many
    """Text that is not an acceptable document."""

    def __init__(self, problems: Iterable[YamlProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class _Core(BaseResolver):
    """The implicit types of YAML 1.2's core schema: `no` is text, `012` is twelve, `1:30` is text."""


_Core.add_implicit_resolver(_TAG + "null", re.compile(r"^(?:~|null|Null|NULL|)$"), [*"~nN", ""])
_Core.add_implicit_resolver(_TAG + "bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
_Core.add_implicit_resolver(
    _TAG + "int", re.compile(r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$"), list("-+0123456789")
)
_Core.add_implicit_resolver(
    _TAG + "float",
    re.compile(
        r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
    ),
    list("-+.0123456789"),
)


class _Loader(Composer, CParser, _Core):
    """The C parser under Python's composer: the C composer overflows the stack on deep nesting."""

    def __init__(self, stream: str) -> None:
        CParser.__init__(self, stream)
        Composer.__init__(self)
        _Core.__init__(self)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Composes the next node, refusing it when it is nested too deeply."""
        if self._depth > MAX_DEPTH:
            event: Any = self.peek_event()
            raise YamlErrors([_problem(event.start_mark, f"nested deeper than {MAX_DEPTH} levels")])
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


@dataclass(frozen=True, slots=True)
class Document:
    """A document as plain values, and where each of them stands."""

    value: Json
    _root: yaml.Node

    def locate(self, path: Path) -> tuple[int, int]:
        """Line and column, from 1, of the key or item at `path`, or of the nearest thing around it."""
        node, mark = self._root, self._root.start_mark
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            node, mark = found
        return mark.line + 1, mark.column + 1


def read(data: bytes) -> Document:
    """Reads one document. Raises YamlErrors."""
    text = _text(data)
    try:
        root = _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        message = ", ".join(part for part in (error.context, error.problem) if part)
        raise YamlErrors([_problem(error.problem_mark or error.context_mark, f"not valid YAML: {message}")]) from None
    except yaml.YAMLError as error:
        raise YamlErrors([YamlProblem(1, 1, f"not valid YAML: {type(error).__name__}")]) from None
    if root is None:
        raise YamlErrors([YamlProblem(1, 1, "the file is empty; its first key is 'kind'")])
    reader = _Reader()
    value = reader.value(root, 0)
    if reader.problems:
        raise YamlErrors(reader.problems)
    return Document(value, root)


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise YamlErrors([YamlProblem(1, 1, f"the file has more than {MAX_BYTES} bytes; split it")])
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {data[error.start]:#04x} is not UTF-8; save the file as UTF-8"
        raise YamlErrors([YamlProblem(line, 1, message)]) from None
    if found := _INVISIBLE.search(text):
        start = found.start()
        column = start - text.rfind("\n", 0, start)
        raise YamlErrors([YamlProblem(text.count("\n", 0, start) + 1, column, _invisible(found[0]))])
    return text


def _invisible(character: str) -> str:
    return f"control or invisible character U+{ord(character):04X}; remove it"


def _problem(mark: Any, message: str) -> YamlProblem:
    return YamlProblem(mark.line + 1, mark.column + 1, message) if mark else YamlProblem(1, 1, message)


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Mark] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value, key.start_mark
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark
    return None


class _Reader:
    """Turns nodes into plain values, and goes on after a problem.

    It counts what it visits, so that aliases cannot multiply without bound.
    """

    def __init__(self) -> None:
        self.problems: list[YamlProblem] = []
        self._visited = 0

    def value(self, node: yaml.Node, depth: int) -> Json:
        """The value of a node. What is wrong with it is noted in `problems`."""
        self._visited += 1
        if self._visited > MAX_NODES:
            raise YamlErrors(
                [_problem(node.start_mark, f"more than {MAX_NODES} values, aliases included; split the file")]
            )
        if depth > MAX_DEPTH:
            raise YamlErrors([_problem(node.start_mark, f"nested deeper than {MAX_DEPTH} levels")])
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        self._expect_tag(node, "map" if isinstance(node, yaml.MappingNode) else "seq")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        return [self.value(item, depth + 1) for item in node.value]

    def _mapping(self, node: yaml.MappingNode, depth: int) -> Json:
        result: dict[str, Json] = {}
        for key, value in node.value:
            name = self._key(key)
            if name in result:
                self._refuse(key, f"key {name!r} stands twice; keep one of them")
            result[name] = self.value(value, depth + 1)
        return result

    def _key(self, node: yaml.Node) -> str:
        name = self._scalar(node) if isinstance(node, yaml.ScalarNode) else None
        if not isinstance(name, str):
            self._refuse(node, "a key has to be text")
        elif name == "<<":
            self._refuse(node, "merge keys ('<<') are not part of YAML 1.2; write the keys out")
        return str(name)

    def _scalar(self, node: yaml.ScalarNode) -> Json:
        try:
            return _CONSTRUCTORS[node.tag.removeprefix(_TAG)](node.value)
        except KeyError:
            self._expect_tag(node, "str")
        except ValueError as error:
            self._refuse(node, str(error))
        return None

    def _expect_tag(self, node: yaml.Node, tag: str) -> None:
        if node.tag != _TAG + tag:
            self._refuse(node, f"tag {node.tag!r} is not allowed; write the plain value")

    def _refuse(self, node: yaml.Node, message: str) -> None:
        self.problems.append(_problem(node.start_mark, message))


def _string(text: str) -> str:
    if found := _INVISIBLE.search(text):
        raise ValueError(_invisible(found[0]))
    return text


def _boolean(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(f"{text!r} is not a boolean")
    return text.lower() == "true"


def _integer(text: str) -> int:
    if len(text) > 100:
        raise ValueError("an integer of more than 100 digits")
    return int(text, 0 if text.startswith(("0o", "0x")) else 10)


def _float(text: str) -> float:
    try:
        exact = Decimal(text)
    except ArithmeticError:
        raise ValueError(f"{text!r} is not a finite number") from None
    number = float(exact)
    if Decimal(repr(number)) != exact:
        raise ValueError(f"{text} has more digits than a number keeps; write it in quotes")
    return number


_CONSTRUCTORS: dict[str, Callable[[str], Json]] = {
    "str": _string,
    "int": _integer,
    "float": _float,
    "bool": _boolean,
    "null": lambda _: None,
}
