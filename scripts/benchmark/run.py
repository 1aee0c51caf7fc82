"""Runs the benchmarks, against private Redis servers; scripts/bench calls it."""

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
from pipeline import pipeline
from plan import FULL, QUICK
from recovery import recovery
from scale_out import scaling_out
from scaling import scaling
from table import show, show_pipeline, show_scale_out
from throughput import draining, enqueueing


def main():
    arguments = argparse.ArgumentParser(prog="scripts/bench")
    arguments.add_argument("programs", help="the folder of the built programs")
    arguments.add_argument("--quick", action="store_true", help="less of everything, and no host is lost")
    arguments.add_argument("--peers", action="store_true", help="other task queues too")
    arguments.add_argument("--scale-out", action="store_true", help="documents on more and more workers, nothing else")
    arguments.add_argument("--pipeline", action="store_true", help="documents from sources to output, nothing else")
    arguments.add_argument("--json", action="store_true", help="one object instead of a table")
    chosen = arguments.parse_args()
    # One that is told to end leaves no server behind either.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    directory = tempfile.mkdtemp(prefix="galley-bench-")
    lab = Lab(chosen.programs, directory, QUICK if chosen.quick else FULL)
    try:
        figures = {"cores": os.cpu_count(), "load_before": os.getloadavg()[0]}
        peers = os.path.abspath(".build/benchmark-peers") if chosen.peers else None
        if chosen.pipeline:
            figures.update(pipeline(lab, peers))
        elif chosen.scale_out:
            figures.update(scaling_out(lab))
        else:
            for measure in (enqueueing, draining, idling, backlog, scaling, recovery):
                figures.update(measure(lab))
            if peers:
                figures["peers"] = comparing(lab, peers)
        figures["exact"] = lab.exact
    finally:
        lab.close()
        shutil.rmtree(directory, ignore_errors=True)
    if chosen.json:
        print(json.dumps(figures))
    elif chosen.pipeline:
        show_pipeline(figures)
    elif chosen.scale_out:
        show_scale_out(figures)
    else:
        show(figures)
    return 0 if lab.exact else 1


if __name__ == "__main__":
    sys.exit(main())
