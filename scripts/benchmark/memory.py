"""What a backlog takes of Redis and of a worker, and what it costs those that are taken or enqueued beside it."""

from drain import Drain
from lab import median

#: Jobs that wait where few do.
FEW = 1_000


def backlog(lab):
    plan = lab.plan
    with lab.server() as small, lab.server() as large:
        lab.fill(small, FEW)
        before = large.memory()
        lab.fill(large, plan.backlog)
        each = (large.memory() - before) / plan.backlog
        few, many = taking(lab, small, FEW), taking(lab, large, plan.backlog)
        # In turn, so that a slow moment touches both.
        times = [(next(few), next(many)) for _ in range(plan.samples)]
        few_pickup = lab.pickup(small, "bench.other")
        many_pickup = lab.pickup(large, "bench.other")
        figures = {
            "bytes_per_pending_job": each,
            "backlog": plan.backlog,
            "reserve_us_few_pending": median(time for time, _ in times),
            "reserve_us_backlog": median(time for _, time in times),
            **{f"pickup_{name}_few_pending": value for name, value in few_pickup.items()},
            **{f"pickup_{name}_backlog": value for name, value in many_pickup.items()},
        }
        if plan.drains_backlog:
            taken = plan.samples * plan.sample
            run = Drain(lab, large, 1, plan.backlog + taken, taken=taken).wait()
            figures.update(worker_rss_mb=run["rss_mb"], worker_rss_jobs=plan.backlog)
    return figures


def taking(lab, server, pending):
    """Redis's time for a job that is reserved and settled while so many wait, again and again."""
    first = pending
    while True:
        lab.fill(server, lab.plan.sample, "--first", first)
        first += lab.plan.sample
        yield lab.replay(server, lab.plan.sample)
