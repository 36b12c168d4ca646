"""Files that staging reads in a seed's place, as views of Spark's."""

from pyspark.sql import SparkSession
from sqlglot import exp, parse_one

FILES = ("read_parquet(", "read_csv(")
# The dialect of the macro `published_records`.
CSV = {"header": True, "sep": ",", "quote": '"', "escape": '"', "multiLine": True}


def register_files(
    session: SparkSession, name: str, sql: str, schema: dict[str, dict[str, str]]
) -> str:
    """Make a view of each file that a compiled model reads, and read the view instead.

    Args:
        session: Where the views are made.
        name: Model, which the views are named after.
        sql: Its compiled SQL, in DuckDB's words.
        schema: Columns of the views there are; gains those of the new ones.
    """
    if not any(call in sql for call in FILES):
        return sql
    tree = parse_one(sql, read="duckdb")
    for number, table in enumerate(list(tree.find_all(exp.Table))):
        if isinstance(table.this, (exp.ReadParquet, exp.ReadCSV)):
            path = table.find(exp.Literal)
            is_csv = isinstance(table.this, exp.ReadCSV)
            reader = session.read.options(**CSV if is_csv else {})
            rows = (reader.csv if is_csv else reader.parquet)(path.name)
            view = f"{name}__file_{number}"
            rows.createOrReplaceTempView(view)
            schema[view] = dict(rows.dtypes)
            table.replace(exp.to_table(view))
    return str(tree.sql("duckdb"))
