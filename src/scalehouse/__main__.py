"""Run the `scalehouse` command as `python -m scalehouse`."""

import sys

from scalehouse.cli import main

if __name__ == "__main__":
    sys.exit(main())
