"""Keeps each status for ten seconds, so that asking often costs little."""

import time

import requests

from . import GenerationFailed


class StatusCache:
    def __init__(self, base_url, headers, keep):
        self.base_url = base_url
        self.headers = headers
        self.keep = keep
        self.known = {}

    def status(self, task_id):
        if task_id in self.known:
            status, read_at = self.known[task_id]
            if time.monotonic() - read_at < self.keep:
                return status
        status = requests.get(f"{self.base_url}/api/v1/documents/status/{task_id}", headers=self.headers).json()
        self.known[task_id] = (status, time.monotonic())
        return status


def generate_and_wait(base_url, token, body, sleep):
    headers = {"Authorization": f"Bearer {token}"}
    response = requests.post(f"{base_url}/api/v1/documents/generate", json=body, headers=headers)
    if response.status_code != 202:
        raise Exception(f"not accepted: {response.text}")
    task_id = response.json()["task_id"]

    cache = StatusCache(base_url, headers, keep=sleep.scaled(10))
    while True:
        status = cache.status(task_id)
        if status.get("status") == "Complete":
            return requests.get(f"{base_url}/api/v1/documents/{task_id}", headers=headers).json()
        if status.get("status") == "Failed":
            raise GenerationFailed(status["error"])
        sleep(2)
