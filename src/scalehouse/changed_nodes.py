"""What of a dbt project differs from another state of it, from the two manifests.

dbt's own `state:modified` passes over what a refresh has to know: nodes that are gone, the
order of a contract's columns, macros that only hooks or materializations call. Here every
field of a node counts, and what cannot be attributed to nodes asks for a full build.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

Node = dict[str, Any]
Nodes = dict[str, Node]

# Say when and from where a node was parsed, or what dbt infers from the tests of a table,
# and nothing about the node itself.
PARSING = {"created_at", "root_path", "primary_key"}
# Descriptions of a node or of its columns; other nodes do not depend on them.
SAID = {"description", "doc_blocks", "docs"}
# Nodes that leave nothing in the database: removing one does not change it.
TESTS = {"test", "unit_test"}
# Nodes of the manifest that a build does not select.
APART = {"operation", "analysis"}
# Not attributed to nodes: a change of it may affect any of them.
SHARED = ("sources", "functions")
# Seen only by nodes that read the whole project through dbt.
LISTED = ("docs", "exposures", "groups", "metrics", "saved_queries", "semantic_models")
# Macros that dbt looks up by a name with one of these before it.
PREFIX = re.compile(r"^(duckdb|default)__")
WORD = re.compile(r"\w+")
GRAPH = re.compile(r"\bgraph *[.\[]")


class Manifest:
    """A project as dbt parsed it."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        """Take the content of the file that dbt writes."""
        self.content = content
        self.dbt_version: str = content["metadata"]["dbt_version"]
        nodes = content["nodes"] | content["unit_tests"]
        self.nodes: Nodes = {
            name: node for name, node in nodes.items() if node["resource_type"] not in APART
        }
        self.hooks: Nodes = {
            name: node for name, node in nodes.items() if node["resource_type"] == "operation"
        }
        self.macros: dict[str, str] = {
            name: macro["macro_sql"] for name, macro in content["macros"].items()
        }

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """Read the file that dbt writes."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    @cached_property
    def calls(self) -> dict[str, set[str]]:
        """Macros that each node calls, directly or not."""
        return {name: self._closure(_code(node)) for name, node in self.nodes.items()}

    @cached_property
    def called_for_all(self) -> set[str]:
        """Macros that belong to no node alone: those of hooks, and what dbt looks up."""
        project = self.content["metadata"]["project_name"]
        macros = self.content["macros"].items()
        theirs = {macro["name"] for _, macro in macros if macro["package_name"] != project}
        by_nodes: set[str] = set().union(*self.calls.values())
        looked_up = [
            name
            for name, macro in macros
            if macro["package_name"] == project
            and (name not in by_nodes or PREFIX.sub("", macro["name"]) in theirs)
        ]
        texts = [self.macros[name] for name in looked_up]
        return {*looked_up} | self._closure([*texts, *map(_code, self.hooks.values())])

    def asks_for_all(self, name: str) -> bool:
        """Whether a node asks dbt for the whole project, and so may depend on any of it."""
        texts = [_code(self.nodes[name]), *(self.macros[called] for called in self.calls[name])]
        return any(map(GRAPH.search, texts))

    def _closure(self, texts: str | Iterable[str]) -> set[str]:
        """Return the macros that texts name, and those that these name in turn.

        Every word counts that is a macro's name: a call in a branch that parsing did not
        take is no dependency of dbt's.
        """
        found: set[str] = set()
        waiting = self._named_in(" ".join([texts] if isinstance(texts, str) else texts))
        while waiting := waiting - found:
            found |= waiting
            waiting = set().union(*(self._calls_of_macros[name] for name in waiting))
        return found

    @cached_property
    def _calls_of_macros(self) -> dict[str, set[str]]:
        return {name: self._named_in(text) for name, text in self.macros.items()}

    def _named_in(self, text: str) -> set[str]:
        words = {*WORD.findall(text)} & self._ids.keys()
        return set().union(*(self._ids[word] for word in words))

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        """Ids of the macros that a name can mean, in the project, dbt and its adapter."""
        ids: dict[str, set[str]] = defaultdict(set)
        for name, macro in self.content["macros"].items():
            ids[macro["name"]].add(name)
            ids[PREFIX.sub("", macro["name"])].add(name)
        return ids


def selection_of(before: Manifest, now: Manifest, chosen: Iterable[str]) -> list[str] | None:
    """Return what dbt has to select to build what differs; None when only a full build will do.

    Args:
        before: The project as it was built.
        now: The project as it is.
        chosen: Names of nodes that changed in a way that no manifest shows.
    """
    macros = {
        name
        for name in before.macros.keys() | now.macros.keys()
        if before.macros.get(name) != now.macros.get(name)
    }
    if _needs_everything(before, now, macros):
        return None
    names, alone = {*chosen}, set()
    for name, node in now.nodes.items():
        old = before.nodes.get(name)
        if old is None or _made_of(old) != _made_of(node) or macros & now.calls[name]:
            names.add(node["name"])
        elif _plain(old) != _plain(node):
            alone.add(node["name"])
    if (
        names
        or alone
        or any(_plain(before.content[kind]) != _plain(now.content[kind]) for kind in LISTED)
    ):
        names |= {node["name"] for name, node in now.nodes.items() if now.asks_for_all(name)}
    return sorted([f"{name}+" for name in names] + [*(alone - names)])


def _needs_everything(before: Manifest, now: Manifest, macros: set[str]) -> bool:
    """Whether something differs that is not of certain nodes."""
    gone = before.nodes.keys() - now.nodes.keys()
    return (
        before.dbt_version != now.dbt_version
        # a full build drops what nothing makes
        or any(before.nodes[name]["resource_type"] not in TESTS for name in gone)
        or _plain(before.hooks) != _plain(now.hooks)
        or any(_plain(before.content[kind]) != _plain(now.content[kind]) for kind in SHARED)
        or not macros.isdisjoint(before.called_for_all | now.called_for_all)
    )


def _code(node: Node) -> str:
    """Return what of a node may call macros: its text, its hooks, what dbt found."""
    found = [name.rpartition(".")[2] for name in node["depends_on"]["macros"]]
    return " ".join([node.get("raw_code", ""), json.dumps(node["config"]), *found])


def _plain(value: Any) -> Any:
    """Return a part of a manifest without when and from where it was parsed."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items() if key not in PARSING}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value


def _made_of(node: Node) -> Any:
    """Return all of a node that its rows, or nodes that come of it, may depend on."""
    columns = [
        (name, {key: value for key, value in column.items() if key not in SAID})
        # in their order, which is that of the table
        for name, column in node.get("columns", {}).items()
    ]
    rest = {key: value for key, value in node.items() if key not in SAID}
    return _plain(rest | {"columns": columns})
