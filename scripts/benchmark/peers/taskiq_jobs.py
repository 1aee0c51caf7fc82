"""The no-op job under taskiq: one process of a hundred tasks, on a stream, the broker of its own that acknowledges."""

import asyncio
import os
import time

from noop import FILLING, ran
from taskiq_redis import RedisStreamBroker

broker = RedisStreamBroker(os.environ["BENCH_REDIS"])


@broker.task
async def noop(number, sent_at, filling):
    ran(number, sent_at)


def enqueue(numbers):
    asyncio.run(_enqueue(numbers))


async def _enqueue(numbers):
    await broker.startup()
    for number in numbers:
        await noop.kiq(number, time.time_ns(), FILLING)
    await broker.shutdown()
