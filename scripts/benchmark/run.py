"""Runs the benchmark of the queue against private Redis servers; scripts/bench calls it."""

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile

from comparison import comparing
from idle import idling
from lab import Lab
from memory import backlog
from plan import FULL, QUICK
from recovery import recovery
from scaling import scaling
from table import show
from throughput import draining, enqueueing


def main():
    arguments = argparse.ArgumentParser(prog="scripts/bench")
    arguments.add_argument("program")
    arguments.add_argument("--quick", action="store_true", help="less of everything, and no host is lost")
    arguments.add_argument("--peers", action="store_true", help="other task queues too")
    arguments.add_argument("--json", action="store_true", help="one object instead of a table")
    chosen = arguments.parse_args()
    # One that is told to end leaves no server behind either.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    directory = tempfile.mkdtemp(prefix="galley-bench-")
    lab = Lab(chosen.program, directory, QUICK if chosen.quick else FULL)
    try:
        figures = {"cores": os.cpu_count(), "load_before": os.getloadavg()[0]}
        for measure in (enqueueing, draining, idling, backlog, scaling, recovery):
            figures.update(measure(lab))
        figures["exact"] = lab.exact
        if chosen.peers:
            figures["peers"] = comparing(lab, os.path.abspath(".build/benchmark-peers"))
    finally:
        lab.close()
        shutil.rmtree(directory, ignore_errors=True)
    if chosen.json:
        print(json.dumps(figures))
    else:
        show(figures)
    return 0 if lab.exact else 1


if __name__ == "__main__":
    sys.exit(main())
