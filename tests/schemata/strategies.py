"""Random schemas: `texts` of any content for the canonical text, `schemas` that Postgres accepts for plans."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

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
    Schema,
    Table,
    Unique,
)

TABLES = ("customers", "orders", "Order lines", "select")
COLUMNS = ("id", "amount", "Status", "order", 'sa"id', "größe")
TYPES = tuple(
    map(
        DataType.parse,
        (
            "uuid, integer, bigint, smallint, text, varchar(20), varchar(40), char(5), numeric(10;2), numeric(12;4), "
            "boolean, date, timestamptz, timestamp(3), jsonb, text[], double precision, interval, inet"
        )
        .replace(", ", "|")
        .replace(";", ",")
        .split("|"),
    )
)
DEFAULTS = {
    "uuid": ("gen_random_uuid()",),
    "integer": ("0", "1 + 1"),
    "bigint": ("0",),
    "text": ("'it''s'", "lower('A')"),
    "varchar": ("'new'",),
    "numeric": ("0.5",),
    "boolean": ("true", "false"),
    "date": ("CURRENT_DATE",),
    "timestamptz": ("now()",),
    "jsonb": ("'{}'::jsonb",),
}
INTEGERS = ("smallint", "integer", "bigint")
NUMBERS = (*INTEGERS, "numeric", "double precision")
TEXTS = ("text", "varchar")


def quoted(name: str) -> str:
    """A name as definitions write it in expressions."""
    return '"' + name.replace('"', '""') + '"'


comments = st.none() | st.sampled_from(("Who ordered.", "it's `quoted`", "two\nlines", "back\\slash"))


@st.composite
def columns(draw: st.DrawFn, name: str) -> Column:
    """A column that depends on no other."""
    data_type = draw(st.sampled_from(TYPES))
    column = Column(name, data_type, nullable=draw(st.booleans()), comment=draw(comments))
    plain = data_type.dimensions == 0
    if plain and data_type.name in INTEGERS and draw(st.integers(0, 3)) == 0:
        return replace(column, identity=draw(st.sampled_from(Identity)), nullable=False)
    if plain and data_type.name in TEXTS and draw(st.booleans()):
        column = replace(column, collation="C")
    if plain and data_type.name in DEFAULTS and draw(st.booleans()):
        column = replace(column, default=draw(st.sampled_from(DEFAULTS[data_type.name])))
    return column


@st.composite
def tables(draw: st.DrawFn, name: str) -> Table:
    """A table without foreign keys."""
    names = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=5, unique=True))
    plain = tuple(draw(columns(column)) for column in names)
    generated = draw(st.booleans())
    numbers = [column for column in plain if column.type.name in NUMBERS]
    if generated and numbers:
        source = quoted(draw(st.sampled_from(numbers)).name)
        factor = draw(st.integers(2, 3))
        plain += (Column("total", DataType.parse("double precision"), generated=f"{source} * {factor}"),)
    keyable = [column.name for column in plain if column.type.name not in ("jsonb",) and column.name != "total"]
    table = Table(name, plain, comment=draw(comments))
    if draw(st.booleans()) and keyable:
        table = replace(table, primary_key=PrimaryKey(f"{name}_pkey", draw(some(keyable)), comment=draw(comments)))
    if draw(st.booleans()) and keyable:
        deferrable = draw(st.none() | st.sampled_from(Deferrable))
        unique = Unique(f"{name}_key", draw(some(keyable)), deferrable=deferrable)
        table = replace(table, uniques=(unique,))
    return replace(table, checks=draw(checks(table)), indexes=draw(indexes(table)))


def some(names: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """One or two of the names."""
    return st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def checks(draw: st.DrawFn, table: Table) -> tuple[Check, ...]:
    """Checks that fit the table's columns."""
    found = []
    for number in range(draw(st.integers(0, 2))):
        column = draw(st.sampled_from(table.columns))
        found.append(Check(f"{table.name}_check{number}", draw(condition(column)), comment=draw(comments)))
    return tuple(found)


@st.composite
def condition(draw: st.DrawFn, column: Column) -> str:
    """A condition on one column."""
    name = quoted(column.name)
    if column.type.dimensions == 0 and column.type.name in NUMBERS:
        return f"{name} >= {draw(st.integers(0, 2))}"
    if column.type.dimensions == 0 and column.type.name in TEXTS:
        return draw(st.sampled_from((f"length({name}) > 1", f"{name} <> 'a'")))
    return f"{name} IS NOT NULL"


@st.composite
def indexes(draw: st.DrawFn, table: Table) -> tuple[Index, ...]:
    """Indexes that fit the table's columns."""
    found = []
    for number in range(draw(st.integers(0, 2))):
        column = draw(st.sampled_from(table.columns))
        found.append(replace(draw(index(column)), name=f"ix_{table.name}_{number}", comment=draw(comments)))
    return tuple(found)


@st.composite
def index(draw: st.DrawFn, column: Column) -> Index:
    """An index over one column."""
    if column.type.name == "jsonb":
        operator_class = draw(st.sampled_from((None, "jsonb_path_ops")))
        return Index("", (IndexKey(column.name, operator_class=operator_class),), method="gin")
    if column.type.dimensions == 0 and column.type.name in TEXTS and draw(st.booleans()):
        return Index("", (IndexKey(expression=f"lower({quoted(column.name)})"),), unique=draw(st.booleans()))
    where = f"{quoted(column.name)} IS NOT NULL" if draw(st.booleans()) else None
    key = IndexKey(column.name, descending=draw(st.booleans()), nulls_first=None)
    return Index("", (key,), unique=draw(st.booleans()), where=where)


@st.composite
def schemas(draw: st.DrawFn, name: str = "s") -> Schema:
    """A schema that Postgres accepts, also with cycles of foreign keys."""
    names = draw(st.lists(st.sampled_from(TABLES), max_size=3, unique=True))
    made = [draw(tables(table)) for table in sorted(names)]
    linked = tuple(replace(table, foreign_keys=draw(foreign_keys(table, made))) for table in made)
    return Schema(name, linked, comment=draw(comments))


@st.composite
def foreign_keys(draw: st.DrawFn, table: Table, others: list[Table]) -> tuple[ForeignKey, ...]:
    """Foreign keys to primary keys of one column that has the type of one of the table's."""
    found = []
    for other in others:
        for column in _referring(table, other)[:1]:
            if draw(st.booleans()):
                found.append(draw(foreign_key(f"{table.name}_{other.name}_fkey", column, other)))
    return tuple(sorted(found, key=lambda key: key.name))


@st.composite
def foreign_key(draw: st.DrawFn, name: str, column: str, other: Table) -> ForeignKey:
    """A foreign key to the primary key of `other`."""
    assert other.primary_key is not None
    return ForeignKey(
        name,
        (column,),
        other.name,
        other.primary_key.columns,
        on_delete=draw(st.sampled_from((ForeignKeyAction.NO_ACTION, ForeignKeyAction.CASCADE))),
        deferrable=draw(st.none() | st.sampled_from(Deferrable)),
        comment=draw(comments),
    )


def _referring(table: Table, other: Table) -> list[str]:
    if other.primary_key is None or len(other.primary_key.columns) != 1:
        return []
    target = other.column(other.primary_key.columns[0])
    return [
        column.name
        for column in table.columns
        if (column.type, column.collation) == (target.type, target.collation) and column.generated is None
    ]


# Any content

any_names = st.sampled_from(("orders", 'sa"id', "größe", "Order lines", "`", "(", "+", "null")) | st.text(
    st.characters(exclude_categories=["C", "Z"], max_codepoint=0xFFFF), min_size=1, max_size=4
)
long_texts = st.sampled_from(("x" * 300, "a b " * 60, "`" * 150, "\\\n" * 90, "größe " * 30, "'; -- " * 40))
any_texts = long_texts | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
hints = st.none() | any_names
name_lists = st.lists(any_names, min_size=1, max_size=4).map(tuple)
deferrables = st.none() | st.sampled_from(Deferrable)
actions = st.sampled_from(ForeignKeyAction)

any_columns = st.builds(
    Column,
    any_names,
    st.sampled_from((*TYPES, DataType.parse("double precision[]"), DataType.parse('public."My type"'))),
    nullable=st.booleans(),
    default=st.none() | any_texts,
    generated=st.none() | any_texts,
    identity=st.none() | st.sampled_from(Identity),
    collation=hints,
    comment=st.none() | any_texts,
    renamed_from=hints,
)
any_primary_keys = st.builds(
    PrimaryKey,
    any_names,
    name_lists,
    include=st.just(()) | name_lists,
    deferrable=deferrables,
    comment=st.none() | any_texts,
    renamed_from=hints,
)
any_uniques = st.builds(
    Unique,
    any_names,
    name_lists,
    include=st.just(()) | name_lists,
    nulls_not_distinct=st.booleans(),
    deferrable=deferrables,
    comment=st.none() | any_texts,
    renamed_from=hints,
)
any_checks = st.builds(
    Check, any_names, any_texts, valid=st.booleans(), comment=st.none() | any_texts, renamed_from=hints
)
any_foreign_keys = st.builds(
    ForeignKey,
    any_names,
    name_lists,
    any_names,
    name_lists,
    referenced_schema=hints,
    on_delete=actions,
    on_update=actions,
    deferrable=deferrables,
    valid=st.booleans(),
    comment=st.none() | any_texts,
    renamed_from=hints,
)
any_index_keys = st.builds(
    IndexKey,
    column=any_names,
    descending=st.booleans(),
    nulls_first=st.none() | st.booleans(),
    operator_class=st.none() | st.sampled_from(("text_ops", "public.x")),
    collation=st.none() | st.sampled_from(("C", "de-x-icu")),
) | st.builds(IndexKey, expression=any_texts, descending=st.booleans())
any_indexes = st.builds(
    Index,
    any_names,
    st.lists(any_index_keys, min_size=1, max_size=3).map(tuple),
    method=st.sampled_from(("btree", "gin", "gist", "brin", "hash", "spgist")),
    unique=st.booleans(),
    nulls_not_distinct=st.booleans(),
    include=st.just(()) | name_lists,
    where=st.none() | any_texts,
    valid=st.booleans(),
    comment=st.none() | any_texts,
    renamed_from=hints,
)


def _sorted_by_name(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    by_name = st.lists(items, max_size=2, unique_by=lambda item: item.name)  # type: ignore[attr-defined]  # all are named
    return by_name.map(lambda found: tuple(sorted(found, key=lambda item: item.name)))  # type: ignore[attr-defined]  # named


any_tables = st.builds(
    Table,
    any_names,
    st.lists(any_columns, max_size=3, unique_by=lambda column: column.name).map(tuple),
    primary_key=st.none() | any_primary_keys,
    uniques=_sorted_by_name(any_uniques),
    checks=_sorted_by_name(any_checks),
    foreign_keys=_sorted_by_name(any_foreign_keys),
    indexes=_sorted_by_name(any_indexes),
    comment=st.none() | any_texts,
    renamed_from=hints,
)
any_schemas = st.builds(
    Schema, any_names, _sorted_by_name(any_tables), comment=st.none() | any_texts, renamed_from=hints
)
