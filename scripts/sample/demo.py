"""Runs the demo: everything is started by `galley dev`, everything is asked for over HTTP.

Usage: demo.py DIRECTORY-OF-BINARIES
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent.parent / "out"


class Service:
    """The API, with the key that `galley dev` printed."""

    def __init__(self, ready):
        self.url, self.key = ready["url"], ready["key"]

    def call(self, method, path, body=None, kind="application/json"):
        request = urllib.request.Request(self.url + path, data=body, method=method)
        request.add_header("Authorization", "Bearer " + self.key)
        if body is not None:
            request.add_header("Content-Type", kind)
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.read()

    def json(self, method, path, value=None):
        body = None if value is None else json.dumps(value).encode()
        return json.loads(self.call(method, path, body))


def draw(status):
    width = 30
    filled = round(width * (status["progress"] or 0))
    stages = " ".join(
        ("✓" if stage["status"] == "Complete" else "▸" if stage["name"] == status["stage"] else "·") + stage["name"]
        for stage in status["stages"]
    )
    line = f"[{'█' * filled}{' ' * (width - filled)}] {round(100 * (status['progress'] or 0)):3d} %  {stages}"
    end = "\r" if sys.stdout.isatty() else "\n"
    print(line, end=end, flush=True)


def wait(service, task):
    drawn = None
    while True:
        status = service.json("GET", f"/api/v1/documents/status/{task}?wait=1")
        shown = (status["progress"], status["stage"], status["status"])
        if shown != drawn:
            draw(status)
            drawn = shown
        if status["status"] != "Generating":
            print()
            return status


def fetch(service, task, format_, name):
    path = OUT / name
    path.write_bytes(service.call("GET", f"/api/v1/documents/{task}/content?format={format_}"))
    return path


def run(service, study):
    sources = []
    for path in sorted(study.iterdir()):
        answer = json.loads(
            service.call("PUT", f"/api/v1/files/sample/{path.name}", path.read_bytes(), "application/octet-stream")
        )
        sources.append(answer["file_path"])
        print(f"uploaded  {path.name}  {answer['size']:,} bytes")
    accepted = service.json(
        "POST", "/api/v1/documents/generate",
        {
            "document_type": "CSR", "file_paths": sources, "document_set_key": "sample-study",
            "document_set_name": "Sample study", "output_name": "sample-csr", "formats": ["docx", "pdf"],
        },
    )
    task = accepted["task_id"]
    print(f"accepted  {task}")
    status = wait(service, task)
    if status["status"] != "Complete":
        sys.exit(f"demo: the document failed: {status['error']}")
    OUT.mkdir(exist_ok=True)
    files = [
        fetch(service, task, "docx", "sample-csr.docx"),
        fetch(service, task, "pdf", "sample-csr.pdf"),
        fetch(service, task, "manifest", "sample-csr.manifest.json"),
    ]
    for path in files:
        print(f"{path.relative_to(OUT.parent)}  {path.stat().st_size:,} bytes")
    sections = service.json("GET", f"/api/v1/documents/{task}")["document"]["sections"]
    filled = sum(1 for section in sections if section["status"] == "filled")
    citations = sum(len(section["citations"]) for section in sections)
    print(f"{len(sections)} sections, {filled} filled from sources, {citations} citations")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="galley-demo-") as folder:
        started = time.monotonic()
        study = pathlib.Path(folder, "study")
        subprocess.run([sys.executable, str(HERE / "make.py"), str(study)], check=True)
        command = [
            sys.argv[1] + "/galley", "dev", "--json", "--port", "0", "--workers", "2", "--data", folder + "/data",
        ]
        with open(folder + "/log", "wb") as log, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log) as dev:
            try:
                line = dev.stdout.readline()
                if not line:
                    sys.exit("demo: galley dev did not start:\n" + pathlib.Path(folder, "log").read_text())
                run(Service(json.loads(line)), study)
            finally:
                dev.terminate()
                dev.wait(timeout=30)
        print(f"done in {time.monotonic() - started:.1f} s, all stopped")


main()
