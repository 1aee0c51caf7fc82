"""Does not ask at all: gives an address in the body and waits to be told."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

from . import GenerationFailed


class Receiver:
    """A small server that takes messages and reads three members at their top level."""

    def __init__(self, port):
        self.arrived = threading.Condition()
        self.messages = {}
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with receiver.arrived:
                    receiver.messages[data["task_id"]] = (data["status"], data["document_id"], data.get("error"))
                    receiver.arrived.notify_all()
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/galley"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait(self, task_id, timeout):
        with self.arrived:
            if not self.arrived.wait_for(lambda: task_id in self.messages, timeout):
                raise TimeoutError(f"nothing was told about {task_id}")
            return self.messages[task_id]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def generate_and_wait(base_url, token, body, receiver, timeout=120):
    headers = {"Authorization": f"Bearer {token}"}
    body = dict(body, webhook=receiver.url)
    response = requests.post(f"{base_url}/api/v1/documents/generate", json=body, headers=headers)
    if response.status_code != 202:
        raise Exception(f"not accepted: {response.text}")
    status, document_id, error = receiver.wait(response.json()["task_id"], timeout)
    if status == "Failed":
        raise GenerationFailed(error)
    return requests.get(f"{base_url}/api/v1/documents/{document_id}", headers=headers).json()
