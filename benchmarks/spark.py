"""Does Spark build from a million records what DuckDB builds, and how long does it take?

Makes the records, builds the heavy layers from them by dbt in one DuckDB file and by Spark
from the same manifest, one after the other, and compares every table: keys exactly, numbers
to a relative 1e-9. The ratio is Spark's time to dbt's, starting and parsing included.

Usage: python benchmarks/spark.py [--records 1000000] [--models fct_training_runs …]
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from build import DBT, for_many_records, measured
from generate_records import generate

from scalehouse.engines import command

SCALEHOUSE = Path(sys.executable).with_name("scalehouse")


def main() -> None:
    """Build twice, compare, and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--models", nargs="+", default=[], help="the heavy layers if none")
    parser.add_argument("--memory", default="4GB", help="DuckDB's limit, such as 4GB")
    parser.add_argument("--driver-memory", default="6g", help="Spark's heap, such as 6g")
    parser.add_argument("--partitions", type=int, default=8, help="partitions of a shuffle")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        target, output = Path(scratch, "target"), Path(scratch, "spark")
        bulk, n_made = generate(options.records, Path(scratch, "records"))
        environment = for_many_records(Path(scratch, "warehouse"), options.memory) | {
            "PYSPARK_SUBMIT_ARGS": f"--driver-memory {options.driver_memory} pyspark-shell",
        }
        of_project = ["--vars", json.dumps(bulk), "--target-path", target]
        # the manifest says which layers are heavy
        measured([DBT, "compile", *of_project], environment)
        manifest = target / "manifest.json"
        layer = command.Layer.read(manifest, output, options.models)
        names = [node.name for node in layer.nodes]
        dbt = measured(
            [
                *(DBT, "build", "--threads", "1", *of_project, "--select", *names),
                *("--exclude-resource-type", "test", "unit_test"),
            ],
            environment,
        )
        print(f"{n_made} records; dbt took {dbt['seconds']:.0f} s", flush=True)
        spark = measured(
            [
                *(SCALEHOUSE, "spark", "build", *options.models, "--manifest", manifest),
                *("--output", output, "--partitions", str(options.partitions)),
            ],
            environment,
        )
        print(
            f"Spark took {spark['seconds']:.0f} s, "
            f"{spark['seconds'] / dbt['seconds']:.2f} times as long",
            flush=True,
        )
        database = Path(scratch, "warehouse", "next", "scalehouse.duckdb")
        print(command.parity(layer, database))


if __name__ == "__main__":
    main()
