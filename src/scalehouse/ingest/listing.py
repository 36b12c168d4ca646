"""Read a listing strictly: one JSON array of flat objects, one a model.

Downloads are those of the 30 days before the snapshot: two snapshots overlap or leave gaps,
and never add up.
"""

import json
import re
from collections.abc import Callable

import duckdb

from scalehouse.ingest.column_aliases import TableAliases
from scalehouse.ingest.dialect import Place, PublishedFile
from scalehouse.ingest.errors import IngestError

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_DOWNLOAD_AGAIN = "download it again"


def _is_text(value: object) -> bool:
    """Half characters and NUL can be written in JSON and in no seed."""
    return isinstance(value, str) and not _UNWRITABLE.search(value)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and _is_text(value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


# What a column of ours may contain unless empty, and its name in messages.
_KINDS: dict[str, tuple[Callable[[object], bool], str]] = {
    "model_name": (_is_name, "a name"),
    "developer": (_is_name, "a name"),
    "parameters": (_is_count, "a whole number of 0 or more"),
    "active_parameters": (_is_count, "a whole number of 0 or more"),
    "n_experts": (_is_count, "a whole number of 0 or more"),
    "n_active_experts": (_is_count, "a whole number of 0 or more"),
    "downloads_30_days": (_is_count, "a whole number of 0 or more"),
    "likes": (_is_count, "a whole number of 0 or more"),
    "is_mixture_of_experts": (_is_flag, "true or false"),
    "is_discovered": (_is_flag, "true or false"),
}
_OTHER_KIND = (_is_text, "text")

_SHOWN = 40  # characters of a wrong value in an error


def parse_listing(path: Place, content: bytes, aliases: TableAliases) -> PublishedFile:
    """Read a listing as a table of text, or say where it can't be trusted."""
    text = _decode(path, content)
    models = _parse(path, text)
    header = list(dict.fromkeys(name for model in models for name in model))
    names: dict[object, int] = {}
    for number, model in enumerate(models, 1):
        for published, column in aliases.kept.items():
            _check_value(path, number, published, column, model.get(published))
            if column in aliases.required and published in header and published not in model:
                what, remedy = "this model lacks a required value", _DOWNLOAD_AGAIN
                raise IngestError(path, what, remedy, row=number, column=published)
            if column == "model_name" and published in model:
                first = names.setdefault(model[published], number)
                if first != number:
                    what = f"{model[published]!r} stands here twice, first in row {first}"
                    raise IngestError(path, what, "keep one of them", row=number)
    _check_count(path, text, len(models))
    rows = [[_cell(model.get(name)) for name in header] for model in models]
    return PublishedFile(path, content, header, rows)


def _decode(path: Place, content: bytes) -> str:
    if not content.strip():
        raise IngestError(path, "the file is empty", _DOWNLOAD_AGAIN)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"not UTF-8: byte {content[error.start]:#04x} at byte offset {error.start}"
        line = content.count(b"\n", 0, error.start) + 1
        raise IngestError(path, what, "save the file as UTF-8", line=line) from None


def _parse(path: Place, text: str) -> list[dict[str, object]]:
    try:
        models = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        what = f"not JSON, at character {error.colno} of this line: {error.msg}"
        raise IngestError(path, what, _DOWNLOAD_AGAIN, line=error.lineno) from None
    except RecursionError:
        raise IngestError(path, "nested too deeply", _DOWNLOAD_AGAIN) from None
    except ValueError as error:
        raise IngestError(path, str(error), _DOWNLOAD_AGAIN) from None
    if not isinstance(models, list):
        what = f"one {type(models).__name__}, not a list of models"
        raise IngestError(path, what, "the file must hold one JSON array of objects")
    if not models:
        remedy = f"{_DOWNLOAD_AGAIN}, and check that the export held records"
        raise IngestError(path, "a list without models", remedy)
    for number, model in enumerate(models, 1):
        if not isinstance(model, dict):
            what = f"an entry that is {type(model).__name__}, not an object"
            raise IngestError(path, what, _DOWNLOAD_AGAIN, row=number)
    return models


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    model = dict(pairs)
    if len(model) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        msg = f"an object has the name {twice!r} more than once"
        raise ValueError(msg)
    return model


def _refuse(constant: str) -> None:
    msg = f"{constant} is no JSON number"
    raise ValueError(msg)


def _check_count(path: Place, text: str, n_models: int) -> None:
    """Refuse a listing in which DuckDB finds another number of models."""
    try:
        with duckdb.connect() as connection:
            found = connection.execute("select json_array_length(?::json)", [text]).fetchone()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        what = f"DuckDB's reader refuses the file ({reason})"
        raise IngestError(path, what, _DOWNLOAD_AGAIN) from None
    n_found = found[0] if found else 0
    if n_found != n_models:
        what = f"two readers disagree: {n_models} models here, {n_found} in DuckDB"
        raise IngestError(path, what, _DOWNLOAD_AGAIN)


def _check_value(path: Place, row: int, published: str, column: str, value: object) -> None:
    is_kind, kind = _KINDS.get(column, _OTHER_KIND)
    if value is not None and not is_kind(value):
        shown = json.dumps(value)[:_SHOWN]
        what, remedy = f"{shown} is not {kind}", "correct the value at its source"
        raise IngestError(path, what, remedy, row=row, column=published)


def _cell(value: object) -> str:
    """Show a value as text: nothing as nothing, flags as true and false."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)
