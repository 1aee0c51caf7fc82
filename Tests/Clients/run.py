"""Runs every client loop of the model API's guide against a live server, with a document that completes and one that
fails, and with one 503 in the middle of each.

Prints one line for each loop and document, PASS or FAIL, and exits with the number of failures.

    run.py --url http://127.0.0.1:8080 --key glk_… --source protocol.pdf --source safety.docx \\
           --failing-source protocol.pdf
"""

import argparse
import concurrent.futures
import importlib
import os
import sys
import time

import requests

from flaky_proxy import FlakyProxy
from loops import GenerationFailed

POLLING = ["basic", "backoff", "backoff_while_generating", "asynchronous", "aggressive", "conservative", "timeout",
           "failure_handler", "status_cache"]


class Sleep:
    """Sleeps for a part of what the guide says."""

    def __init__(self, scale):
        self.scale = scale

    def scaled(self, seconds):
        return seconds * self.scale

    def __call__(self, seconds):
        time.sleep(self.scaled(seconds))


def upload(options, path):
    """Uploads as the model's upload is documented, and returns the path for file_paths."""
    name = os.path.basename(path)
    with open(path, "rb") as file:
        answer = requests.post(
            f"{options.url}/api/v1/files/upload", headers={"Authorization": f"Bearer {options.key}"},
            data={"file_name": name, "container": "clients"}, files={"file_content": (name, file)})
    if answer.status_code != 200:
        raise SystemExit(f"upload of {name}: {answer.status_code} {answer.text}")
    return answer.json()["file_path"]


def body(options, paths):
    return {
        "document_type": options.document_type, "file_paths": paths, "connector_data_id": "clients",
        "workspace_name": "Client loops", "generic_mrt_id": options.template, "output_name": "Client_Loops.docx",
    }


def check(run, expected_error):
    """None when the loop ended as it should, else what was wrong."""
    try:
        result = run()
    except GenerationFailed as error:
        if expected_error is None:
            return f"failed: {error}"
        return None if str(error) == expected_error else f"the error is {str(error)!r}, not {expected_error!r}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if expected_error is not None:
        return "completed, but was to fail"
    document = result.get("document", {})
    if document.get("status") != "Complete" or not document.get("outputs"):
        return f"the result is no finished document: {result}"
    return None


def cases(options, proxy, receiver):
    """Each loop with each document: its name, what to run, and the error that is expected."""
    good = body(options, [upload(options, path) for path in options.source])
    bad = body(options, [upload(options, path) for path in options.failing_source])
    sleep = Sleep(options.scale)
    documents = [("complete", good, None), ("failed", bad, options.expected_error)]
    for name in POLLING:
        loop = importlib.import_module(f"loops.{name}").generate_and_wait
        for outcome, request, error in documents:
            yield (f"{name} ({outcome})",
                   lambda loop=loop, request=request: loop(proxy.url, options.key, request, sleep), error)
    if receiver is not None:
        loop = importlib.import_module("loops.webhook").generate_and_wait
        for outcome, request, error in documents:
            yield (f"webhook ({outcome})",
                   lambda request=request: loop(proxy.url, options.key, request, receiver), error)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--source", action="append", required=True, help="of the document that completes; repeatable")
    parser.add_argument("--failing-source", action="append", required=True,
                        help="of the document that fails; repeatable")
    parser.add_argument("--document-type", default="CSR")
    parser.add_argument("--template", default="csr")
    parser.add_argument("--expected-error", default="Missing required section: Safety Analysis")
    parser.add_argument("--scale", type=float, default=0.05, help="sleep this part of what the guide says")
    parser.add_argument("--webhook-port", type=int, help="0 takes a free one; without it no webhook is tried")
    parser.add_argument("--parallel", type=int, default=4)
    options = parser.parse_args()

    proxy = FlakyProxy(options.url)
    receiver = None
    if options.webhook_port is not None:
        receiver = importlib.import_module("loops.webhook").Receiver(options.webhook_port)
    failures = 0
    with concurrent.futures.ThreadPoolExecutor(options.parallel) as pool:
        running = [(name, pool.submit(check, run, error)) for name, run, error in cases(options, proxy, receiver)]
        for name, outcome in running:
            wrong = outcome.result()
            failures += wrong is not None
            print(f"PASS {name}" if wrong is None else f"FAIL {name}: {wrong}", flush=True)
    # The failure handler posts a second time, and so meets a 503 for each of its two documents.
    refused = sum(proxy.refusals.values())
    polled = 2 * len(POLLING) + 1
    if refused != polled:
        failures += 1
        print(f"FAIL proxy: {refused} questions were refused, not {polled}")
    proxy.close()
    if receiver is not None:
        receiver.close()
    sys.exit(failures)


if __name__ == "__main__":
    main()
