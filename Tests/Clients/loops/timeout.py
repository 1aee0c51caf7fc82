"""Ends with the status or after 600 seconds by the clock."""

import time

import requests

from . import GenerationFailed


def generate_and_wait(base_url, token, body, sleep, timeout=600):
    headers = {"Authorization": f"Bearer {token}"}
    response = requests.post(f"{base_url}/api/v1/documents/generate", json=body, headers=headers)
    if response.status_code != 202:
        raise Exception(f"not accepted: {response.text}")
    task_id = response.json()["task_id"]

    start = time.monotonic()
    while time.monotonic() - start < timeout:
        status = requests.get(f"{base_url}/api/v1/documents/status/{task_id}", headers=headers).json()
        if status.get("status") == "Complete":
            return requests.get(f"{base_url}/api/v1/documents/{task_id}", headers=headers).json()
        if status.get("status") == "Failed":
            raise GenerationFailed(status["error"])
        sleep(5)
    raise TimeoutError(f"{task_id} is not done after {timeout} s")
