"""The no-op job under arq: one process, as many jobs at a time as Galley's worker has slots."""

import asyncio
import os
import time

from arq import create_pool, func, run_worker
from arq.connections import RedisSettings
from noop import FILLING, ran


async def noop(context, number, sent_at, filling):
    ran(number, sent_at)


class WorkerSettings:
    redis_settings = RedisSettings.from_dsn(os.environ["BENCH_REDIS"])
    functions = [func(noop, keep_result=0)]
    # The default of 10 would be throttled by the default pause of half a second between two looks at the queue.
    max_jobs = 64


def enqueue(numbers):
    asyncio.run(_enqueue(numbers))


async def _enqueue(numbers):
    queue = await create_pool(WorkerSettings.redis_settings)
    for number in numbers:
        await queue.enqueue_job("noop", number, time.time_ns(), FILLING)
    await queue.aclose()


if __name__ == "__main__":
    # Not by its command line, which would log every job.
    run_worker(WorkerSettings)
