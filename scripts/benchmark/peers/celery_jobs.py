"""The no-op job under Celery: prefork, a process for each core."""

import os
import time

from celery import Celery
from noop import FILLING, ran

app = Celery("bench", broker=os.environ["BENCH_REDIS"].replace("unix://", "redis+socket://"))
app.conf.update(task_ignore_result=True, task_acks_late=os.environ["BENCH_ACKNOWLEDGES"] == "late")


@app.task
def noop(number, sent_at, filling):
    ran(number, sent_at)


def enqueue(numbers):
    for number in numbers:
        noop.delay(number, time.time_ns(), FILLING)
