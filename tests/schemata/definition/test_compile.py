"""Definitions become schemas of the relational model."""

from schemata.definition import compile_chain, compile_schema
from schemata.model import (
    Check,
    Column,
    DataType,
    Deferrable,
    ForeignKey,
    ForeignKeyAction,
    Identity,
    Index,
    IndexKey,
    PrimaryKey,
    Unique,
)

from .conftest import SHARED, Load

ORDER = """
    kind: ObjectModel
    code: ORDER
    name: Order
    description: An order.
    table_name: orders
    x-owner: sales
    columns:
      - name: id
        type: UUID
        primary_key: true
        default: "uuid_generate_v4()"
        description: Key.
        x-note: {free: text}
      - {name: number, type: VARCHAR(50), nullable: false, unique: true, renamed_from: order_number}
      - name: customer_id
        type: uuid
        nullable: false
        foreign_key: {table: shared_data.customers, column: id}
        index: true
      - {name: total, type: "DECIMAL(15,2)", default: 0}
      - {name: tax, type: "numeric(15,2)", generated: 'round(total * 0.19, 2)'}
      - {name: status, type: text, default: new}
      - {name: seq, type: bigint, identity: by_default}
      - {name: metadata, type: jsonb, default: {x-kept: 1}}
      - {name: by, type: text, default: {sql: current_user}}
      - {name: "order", type: integer}
      - {name: parent_id, type: uuid, references: {table: orders, column: id, on_delete: SET NULL, name: parent}}
    unique:
      - {name: uq, columns: [customer_id, number], nulls_not_distinct: true, deferrable: initially_deferred}
    checks:
      - {expression: total >= 0}
      - {name: chk, expression: "status in ('a','b') and \\"order\\" > 0"}
    foreign_keys: []
    indexes:
      - {columns: [customer_id, {column: number, order: desc, nulls: last}], include: [total], where: status <> 'x'}
      - {name: idx_lower, columns: [{expression: lower(number), opclass: text_pattern_ops}], unique: true}
      - {columns: [metadata], method: gin, renamed_from: idx_old}
    renamed_from: purchases
"""
MODULE = "kind: Module\ncode: M\nname: M\nassociated_object_models: [ORDER]"
CHAIN = (
    "kind: ValueChain\ncode: SALES\nname: Sales\ndescription: All sales.\nassociated_modules: [M]\nrenamed_from: TRADE"
)
FILES = {"shared.yaml": SHARED, "order.yaml": ORDER, "m.yaml": MODULE, "c.yaml": CHAIN}


def test_a_chain_becomes_a_schema(load_files: Load) -> None:
    schema = compile_chain(load_files(FILES), "SALES")
    assert (schema.name, schema.comment, schema.renamed_from) == ("sales_data", "All sales.", "trade_data")
    (table,) = schema.tables
    assert (table.name, table.comment, table.renamed_from) == ("orders", "An order.", "purchases")
    assert table.primary_key == PrimaryKey("orders_pkey", ("id",))


def test_columns(load_files: Load) -> None:
    (table,) = compile_chain(load_files(FILES), "SALES").tables
    numeric = DataType("numeric", (15, 2))
    assert table.columns == (
        Column("id", DataType("uuid"), nullable=False, default="gen_random_uuid()", comment="Key."),
        Column("number", DataType("varchar", (50,)), nullable=False, renamed_from="order_number"),
        Column("customer_id", DataType("uuid"), nullable=False),
        Column("total", numeric, default="0"),
        Column("tax", numeric, generated="round(total * 0.19, 2)"),
        Column("status", DataType("text"), default="'new'"),
        Column("seq", DataType("bigint"), nullable=False, identity=Identity.BY_DEFAULT),
        Column("metadata", DataType("jsonb"), default="""'{"x-kept": 1}'"""),
        Column("by", DataType("text"), default="CURRENT_USER"),
        Column("order", DataType("integer")),
        Column("parent_id", DataType("uuid")),
    )
    assert table.column("number").renamed_from == "order_number"


def test_constraints_and_indexes(load_files: Load) -> None:
    (table,) = compile_chain(load_files(FILES), "SALES").tables
    assert table.uniques == (
        Unique("orders_number_key", ("number",)),
        Unique("uq", ("customer_id", "number"), nulls_not_distinct=True, deferrable=Deferrable.INITIALLY_DEFERRED),
    )
    assert table.checks == (
        Check("chk", "status IN ('a', 'b') AND \"order\" > 0"),
        Check("orders_total_check", "total >= 0"),
    )
    assert table.foreign_keys == (
        ForeignKey("orders_customer_id_fkey", ("customer_id",), "customers", ("id",), "shared_data"),
        ForeignKey("parent", ("parent_id",), "orders", ("id",), on_delete=ForeignKeyAction.SET_NULL),
    )
    assert table.indexes == (
        Index("idx_lower", (IndexKey(expression="lower(number)", operator_class="text_pattern_ops"),), unique=True),
        Index("idx_orders_customer_id", (IndexKey("customer_id"),)),
        Index(
            "idx_orders_customer_id_number",
            (IndexKey("customer_id"), IndexKey("number", descending=True, nulls_first=False)),
            include=("total",),
            where="status <> 'x'",
        ),
        Index("idx_orders_metadata", (IndexKey("metadata"),), method="gin"),
    )


def test_a_schema_of_its_own(load_files: Load) -> None:
    text = "kind: Schema\nschema: a\ndatabase: d\ntables:\n  t:\n    columns:\n"
    text += "      - {name: id, type: int, references: a.t.key}\n      - {name: key, type: int, unique: true}"
    schema = compile_schema(load_files({"a.yaml": text}), "a")
    assert schema.tables[0].foreign_keys[0].referenced_schema is None


def test_one_object_model_in_two_chains_is_one_table(load_files: Load) -> None:
    other = "kind: ValueChain\ncode: OTHER\nname: Other\nschema: elsewhere\nmodules: [M]"
    definitions = load_files({**FILES, "o.yaml": other})
    assert compile_chain(definitions, "OTHER").tables == compile_chain(definitions, "SALES").tables
    assert compile_chain(definitions, "OTHER").name == "elsewhere"


def test_long_names_are_cut_and_stay_apart(load_files: Load) -> None:
    names = ["a" * 60 + suffix for suffix in ("x", "y")]
    columns = "\n".join(f"  - {{name: {name}, type: int, unique: true, index: true}}" for name in names)
    text = f"kind: ObjectModel\ncode: A\nname: A\ntable: t\ncolumns:\n{columns}"
    table = load_files({"a.yaml": text}).tables["A"]
    made = [unique.name for unique in table.uniques] + [index.name for index in table.indexes]
    assert len(set(made)) == 4
    assert all(len(name) == 63 for name in made)
