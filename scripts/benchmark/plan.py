"""How much of everything a run measures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    #: Each figure is the median of so many measurements, taken in turn with those that it is compared with.
    repetitions: int
    #: Jobs enqueued one by one, and calls of an empty script.
    single: int
    #: Jobs enqueued in bulk.
    bulk: int
    #: Jobs on the queue before its workers start.
    drained: int
    #: Jobs that wait while others are taken; their memory is measured.
    backlog: int
    #: Jobs taken beside few and beside that many, and how often.
    sample: int
    samples: int
    #: Whether a worker drains the backlog, for its memory after so many.
    drains_backlog: bool
    #: Jobs whose way to an idle worker is timed.
    pickups: int
    #: How long an idle worker is watched, in seconds.
    idle: int
    #: Worker processes on jobs that wait; the first is what the others are compared with.
    scaled: tuple
    #: Documents in place of jobs: worker processes on stages that wait, how often each of their slots is filled by a
    #: document, and how many reports are really made.
    scaled_out: tuple
    waves: int
    reports: int
    #: How long each of them is kept busy, in seconds.
    busy: int
    #: Whether a lost host is waited for, which takes a lease.
    loses_hosts: bool
    #: How often each source is read, and how many rows of 100 cells its workbook has.
    readings: int
    sheet_rows: int
    #: Documents whose stages do nothing, one after the other.
    hops: int
    #: Jobs that each peer runs.
    peer_jobs: int = 10_000


FULL = Plan(
    repetitions=3, single=20_000, bulk=300_000, drained=100_000, backlog=1_000_000, sample=5_000, samples=9,
    drains_backlog=True, pickups=1_000, idle=10, scaled=(1, 2, 4), scaled_out=(1, 2, 4), waves=10, reports=16, busy=8,
    loses_hosts=True, readings=5, sheet_rows=10_000, hops=100)

QUICK = Plan(
    repetitions=1, single=5_000, bulk=40_000, drained=25_000, backlog=50_000, sample=2_000, samples=3,
    drains_backlog=False, pickups=150, idle=2, scaled=(1, 4), scaled_out=(1, 2, 4), waves=3, reports=4, busy=2,
    loses_hosts=False, readings=3, sheet_rows=1_000, hops=30)
