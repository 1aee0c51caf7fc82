"""Asks every thirty seconds until the status is one of the two ends."""

import requests

from . import GenerationFailed


def generate_and_wait(base_url, token, body, sleep):
    headers = {"Authorization": f"Bearer {token}"}
    response = requests.post(f"{base_url}/api/v1/documents/generate", json=body, headers=headers)
    if response.status_code != 202:
        raise Exception(f"not accepted: {response.text}")
    task_id = response.json()["task_id"]

    while True:
        status = requests.get(f"{base_url}/api/v1/documents/status/{task_id}", headers=headers).json()
        if status.get("status") in ["Complete", "Failed"]:
            break
        sleep(30)
    if status["status"] == "Failed":
        raise GenerationFailed(status["error"])
    return requests.get(f"{base_url}/api/v1/documents/{task_id}", headers=headers).json()
