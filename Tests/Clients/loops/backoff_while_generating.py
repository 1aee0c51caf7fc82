"""The same waiting, but it goes on only while the status is Generating and takes all else for the end."""

import requests

from . import GenerationFailed


def generate_and_wait(base_url, token, body, sleep):
    headers = {"Authorization": f"Bearer {token}"}
    response = requests.post(f"{base_url}/api/v1/documents/generate", json=body, headers=headers)
    if response.status_code != 202:
        raise Exception(f"not accepted: {response.text}")
    task_id = response.json()["task_id"]

    def poll():
        return requests.get(f"{base_url}/api/v1/documents/status/{task_id}", headers=headers).json()

    delay = 1
    status = poll()
    while status.get("status") == "Generating":
        sleep(delay)
        delay = min(delay * 1.5, 30)
        status = poll()
    if status.get("status") == "Failed":
        raise GenerationFailed(status["error"])
    return requests.get(f"{base_url}/api/v1/documents/{task_id}", headers=headers).json()
