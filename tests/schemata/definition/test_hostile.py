"""What a hostile definition may try: each is refused with a message, and no text of it becomes SQL."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemata.definition import DefinitionErrors, load

from .conftest import Problems


def model(column: str = "", rest: str = "", table: str = "t") -> str:
    lines = ["kind: ObjectModel", "code: A", "name: A", f"table: {table}", "columns:", "  - {name: a, type: integer}"]
    return "\n".join([*lines, *([f"  - {{{column}}}"] if column else []), rest])


HOSTILE = [
    (model("name: 'x\"; DROP TABLE users; --', type: text"), "is not a name; use small letters, digits and _"),
    (model("name: '', type: text"), "'' is not a name"),
    (model('name: "a\\0b", type: text'), "control or invisible character U+0000"),
    (model("name: p\u0430ypal, type: text"), "is not a name"),
    (model("name: a\u202eb, type: text"), "control or invisible character U+202E"),
    (model("name: a\u200bb, type: text"), "control or invisible character U+200B"),
    (model(f"name: {'x' * 64}, type: text"), "has 64 bytes, a name has at most 63"),
    (model("name: '\"quoted\"', type: text"), "is not a name"),
    (model(table="pg_class"), "'pg_class' is a reserved name"),
    (model(table="pg_catalog.pg_class"), "is not a name"),
    (model("name: b, type: 'text); DROP TABLE users; --'"), "does not read as a type"),
    (model("name: b, type: 'text COLLATE \"C\" DEFAULT now()'"), "does not read as a type"),
    (model("name: b, type: integer, default: '0)); DROP TABLE users; --'"), "is not a value of type integer"),
    (model("name: b, type: integer, default: {sql: '0)); DROP TABLE users; --'}"), "is not one SQL expression"),
    (model("name: b, type: text, default: {sql: \"pg_read_file('/etc/passwd')\"}"), "'pg_read_file' is not allowed"),
    (model("name: b, type: text, default: {sql: \"pg_catalog.pg_read_file('x')\"}"), "a call with a schema in front"),
    (model("name: b, type: text, default: {sql: '(select passwd from pg_shadow)'}"), "a query inside an expression"),
    (model("name: b, type: text, default: {sql: \"lo_import('/etc/passwd')\"}"), "'lo_import' is not allowed"),
    (model("name: b, type: text, default: {sql: \"dblink('h', 'q')\"}"), "'dblink' is not allowed"),
    (model("name: b, type: text, default: {sql: \"set_config('x', 'y', false)\"}"), "'set_config' is not allowed"),
    (model("name: b, type: text, default: {sql: \"query_to_xml('select 1', true, true, '')\"}"), "is not allowed"),
    (model("name: b, type: integer, generated: 'a); DROP TABLE users; --'"), "is not one SQL expression"),
    (model(rest="checks: [{expression: 'pg_sleep(100) is null'}]"), "'pg_sleep' is not allowed"),
    (model(rest="checks: [{expression: 'a > 0; DROP TABLE users'}]"), "is not allowed in a check"),
    (model(rest="checks: [{name: 'c; DROP TABLE users', expression: a > 0}]"), "is not a name"),
    (model(rest="indexes: [{columns: [{expression: 'pg_sleep(100)'}]}]"), "'pg_sleep' is not allowed"),
    (model(rest="indexes: [{columns: [a], where: '(select true)'}]"), "a query inside an expression"),
    (model(rest="indexes: [{columns: [{column: a, opclass: 'x) WHERE pg_sleep(9'}]}]"), "is not a name"),
    (model(rest="indexes: [{columns: [a], method: 'btree (a); --'}]"), "is not one of 'btree'"),
    (model("name: b, type: integer, references: 't; DROP TABLE users.id'"), "has no table 't; DROP TABLE users'"),
    (model("name: b, type: integer, references: pg_catalog.pg_class.oid"), "there is no schema 'pg_catalog'"),
    (model("name: b, type: integer, references: {table: t, column: a, on_delete: 'cascade; DROP'}"), "is not one of"),
    ("kind: Schema\nschema: information_schema\ndatabase: d\ntables: {}", "is a reserved name"),
    ("kind: Schema\nschema: pg_toast\ndatabase: d\ntables: {}", "is a reserved name"),
    ("kind: Schema\nschema: s\ndatabase: template1\ntables: {}", "is a reserved name"),
    ("kind: App\ncode: A\ndatabase: a\nuser: postgres", "is a reserved name"),
    ("kind: App\ncode: A\ndatabase: a\nuser: a\npassword: x", "unknown key 'password'"),
    ("kind: !!python/object/apply:os.system ['id']", "is not allowed; write the plain value"),
    ("kind: Module\ncode: A\nname: &a [*a]", "nested deeper than 32 levels"),
    (model(rest="extensions: [plpython3u]"), "unknown key 'extensions'"),
    (model(rest="ddl: DROP TABLE users"), "unknown key 'ddl'"),
]


@pytest.mark.parametrize(("text", "message"), HOSTILE)
def test_it_is_refused(problems: Problems, text: str, message: str) -> None:
    found = problems({"a.yaml": text})
    assert any(message in problem for problem in found), found
    assert all(problem.startswith("a.yaml:") for problem in found)


def test_a_million_columns_are_refused(problems: Problems) -> None:
    rows = "\n".join(f"  - {{name: c{i}, type: text}}" for i in range(70_000))
    assert problems({"a.yaml": f"kind: ObjectModel\ncode: A\nname: A\ntable: t\ncolumns:\n{rows}"}) == [
        "a.yaml:66670:26: more than 200000 values, aliases included; split the file"
    ]


def test_more_columns_than_postgres_has_are_refused(problems: Problems) -> None:
    rows = "\n".join(f"  - {{name: c{i}, type: text}}" for i in range(1601))
    assert problems({"a.yaml": f"kind: ObjectModel\ncode: A\nname: A\ntable: t\ncolumns:\n{rows}"}) == [
        "a.yaml:5:1: columns: 1601 columns, a table has at most 1600; split the table"
    ]


WORDS = st.sampled_from(
    ["kind", "ObjectModel", "Kpi", "Schema", "Module", "code", "A", "name", "table", "columns", "type", "integer",
     "default", "checks", "expression", "a > 0", "references", "formula", "tables", "indexes", "primary_key", "unique",
     "x-a", "database", "schema", "benchmarks", "modules", "sql", "now()", "{}", "industries"]
)  # fmt: skip
VALUES = st.recursive(
    WORDS | st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=6),
    max_leaves=25,
)


def _load(folder: Path, data: bytes) -> None:
    (folder / "a.yaml").write_bytes(data)
    try:
        load(folder)
    except DefinitionErrors as errors:
        assert errors.problems
        assert len(str(errors).splitlines()) == len(errors.problems)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    kind=st.sampled_from(["ObjectModel", "Kpi", "Schema", "Module", "ValueChain", "Industries", "App"]), value=VALUES
)
def test_random_values_load_or_are_refused(tmp_path: Path, kind: str, value: object) -> None:
    content = {"kind": kind, **value} if isinstance(value, dict) else value
    _load(tmp_path, yaml.safe_dump(content).encode())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_spoilt_definitions_load_or_are_refused(tmp_path: Path, data: st.DataObject) -> None:
    text = (Path(__file__).parents[3] / "definitions" / "object_models" / "order.yaml").read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    noise = data.draw(st.text(st.sampled_from("abc:-{}[]'\"#&*!|>%@`\n \t,?1.~\u202e\0"), max_size=8))
    _load(tmp_path, (text[:start] + noise + text[end:]).encode())
