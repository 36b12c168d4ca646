"""`unnest` as a column: Spark takes one in a select, and inside no other expression."""

from sqlglot import exp

ROWS, ITEM = "unnested_rows", "unnested"


def separate_unnests(tree: exp.Expression) -> exp.Expression:
    """Give a select that Spark would refuse an inner one that unnests and no more."""
    for select in list(tree.find_all(exp.Select)):
        unnests = [
            unnest for column in select.selects for unnest in column.find_all(exp.Explode)
        ]
        if len(unnests) > 1 or any(not isinstance(u.parent, exp.Alias) for u in unnests):
            separated = _separated(select, unnests)
            tree = separated if select is tree else tree
            select.replace(separated)
    return tree


def _separated(select: exp.Select, unnests: list[exp.Explode]) -> exp.Select:
    outer, inner = [], []
    for column in select.selects:
        if not column.find(exp.Explode):
            inner.append(column)
            outer.append(exp.column(column.alias_or_name))
            continue
        of_the_list = {
            id(c) for u in column.find_all(exp.Explode) for c in u.find_all(exp.Column)
        }
        if any(id(other) not in of_the_list for other in column.find_all(exp.Column)):
            message = f"An unnest beside another column has no translation yet: {column}"
            raise NotImplementedError(message)
        outer.append(column)
    rows = select.copy()
    rows.set("expressions", [*(c.copy() for c in inner), exp.alias_(_zipped(unnests), ITEM)])
    is_distinct = rows.args.pop("distinct", None)
    steps = rows.args.pop("with_", None)
    for number, unnest in enumerate(unnests):
        item = exp.column(ITEM)
        if len(unnests) > 1:
            item = exp.Dot(this=item, expression=exp.to_identifier(f"item_{number}"))
        unnest.replace(item)
    separated = exp.select(*outer).from_(rows.subquery(ROWS))
    separated.set("distinct", is_distinct)
    separated.set("with_", steps)
    return separated


def _zipped(unnests: list[exp.Explode]) -> exp.Explode:
    """Unnest several lists side by side: one list of their items together."""
    lists = [unnest.this.copy() for unnest in unnests]
    if len(lists) == 1:
        return exp.Explode(this=lists[0])
    if len(lists) > 2:  # noqa: PLR2004 - `zip_with` takes two
        message = "More than two unnests in a select have no translation yet."
        raise NotImplementedError(message)
    names = [exp.to_identifier(f"item_{number}") for number in range(len(lists))]
    pair = exp.Struct(
        expressions=[exp.PropertyEQ(this=name.copy(), expression=name.copy()) for name in names]
    )
    together = exp.Lambda(this=pair, expressions=names)
    return exp.Explode(this=exp.Anonymous(this="ZIP_WITH", expressions=[*lists, together]))
