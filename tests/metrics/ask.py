"""Run commands of `mf query` in one process, since each would take seconds to start.

Reads them as lists of words, a JSON object by name, and writes each answer as NAME.csv
into a folder.

Usage: python tests/metrics/ask.py FOLDER COMMANDS
"""

import json
import sys
from pathlib import Path

from dbt_metricflow.cli.cli_configuration import CLIConfiguration
from dbt_metricflow.cli.main import query

folder, commands = sys.argv[1:]
configuration = CLIConfiguration()
configuration.setup()
for name, words in json.loads(commands).items():
    options = [*words, "--quiet", "--csv", str(Path(folder, f"{name}.csv"))]
    query.main(options, obj=configuration, standalone_mode=False)
