"""Imports go one way: the layers of the project, and who may import whom."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

# package -> what of the project it may import, beside itself. The longest prefix of a module decides.
ALLOWED: dict[str, frozenset[str]] = {
    "__main__": frozenset({"stacks", "schemata.definition"}),
    "stacks": frozenset({"components", "provider.sdk", "schemata.definition", "schemata.model", "schemata.rows.text"}),
    "components": frozenset({"provider.sdk"}),
    "provider.sdk": frozenset(),
    "provider.protocol": frozenset(),
    "provider": frozenset({"provider.protocol", "schemata", "servers"}),
    "launcher": frozenset({"servers", "airgap"}),
    "servers": frozenset(),
    "airgap": frozenset({"provider.protocol", "schemata.dialects.postgresql.quoting"}),
    "schemata.model": frozenset(),
    "schemata.diff": frozenset({"schemata.model"}),
    "schemata.plan": frozenset({"schemata.model", "schemata.diff"}),
    "schemata.definition": frozenset({"schemata.model", "schemata.dialects.postgresql.quoting"}),
    "schemata.dialects": frozenset(
        {"schemata.model", "schemata.plan", "schemata.diff", "schemata.errors", "schemata.outcomes"}
    ),
    "schemata.rows": frozenset({"schemata.model", "schemata.dialects"}),
}
PURE = ("schemata.model", "schemata.diff", "schemata.plan")
OUTSIDE = frozenset({"psycopg", "pulumi", "os", "subprocess", "socket", "time", "random"})


def _modules() -> Iterator[tuple[str, Path]]:
    for top in ("stacks", "components", "provider", "launcher", "servers", "airgap", "schemata"):
        for file in sorted((ROOT / top).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            yield ".".join(part for part in parts if part != "__init__"), file
    yield "__main__", ROOT / "__main__.py"


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _package(module: str) -> str | None:
    matches = [package for package in ALLOWED if module == package or module.startswith(f"{package}.")]
    return max(matches, key=len, default=None)


def _is_below(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


PROJECT = tuple({package.split(".")[0] for package in ALLOWED} - {"__main__"})
MODULES = dict(_modules())


def test_a_module_imports_only_what_is_below_it() -> None:
    assert not [f"{module} imports {imported}" for module in MODULES for imported in _upward(module)]


def _upward(module: str) -> Iterator[str]:
    package = _package(module)
    if package is None:
        return  # schemata.pipeline and what only it and the command line use: held by the other packages' rules
    for imported in _imports(MODULES[module]):
        allowed = (package, *ALLOWED[package])
        if imported.split(".")[0] in PROJECT and not any(_is_below(imported, other) for other in allowed):
            yield imported


def test_the_pure_parts_do_no_input_or_output() -> None:
    pure = [module for module in MODULES if any(_is_below(module, package) for package in PURE)]
    assert pure
    assert not [
        (module, name) for module in pure for name in _imports(MODULES[module]) if name.split(".")[0] in OUTSIDE
    ]


def test_the_engine_knows_nothing_of_pulumi() -> None:
    engine = [module for module in MODULES if _is_below(module, "schemata")]
    assert engine
    assert not [module for module in engine if any(name.startswith("pulumi") for name in _imports(MODULES[module]))]
