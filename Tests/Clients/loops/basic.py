"""Asks every five seconds and gives up after ten minutes."""

import requests

from . import GenerationFailed


def generate_and_wait(base_url, token, body, sleep):
    headers = {"Authorization": f"Bearer {token}"}
    response = requests.post(f"{base_url}/api/v1/documents/generate", json=body, headers=headers)
    if response.status_code != 202:
        raise Exception(f"not accepted: {response.text}")
    task_id = response.json()["task_id"]

    waited = 0
    while waited < 600:
        status = requests.get(f"{base_url}/api/v1/documents/status/{task_id}", headers=headers).json()
        if status.get("status") == "Complete":
            return requests.get(f"{base_url}/api/v1/documents/{task_id}", headers=headers).json()
        if status.get("status") == "Failed":
            raise GenerationFailed(status["error"])
        sleep(5)
        waited += 5
    raise TimeoutError(f"{task_id} took longer than ten minutes")
