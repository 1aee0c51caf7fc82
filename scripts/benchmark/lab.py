"""What every measurement needs: a Redis of its own, the program that is measured, and how much to measure."""

import json
import os
import subprocess
import tempfile

from server import Server


class Lab:
    def __init__(self, programs, directory, plan):
        #: The folder of the built programs.
        self.programs = programs
        self.directory, self.plan = directory, plan
        #: Whether every job of every run so far ran as often as it had to.
        self.exact = True
        self.started = []

    def close(self):
        """Nothing goes on after a measurement that failed."""
        for process in self.started:
            process.kill()
            process.wait()

    def check(self, held):
        """Takes into the verdict whether a promise was held."""
        self.exact = self.exact and held

    def server(self, aof=False):
        return Server(self.directory, aof)

    def folder(self):
        return tempfile.mkdtemp(dir=self.directory)

    def start(self, server, subcommand, *arguments, program="galley-bench"):
        """Starts a subcommand against a server, or without one."""
        redis = ["--redis", server.url] if server else []
        command = [os.path.join(self.programs, program), subcommand, *redis, *map(str, arguments)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.started.append(process)
        return process

    def finish(self, process):
        """Waits for a subcommand to end; each prints one JSON object."""
        output, _ = process.communicate(timeout=600)
        if process.returncode != 0:
            raise SystemExit(f"bench: {process.args[1]} failed with {process.returncode}")
        return json.loads(output)

    def call(self, server, *arguments, **options):
        return self.finish(self.start(server, *arguments, **options))

    def fill(self, server, jobs, *arguments):
        return self.call(server, "enqueue", "--jobs", jobs, "--batch", 250, "--callers", 4, *arguments)

    def pickup(self, server, queue="bench"):
        """How long jobs that are enqueued one at a time wait for an idle worker: p50_ms, p99_ms and max_ms."""
        return self.call(server, "pickup", "--jobs", self.plan.pickups, "--queue", queue)

    def replay(self, server, jobs):
        """Redis's own microseconds for a job that is reserved and settled by the bare verbs in batches of 64."""
        before = server.cpu_seconds()
        done = self.call(server, "replay", "--jobs", jobs, "--batch", 64)["jobs"]
        return (server.cpu_seconds() - before) / done * 1e6


def median(values):
    ordered = sorted(values)
    return ordered[len(ordered) // 2]
