"""Each kind of bad input ends in a clear message with its place, and all of them come together."""

import pytest

from .conftest import SHARED, Files, Load, Problems

CHAIN = """
    kind: ValueChain
    code: SALES
    name: Sales
    modules: [SELLING]
"""
MODULE = """
    kind: Module
    code: SELLING
    name: Selling
    object_models: [ORDER, LINE]
"""
LINE = """
    kind: ObjectModel
    code: LINE
    name: Line
    table: lines
    columns:
      - {name: id, type: uuid, primary_key: true}
      - {name: order_id, type: uuid, references: orders.id}
"""


def order(*columns: str, rest: str = "") -> str:
    """An object model ORDER with the columns (from line 8 on) and further keys."""
    lines = ["kind: ObjectModel", "code: ORDER", "name: Order", "table: orders", "columns:"]
    lines += ["  - name: id", "    type: uuid", "    primary_key: true"]
    lines += [f"  - {{{column}}}" for column in columns]
    return "\n".join([*lines, *rest.strip("\n").splitlines()])


def files(order_text: str, **others: str) -> Files:
    """A small but whole set of definitions around the object model ORDER."""
    base = {"chain.yaml": CHAIN, "module.yaml": MODULE, "line.yaml": LINE, "order.yaml": order_text}
    return {**base, "shared.yaml": SHARED, **{f"{name}.yaml": text for name, text in others.items()}}


ORDER_PROBLEMS = [
    ("name: a, type: uuid, nulable: false",
     "order.yaml:9:27: columns.a.nulable: unknown key 'nulable'. Did you mean 'nullable'? Known keys: collation, "
     "compression, default, description, generated, identity, index, name, nullable, numbering, primary_key, "
     "references, renamed_from, statistics, storage, type, unique, virtual"),
    ("name: a, type: varchr(5)",
     "order.yaml:9:15: columns.a.type: unknown type 'varchr(5)'. Did you mean 'varchar'?"),
    ("name: id, type: text",
     "order.yaml:9:5: columns.id: column 'id' is defined twice; keep one of them"),
    ("name: a, type: uuid, references: shared_data.customer.id",
     "order.yaml:9:27: columns.a.references: schema 'shared_data' has no table 'customer'. Did you mean 'customers'?"),
    ("name: a, type: uuid, references: shard_data.customers.id",
     "order.yaml:9:27: columns.a.references: there is no schema 'shard_data'. Did you mean 'shared_data'?"),
    ("name: a, type: uuid, references: customers.id",
     "order.yaml:9:27: columns.a.references: value chain 'SALES' has no table 'customers'. "
     "Add its object model to a module of the chain, or name the schema: schema.table"),
    ("name: a, type: uuid, references: shared_data.customers.idd",
     "order.yaml:9:27: columns.a.references: table 'customers' has no column 'idd'. Did you mean 'id'?"),
    ("name: a, type: text, references: shared_data.customers.note",
     "order.yaml:9:27: columns.a.references: columns (note) of 'customers' are not unique; "
     "refer to its primary key or a unique constraint"),
    ("name: a, type: text, references: shared_data.customers.id",
     "order.yaml:9:27: columns.a.references: column 'a' is of type text, but customers.id of type uuid; "
     "make them the same"),
    ("name: a, type: uuid, nullable: false, references: {table: lines, column: id, on_delete: set null}",
     "order.yaml:9:44: columns.a.references: column 'a' is never null, so that 'set null' cannot work; "
     "make it nullable or take another action"),
    ("name: a, type: uuid, references: customers",
     "order.yaml:9:27: columns.a.references: 'customers' is not a reference; write table.column or "
     "schema.table.column"),
    ("name: a, type: uuid, references: {table: lines, column: id, on_delete: sett null}",
     "order.yaml:9:66: columns.a.references.on_delete: 'sett null' is not one of 'no action', 'restrict', 'cascade', "
     "'set null' or 'set default'. Did you mean 'set null'?"),
    (f"name: {'a' * 64}, type: uuid",
     f"order.yaml:9:6: columns.{'a' * 64}.name: '{'a' * 64}' has 64 bytes, a name has at most 63; shorten it"),
    ("name: Total, type: uuid",
     "order.yaml:9:6: columns.Total.name: 'Total' is not a name; use small letters, digits and _, not starting with "
     "a digit"),
    ("name: ctid, type: uuid",
     "order.yaml:9:6: columns.ctid.name: 'ctid' is a reserved name, a system column of every table; choose another"),
    ("name: a, type: integer, default: abc",
     "order.yaml:9:30: columns.a.default: 'abc' is not a value of type integer"),
    ("name: a, type: integer, default: {sql: 1 + b}",
     "order.yaml:9:30: columns.a.default: a default cannot name columns, but 'b' is none else"),
    ("name: a, type: integer, default: {sql: pg_sleep(1)}",
     "order.yaml:9:30: columns.a.default: function 'pg_sleep' is not allowed in a default."),
    ("name: a, type: integer, default: 1, identity: always",
     "order.yaml:9:42: columns.a.identity: a column has one of default and identity; keep one of them"),
    ("name: a, type: text, identity: always",
     "order.yaml:9:27: columns.a.identity: an identity column is of an integer type, not text"),
    ("name: a, type: integer, generated: qty * 2",
     "order.yaml:9:30: columns.a.generated: table 'orders' has no column 'qty'."),
    ("name: a, type: integer, generated: a * 2",
     "order.yaml:9:30: columns.a.generated: column 'a' is computed from itself; name other columns"),
    ("name: a, type: integer, primary_key: true",
     "order.yaml:9:30: columns.a.primary_key: a second column is marked as primary key; list both in the table's key "
     "'primary_key'"),
    ("name: a, type: integer, nullable: 1",
     "order.yaml:9:30: columns.a.nullable: 1 is not true or false"),
    ("name: a, type: integer, description: 5",
     "order.yaml:9:30: columns.a.description: 5 is not text; put it in quotes"),
    ("name: a, type: integer, description: ''",
     "order.yaml:9:30: columns.a.description: the text is empty; write it or remove the key"),
    ("name: a", "order.yaml:9:5: columns.a.type: key 'type' is missing"),
    ("name: a, type: integer, collation: c",
     "order.yaml:9:30: columns.a.collation: type integer has no collation; remove the key"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "problem"), ORDER_PROBLEMS)
def test_a_column(problems: Problems, column: str, problem: str) -> None:
    assert problems(files(order(column))) == [problem]


TABLE_PROBLEMS = [
    ("checks:\n  - {name: c, expression: amont >= 0}",
     "order.yaml:11:15: checks.c.expression: table 'orders' has no column 'amont'. Did you mean 'amount'?"),
    ("checks:\n  - {name: c, expression: customers.amount >= 0}",
     "order.yaml:11:15: checks.c.expression: 'customers.amount' names a table; write the column alone: 'amount'"),
    ("checks:\n  - {name: c, expression: amount in (select 1)}",
     "order.yaml:11:15: checks.c.expression: a query inside an expression is not allowed; "
     "name columns of the table only"),
    ("checks:\n  - {name: c, expression: amount > 0}\n  - {name: c, expression: amount > 1}",
     "order.yaml:12:5: checks.c: name 'c' is used twice in table 'orders'; give one another name"),
    ("primary_key: [id]",
     "order.yaml:8:5: columns.id.primary_key: the table names a primary key already; keep one of them"),
    ("unique:\n  - [amount, amont]",
     "order.yaml:11:14: unique[1][2]: table 'orders' has no column 'amont'. Did you mean 'amount'?"),
    ("unique:\n  - [amount, amount]",
     "order.yaml:11:14: unique[1][2]: column 'amount' stands twice; keep one of them"),
    ("indexes:\n  - {columns: [amont]}",
     "order.yaml:11:16: indexes[1].columns[1]: table 'orders' has no column 'amont'. Did you mean 'amount'?"),
    ("indexes:\n  - {columns: []}",
     "order.yaml:11:6: indexes[1].columns: the list is empty; write at least one item or remove the key"),
    ("indexes:\n  - {columns: [amount], method: hsah}",
     "order.yaml:11:25: indexes[1].method: 'hsah' is not one of 'btree', 'hash', 'gin', 'gist', 'brin' or 'spgist'. "
     "Did you mean 'hash'?"),
    ("indexes:\n  - {columns: [amount], method: gin, unique: true}",
     "order.yaml:11:38: indexes[1].unique: a unique index is a btree, not gin"),
    ("indexes:\n  - {columns: [{column: amount, expression: lower(id)}]}",
     "order.yaml:11:16: indexes[1].columns[1]: a key of an index has either 'column' or 'expression'"),
    ("indexes:\n  - {columns: [{expression: now()}]}",
     "order.yaml:11:17: indexes[1].columns[1].expression: function 'now' is not allowed in an index. "
     "It may stand in: a KPI formula, a check, a default, a policy, a query, a trigger's condition."),
    ("indexes:\n  - {name: lines_pkey, columns: [amount]}",
     "order.yaml:1:1: index 'lines_pkey' has the name of another index or table (of 'lines') in value chain 'SALES'; "
     "rename one"),
    ("foreign_keys:\n  - {columns: [id, amount], references: {table: lines, columns: [id]}}",
     "order.yaml:11:56: foreign_keys[1].references.columns: 2 columns refer to 1; list as many on both sides"),
    ("foreign_keys:\n  - {columns: [id], references: {table: lines, columns: [order_id]}}",
     "order.yaml:11:5: foreign_keys[1]: columns (order_id) of 'lines' are not unique; "
     "refer to its primary key or a unique constraint"),
    ("hypertable: {time_column: amont}",
     "order.yaml:10:14: hypertable.time_column: table 'orders' has no column 'amont'. Did you mean 'amount'?"),
    ("hypertable: {time: amount}",
     "order.yaml:10:14: hypertable.time: unknown key 'time'. Known keys: time_column"),
]  # fmt: skip


@pytest.mark.parametrize(("rest", "problem"), TABLE_PROBLEMS)
def test_a_table(problems: Problems, rest: str, problem: str) -> None:
    found = problems(files(order("name: amount, type: 'numeric(9,2)'", rest=rest)))
    assert problem in found
    assert len(found) <= 2


FILE_PROBLEMS: list[tuple[str, list[str]]] = [
    ("kind: Module\ncode: [SELLING\nname: x",
     ["other.yaml:3:5: not valid YAML: while parsing a flow sequence, did not find expected ',' or ']'"]),
    ("code: X", ["other.yaml:1:1: key 'kind' is missing; write one of ObjectModel, Module, Kpi, ValueChain, "
                 "Industries, Schema, App"]),
    ("kind: Modul\ncode: X",
     ["other.yaml:1:1: kind: unknown kind 'Modul'; it is one of ObjectModel, Module, Kpi, ValueChain, Industries, "
      "Schema, App. Did you mean 'Module'?"]),
    ("- a", ["other.yaml:1:1: a definition is a mapping; its first key is 'kind'"]),
    ("kind: Module\ncode: SELLING\nname: Again",
     ["other.yaml:1:1: Module 'SELLING' is defined already in module.yaml:1; keep one of them"]),
    ("kind: Module\ncode: selling\nname: Again",
     ["other.yaml:2:1: code: 'selling' is not a code; use capital letters, digits and _, starting with a letter, at "
      "most 100"]),
    ("kind: Module\ncode: OTHER\nname: Other\nobject_models: [ORDR]\nkpis: [SPEED]",
     ["other.yaml:4:17: object_models[1]: there is no object model 'ORDR'. Did you mean 'ORDER'?",
      "other.yaml:5:8: kpis[1]: there is no KPI 'SPEED'."]),
    ("kind: Module\ncode: OTHER\nname: Other\nassociated_object_models: [ORDER, ORDER]",
     ["other.yaml:4:35: associated_object_models[2]: object model 'ORDER' stands twice; keep one of them"]),
    ("kind: ValueChain\ncode: OTHER\nname: Other\nmodules: [SELING]\nindustries: [RETAIL]",
     ["other.yaml:4:11: modules[1]: there is no module 'SELING'. Did you mean 'SELLING'?",
      "other.yaml:5:14: industries[1]: there is no industry 'RETAIL'."]),
    ("kind: ValueChain\ncode: TRADE\nname: Trade\nschema: sales_data",
     ["other.yaml:4:1: schema: schema 'sales_data' is defined already in chain.yaml:1; choose another name"]),
    ("kind: ValueChain\ncode: OTHER\nname: Other\nschema: pg_temp",
     ["other.yaml:4:1: schema: 'pg_temp' is a reserved name; choose another"]),
    ("kind: ValueChain\ncode: OTHER\nname: Other\nschema: public",
     ["other.yaml:4:1: schema: 'public' is a reserved name; choose another"]),
    ("kind: ValueChain\ncode: OTHER\nname: Other\nschema: schemata",
     ["other.yaml:4:1: schema: 'schemata' is a reserved name; choose another"]),
    ("kind: ValueChain\ncode: OTHER\nname: Other\nversion: '1'",
     [r"other.yaml:4:1: version: '1' does not have the form ^\d+\.\d+\.\d+$"]),
    (f"kind: ValueChain\ncode: {'A' * 70}\nname: Other",
     [f"other.yaml:2:1: code: its schema would be '{'a' * 70}_data', over 63 bytes; "
      "give a shorter one with the key 'schema'"]),
    ("kind: Kpi\ncode: SPEED\nname: Speed\nunit: days\ndirection: up\nfrequency: daily\nobject_models: [ORDER]\n"
     "formula: count(orders.id) / count(lines.id) + sum(orders.amont) + id\n"
     "benchmarks: [{industry: RETAIL, year: 2025, median: 1, best_in_class: 2, source: x}]",
     ["other.yaml:8:1: formula: 'id' is not table.column; write the table in front",
      "other.yaml:8:1: formula: 'lines.id': 'lines' is no table of its object models.",
      "other.yaml:8:1: formula: table 'orders' has no column 'amont'.",
      "other.yaml:9:15: benchmarks[1].industry: there is no industry 'RETAIL'."]),
    ("kind: ValueChain\ncode: OTHER\nname: Other\nrenamed_from: SALES",
     ["other.yaml:4:1: renamed_from: value chain 'SALES' is still there; remove the hint or the other chain"]),
    ("kind: Kpi\ncode: SPEED\nname: Speed\nunit: percents\ndirection: up\nfrequency: daily\nobject_models: [ORDER]\n"
     "formula: 1 + 1",
     ["other.yaml:4:1: unit: 'percents' is not one of 'percent', 'currency', 'days', 'hours', 'count', 'ratio' or "
      "'score'. Did you mean 'percent'?"]),
    ("kind: App\ncode: APP\ndatabase: analytics_db\nuser: pg_user",
     ["other.yaml:4:1: user: 'pg_user' is a reserved name; choose another"]),
    ("kind: App\ncode: APP\ndatabase: analytics_db\nuser: app_user",
     ["other.yaml:3:1: database: database 'analytics_db' belongs to a schema already; choose another name"]),
    ("kind: Schema\nschema: other\ndatabase: metadata_db\ntables:\n  t:\n    columns:\n"
     "      - {name: a, type: uuid, references: shared_data.customers.id}",
     ["other.yaml:7:31: tables.t.columns.a.references: a foreign key cannot lead from database 'metadata_db' to "
      "'analytics_db'; copy the rows or drop the key"]),
    ("kind: Schema\nschema: other\ndatabase: metadata_db\ntables:\n  Big-Table:\n    columns:\n"
     "      - {name: a, type: uuid}",
     ["other.yaml:5:3: tables.Big-Table: 'Big-Table' is not a name; use small letters, digits and _, not starting "
      "with a digit"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FILE_PROBLEMS)
def test_a_file(problems: Problems, text: str, expected: list[str]) -> None:
    assert problems(files(order(), other=text)) == expected


def test_the_same_table_twice_in_one_chain(problems: Problems) -> None:
    module = MODULE.replace("LINE]", "LINE, ORDER_2]")
    second = "kind: ObjectModel\ncode: ORDER_2\nname: Order\ntable: orders\ncolumns: [{name: id, type: uuid}]"
    assert problems(files(order(), module=module, second=second))[-1] == (
        "second.yaml:4:1: table: value chain 'SALES' has table 'orders' already, from order.yaml:1; "
        "rename one of the two"
    )


def test_keys_between_chains_must_not_lead_in_a_circle(problems: Problems) -> None:
    other = """
        kind: ObjectModel
        code: TICKET
        name: Ticket
        table: tickets
        columns:
          - {name: id, type: uuid, primary_key: true}
          - {name: order_id, type: uuid, references: sales_data.orders.id}
    """
    found = problems(
        files(
            order("name: ticket_id, type: uuid, references: support_data.tickets.id"),
            support="kind: ValueChain\ncode: SUPPORT\nname: Support\nmodules: [HELP]",
            help="kind: Module\ncode: HELP\nname: Help\nobject_models: [TICKET]",
            ticket=other,
        )
    )
    assert found == [
        "order.yaml:9:35: columns.ticket_id.references: foreign keys between schemas lead in a circle: "
        "sales_data -> support_data -> sales_data; remove one of these keys"
    ]


def test_a_circle_within_a_schema_is_fine(load_files: Load) -> None:
    definitions = load_files(files(order("name: first_line_id, type: uuid, references: lines.id")))
    assert definitions.value_chains.keys() == {"SALES"}


def test_all_problems_of_all_files_come_together_and_in_order(problems: Problems) -> None:
    found = problems(
        files(
            order(
                "name: a, type: varchr", "name: b, type: integer, default: x", rest="checks:\n- {expression: nope > 0}"
            ),
            broken="kind: Module\ncode: a: b",
            module=MODULE.replace("LINE]", "LINES]"),
        )
    )
    assert [problem.split(": ")[0] for problem in found] == [
        "broken.yaml:2:8",
        "module.yaml:4:24",
        "order.yaml:9:15",
        "order.yaml:10:30",
        "order.yaml:12:4",
    ]


def test_what_a_broken_file_would_define_is_not_called_unknown(problems: Problems) -> None:
    assert problems(files(order("name: a, type: uuid, nope: 1"))) == [
        "order.yaml:9:27: columns.a.nope: unknown key 'nope'. Known keys: collation, "
        "compression, default, description, generated, identity, index, name, nullable, numbering, primary_key, "
        "references, renamed_from, statistics, storage, type, unique, virtual"
    ]
    assert problems(files(order("name: a, type: : uuid"))) == [
        "order.yaml:9:21: not valid YAML: while parsing a flow node, did not find expected node content"
    ]


def test_an_unknown_key_does_not_hide_what_else_is_wrong(problems: Problems) -> None:
    text = order("name: a, type: varchr(5), nulable: false", "name: b, type: integer, default: many")
    assert [line.split(": ")[1] for line in problems(files(text))] == [
        "columns.a.type",
        "columns.a.nulable",
        "columns.b.default",
    ]
