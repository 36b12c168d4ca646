"""`unpivot` written out: SQLGlot passes DuckDB's short form on as it is."""

from collections.abc import Callable

from sqlglot import exp

Resolve = Callable[[exp.Expression], exp.Expression]


def write_out_unpivots(tree: exp.Expression, resolve: Resolve) -> exp.Expression:
    """Turn `unpivot t on … into name a value b` into a select of one row per value.

    `resolve` writes out the stars of a query; it tells which columns there are.
    """
    for pivot in list(tree.find_all(exp.Pivot)):
        if pivot.args.get("into"):
            pivot.replace(_written_out(pivot, _columns(tree, pivot, resolve)))
    return tree


def _columns(tree: exp.Expression, pivot: exp.Pivot, resolve: Resolve) -> list[str]:
    """Return the columns of the table that is unpivoted, maybe a step of the query."""
    source = exp.select("*").from_(pivot.this.copy())
    for step in tree.find_all(exp.CTE):
        if step.this is pivot:
            break
        source = source.with_(step.alias, as_=step.this.copy())
    return list(resolve(source).named_selects)


def _written_out(pivot: exp.Pivot, columns: list[str]) -> exp.Expression:
    values = dict(_unpivoted(pivot, columns))
    into = pivot.args["into"]
    name, value = into.this.name, into.expressions[0].name
    rows = exp.array(
        *(
            exp.Struct(
                expressions=[
                    exp.PropertyEQ(
                        this=exp.to_identifier("name"), expression=exp.Literal.string(label)
                    ),
                    exp.PropertyEQ(
                        this=exp.to_identifier("value"), expression=exp.column(column)
                    ),
                ]
            )
            for column, label in values.items()
        )
    )
    kept = [exp.column(column) for column in columns if column not in values]
    inner = exp.select(*kept, exp.alias_(exp.Explode(this=rows), "unpivoted")).from_(pivot.this)
    pair = {
        part: exp.Dot(this=exp.column("unpivoted"), expression=exp.to_identifier(part))
        for part in ("name", "value")
    }
    return (
        exp.select(
            *(column.copy() for column in kept),
            exp.alias_(pair["name"], name),
            exp.alias_(pair["value"], value),
        )
        .from_(inner.subquery("unpivoted_rows"))
        # as in DuckDB, an unknown value is no row
        .where(pair["value"].copy().is_(exp.null()).not_())
    )


def _unpivoted(pivot: exp.Pivot, columns: list[str]) -> list[tuple[str, str]]:
    """Return the columns that become rows, and what they are called there."""
    found = []
    for part in pivot.expressions:
        if isinstance(part, exp.Columns):
            kept = {column.name for column in part.this.args.get("except_") or []}
            found += [(column, column) for column in columns if column not in kept]
        else:
            found.append((part.unalias().name, part.alias_or_name))
    return found
