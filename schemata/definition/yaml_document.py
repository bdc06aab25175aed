"""One YAML document: YAML 1.2 core scalars, positions, and limits for what comes from strangers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import yaml
from yaml.composer import Composer
from yaml.cyaml import CParser
from yaml.resolver import BaseResolver

from schemata.definition.problem import Path

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

MAX_BYTES = 4 * 2**20
MAX_NODES = 200_000
MAX_DEPTH = 32

_TAG = "tag:yaml.org,2002:"
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class YamlError(ValueError):
    """Text that is not an acceptable document. `line` and `column` count from 1."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message = line, column, message


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


class _Loader(Composer, CParser, _Core):  # type: ignore[misc]  # CParser composes too; the composer that counts depth wins
    """The C parser under Python's composer: the C composer overflows the stack on deep nesting."""

    def __init__(self, stream: str) -> None:
        CParser.__init__(self, stream)
        Composer.__init__(self)
        _Core.__init__(self)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        """Composes the next node, refusing it when it is nested too deeply."""
        if self._depth > MAX_DEPTH:
            mark = self.peek_event().start_mark
            raise YamlError(*_place(mark), f"nested deeper than {MAX_DEPTH} levels")
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
    """Reads one document. Raises YamlError."""
    text = _text(data)
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = ", ".join(part for part in (error.context, error.problem) if part)
        raise YamlError(*_place(mark), f"not valid YAML: {message}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlError(1, 1, f"not valid YAML: {type(error).__name__}") from None
    if root is None:
        raise YamlError(1, 1, "the file is empty; its first key is 'kind'")
    return Document(_Reader().value(root, 0), root)


def _text(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise YamlError(1, 1, f"the file has {len(data)} bytes, more than {MAX_BYTES}; split it")
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise YamlError(line, 1, f"byte {data[error.start]:#04x} is not UTF-8; save the file as UTF-8") from None
    if found := _INVISIBLE.search(text):
        start = found.start()
        column = start - text.rfind("\n", 0, start)
        raise YamlError(text.count("\n", 0, start) + 1, column, _invisible(found[0]))
    return text


def _invisible(character: str) -> str:
    return f"control or invisible character U+{ord(character):04X}; remove it"


def _place(mark: yaml.Mark | None) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Mark] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value, key.start_mark
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark
    return None


class _Reader:
    """Turns nodes into plain values. Counts what it visits, so that aliases cannot multiply without bound."""

    def __init__(self) -> None:
        self._visited = 0

    def value(self, node: yaml.Node, depth: int) -> Json:
        self._visited += 1
        if self._visited > MAX_NODES:
            raise _error(node, f"more than {MAX_NODES} values, aliases counted each time; split the file")
        if depth > MAX_DEPTH:
            raise _error(node, f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if isinstance(node, yaml.SequenceNode):
            _expect_tag(node, "seq")
            return [self.value(item, depth + 1) for item in node.value]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> Json:
        _expect_tag(node, "map")
        result: dict[str, Json] = {}
        for key, value in node.value:
            name = _key(key)
            if name in result:
                raise _error(key, f"key {name!r} stands twice; keep one of them")
            result[name] = self.value(value, depth + 1)
        return result


def _key(node: yaml.Node) -> str:
    name = _scalar(node) if isinstance(node, yaml.ScalarNode) else None
    if not isinstance(name, str):
        raise _error(node, "a key has to be text")
    if name == "<<":
        raise _error(node, "merge keys ('<<') are not part of YAML 1.2; write the keys out")
    return name


def _scalar(node: yaml.Node) -> Json:
    text: str = node.value
    kind = node.tag.removeprefix(_TAG)
    try:
        return _CONSTRUCTORS[kind](text)
    except KeyError:
        raise _error(node, f"tag {node.tag!r} is not allowed; write the plain value") from None
    except ValueError as error:
        raise _error(node, str(error)) from None


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


_CONSTRUCTORS = {
    "str": _string,
    "int": _integer,
    "float": _float,
    "bool": _boolean,
    "null": lambda _: None,
}


def _expect_tag(node: yaml.Node, tag: str) -> None:
    if node.tag != _TAG + tag:
        raise _error(node, f"tag {node.tag!r} is not allowed; write the plain value")


def _error(node: yaml.Node, message: str) -> YamlError:
    return YamlError(*_place(node.start_mark), message)
