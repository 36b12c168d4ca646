"""What dbt's manifest says about the project, as the other engines need it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Self

from scalehouse.engines.errors import EngineError

# Marts of these subjects are heavy where no fit feeds them.
HEAVY_MARTS = ("models/core/", "models/subjects/growth/")


class ManifestError(EngineError):
    """The manifest lacks what an engine needs; the message says what to run."""


@dataclass(frozen=True)
class Node:
    """A seed or a model."""

    unique_id: str
    name: str
    schema: str
    path: str
    parents: tuple[str, ...]
    is_seed: bool
    is_fit: bool
    column_types: dict[str, str]
    sql: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class Project:
    """The seeds and models of a manifest, by their unique ids."""

    nodes: dict[str, Node]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the manifest that `dbt build` or `dbt compile` wrote."""
        if not path.is_file():
            message = f"No manifest at {path}: run `dbt compile`, or name another one."
            raise ManifestError(message)
        raw = json.loads(path.read_text(encoding="utf-8"))["nodes"]
        keys = _keys(raw.values())
        return cls(
            {
                unique_id: _node(node, keys)
                for unique_id, node in raw.items()
                if node["resource_type"] in ("seed", "model")
            }
        )

    def heavy_layer(self) -> list[Node]:
        """Return the nodes that grow with the records, parents first.

        They are the SQL models that a fit reads, the marts of models and scaling that
        no fit feeds, and all that these come from. What comes after a fit is small.
        """
        samples = {
            parent
            for node in self.nodes.values()
            if node.is_fit
            for parent in node.parents
            if not self._is_fed_by_a_fit(parent)
        }
        marts = {
            unique_id
            for unique_id, node in self.nodes.items()
            if node.path.startswith(HEAVY_MARTS) and not self._is_fed_by_a_fit(unique_id)
        }
        return self._in_order(self._with_ancestors(samples | marts))

    def named(self, names: Iterable[str]) -> list[Node]:
        """Return the nodes of these names and all they come from, parents first."""
        by_name = {node.name: unique_id for unique_id, node in self.nodes.items()}
        if unknown := set(names) - by_name.keys():
            message = f"The project has no {', '.join(sorted(unknown))}."
            raise ManifestError(message)
        return self._in_order(self._with_ancestors({by_name[name] for name in names}))

    def _is_fed_by_a_fit(self, unique_id: str) -> bool:
        family = self._with_ancestors({unique_id})
        return any(self.nodes[member].is_fit for member in family)

    def _with_ancestors(self, unique_ids: set[str]) -> set[str]:
        family: set[str] = set()
        waiting = list(unique_ids)
        while waiting:
            unique_id = waiting.pop()
            if unique_id not in family:
                family.add(unique_id)
                waiting += self.nodes[unique_id].parents
        return family

    def _in_order(self, unique_ids: set[str]) -> list[Node]:
        graph = {
            unique_id: [p for p in self.nodes[unique_id].parents if p in unique_ids]
            for unique_id in sorted(unique_ids)
        }
        return [self.nodes[unique_id] for unique_id in TopologicalSorter(graph).static_order()]


def _node(node: dict[str, Any], keys: dict[str, tuple[str, ...]]) -> Node:
    return Node(
        unique_id=node["unique_id"],
        # the name of its table, by which others read it
        name=node["alias"],
        schema=node["schema"],
        path=node["original_file_path"],
        parents=tuple(
            parent
            for parent in node["depends_on"].get("nodes", [])
            if parent.startswith(("seed.", "model."))
        ),
        is_seed=node["resource_type"] == "seed",
        is_fit=node.get("language") == "python",
        column_types=node["config"].get("column_types") or {},
        sql=node.get("compiled_code") or "",
        key=keys.get(node["unique_id"], ()),
    )


def _keys(nodes: Iterable[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Return the key of each table: its `meta.key`, or what a test holds unique."""
    keys: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        test = node.get("test_metadata") or {}
        if test.get("name") == "unique_combination":
            keys.setdefault(node["attached_node"], tuple(test["kwargs"]["columns"]))
        if key := node["config"].get("meta", {}).get("key"):
            keys[node["unique_id"]] = tuple(key)
    return keys
