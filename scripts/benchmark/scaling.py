"""More worker processes on jobs that wait, as most jobs do: how much of linear growth is reached."""

from drain import Drain
from lab import median

SLOTS = 16
WAIT_MS = 50


def scaling(lab):
    rates = {workers: [] for workers in lab.plan.scaled}
    for _ in range(lab.plan.repetitions):
        for workers in lab.plan.scaled:
            rates[workers].append(rate(lab, workers))
    first, *more = lab.plan.scaled
    middle = {workers: median(rates[workers]) for workers in rates}
    return {
        "scaling_wait_ms": WAIT_MS,
        "scaling_slots": SLOTS,
        **{f"scaling_{workers}_per_s": middle[workers] for workers in rates},
        **{f"scaling_{workers}_of_linear": middle[workers] / (workers / first * middle[first]) for workers in more},
        # So that a slow beginning does not make growth look good: what slots that did nothing but wait would reach.
        f"scaling_{first}_of_ideal": middle[first] / (first * SLOTS * 1000 / WAIT_MS),
    }


def rate(lab, workers):
    jobs = workers * SLOTS * lab.plan.busy * 1000 // WAIT_MS
    with lab.server() as server:
        drain = Drain(lab, server, workers, jobs, "--concurrency", SLOTS, "--wait-ms", WAIT_MS)
        # All are there before the first job is.
        lab.call(server, "workers", "--count", workers)
        lab.fill(server, jobs)
        return drain.wait()["per_s"]
