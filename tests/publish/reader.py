"""Read the published warehouse until told to stop; report what was seen.

Started by the tests as `reader.py <warehouse> <stop file>`.
"""

import json
import sys
import time
from pathlib import Path

from scalehouse import warehouse

home, stop = Path(sys.argv[1]), Path(sys.argv[2])
seen = []
n_reads = n_mixed = 0
while not stop.exists():
    with warehouse.connect(home) as published:
        left = published.execute("select distinct invocation from left_half").fetchall()
        time.sleep(0.15)
        right = published.execute("select distinct invocation from whole").fetchall()
        build = published.execute("select build_id from build_manifest").fetchall()
    n_reads += 1
    agree = len(left) == 1 and left == right and build[0][0].endswith(left[0][0][:8])
    n_mixed += not agree
    if build[0][0] not in seen:
        seen.append(build[0][0])
sys.stdout.write(json.dumps({"n_reads": n_reads, "n_mixed": n_mixed, "seen": seen}))
