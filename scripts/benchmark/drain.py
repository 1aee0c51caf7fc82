"""Worker processes beside each other on one queue, and whether each job ran exactly once."""

import os
from collections import Counter


class Drain:
    """Begins with its making; `taken` of the jobs have ended before."""

    def __init__(self, lab, server, workers, jobs, *arguments, taken=0):
        self.lab, self.server, self.jobs, self.taken = lab, server, jobs, taken
        folder = lab.folder()
        self.seen = [os.path.join(folder, str(number)) for number in range(workers)]
        self.before = server.cpu_seconds()
        self.running = [
            lab.start(server, "work", "--until", jobs, "--jobs", jobs, "--seen", file, *arguments)
            for file in self.seen
        ]

    def wait(self):
        """Rate from the first job's end to the last's, Redis's time for a job, and memory, once all have ended."""
        reports = [self.lab.finish(process) for process in self.running]
        spent = self.server.cpu_seconds() - self.before
        ran = self.jobs - self.taken
        times = self.times()
        self.lab.check(times[1] == ran and times[0] == self.taken)
        begun = min(report["first_ns"] for report in reports if report["ran"])
        ended = max(report["last_ns"] for report in reports)
        return {
            "per_s": ran / ((ended - begun) / 1e9),
            "redis_us": spent / ran * 1e6,
            "rss_mb": max(report["rss_mb"] for report in reports),
        }

    def times(self):
        """How many jobs ran once, how many never, and so on."""
        counts = [open(file, "rb").read() for file in self.seen]
        return Counter(map(sum, zip(*counts)))
