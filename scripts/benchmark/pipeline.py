"""Documents from sources to output: what the queue adds, what a first and a second report take, and how much memory."""

import sources
from footprint import Footprint
from installation import Installation
from lab import median
from reading import reading

#: What is asked for, and its name in the figures.
FORMATS = {"docx": ["docx"], "docx_pdf": ["docx", "pdf"]}
WORKERS = (1, 2)


def pipeline(lab, peers=None):
    study = material(lab)
    return {**reading(lab, peers), **hops(lab), **latency(lab, study), "documents": list(throughput(lab, study))}


def material(lab):
    """The sample study, and a report of 60 pages as PDF beside it."""
    study = sources.study(lab.folder())
    document = study / "report.docx"
    sources.report(document)
    sources.portable(document)
    document.unlink()
    return study


def hops(lab):
    with lab.server() as server:
        return lab.call(server, "hops", "--documents", lab.plan.hops, program="document-bench")


def latency(lab, study):
    """One report at a time, of sources that nobody has read, and of the same again."""
    figures = {}
    with lab.server() as server, Installation(lab, server, study) as installation:
        worker, = installation.workers(1, 4)
        runs = {name: {"cold": [], "warm": []} for name in FORMATS}
        for number in range(lab.plan.reports):
            for name, formats in FORMATS.items():
                key, paths = installation.organization(f"{name}-{number}")
                for kind in ("cold", "warm"):
                    runs[name][kind].append(installation.make(key, paths, formats))
        for name in FORMATS:
            for kind in ("cold", "warm"):
                figures[f"report_{name}_{kind}_s"] = median(runs[name][kind])
        installation.end(worker)
    return figures


def throughput(lab, study):
    for name, formats in FORMATS.items():
        for workers in WORKERS:
            with lab.server() as server, Installation(lab, server, study) as installation:
                installation.ask(lab.plan.reports * workers, formats)
                watch = Footprint()
                taken = installation.work(workers, 1, watch)
            yield {
                "formats": name, "workers": workers, "documents_per_min": lab.plan.reports * workers / taken * 60,
                "peak_mb": watch.peak, "worker_peak_mb": watch.own_peak / workers,
            }
