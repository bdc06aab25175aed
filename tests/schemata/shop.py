"""The definitions that tests of the pipeline apply: two of a schema `shop`, with every kind of change between them."""

from __future__ import annotations

from schemata.model.text import parse, write
from schemata.plan import Allowance, HazardCode

FIRST = """@schema shop
@comment `What is sold.`
customers table
customers comment `Who buys.`
customers column id bigint not-null identity always
customers column name varchar(50) not-null default `'nobody'`
customers column status text null default `'new'`
customers column score numeric(10,2) null
customers column twice numeric null generated `score * 2`
customers primary-key customers_pkey (id)
customers check customers_status_check `status in ('new', 'old')`
customers index customers_name_idx btree (`lower(name)`) where `name <> ''`
orders table
orders column id bigint not-null
orders column customer_id bigint null
orders column note text null
orders column note_no integer null
orders primary-key orders_pkey (id)
orders foreign-key orders_customer_id_fkey (customer_id) references customers (id)
"""

SECOND = write(
    parse("""@schema shop
@comment `What is sold, and to whom.`
customers table
customers comment `Who buys.`
customers column id bigint not-null identity always
customers column name varchar(50) not-null default `'nobody'`
customers column status text not-null default `'new'`
customers column score numeric(12,2) null default `0`
customers column twice numeric null generated `score * 2`
customers column since date not-null default `CURRENT_DATE`
customers column-comment since `The first order.`
customers primary-key customers_pkey (id)
customers unique customers_score_key (score)
customers check customers_status_check `status in ('new', 'old', 'gone')`
customers index customers_name_idx btree (`lower(name)`) where `name <> ''`
customers index customers_status_idx btree (status)
orders table
orders column id bigint not-null
orders column customer_id bigint null
orders column remark text null renamed-from note
orders column note_no integer null
orders primary-key orders_pkey (id)
orders check orders_id_check `id > 0`
orders foreign-key orders_customer_id_fkey (customer_id) references customers (id) on-delete cascade
returns table
returns column id bigint not-null identity always
returns column order_id bigint not-null
returns primary-key returns_pkey (id)
returns foreign-key returns_order_id_fkey (order_id) references orders (id)
returns index returns_order_id_idx btree (order_id)
""")
)

ROWS = """
INSERT INTO shop.customers (name, score) VALUES ('a', 1), ('b', 2), ('c', 3);
INSERT INTO shop.orders (id, customer_id, note) VALUES (1, 1, 'x'), (2, 3, 'y');
"""

EVERYTHING_ALLOWED = tuple(Allowance(code, "*", "a test") for code in HazardCode)
