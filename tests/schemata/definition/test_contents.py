"""Objects beside tables: where they may stand, that they are placed in each schema, and what is refused."""

from __future__ import annotations

import pytest

from schemata.definition import compile_chain
from schemata.model import Check, DataType, Grant, Policy, RowSecurity, ValueRename

from .conftest import SHARED, Files, Load, Problems

ORDER = """
    kind: ObjectModel
    code: ORDER
    name: Order
    table: orders
    enums:
      order_status: [new, {name: sent, renamed_from: shipped}]
    columns:
      - {name: id, type: uuid, primary_key: true}
      - {name: client_id, type: uuid}
      - {name: status, type: order_status, default: new}
      - {name: customer_id, type: uuid}
    checks:
      - {name: chk, expression: "is_open(status) or status = 'new'::order_status"}
    triggers:
      - {name: touch, timing: before, events: [update], function: touch, when: "new.status <> old.status"}
    rls: {tenant_column: client_id, to: app_user}
    grants:
      - {privileges: all, to: writer}
      - {privileges: [select], to: [reader, writer], columns: [status, id]}
"""
MODULE = """
    kind: Module
    code: M
    name: M
    object_models: [ORDER]
    functions:
      - {name: touch, returns: trigger, language: plpgsql, body: "begin return new; end", search_path: [$schema]}
      - name: is_open
        arguments: [{name: status, type: order_status}]
        returns: boolean
        language: sql
        body: select true
    views:
      buyers:
        query: >-
          select c.id, count(*) as orders from orders o join shared_data.customers c on c.id = o.customer_id
          group by c.id
"""
CHAINS = {
    "a.yaml": "kind: ValueChain\ncode: SALES\nname: S\nmodules: [M]\nowner: sales_owner\n"
    "materialized_views:\n  totals: {query: select count(*) as n from buyers}",
    "b.yaml": "kind: ValueChain\ncode: OTHER\nname: O\nschema: user\nmodules: [M]",
}
FILES = {"shared.yaml": SHARED, "order.yaml": ORDER, "m.yaml": MODULE, **CHAINS}


def with_shared(order: str, module: str = "") -> Files:
    """An object model in a chain with a module's further keys."""
    return {
        "shared.yaml": SHARED,
        "order.yaml": order,
        "m.yaml": "kind: Module\ncode: M\nname: M\nobject_models: [ORDER]\n" + module,
        "c.yaml": "kind: ValueChain\ncode: SALES\nname: S\nmodules: [M]",
    }


def small(*keys: str) -> str:
    """An object model with two columns (up to line 7) and further keys."""
    lines = ["kind: ObjectModel", "code: ORDER", "name: Order", "table: orders", "columns:"]
    return "\n".join([*lines, "  - {name: id, type: integer, primary_key: true}", "  - {name: at, type: date}", *keys])


def test_each_schema_has_the_objects_under_its_own_name(load_files: Load) -> None:
    definitions = load_files(FILES)
    sales, other = compile_chain(definitions, "SALES"), compile_chain(definitions, "OTHER")
    assert sales.tables[0].column("status").type == DataType("sales_data.order_status")
    assert other.tables[0].column("status").type == DataType('"user".order_status')
    check = "{0}.is_open(status) OR status = CAST('new' AS {0}.order_status)"
    assert sales.tables[0].checks == (Check("chk", check.format("sales_data")),)
    assert other.tables[0].checks == (Check("chk", check.format('"user"')),)
    assert [function.signature for function in other.functions] == ['is_open("user".order_status)', "touch()"]
    assert (sales.owner, other.owner, [view.name for view in sales.materialized_views]) == (
        "sales_owner",
        None,
        ["totals"],
    )
    assert sales.functions[1].settings[0].value == "sales_data"


def test_what_is_needed_is_named_by_subject(load_files: Load) -> None:
    sales = compile_chain(load_files(FILES), "SALES")
    (orders,) = sales.tables
    is_open = '@function "is_open(sales_data.order_status)"'
    assert orders.column("status").needs == ("@enum order_status",)
    assert orders.checks[0].needs == ("@enum order_status", is_open)
    assert orders.triggers[0].needs == ('@function "touch()"',)
    assert sales.views[0].needs == ("orders column customer_id", "orders table")
    assert sales.materialized_views[0].needs == ("@view buyers",)
    assert sales.enums[0].renamed_values == (ValueRename("shipped", "sent"),)


def test_a_tenant_column_becomes_a_policy(load_files: Load) -> None:
    (orders,) = compile_chain(load_files(FILES), "SALES").tables
    condition = "client_id = (SELECT CAST(nullif(current_setting('app.client_id', TRUE), '') AS uuid))"
    assert orders.row_security is RowSecurity.FORCED
    assert orders.policies == (Policy("orders_tenant", roles=("app_user",), using=condition, check=condition),)


def test_beside_other_policies_the_tenant_restricts(load_files: Load) -> None:
    policy = "\n    policies: [{name: p, for: select, to: app_user, using: 'true'}]\n"
    (orders,) = compile_chain(load_files({**FILES, "order.yaml": ORDER.rstrip() + policy}), "SALES").tables
    assert [(item.name, item.permissive) for item in orders.policies] == [("orders_tenant", False), ("p", True)]


def test_grants_are_one_for_each_privilege(load_files: Load) -> None:
    (orders,) = compile_chain(load_files(FILES), "SALES").tables
    columns = ("id", "status")
    privileges = ["DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"]
    whole = [Grant("writer", privilege) for privilege in privileges]
    assert orders.grants == tuple(
        sorted([*whole, *(Grant(role, "SELECT", columns=columns) for role in ("reader", "writer"))])
    )


REFUSED = [
    (small("enums: {s: [a, b, a]}"), "", "order.yaml:8:19: enums.s[3]: value 'a' stands twice; keep one of them"),
    (small("enums: {s: [a]}", "domains: {s: {type: text}}"), "",
     "order.yaml:9:11: domains.s: 's' is defined already in order.yaml:1; choose another name"),
    (small("views: {orders: {query: select id from orders}}"), "",
     "order.yaml:8:9: views.orders: 'orders' is defined already in value chain 'SALES' as a table; "
     "choose another name"),
    (small("views: {v: {query: select * from orders}}"), "", "'*' is not allowed in a query; list the columns"),
    (small("views: {v: {query: select id from order_s}}"), "", "there is no table or view 'order_s'"),
    (small("views: {v: {query: select nope from orders}}"), "", "there is no column 'nope' in 'orders'"),
    (small("views: {v: {query: 'select o.nope as x from orders o'}}"), "", "there is no column 'o.nope' in 'orders'"),
    (small("views: {v: {query: select rolname from pg_catalog.pg_authid}}"), "",
     "there is no table or view 'pg_catalog.pg_authid'"),
    (small("views: {v: {query: \"select pg_read_file('/etc/passwd') as x\"}}"), "",
     "function 'pg_read_file' is not allowed in a query."),
    (small("views: {v: {query: select id from orders for update}}"), "", "'FOR UPDATE' is not allowed in a query"),
    (small("views: {v: {query: delete from orders returning id}}"), "", "is not allowed in a query"),
    (small("views: {v: {query: select id from orders; drop table orders}}"), "", "is not allowed in a query"),
    (small("views: {v: {query: 'with d as (delete from orders returning id) select id from d'}}"), "",
     "is not allowed in a query"),
    (small("rls: {tenant_column: client}"), "", "table 'orders' has no column 'client'"),
    (small("policies: [{name: p, to: a, using: 'id in (select usesysid from pg_catalog.pg_shadow)'}]"), "",
     "there is no table or view 'pg_catalog.pg_shadow'"),
    (small("policies: [{name: p, to: a, using: \"set_config('a', 'b', false) = 'b'\"}]"), "",
     "function 'set_config' is not allowed in a policy."),
    (small("policies: [{name: p, for: insert, to: a, using: id > 0}]"), "", "a policy for insert has 'check' only"),
    (small("triggers: [{name: t, timing: after, events: [insert], function: nope}]"), "",
     "there is no function 'nope' without arguments that returns trigger"),
    (small("triggers: [{name: t, timing: after, events: [insert], function: f}]"),
     "functions: [{name: f, returns: integer, language: sql, body: select 1}]",
     "there is no function 'f' without arguments that returns trigger"),
    (small("triggers: [{name: t, timing: before, events: [insert], function: f, when: id > 0}]"), "",
     "'id' is not new.column or old.column; write one of the two"),
    (small(), "functions: [{name: f, returns: integer, language: plpython3u, body: x}]", "is not one of 'sql'"),
    (small(), "functions: [{name: f, returns: integer, language: sql, body: select 1, security_definer: true}]",
     "add search_path: [$schema]"),
    (small(), "functions: [{name: lower, returns: integer, language: sql, body: select 1}]",
     "'lower' is a function of Postgres; choose another name"),
    (small(), "functions: [{name: f, returns: integer, language: sql, body: select 1, settings: {search_path: x}}]",
     "'search_path' is not set here; a search path has the key search_path"),
    (small(), "functions:\n" + 2 * "- {name: f, returns: void, language: sql, body: select 1}\n",
     "'f()' is defined already in m.yaml:1; choose another name"),
    (small("checks: [{expression: half(id) > 0}]"), "", "function 'half' is not allowed in a check."),
    (small("indexes: [{columns: [{expression: half(id)}]}]"),
     "functions: [{name: half, arguments: [{type: integer}], returns: integer, language: sql, body: select 1}]",
     "function 'half' is not allowed in an index."),
    (small("sequences: {s: {increment: 0}}"), "", "a step of 0 gives the same number always; write another"),
    (small("sequences: {s: {owned_by: orders.nope}}"), "", "there is no column 'orders.nope'; write table.column"),
    (small("partition_by: {method: range, columns: [at]}", "partitions: {p: {default: true}}"), "",
     "key 'orders_pkey' does not have the partition key 'at'; add the column to it"),
    (small("partitions: {p: {default: true}}"), "", "the table is not partitioned; add 'partition_by'"),
    (small("partition_by: {method: hash, columns: [id]}", "partitions: {p: {modulus: 2, remainder: 2}}"), "",
     "remainder 2 is not between 0 and 1"),
    (small("partition_by: {method: range, columns: [id]}", "partitions: {p: {from: [x], to: [2]}}"), "",
     "'x' is not a value of type integer"),
    (small("partition_by: {method: range, columns: [id]}", "partitions: {p: {in: [1]}}"), "",
     "a partition by range has 'from' and 'to', or is the default"),
    (small("exclusions: [{elements: [{column: id, operator: '= --'}]}]"), "", "'= --' is not an operator"),
    (small("options: {fillfactr: 70}"), "", "unknown parameter 'fillfactr'. Did you mean 'fillfactor'?"),
    (small("grants: [{privileges: [execute], to: a}]"), "", "'execute' is no privilege here"),
    (small("owner: a", "grants: [{privileges: [select], to: a}]"), "", "'a' is the owner, who may do everything"),
    (small("hypertable: {time_column: at}"), "", "'orders_pkey' is unique without column 'at'; add it"),
    (small("hypertable: {time_column: id}", "unlogged: true"), "", "a hypertable is not unlogged"),
]  # fmt: skip


@pytest.mark.parametrize(("order", "module", "message"), REFUSED)
def test_it_is_refused(problems: Problems, order: str, module: str, message: str) -> None:
    found = problems(with_shared(order, module))
    assert any(message in problem for problem in found), found


def test_an_enum_has_the_default(problems: Problems) -> None:
    order = ORDER.replace("default: new", "default: nwe")
    found = problems({**FILES, "order.yaml": order})
    assert found == ["order.yaml:10:40: columns.status.default: 'nwe' is not a value of type 'order_status'"]


def test_extensions_are_those_that_reach_nothing_outside(problems: Problems) -> None:
    found = problems({"a.yaml": "kind: Schema\nschema: a\ndatabase: d\nextensions: [plpython3u, citext]"})
    assert len(found) == 1
    assert found[0].startswith("a.yaml:4:14: extensions[1]")
