"""How soon the jobs of what was killed with -9 run again: of a child process, and of a whole host."""

import glob
import os
import signal
import time

HELD = 8


def recovery(lab):
    figures = {"recovery_child_s": Loss(lab).of_child()}
    if lab.plan.loses_hosts:
        figures["recovery_host_s"] = Loss(lab).of_host()
        figures["recovery_host_busy_s"] = Loss(lab).of_host(busy=True)
    return figures


class Loss:
    """Eight jobs in flight at one supervised worker, another one beside it, and the death of the first."""

    def __init__(self, lab):
        self.lab, self.folder = lab, lab.folder()

    def of_child(self):
        """Only the process that runs the jobs dies; its supervisor lives."""
        return self.measured(lambda supervisor, child: os.kill(child, signal.SIGKILL))

    def of_host(self, busy=False):
        """Supervisor and child die; the other worker has nothing else to do, or always has."""
        return self.measured(kill_both, busy)

    def measured(self, kill, busy=False):
        """Seconds from the kill until the last of the jobs runs again."""
        started = []
        with self.lab.server() as server:
            try:
                started.append(self.supervise(server))
                self.lab.call(server, "enqueue", "--jobs", HELD)
                self.wait(lambda: sum(map(len, self.runs())) == HELD)
                started.append(self.supervise(server))
                if busy:
                    # New jobs all the time, for twice as long as this may take.
                    started.append(
                        self.lab.start(server, "enqueue", "--jobs", 8_000, "--first", HELD, "--pause-ms", 5))
                killed = time.time_ns()
                kill(started[0].pid, child_of(started[0].pid))
                self.wait(lambda: sum(map(len, self.runs())) >= 2 * HELD)
            finally:
                for process in started:
                    # Its children end with it.
                    process.kill()
                    process.communicate()
        runs = self.runs()
        # Once before the kill and once after it.
        self.lab.check(len(runs) == HELD and all(len(times) == 2 for times in runs))
        return (max(times[-1] for times in runs) - killed) / 1e9

    def supervise(self, server):
        process = self.lab.start(server, "supervise", "--concurrency", HELD, "--held", HELD, "--runs", self.folder)
        if process.stdout.readline() != "ready\n":
            raise SystemExit("bench: supervise does not become ready")
        return process

    def runs(self):
        """For each job when it ran, in nanoseconds."""
        return [[int(line) for line in open(file)] for file in glob.glob(os.path.join(self.folder, "*"))]

    def wait(self, reached, patience=60):
        end = time.monotonic() + patience
        while not reached():
            if time.monotonic() > end:
                raise SystemExit(f"bench: jobs of a killed worker do not run again within {patience} s")
            time.sleep(0.01)


def kill_both(supervisor, child):
    # Stopped first, so that it has no moment in which to see its child die.
    os.kill(supervisor, signal.SIGSTOP)
    os.kill(child, signal.SIGKILL)
    os.kill(supervisor, signal.SIGKILL)


def child_of(supervisor):
    """The one process that a supervisor has started; Linux lists them by the thread that did."""
    lists = [open(file).read() for file in glob.glob(f"/proc/{supervisor}/task/*/children")]
    (child,) = " ".join(lists).split()
    return int(child)
