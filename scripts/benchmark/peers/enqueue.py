"""Enqueues a peer's no-op jobs, one awaited call after the other, and prints the rate; comparison.py runs it."""

import argparse
import importlib
import json
import os
import random
import time

from noop import RECORD


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("module", help="the module of the peer's job")
    arguments.add_argument("jobs", type=int)
    arguments.add_argument("--idle", type=float, help="wait for each to run, then up to so many seconds")
    chosen = arguments.parse_args()
    module = importlib.import_module(chosen.module)
    if chosen.idle is not None:
        module.enqueue(one_at_a_time(chosen.jobs, chosen.idle))
        return
    clock = Clock(chosen.jobs)
    module.enqueue(clock)
    print(json.dumps({"per_s": clock.per_second}))


class Clock:
    """Hands out numbers and times their use, without the first, which pays for connections."""

    def __init__(self, jobs):
        self.jobs = jobs

    def __iter__(self):
        yield 0
        start = time.monotonic()
        yield from range(1, self.jobs)
        self.per_second = (self.jobs - 1) / (time.monotonic() - start)


def one_at_a_time(jobs, idle):
    """Each number when the job before has run and its worker has been idle for a moment."""
    for number in range(jobs):
        yield number
        while os.path.getsize(os.environ["BENCH_RUNS"]) < (number + 1) * RECORD.size:
            time.sleep(0.001)
        # A worker that looks at its queue now and then is met at any moment of its pause.
        time.sleep(random.uniform(0.003, idle))


if __name__ == "__main__":
    main()
