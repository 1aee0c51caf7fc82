"""The same no-op job under other task queues, each from PyPI in a virtual environment of its own."""

import json
import os
import signal
import struct
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

PEERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers")
#: As peers/noop.py writes it: number, enqueued at, began at.
RECORD = struct.Struct("<qqq")


@dataclass(frozen=True)
class Peer:
    title: str
    #: Names its requirements, its module and its virtual environment.
    name: str
    #: When a job is taken off the queue for good, in the queue's own terms.
    acknowledges: str
    #: The worker's command, in the environment's folder of programs.
    worker: tuple
    #: How many jobs run at a time, as a reader would say it.
    concurrency: str
    #: Enqueued one at a time: how many, and the longest pause between two, in seconds.
    pickups: int = 200
    idle: float = 0.012
    settings: dict = field(default_factory=dict)


CELERY = ("celery", "-A", "celery_jobs", "worker", "--loglevel", "ERROR")
ALL = [
    Peer("Celery", "celery", "early, its default: a crash loses the job", CELERY, "a process for each core",
         settings={"BENCH_ACKNOWLEDGES": "early"}),
    Peer("Celery, acks_late", "celery", "late; again after an hour", CELERY, "a process for each core",
         settings={"BENCH_ACKNOWLEDGES": "late"}),
    # Its pauses grow to a second; met at any moment of them.
    Peer("Dramatiq", "dramatiq", "late; again after a minute",
         ("dramatiq", "dramatiq_jobs", "--processes", "1", "--threads", "8"), "8 threads", pickups=30, idle=2),
    # It looks twice a second.
    Peer("arq", "arq", "late; again after its time-out, 5 min", ("python", "arq_jobs.py"), "64 tasks",
         pickups=60, idle=0.5),
    Peer("taskiq, stream", "taskiq", "late; again after 10 min",
         ("taskiq", "worker", "taskiq_jobs:broker", "--workers", "1", "--log-level", "ERROR"), "100 tasks"),
]


def comparing(lab, environments):
    """For each peer its figures, or why there are none."""
    return [{"title": peer.title, **figures(lab, peer, environments)} for peer in ALL]


def figures(lab, peer, environments):
    try:
        environment = installed(peer.name, environments)
        return {
            "acknowledges": peer.acknowledges,
            "concurrency": peer.concurrency,
            "version": version(peer.name),
            **Trial(lab, peer, environment).all(),
        }
    except (OSError, subprocess.SubprocessError, Missing) as error:
        return {"missing": str(error)}


class Missing(Exception):
    pass


def installed(name, environments):
    """The folder of an environment's programs; made when it is not there or its requirements have changed."""
    wanted = requirements(name)
    folder = os.path.join(environments, name)
    mark = os.path.join(folder, "installed.txt")
    programs = os.path.join(folder, "bin")
    if os.path.exists(mark) and open(mark).read() == wanted:
        return programs
    attempt("no virtual environment", sys.executable, "-m", "venv", "--clear", folder)
    attempt("not installed", os.path.join(programs, "python"), "-m", "pip", "install", "--quiet", "-r", listed(name))
    with open(mark, "w") as file:
        file.write(wanted)
    return programs


def attempt(trouble, *command):
    made = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if made.returncode != 0:
        raise Missing(": ".join([trouble, *made.stderr.strip().splitlines()[-1:]]))


def listed(name):
    """The file that names what a peer needs, its own version first."""
    return os.path.join(PEERS, f"{name}.txt")


def requirements(name):
    return open(listed(name)).read()


def version(name):
    return requirements(name).splitlines()[0].split("==")[1]


class Trial:
    """One peer's figures, each on an empty Redis of its own."""

    def __init__(self, lab, peer, programs):
        self.lab, self.peer, self.programs = lab, peer, programs

    def all(self):
        jobs = self.lab.plan.peer_jobs
        with self.lab.server() as server:
            runs = os.path.join(self.lab.folder(), "runs")
            enqueued = json.loads(self.enqueue(server, runs, jobs))
            before = server.cpu_seconds()
            records = self.work(server, runs, jobs)
            spent = server.cpu_seconds() - before
            drained = (jobs - 1) / ((max(began(records)) - min(began(records))) / 1e9)
            times = Counter(number for number, _, _ in records)
        with self.lab.server() as server:
            waits = self.pickups(server)
        return {
            "enqueue_single_per_s": enqueued["per_s"],
            "drain_1_per_s": drained,
            "redis_us_per_job": spent / jobs * 1e6,
            "pickups": len(waits),
            "pickup_p50_ms": waits[len(waits) // 2],
            "pickup_p99_ms": waits[int(len(waits) * 0.99)],
            "exact": len(times) == jobs and set(times.values()) == {1},
        }

    def pickups(self, server):
        """How long each job waited for an idle worker, in milliseconds, sorted; the first ones left out."""
        runs = os.path.join(self.lab.folder(), "runs")
        count, warm = self.peer.pickups + 5, 5
        worker = self.start(server, runs, *self.peer.worker)
        try:
            self.enqueue(server, runs, count, "--idle", str(self.peer.idle))
            records = read(runs)
        finally:
            end(worker)
        return sorted((began - sent) / 1e6 for _, sent, began in records[warm:])

    def work(self, server, runs, jobs):
        """Every run that one worker makes of what is enqueued."""
        worker = self.start(server, runs, *self.peer.worker)
        try:
            patience = time.monotonic() + 120
            while os.path.getsize(runs) < jobs * RECORD.size and time.monotonic() < patience:
                time.sleep(0.05)
        finally:
            end(worker)
        records = read(runs)
        if not records:
            raise Missing("its worker ran nothing")
        return records

    def enqueue(self, server, runs, jobs, *arguments):
        command = ("python", "enqueue.py", f"{self.peer.name}_jobs", str(jobs), *arguments)
        process = self.start(server, runs, *command, output=subprocess.PIPE)
        try:
            output, _ = process.communicate(timeout=300)
        finally:
            end(process)
        if process.returncode != 0:
            raise Missing(f"its enqueue ended with {process.returncode}")
        return output

    def start(self, server, runs, program, *arguments, output=subprocess.DEVNULL):
        return subprocess.Popen(
            [os.path.join(self.programs, program), *arguments], cwd=PEERS, text=True, stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "BENCH_REDIS": server.url, "BENCH_RUNS": runs, **self.peer.settings})


def end(worker):
    """Asks a process to end, and ends it with all its processes when it does not."""
    worker.terminate()
    try:
        worker.wait(timeout=5)
    except subprocess.TimeoutExpired:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def read(runs):
    data = open(runs, "rb").read()
    return list(RECORD.iter_unpack(data[: len(data) // RECORD.size * RECORD.size]))


def began(records):
    return [at for _, _, at in records]
