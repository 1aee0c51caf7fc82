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

    def ask(self, count):
        """Asks for reports; each is another organization's, since the readings of one are kept for its next."""
        self.run("queue", "pause", "extract")
        for number in range(count):
            key = self.run("key", "create", "--org", f"org-{number}", "--role", "admin", "--json")["secret"]
            paths = [
                self.call(key, "PUT", f"/api/v1/files/study/{file.name}", file.read_bytes())["file_path"]
                for file in sorted(self.study.iterdir())
            ]
            body = {"document_type": "CSR", "file_paths": paths, "formats": ["docx", "pdf"]}
            task = self.call(key, "POST", "/api/v1/documents/generate", json.dumps(body).encode())["task_id"]
            self.documents.append((key, task))

    def work(self, workers, slots):
        """Seconds from when the workers may begin to the end of the last document."""
        running = [
            self.start("galley-worker", "--concurrency", str(slots), "--name", f"worker-{number}")
            for number in range(workers)
        ]
        for worker in running:
            worker.stdout.readline()
        begun = time.monotonic()
        self.run("queue", "resume", "extract")
        for key, task in self.documents:
            status = {"status": "Generating"}
            while status["status"] == "Generating":
                status = self.call(key, "GET", f"/api/v1/documents/status/{task}?wait=20")
            self.lab.check(status["status"] == "Complete")
        taken = time.monotonic() - begun
        for worker in running:
            self.end(worker)
        return taken

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
