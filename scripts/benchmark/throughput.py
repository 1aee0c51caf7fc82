"""Enqueue and drain, each beside what bounds it."""

from drain import Drain
from lab import median
from raw import raw_commands_us


def enqueueing(lab):
    """One by one beside the same calls of a script that does nothing; then many in a call."""
    single, bare, bulk = [], [], []
    for _ in range(lab.plan.repetitions):  # Interleaved, so that a slow moment touches all.
        with lab.server() as server:
            bare.append(lab.call(server, "roundtrip", "--calls", lab.plan.single)["per_s"])
            single.append(lab.call(server, "enqueue", "--jobs", lab.plan.single)["per_s"])
        with lab.server() as server:
            bulk.append(lab.fill(server, lab.plan.bulk)["per_s"])
    return {
        "enqueue_single_per_s": median(single),
        "bare_roundtrip_per_s": median(bare),
        "enqueue_bulk_per_s": median(bulk),
    }


def draining(lab):
    """By one worker and by two, with and without an append-only file; by the bare verbs, which is the ceiling."""
    one, two, one_aof, two_aof, replayed = [], [], [], [], []
    for _ in range(lab.plan.repetitions):
        one.append(drain(lab, 1))
        two.append(drain(lab, 2))
        one_aof.append(drain(lab, 1, aof=True))
        two_aof.append(drain(lab, 2, aof=True))
        with lab.server() as server:
            lab.fill(server, lab.plan.drained)
            replayed.append(lab.replay(server, lab.plan.drained))
    return {
        "drain_1_per_s": median(run["per_s"] for run in one),
        "drain_2_per_s": median(run["per_s"] for run in two),
        "aof_drain_1_per_s": median(run["per_s"] for run in one_aof),
        "aof_drain_2_per_s": median(run["per_s"] for run in two_aof),
        "ceiling_per_s": 1e6 / median(replayed),
        "raw_commands_per_s": 1e6 / raw_commands_us(lab),
        "redis_us_per_job": median(run["redis_us"] for run in one),
        "worker_rss_mb": median(run["rss_mb"] for run in one),
        "worker_rss_jobs": lab.plan.drained,
    }


def drain(lab, workers, aof=False):
    with lab.server(aof) as server:
        lab.fill(server, lab.plan.drained)
        return Drain(lab, server, workers, lab.plan.drained).wait()
