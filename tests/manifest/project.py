"""The project as dbt's parser sees it, in the words of the conventions."""

import csv
import itertools
import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Project:
    """A manifest, with the header and the rows of each seed beside its node."""

    def __init__(self, manifest):
        self.nodes = manifest["nodes"]
        self.unit_tests = list(manifest.get("unit_tests", {}).values())
        self.semantic_models = list(manifest.get("semantic_models", {}).values())
        self.metrics = list(manifest.get("metrics", {}).values())
        self._depths = {}
        self.macros = [
            macro
            for macro in manifest.get("macros", {}).values()
            if macro["package_name"] == "scalehouse"
        ]

    def of_type(self, *resource_types):
        return [node for node in self.nodes.values() if node["resource_type"] in resource_types]

    @property
    def models(self):
        return self.of_type("model")

    @property
    def seeds(self):
        return self.of_type("seed")

    @property
    def marts(self):
        return [model for model in self.models if layer(model) == "marts"]

    @property
    def singular_tests(self):
        return [test for test in self.of_type("test") if not test.get("test_metadata")]

    @property
    def measures(self):
        return [measure for model in self.semantic_models for measure in model["measures"]]

    def parents(self, node):
        parents = node["depends_on"].get("nodes", [])
        return [self.nodes[parent] for parent in parents if parent in self.nodes]

    def depth(self, node):
        """Count the models from the seeds to this one."""
        name = node["unique_id"]
        if name not in self._depths:
            above = max((self.depth(parent) for parent in self.parents(node)), default=0)
            self._depths[name] = above + (node["resource_type"] == "model")
        return self._depths[name]

    def ancestors(self, node):
        """Give all that a node comes of."""
        above, waiting = {}, self.parents(node)
        while waiting:
            parent = waiting.pop()
            if parent["unique_id"] not in above:
                above[parent["unique_id"]] = parent
                waiting += self.parents(parent)
        return list(above.values())

    def generic_tests(self, node):
        """Give name and arguments of each generic test on a node or its columns."""
        return [
            (test["test_metadata"]["name"], test["test_metadata"]["kwargs"])
            for test in self.of_type("test")
            if test.get("test_metadata") and test.get("attached_node") == node["unique_id"]
        ]


LAYERS = {"stg": "staging", "int": "intermediate", "fit": "fits"}


def layer(node):
    """Give the layer that a node's name says: staging, intermediate, fits, marts; or seeds."""
    if node["resource_type"] == "seed":
        return "seeds"
    return LAYERS.get(node["name"].split("_")[0], "marts")


def room(node):
    """Give the top folder of a node: staging, core, subjects, ledger; rules, published."""
    parts = Path(node["original_file_path"]).parts
    return parts[1] if parts[0] in {"models", "seeds"} else parts[0]


def subject(node):
    """Give the folder a node lies in: a subject or a source; of a fit what its name says."""
    if room(node) == "python_models":
        return re.sub(r"^[a-z]+_|__.*$", "", node["name"])
    return Path(node["original_file_path"]).parent.name


def is_ours(seed):
    """Whether the rows of a seed were entered by hand: rules, and claims of publications."""
    return room(seed) == "rules" or subject(seed) == "claims"


def unit(column):
    return column["config"].get("meta", {}).get("unit")


def read_project(manifest):
    """Read a parsed project, and the header and rows of its seeds."""
    project = Project(json.loads(manifest.read_text(encoding="utf-8")))
    for seed in project.seeds:
        seed.update(read_seed(seed))
    return project


def read_seed(seed):
    # the producers' records are large, and no rule looks at more than their header
    limit = None if is_ours(seed) else 0
    with (ROOT / seed["original_file_path"]).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return {
            "header": list(reader.fieldnames or []),
            "rows": list(itertools.islice(reader, limit)),
        }
