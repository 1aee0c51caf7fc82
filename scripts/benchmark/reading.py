"""How fast sources are read, beside the bare tools and, where they are installed, other libraries."""

import os
import pathlib
import re
import subprocess
import time

import sources
from comparison import PEERS, Missing, installed, requirements
from lab import median

#: The bare program that does the same job, and what its figure is of.
BARE = {
    "report.pdf": ("pdftotext -bbox-layout", ("pdftotext", "-bbox-layout", "-enc", "UTF-8")),
    "report.docx": ("pandoc", ("pandoc", "--sandbox", "--from", "docx", "--to", "json")),
}
#: Libraries from PyPI, and what each reads.
LIBRARIES = {
    "report.pdf": ("kreuzberg", "pypdf", "markitdown"),
    "report.docx": ("kreuzberg", "python-docx", "markitdown"),
    "cells.xlsx": ("openpyxl",),
}


def reading(lab, peers=None):
    """A line for each source: Galley's own figures, the bare tool's in turn with them, then the libraries'."""
    folder = pathlib.Path(lab.folder())
    document = folder / "report.docx"
    sources.report(document)
    files = [sources.portable(document), document, folder / "cells.xlsx"]
    sources.workbook(files[2], lab.plan.sheet_rows, 100)
    programs, trouble = None, None
    if peers:
        try:
            programs = installed("reading", peers)
        except (OSError, subprocess.SubprocessError, Missing) as error:
            trouble = str(error)
    return {"reading": [figures(lab, file, programs) for file in files], "reading_trouble": trouble}


def figures(lab, file, programs):
    own, bare = [], []
    for _ in range(lab.plan.readings):
        own.append(lab.call(None, "read", file, "--times", 1, program="document-bench"))
        if file.name in BARE:
            bare.append(milliseconds(*BARE[file.name][1], file, *(("-",) if file.suffix == ".pdf" else ())))
    found = {"file": file.name, "bytes": file.stat().st_size, "pages": own[0]["pages"] or None}
    for key in ("in_process_ms", "own_processor_ms", "confined_ms", "peak_mb"):
        found[key] = median(run[key] for run in own)
    if bare:
        found.update(bare=BARE[file.name][0], bare_ms=median(bare))
    if programs:
        found["libraries"] = [library(programs, name, file) for name in LIBRARIES[file.name]]
    return found


def milliseconds(*command):
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - begun) * 1000


def library(programs, name, file):
    answer = subprocess.run(
        [os.path.join(programs, "python"), os.path.join(PEERS, "read_file.py"), name, file, "1"],
        capture_output=True, text=True)
    known = re.search(rf"^{re.escape(name)}\S*==(\S+)", requirements("reading"), re.MULTILINE)
    title = f"{name} {known[1]}"
    return {"library": title, "ms": float(answer.stdout)} if answer.returncode == 0 else {"library": title}
