"""The no-op job under Dramatiq: one process of eight threads."""

import os
import time

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from noop import FILLING, ran

dramatiq.set_broker(RedisBroker(url=os.environ["BENCH_REDIS"]))


@dramatiq.actor
def noop(number, sent_at, filling):
    ran(number, sent_at)


def enqueue(numbers):
    for number in numbers:
        noop.send(number, time.time_ns(), FILLING)
