"""A proxy that answers the first question for each document's status with a 503, as the server does when its queue
is away, and passes everything else on."""

import collections
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

STATUS = re.compile(r"^/api/v1/documents/status/([0-9a-f-]+)")
PROBLEM = {
    "title": "Service Unavailable",
    "detail": "The queue cannot be reached at the moment; try again.",
    "code": "unavailable",
    "request_id": "flaky",
    "status": "Generating",
}


class FlakyProxy:
    def __init__(self, target):
        self.refusals = collections.Counter()
        self.lock = threading.Lock()
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                found = STATUS.match(self.path)
                if found and proxy.refuses(found[1]):
                    return self.answer(503, {"Content-Type": "application/problem+json", "Retry-After": "5"},
                                       json.dumps(PROBLEM).encode())
                self.forward()

            def do_POST(self):
                self.forward()

            def forward(self):
                length = int(self.headers.get("Content-Length") or 0)
                wanted = ["Authorization", "Content-Type", "Accept", "If-None-Match"]
                headers = {name: self.headers[name] for name in wanted if self.headers[name]}
                answer = requests.request(
                    self.command, target + self.path, headers=headers, data=self.rfile.read(length), timeout=90)
                kept = {name: answer.headers[name] for name in ["Content-Type", "ETag", "Retry-After", "Location"]
                        if name in answer.headers}
                self.answer(answer.status_code, kept, answer.content)

            def answer(self, status, headers, body):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def refuses(self, task_id):
        with self.lock:
            if self.refusals[task_id]:
                return False
            self.refusals[task_id] += 1
            return True

    def close(self):
        self.server.shutdown()
        self.server.server_close()
