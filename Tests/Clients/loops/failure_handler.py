"""Logs a failure with its task and posts the same body once more before it gives up."""

import logging

import requests

from . import GenerationFailed

logger = logging.getLogger("failure_handler")


def start(base_url, headers, body):
    response = requests.post(f"{base_url}/api/v1/documents/generate", json=body, headers=headers)
    if response.status_code != 202:
        raise Exception(f"not accepted: {response.text}")
    return response.json()["task_id"]


def generate_and_wait(base_url, token, body, sleep, retries=1):
    headers = {"Authorization": f"Bearer {token}"}
    task_id = start(base_url, headers, body)
    while True:
        status = requests.get(f"{base_url}/api/v1/documents/status/{task_id}", headers=headers).json()
        if status.get("status") == "Complete":
            return requests.get(f"{base_url}/api/v1/documents/{task_id}", headers=headers).json()
        if status.get("status") == "Failed":
            logger.info("task %s failed: %s", task_id, status["error"])
            if retries == 0:
                raise GenerationFailed(status["error"])
            retries -= 1
            task_id = start(base_url, headers, body)
        sleep(5)
