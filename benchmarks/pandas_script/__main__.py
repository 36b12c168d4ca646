"""The warehouse's main results as an analyst gets them today: by a pandas script.

Reads the project's seeds (records of all snapshots, names, words, specifications) and
computes in six parts: typed records, sizes by year, elasticities of unit costs, z-scores and
samples, growth with bootstrap intervals, and kinks. It is vectorised where that is natural,
and takes nothing from the warehouse's own code. `against_pandas.py` times the parts and
compares their numbers with the warehouse's.

Usage: python benchmarks/pandas_script FOLDER PART... [--snapshots 2022-05-03 ...]
"""

import argparse
import importlib
import json
import time
from pathlib import Path

import pandas as pd

# What each part reads, beside seeds.
INPUTS = {
    "records": None,
    "metrics": "records",
    "efficiency": "records",
    "eras": "records",
    "growth": "eras",
    "kinks": "records",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where parts leave and find tables")
    parser.add_argument("parts", nargs="+", choices=INPUTS)
    parser.add_argument("--snapshots", nargs="*", help="days to read; all by default")
    options = parser.parse_args()
    for part in options.parts:
        compute = importlib.import_module(part).compute
        source = INPUTS[part] and pd.read_parquet(options.folder / f"{INPUTS[part]}.parquet")
        started, cpu_started = time.perf_counter(), time.process_time()
        table = compute(options.snapshots if source is None else source)
        spent = {
            "seconds": time.perf_counter() - started,
            "cpu_seconds": time.process_time() - cpu_started,
        }
        table.to_parquet(options.folder / f"{part}.parquet")
        (options.folder / "spent.json").write_text(json.dumps(spent), encoding="utf-8")


if __name__ == "__main__":
    main()
