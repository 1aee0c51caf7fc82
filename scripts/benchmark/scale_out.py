"""Documents on more and more worker processes: with stages that only wait, and with the real ones."""

import resource

import sources
from installation import Installation
from lab import median

#: Of each worker process whose stages wait.
SLOTS = 16
WAIT_MS = 200
STAGES = 5
#: Worker processes, and how many stages each runs at a time. Two cores are what a host of CI has.
REAL = ((1, 1), (2, 1), (1, 2), (2, 2), (4, 1))


def scaling_out(lab):
    return {
        "scale_out_stages": STAGES, "scale_out_slots": SLOTS, "scale_out_wait_ms": WAIT_MS,
        "scale_out_waiting": list(waiting(lab)), "scale_out_real": list(real(lab)),
    }


def waiting(lab):
    """What is left of linear growth when the work itself takes no processor: the cost of handing on."""
    rates = {workers: [] for workers in lab.plan.scaled_out}
    for _ in range(lab.plan.repetitions):
        for workers in rates:
            rates[workers].append(waiting_rate(lab, workers, workers * SLOTS * lab.plan.waves))
    first = lab.plan.scaled_out[0]
    for workers in rates:
        rate = median(rates[workers])
        yield {
            "workers": workers, "documents_per_s": rate,
            "of_linear": rate / (workers / first * median(rates[first])),
            "of_ideal": rate / (workers * SLOTS * 1000 / WAIT_MS / STAGES),
        }


def waiting_rate(lab, workers, documents):
    with lab.server() as server:
        options = ["--concurrency", SLOTS, "--wait-ms", WAIT_MS, "--until", documents]
        running = [lab.start(server, "stages", *options, program="document-bench") for _ in range(workers)]
        # All are there before the first document is.
        lab.call(server, "workers", "--count", workers)
        lab.call(server, "documents", "--count", documents, program="document-bench")
        reports = [lab.finish(process) for process in running]
    lab.check(sum(report["documents"] for report in reports) == documents)
    lab.check(sum(report["stages"] for report in reports) == documents * STAGES)
    begun = min(report["first_ns"] for report in reports)
    ended = max(report["last_ns"] for report in reports)
    return documents / ((ended - begun) / 1e9)


def real(lab):
    """Reports of the sample study, each read anew, to DOCX and PDF."""
    study = sources.study(lab.folder())
    reports, first = lab.plan.reports, None
    for workers, slots in REAL:
        with lab.server() as server, Installation(lab, server, study) as installation:
            installation.ask(reports)
            before = processor_seconds()
            taken = installation.work(workers, slots)
            busy = (processor_seconds() - before) / taken
        rate = reports / taken * 60
        first = first or rate
        yield {
            "workers": workers, "slots": slots, "documents_per_min": rate, "gain": rate / first, "cores_busy": busy,
        }


def processor_seconds():
    """Of all processes that have ended here, those that they had started included."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

