"""Waits a second, then half as long again each time, thirty seconds at most, without an end of its own."""

import requests

from . import GenerationFailed


def generate_and_wait(base_url, token, body, sleep):
    headers = {"Authorization": f"Bearer {token}"}
    response = requests.post(f"{base_url}/api/v1/documents/generate", json=body, headers=headers)
    if response.status_code != 202:
        raise Exception(f"not accepted: {response.text}")
    task_id = response.json()["task_id"]

    delay = 1
    while True:
        status = requests.get(f"{base_url}/api/v1/documents/status/{task_id}", headers=headers).json()
        if status.get("status") == "Complete":
            return requests.get(f"{base_url}/api/v1/documents/{task_id}", headers=headers).json()
        if status.get("status") == "Failed":
            raise GenerationFailed(status["error"])
        sleep(delay)
        delay = min(delay * 1.5, 30)
