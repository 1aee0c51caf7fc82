"""What memory processes and all that they start take while something runs."""

import pathlib
import re
import threading


class Footprint:
    """Looks every 50 ms; what shares memory is counted once (proportional set size)."""

    INTERVAL = 0.05

    def __init__(self):
        #: At the worst moment, in MB: everything together, and the watched processes alone.
        self.peak = self.own_peak = 0.0

    def begin(self, processes):
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.look, args=(processes,))
        self.thread.start()

    def end(self):
        self.stopped.set()
        self.thread.join()

    def look(self, processes):
        while not self.stopped.wait(self.INTERVAL):
            own = sum(size(process) for process in processes)
            tools = sum(size(process) for process in descendants(processes))
            self.own_peak = max(self.own_peak, own)
            self.peak = max(self.peak, own + tools)


def descendants(processes):
    found = []
    for process in processes:
        try:
            tasks = [task / "children" for task in pathlib.Path(f"/proc/{process}/task").iterdir()]
            children = [int(child) for task in tasks for child in task.read_text().split()]
        except OSError:
            # It has ended, or one of its threads has; the next look is soon.
            continue
        found += children + descendants(children)
    return found


def size(process):
    """In MB; 0 for one that has ended."""
    try:
        return int(re.search(r"^Pss:\s+(\d+)", pathlib.Path(f"/proc/{process}/smaps_rollup").read_text(), re.M)[1]) / 1024
    except (OSError, TypeError):
        return 0.0
