"""Changes by hand, columns that leave, renames: each goes on from what the test before it left."""

from tests.end_to_end.clone import Clone, Step
from tests.end_to_end.database import Observer
from tests.end_to_end.platform import ORDERS, insert_rows, orders

ORDER = "definitions/object_models/order.yaml"
ARTICLE = "definitions/object_models/knowledge_article.yaml"
HELPFULNESS = "definitions/kpis/customer_success/article_helpfulness.yaml"
SETTINGS = "Pulumi.dev.yaml"
METADATA_COLUMN = """\
  - name: metadata
    type: jsonb
    default: {}
    description: Fields of source systems without a column of their own.
"""


def test_refresh_names_what_was_changed_by_hand_and_nothing_else(clone: Clone, database: Observer) -> None:
    insert_rows(database)
    database.do("analytics_db", "alter table scor_data.suppliers alter column name type varchar(500)")
    said = clone.run("make", "refresh").succeeded()
    assert "suppliers column name varchar(500)" in said
    assert "1 object changed outside of this program" in said
    assert "2 objects" not in said
    assert clone.preview().steps == {Step("update", "Schema", "SUPPLY_CHAIN")}


def test_the_next_up_puts_it_back(clone: Clone, database: Observer) -> None:
    said = clone.run("make", "up").succeeded()
    # The table has no rows: no hazard stands in the way.
    assert 'ALTER TABLE "scor_data"."suppliers" ALTER COLUMN "name" TYPE varchar' in said
    assert not any("name character varying(500)" in line for line in database.dump("analytics_db", "scor_data"))
    assert clone.nothing_to_do()


def test_a_dropped_index_is_put_back(clone: Clone, database: Observer) -> None:
    before = database.dump("analytics_db", "sales_data")
    database.do("analytics_db", "drop index sales_data.idx_orders_status")
    database.do("analytics_db", "alter table sales_data.orders drop constraint chk_orders_amount_positive")
    said = clone.run("make", "refresh").succeeded()
    assert "2 objects changed outside of this program" in said
    assert "idx_orders_status" in said
    assert "chk_orders_amount_positive" in said
    clone.up()
    assert sorted(database.dump("analytics_db", "sales_data")) == sorted(before)
    assert clone.nothing_to_do()


def test_what_the_model_does_not_know_is_named_and_left_alone(clone: Clone, database: Observer) -> None:
    database.do("analytics_db", "create view sales_data.open_orders as select id from sales_data.orders")
    database.do("analytics_db", "create table sales_data.scratch (id int)")
    said = clone.run("make", "refresh").succeeded()
    assert "open_orders" in said
    assert "scratch" in said
    database.do("analytics_db", "drop view sales_data.open_orders")
    database.do("analytics_db", "drop table sales_data.scratch")
    clone.run("make", "refresh").succeeded()
    assert clone.nothing_to_do()


def test_every_loss_of_data_stops_the_preview(clone: Clone, database: Observer) -> None:
    before = database.dump("analytics_db")
    clone.edit(ORDER, METADATA_COLUMN, "")
    said = clone.pulumi("preview").failed()
    for schema in ORDERS:
        assert f"data_loss: {schema}.orders.metadata" in said
        assert f'{{hazard: data_loss, object: {schema}.orders.metadata, reason: "..."}}' in said
    assert "2 schemas" in said
    clone.run("make", "up").failed()
    clone.pulumi("up", "--yes", "--skip-preview").failed()
    assert database.dump("analytics_db") == before
    assert orders(database) == ORDERS


def test_it_is_applied_once_it_is_allowed(clone: Clone, database: Observer) -> None:
    allowed = [f'{{hazard: data_loss, object: {schema}.orders.metadata, reason: "moved"}}' for schema in ORDERS]
    settings = (clone.root / SETTINGS).read_text()
    clone.write(SETTINGS, f"{settings}  digi-infrastructure:allow: [{', '.join(allowed)}]\n")
    clone.pulumi("preview").succeeded()
    clone.up()
    assert all("metadata jsonb" not in line for line in database.dump("analytics_db", "sales_data") if "orders" in line)
    assert orders(database) == ORDERS
    clone.write(SETTINGS, settings)
    assert clone.nothing_to_do()
    clone.commit("the column is gone")


def test_a_renamed_column_keeps_its_values(clone: Clone, database: Observer) -> None:
    clone.edit(ORDER, "  - name: order_number\n", "  - name: number\n    renamed_from: order_number\n")
    said = clone.preview().messages
    assert 'RENAME COLUMN "order_number" TO "number"' in said["SALES"]
    assert "DROP COLUMN" not in said["SALES"] + said["SUPPLY_CHAIN"]
    clone.up()
    numbers = database.column("analytics_db", "select number from sales_data.orders")
    assert set(numbers) == {f"O{n}" for n in range(1, ORDERS["sales_data"] + 1)}
    assert clone.nothing_to_do()


def test_a_hint_that_matches_nothing_is_an_error(clone: Clone, database: Observer) -> None:
    clone.commit("renamed")
    clone.edit(ORDER, "    renamed_from: order_number\n", "")
    clone.edit(ORDER, "  - name: number\n", "  - name: label\n    renamed_from: nummer\n")
    said = clone.pulumi("preview").failed()
    assert "nummer" in said
    assert "renamed_from" in said
    clone.restore_files()
    assert clone.nothing_to_do()


def test_a_renamed_table_keeps_its_rows(clone: Clone, database: Observer) -> None:
    columns = "(article_number, slug, title, body)"
    table = "customer_success_data.knowledge_articles"
    database.do("analytics_db", f"insert into {table} {columns} values ('1', 's', 't', 'b')")
    clone.edit(ARTICLE, "table: knowledge_articles\n", "table: articles\nrenamed_from: knowledge_articles\n")
    formula = (clone.root / HELPFULNESS).read_text()
    clone.write(HELPFULNESS, formula.replace("knowledge_articles.", "articles."))
    assert 'RENAME TO "articles"' in clone.preview().messages["CUSTOMER_SUCCESS"]
    clone.up()
    assert database.column("analytics_db", "select title from customer_success_data.articles") == ["t"]
    assert clone.nothing_to_do()
