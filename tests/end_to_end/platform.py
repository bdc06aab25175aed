"""A clone after `make up`, and rows in it."""

from dataclasses import dataclass

from tests.end_to_end.clone import Clone
from tests.end_to_end.database import Observer, observer

ORDERS = {"scor_data": 300, "sales_data": 300}
"""How many orders `insert_rows` puts into each of the two chains that share the object model ORDER."""

_CUSTOMERS = """
    insert into shared_data.customers (customer_number, name)
    select 'C' || n, 'Customer ' || n from generate_series(1, 20) n"""

_ORDERS = """
    insert into {schema}.orders (order_number, customer_id, order_date, total_amount, status)
    select 'O' || n, (select id from shared_data.customers where customer_number = 'C' || 1 + n % 20), now(), n, 'draft'
    from generate_series(1, {count}) n"""


@dataclass(frozen=True, slots=True)
class Platform:
    """A clone after `make up`: what that printed, and an observer of the server."""

    clone: Clone
    database: Observer
    first_output: str


def bring_up(clone: Clone) -> Platform:
    """Type `make up`."""
    output = clone.run("make", "up").succeeded()
    return Platform(clone, observer(clone), output)


def insert_rows(database: Observer, count: int = 300) -> None:
    """Customers, and `count` orders in each chain; as many as `ORDERS` says if no number is given."""
    database.do("analytics_db", _CUSTOMERS)
    for schema in ORDERS:
        database.do("analytics_db", _ORDERS.format(schema=schema, count=count))


def orders(database: Observer) -> dict[str, object]:
    """How many orders each of the two chains has."""
    return {schema: database.value("analytics_db", f"select count(*) from {schema}.orders") for schema in ORDERS}
