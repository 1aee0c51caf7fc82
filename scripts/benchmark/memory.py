"""What a backlog takes of Redis and of a worker, and what it costs those that are taken or enqueued beside it."""

from drain import Drain


def backlog(lab):
    plan = lab.plan
    with lab.server() as server:
        lab.fill(server, plan.sample + 1_000)
        few = lab.replay(server, plan.sample)
        few_pickup = lab.pickup(server, "bench.other")
    with lab.server() as server:
        before = server.memory()
        lab.fill(server, plan.backlog)
        each = (server.memory() - before) / plan.backlog
        lab.fill(server, plan.sample, "--first", plan.backlog)
        many = lab.replay(server, plan.sample)
        many_pickup = lab.pickup(server, "bench.other")
        figures = {
            "bytes_per_pending_job": each,
            "backlog": plan.backlog,
            "reserve_us_few_pending": few,
            "reserve_us_backlog": many,
            **{f"pickup_{name}_few_pending": value for name, value in few_pickup.items()},
            **{f"pickup_{name}_backlog": value for name, value in many_pickup.items()},
        }
        if plan.drains_backlog:
            run = Drain(lab, server, 1, plan.backlog + plan.sample, taken=plan.sample).wait()
            figures.update(worker_rss_mb=run["rss_mb"], worker_rss_jobs=plan.backlog)
    return figures
