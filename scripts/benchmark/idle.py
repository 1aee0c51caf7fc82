"""A worker with nothing to do: how soon it begins a job, and what it uses meanwhile."""

import os
import time


def idling(lab):
    with lab.server() as server:
        figures = {f"pickup_{name}": value for name, value in lab.pickup(server).items()}
    with lab.server() as server:
        process = lab.start(server, "work", "--until", 1, "--jobs", 1, "--look-ms", 1_000)
        lab.call(server, "workers", "--count", 1)
        before = cpu_seconds(process.pid)
        time.sleep(lab.plan.idle)
        used = (cpu_seconds(process.pid) - before) / lab.plan.idle * 100
        lab.call(server, "enqueue", "--jobs", 1)
        report = lab.finish(process)
    return {**figures, "idle_cpu_percent": used, "idle_rss_mb": report["rss_mb"]}


def cpu_seconds(process):
    """The processor time that a process has used."""
    fields = open(f"/proc/{process}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
