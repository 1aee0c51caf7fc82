"""The API with a store of its own, documents that wait, and the workers that make them."""

import json
import os
import pathlib
import subprocess
import time
import urllib.request


class Installation:
    def __init__(self, lab, server, study):
        self.programs = pathlib.Path(lab.programs)
        self.study, self.lab = study, lab
        self.environment = {
            **os.environ, "GALLEY_REDIS": server.url, "GALLEY_STORE": lab.folder(), "GALLEY_LOG_LEVEL": "error",
        }
        self.documents = []

    def __enter__(self):
        self.api = self.start("galley-api", "--port", "0")
        self.url = json.loads(self.api.stdout.readline())["url"]
        return self

    def __exit__(self, *_):
        self.end(self.api)

    def organization(self, number):
        """A key of an organization that has the study's files; readings are kept for each organization by itself."""
        key = self.run("key", "create", "--org", f"org-{number}", "--role", "admin", "--json")["secret"]
        paths = [
            self.call(key, "PUT", f"/api/v1/files/study/{file.name}", file.read_bytes())["file_path"]
            for file in sorted(self.study.iterdir())
        ]
        return key, paths

    def generate(self, key, paths, formats):
        body = {"document_type": "CSR", "file_paths": paths, "formats": formats}
        return self.call(key, "POST", "/api/v1/documents/generate", json.dumps(body).encode())["task_id"]

    def wait(self, key, task):
        status = {"status": "Generating"}
        while status["status"] == "Generating":
            status = self.call(key, "GET", f"/api/v1/documents/status/{task}?wait=20")
        self.lab.check(status["status"] == "Complete")

    def make(self, key, paths, formats):
        """Seconds from the question for a document to the answer that it is complete."""
        begun = time.monotonic()
        self.wait(key, self.generate(key, paths, formats))
        return time.monotonic() - begun

    def ask(self, count, formats=("docx", "pdf")):
        """Asks for reports, each for another organization, so that each reads its sources anew."""
        self.run("queue", "pause", "extract")
        for number in range(count):
            key, paths = self.organization(number)
            self.documents.append((key, self.generate(key, paths, list(formats))))

    def work(self, workers, slots, watch=None):
        """Seconds from when the workers may begin to the end of the last document."""
        running = self.workers(workers, slots)
        if watch:
            watch.begin([worker.pid for worker in running])
        begun = time.monotonic()
        self.run("queue", "resume", "extract")
        for key, task in self.documents:
            self.wait(key, task)
        taken = time.monotonic() - begun
        if watch:
            watch.end()
        for worker in running:
            self.end(worker)
        return taken

    def workers(self, count, slots):
        """Starts them; all are ready when this returns."""
        running = [
            self.start("galley-worker", "--concurrency", str(slots), "--name", f"worker-{number}")
            for number in range(count)
        ]
        for worker in running:
            worker.stdout.readline()
        return running

    def start(self, program, *arguments):
        command = [self.programs / program, *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=self.environment)
        self.lab.started.append(process)
        return process

    def end(self, process):
        process.terminate()
        process.wait(timeout=60)

    def run(self, *arguments):
        answer = subprocess.run(
            [self.programs / "galley", *arguments], capture_output=True, text=True, env=self.environment)
        if answer.returncode != 0:
            raise SystemExit(f"bench: galley {' '.join(arguments)}: {answer.stderr}")
        return json.loads(answer.stdout) if "--json" in arguments else None

    def call(self, key, method, path, body=None):
        request = urllib.request.Request(self.url + path, data=body, method=method)
        request.add_header("Authorization", f"Bearer {key}")
        request.add_header("Content-Type", "application/json" if method == "POST" else "application/octet-stream")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())
