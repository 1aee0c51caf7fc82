"""Runs the benchmark of the queue against private Redis servers; scripts/bench calls it."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from server import Server


def main():
    arguments = argparse.ArgumentParser(prog="scripts/bench")
    arguments.add_argument("bench")
    arguments.add_argument("--quick", action="store_true", help="fewer jobs")
    arguments.add_argument("--json", action="store_true", help="one object instead of a table")
    arguments.add_argument("--aof", action="store_true", help="append-only file, fsync every second")
    chosen = arguments.parse_args()
    directory = tempfile.mkdtemp(prefix="galley-bench-")
    try:
        figures = Measurement(chosen.bench, directory, chosen.quick, chosen.aof).all()
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    if chosen.json:
        print(json.dumps(figures))
    else:
        show(figures)
    return 0 if figures["exact"] else 1


class Measurement:
    """Every figure, each on an empty Redis of its own."""

    def __init__(self, bench, directory, quick, aof):
        self.bench, self.directory, self.aof = bench, directory, aof
        self.repetitions = 1 if quick else 3
        self.single = 5_000 if quick else 20_000
        self.bulk = 100_000 if quick else 300_000
        self.drained = 60_000 if quick else 200_000
        self.backlog = 200_000 if quick else 1_000_000
        self.pickups = 200 if quick else 1_000
        self.exact = True

    def all(self):
        figures = {"aof": self.aof}
        single, bare = [], []
        for _ in range(self.repetitions):  # Interleaved, so that a slow moment touches both.
            with self.server() as server:
                bare.append(self.call(server, "roundtrip", "--calls", self.single)["per_s"])
                single.append(self.call(server, "enqueue", "--jobs", self.single)["per_s"])
        figures["enqueue_single_per_s"] = median(single)
        figures["bare_roundtrip_per_s"] = median(bare)
        bulk = []
        for _ in range(self.repetitions):
            with self.server() as server:
                run = self.call(server, "enqueue", "--jobs", self.bulk, "--batch", 250, "--callers", 4)
                bulk.append(run["per_s"])
        figures["enqueue_bulk_per_s"] = median(bulk)
        figures.update(self.draining())
        figures.update(self.memory())
        with self.server() as server:
            pickup = self.call(server, "pickup", "--jobs", self.pickups)
            figures.update({f"pickup_{name}": value for name, value in pickup.items()})
        figures["raw_commands_per_s"] = self.raw_commands()
        figures["exact"] = self.exact
        return figures

    def draining(self):
        """Drains by one and by two workers, and by the bare verbs, in turn."""
        one, two, ceiling, cost, idle, resident = [], [], [], [], [], []
        for _ in range(self.repetitions):
            one_run = self.drain(1)
            one.append(one_run["per_s"])
            cost.append(one_run["redis_us"])
            resident.append(one_run["rss_mb"])
            ceiling.append(1e6 / self.replay(self.drained))
            two.append(self.drain(2)["per_s"])
        return {
            "drain_1_per_s": median(one),
            "drain_2_per_s": median(two),
            "ceiling_per_s": median(ceiling),
            "redis_us_per_job": median(cost),
            "worker_rss_mb": median(resident),
            **self.idleness(),
        }

    def drain(self, workers):
        """So many worker processes on a full queue; rate, Redis's time, memory, and whether each job ran once."""
        with self.server() as server:
            self.call(server, "enqueue", "--jobs", self.drained, "--batch", 250, "--callers", 4)
            before = server.cpu_seconds()
            seen = [os.path.join(self.directory, f"seen-{number}") for number in range(workers)]
            running = [
                self.start(server, "work", "--until", self.drained, "--jobs", self.drained, "--seen", file)
                for file in seen
            ]
            reports = [self.finish(process) for process in running]
            spent = server.cpu_seconds() - before
            counts = [open(file, "rb").read() for file in seen]
            ran = bytearray(self.drained)
            for file in counts:
                for number, times in enumerate(file):
                    ran[number] += times
            self.exact = self.exact and all(times == 1 for times in ran)
            begun = min(report["first_ns"] for report in reports if report["ran"])
            ended = max(report["last_ns"] for report in reports)
            return {
                "per_s": self.drained / ((ended - begun) / 1e9),
                "redis_us": spent / self.drained * 1e6,
                "rss_mb": max(report["rss_mb"] for report in reports),
            }

    def replay(self, jobs, server=None):
        """Redis's own microseconds for a job that is reserved and settled by the bare verbs in batches of 64."""
        if server is None:
            with self.server() as fresh:
                self.call(fresh, "enqueue", "--jobs", jobs, "--batch", 250, "--callers", 4)
                return self.replay(jobs, fresh)
        before = server.cpu_seconds()
        done = self.call(server, "replay", "--jobs", jobs, "--batch", 64)["jobs"]
        return (server.cpu_seconds() - before) / done * 1e6

    def memory(self):
        """Bytes of a pending job, and what a reserve costs with few and with many pending."""
        sample = 5_000 if self.repetitions == 1 else 20_000
        with self.server() as server:
            self.call(server, "enqueue", "--jobs", sample + 1_000, "--batch", 250)
            few = self.replay(sample, server)
        with self.server() as server:
            before = server.info("memory")["used_memory"]
            self.call(server, "enqueue", "--jobs", self.backlog, "--batch", 250, "--callers", 4)
            each = (int(server.info("memory")["used_memory"]) - int(before)) / self.backlog
            many = self.replay(sample, server)
        return {
            "bytes_per_pending_job": each,
            "backlog": self.backlog,
            "reserve_us_few_pending": few,
            "reserve_us_backlog": many,
        }

    def idleness(self):
        """What a worker with nothing to do uses."""
        with self.server() as server:
            process = self.start(server, "work", "--until", 1, "--jobs", 1, "--look-ms", 1_000)
            time.sleep(2)
            seconds = 3 if self.repetitions == 1 else 10
            before = cpu_of(process.pid)
            time.sleep(seconds)
            used = (cpu_of(process.pid) - before) / seconds * 100
            self.call(server, "enqueue", "--jobs", 1)
            report = self.finish(process)
        return {"idle_cpu_percent": used, "idle_rss_mb": report["rss_mb"]}

    def raw_commands(self):
        """What redis-benchmark reaches with as many plain writes for each job, 64 in a pipeline."""
        plain = ["hset", "lpush", "rpop", "zadd"]
        with self.server() as server:
            output = subprocess.run(
                ["redis-benchmark", "-s", server.socket, "-q", "-n", "200000", "-P", "64", "-t", ",".join(plain)],
                capture_output=True, text=True, check=True).stdout
        rates = [float(rate) for rate in re.findall(r"([\d.]+) requests per second", output)]
        # A job needs some two of each: its record, its place, its lease, and the counters.
        return 1 / sum(2 / rate for rate in rates)

    def server(self):
        return Server(self.directory, self.aof)

    def start(self, server, *arguments):
        command = [self.bench, arguments[0], "--redis", server.url, *map(str, arguments[1:])]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def finish(self, process):
        output, _ = process.communicate(timeout=600)
        if process.returncode != 0:
            raise SystemExit(f"bench: {process.args[1]} failed with {process.returncode}")
        return json.loads(output)

    def call(self, server, *arguments):
        return self.finish(self.start(server, *arguments))


def cpu_of(process):
    """Seconds of processor time that a process has used."""
    fields = open(f"/proc/{process}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def median(values):
    return sorted(values)[len(values) // 2]


def show(figures):
    ceiling, bare = figures["ceiling_per_s"], figures["bare_roundtrip_per_s"]
    rows = [
        ("enqueue, one awaited call after the other", f"{figures['enqueue_single_per_s']:,.0f}/s",
         f"{bare / figures['enqueue_single_per_s']:.2f} x an empty script's time"),
        ("enqueue, 250 in a call, 4 callers", f"{figures['enqueue_bulk_per_s']:,.0f}/s", ""),
        ("drain, 1 worker process, 64 slots", f"{figures['drain_1_per_s']:,.0f}/s",
         f"{figures['drain_1_per_s'] / ceiling:.0%} of the ceiling"),
        ("drain, 2 worker processes", f"{figures['drain_2_per_s']:,.0f}/s",
         f"{figures['drain_2_per_s'] / ceiling:.0%} of the ceiling"),
        ("ceiling: Redis alone, the same scripts", f"{ceiling:,.0f}/s", "1 s / its time for a job"),
        ("as many plain commands, pipelined", f"{figures['raw_commands_per_s']:,.0f}/s", "redis-benchmark -P 64"),
        ("Redis time for a job, by a worker", f"{figures['redis_us_per_job']:.1f} us", ""),
        ("  reserve and settle, few pending", f"{figures['reserve_us_few_pending']:.1f} us", ""),
        (f"  reserve and settle, {figures['backlog']:,} pending", f"{figures['reserve_us_backlog']:.1f} us",
         f"{figures['reserve_us_backlog'] / figures['reserve_us_few_pending']:.2f} x"),
        ("pickup by an idle worker, p50", f"{figures['pickup_p50_ms']:.2f} ms", ""),
        ("pickup by an idle worker, p99", f"{figures['pickup_p99_ms']:.2f} ms", f"max {figures['pickup_max_ms']:.2f} ms"),
        ("Redis memory for a pending job", f"{figures['bytes_per_pending_job']:.0f} B", "payload of 100 B"),
        ("worker memory, idle", f"{figures['idle_rss_mb']:.1f} MB", f"{figures['idle_cpu_percent']:.2f} % of a core"),
        ("worker memory, after the drain", f"{figures['worker_rss_mb']:.1f} MB", ""),
        ("every job ran exactly once", "yes" if figures["exact"] else "NO", ""),
    ]
    width = max(len(row[0]) for row in rows)
    for name, value, remark in rows:
        print(f"{name:<{width}}  {value:>14}  {remark}".rstrip())


if __name__ == "__main__":
    sys.exit(main())
