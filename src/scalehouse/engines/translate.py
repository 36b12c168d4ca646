"""DuckDB's SQL in Spark's words.

SQLGlot knows most differences. What it leaves as it is, or turns into something that
runs and answers otherwise, is mended here: one function each, with its reason.
"""

import re
from collections.abc import Mapping

from sqlglot import ErrorLevel, exp, parse_one
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.optimizer.annotate_types import TypeAnnotator, annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from scalehouse.engines.unnest import separate_unnests
from scalehouse.engines.unpivot import write_out_unpivots

Schema = Mapping[str, Mapping[str, str]]
# Spark's `max_by` wants to know beforehand how many values it keeps.
MOST_KEPT = 1000
DOUBLES = ("double", "float")
DATE_PARTS = {"%Y": "yyyy", "%m": "M", "%d": "d", "%H": "H", "%M": "m", "%S": "s"}


def translate(sql: str, schema: Schema) -> str:
    """Translate a compiled model; `schema` has the columns of the tables it reads.

    Tables are called by their last name, as Spark's views are: dbt's names are unique.
    """
    tree = parse_one(sql, read="duckdb").transform(_by_last_name, copy=False)
    columns = MappingSchema(
        {name: dict(types) for name, types in schema.items()}, dialect="spark"
    )
    tree = write_out_unpivots(tree, lambda part: _resolve(part, columns))
    tree = separate_unnests(_in_one_order(_resolve(tree, columns)))
    tree = annotate_types(tree, schema=columns, expression_metadata=TYPES, dialect="duckdb")
    for transform in TRANSFORMS:
        tree = tree.transform(transform, copy=False)
    # the newest Spark that SQLGlot knows: `qualify` stays as it is
    return str(tree.sql("databricks", unsupported_level=ErrorLevel.RAISE))


def _type_of_literal(annotator: TypeAnnotator, literal: exp.Literal) -> exp.Literal:
    """In DuckDB 2.5 is a decimal and 2.5e0 a double; SQLGlot calls both doubles."""
    if literal.is_number and "." in literal.name and "e" not in literal.name.lower():
        literal.type = exp.DataType.build("decimal")
        return literal
    return annotator._annotate_literal(literal)  # noqa: SLF001 - its rule for all others


TYPES = {**DuckDB.EXPRESSION_METADATA, exp.Literal: {"annotator": _type_of_literal}}


def _resolve(tree: exp.Expression, columns: MappingSchema) -> exp.Expression:
    """Write out stars, and aliases that other columns of the same select use."""
    return qualify(
        tree.copy(), schema=columns, dialect="duckdb", quote_identifiers=False, identify=False
    )


def _by_last_name(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.Table) and node.args.get("db"):
        return exp.Table(this=exp.to_identifier(node.name), alias=node.args.get("alias"))
    return node


def _in_one_order(tree: exp.Expression) -> exp.Expression:
    """Spark adds up columns by place: give `union all by name` one order.

    A column that a part lacks is null there, wherever the part stands.
    """
    for union in tree.find_all(exp.Union):
        if not union.args.get("by_name"):
            continue
        parts = _parts_by_name(union)
        names = dict.fromkeys(name for part in parts for name in part.named_selects)
        for part in parts:
            columns = {select.alias_or_name: select for select in part.selects}
            missing = (exp.alias_(exp.null(), name) for name in names)
            part.set(
                "expressions",
                [columns.get(n, null) for n, null in zip(names, missing, strict=True)],
            )
    return tree


def _parts_by_name(query: exp.Query) -> list[exp.Select]:
    """Return the selects of a chain of unions by name, which become unions by place."""
    if isinstance(query, exp.Union) and query.args.get("by_name"):
        query.set("by_name", None)
        return _parts_by_name(query.left) + _parts_by_name(query.right)
    if not isinstance(query, exp.Select):
        message = f"a union by name of something else than selects: {query.sql('duckdb')}"
        raise NotImplementedError(message)
    return [query]


def _spark(name: str, *arguments: exp.Expression) -> exp.Anonymous:
    """Call a function by Spark's own name, past what SQLGlot would make of it."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def _log10(node: exp.Expression) -> exp.Expression:
    """`LOG(10, x)` is a quotient of natural logarithms: 1000 gives 2.9999999999999996."""
    if isinstance(node, exp.Log) and node.expression and node.this.name == "10":
        return _spark("LOG10", node.expression)
    return node


def _double(node: exp.Expression) -> exp.Expression:
    """Spark's `1 / 365.2425` is a decimal of few digits."""
    if isinstance(node, exp.Literal) and node.is_number and "." in node.name:
        return exp.cast(node, "double")
    return node


def _rounded_integer(node: exp.Expression) -> exp.Expression:
    """Spark cuts off what a cast to an integer loses; DuckDB rounds.

    Halves go to the even number where it computes in doubles, away from zero in decimals.
    """
    if (
        isinstance(node, exp.Cast)
        and node.to.this in exp.DataType.INTEGER_TYPES
        and node.this.is_type(*exp.DataType.REAL_TYPES)
    ):
        node.set("this", _spark("ROUND" if _is_decimal(node.this) else "RINT", node.this))
    return node


def _is_decimal(number: exp.Expression) -> bool:
    """Whether DuckDB computes this in decimals, as all that no double is part of."""
    has_decimal = False
    for part in number.walk(prune=lambda part: isinstance(part, (exp.Cast, exp.Predicate))):
        # SQLGlot says that these two are always doubles
        is_as_its_parts = isinstance(part, (exp.Round, exp.PercentileCont))
        if isinstance(part, exp.Div) or (part.is_type(*DOUBLES) and not is_as_its_parts):
            return False
        has_decimal = has_decimal or part.is_type("decimal")
    return has_decimal


def _list(node: exp.Expression) -> exp.Expression:
    """Spark collects in no order, drops nulls and gives an empty list for no rows."""
    has_filter = isinstance(node, exp.Filter)
    collected = node.this if has_filter else node
    if not isinstance(collected, exp.ArrayAgg):
        return node
    item, order = collected.this, []
    if isinstance(item, exp.Order):
        item, order = item.this, item.expressions
    if any(part.args.get("desc") for part in order):
        message = f"A list in descending order has no translation yet: {node.sql('duckdb')}"
        raise NotImplementedError(message)
    # within a struct Spark sorts nulls first
    keys = [value for part in order for value in (part.this.is_(exp.null()), part.this)]
    named = [*((f"o{number}", key) for number, key in enumerate(keys)), ("item", item)]
    fields = [
        exp.PropertyEQ(this=exp.to_identifier(name), expression=value.copy())
        for name, value in named
    ]
    rows = _spark("COLLECT_LIST", exp.Struct(expressions=fields))
    if has_filter:
        rows = exp.Filter(this=rows, expression=node.expression)
    items = _spark("TRANSFORM", _spark("ARRAY_SORT", rows), _field_of("item"))
    return _spark(
        "IF",
        exp.EQ(this=_spark("ARRAY_SIZE", rows.copy()), expression=exp.Literal.number(0)),
        exp.null(),
        items,
    )


def _field_of(name: str) -> exp.Lambda:
    row = exp.to_identifier("kept")
    return exp.Lambda(
        this=exp.Dot(this=row, expression=exp.to_identifier(name)), expressions=[row]
    )


def _largest(node: exp.Expression) -> exp.Expression:
    """`max(x, n)`, the n largest values; Spark takes no column for n."""
    window = node if isinstance(node, exp.Window) else None
    largest = window.this if window else node
    if not isinstance(largest, exp.Max) or not largest.args.get("count"):
        return node
    n = exp.cast(largest.args["count"], "int")
    kept = _spark("MAX_BY", largest.this, largest.this.copy(), exp.Literal.number(MOST_KEPT))
    if window:
        window.set("this", kept)
    message = exp.Literal.string(f"more than {MOST_KEPT} largest values: raise MOST_KEPT")
    return exp.func(
        "IF",
        exp.GT(this=n.copy(), expression=exp.Literal.number(MOST_KEPT)),
        _spark("RAISE_ERROR", message),
        _spark("SLICE", window or kept, exp.Literal.number(1), n),
    )


def _quantile(node: exp.Expression) -> exp.Expression:
    """SQLGlot leaves `quantile_cont(x, p)` as a function that Spark has not."""
    if isinstance(node, exp.PercentileCont) and node.expression:
        return _spark("PERCENTILE", node.this, node.expression)
    return node


def _error(node: exp.Expression) -> exp.Expression:
    """`error(message)` ends a query in DuckDB; Spark has another name for it."""
    if isinstance(node, exp.Anonymous) and node.name.lower() == "error":
        return _spark("RAISE_ERROR", *node.expressions)
    return node


def _item(node: exp.Expression) -> exp.Expression:
    """An item beyond the end, or a key that is missing, is null and no error."""
    if not isinstance(node, exp.Bracket):
        return node
    (index,) = node.expressions
    if index.is_string:
        return _spark("TRY_ELEMENT_AT", node.this, index)
    return _spark("GET", node.this, index)


def _length_of_list(node: exp.Expression) -> exp.Expression:
    """`len` is of texts and lists; Spark's `length` is of texts only."""
    if isinstance(node, exp.Length) and (
        node.this.is_type("array") or isinstance(node.this, (exp.ArrayDistinct, exp.Split))
    ):
        return _spark("ARRAY_SIZE", node.this)
    return node


def _series(node: exp.Expression) -> exp.Expression:
    """A series that ends before it begins is empty; Spark refuses it."""
    if isinstance(node, exp.GenerateSeries) and not node.args.get("is_end_exclusive"):
        start, end = node.args["start"], node.args["end"]
        series = _spark(
            "SEQUENCE",
            start,
            exp.Greatest(this=start.copy(), expressions=[end]),
            node.args["step"],
        )
        item = exp.to_identifier("item")
        is_inside = exp.Lambda(
            this=exp.LTE(this=item, expression=end.copy()), expressions=[item]
        )
        return _spark("FILTER", series, is_inside)
    return node


def _overlap(node: exp.Expression) -> exp.Expression:
    """`list_has_any` becomes an operator that Spark has not."""
    if isinstance(node, exp.ArrayOverlaps):
        return _spark("ARRAYS_OVERLAP", node.this, node.expression)
    return node


def _joined_text(node: exp.Expression) -> exp.Expression:
    """SQLGlot joins texts in no order; Spark has `listagg` for it since version 4."""
    if not isinstance(node, exp.GroupConcat):
        return node
    text = node.this
    order = text.pop() if isinstance(text, exp.Order) else None
    joined = _spark("LISTAGG", order.this if order else text, node.args["separator"])
    if not order:
        return joined
    return exp.WithinGroup(this=joined, expression=exp.Order(expressions=order.expressions))


def _ignoring_case(node: exp.Expression) -> exp.Expression:
    """Java has flags inside the pattern."""
    if isinstance(node, exp.RegexpLike) and node.args.get("flag"):
        flag = exp.Literal.string(f"(?{node.args['flag'].name})")
        return exp.RegexpLike(
            this=node.this, expression=_spark("CONCAT", flag, node.expression)
        )
    return node


def _replacement(node: exp.Expression) -> exp.Expression:
    r"""What a group matched is `\1` in DuckDB and `$1` in Java."""
    if isinstance(node, exp.RegexpReplace):
        for text in node.args["replacement"].find_all(exp.Literal):
            javas = re.sub(r"\\(\d)", r"$\1", text.name.replace("$", r"\$"))
            text.replace(exp.Literal.string(javas)) if text.is_string else None
    return node


def _function(node: exp.Expression) -> exp.Expression:
    """Functions that SQLGlot passes on by DuckDB's name."""
    if not isinstance(node, exp.Anonymous):
        return node
    arguments = node.expressions
    match node.name.lower():
        case "list_position":
            # Spark says 0 for "not there", DuckDB null
            return _spark("NULLIF", _spark("ARRAY_POSITION", *arguments), exp.Literal.number(0))
        case "regexp_split_to_array":
            return _spark("SPLIT", *arguments)
        case "regexp_escape":
            quotes = [exp.Literal.string(mark) for mark in (r"\Q", r"\E")]
            return _spark("CONCAT", quotes[0], *arguments, quotes[1])
        case "try_strptime":
            text, pattern = arguments
            return _spark(
                "TRY_TO_TIMESTAMP", text, exp.Literal.string(_java_pattern(pattern.name))
            )
    return node


def _java_pattern(pattern: str) -> str:
    for ours, javas in DATE_PARTS.items():
        pattern = pattern.replace(ours, javas)
    if "%" in pattern:
        message = f"No Java pattern for the date format {pattern!r}: add it to DATE_PARTS."
        raise NotImplementedError(message)
    return pattern


TRANSFORMS = (
    _log10,
    # before fractions become doubles
    _rounded_integer,
    _double,
    _list,
    _largest,
    _quantile,
    _error,
    _item,
    _length_of_list,
    _series,
    _overlap,
    _joined_text,
    _ignoring_case,
    _replacement,
    _function,
)
