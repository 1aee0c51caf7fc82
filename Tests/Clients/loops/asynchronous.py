"""The loop of five seconds in asyncio, without an end of its own."""

import asyncio

import aiohttp

from . import GenerationFailed


async def generate(base_url, token, body, sleep):
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.post(f"{base_url}/api/v1/documents/generate", json=body) as response:
            if response.status != 202:
                raise Exception(f"not accepted: {await response.text()}")
            task_id = (await response.json())["task_id"]
        while True:
            async with session.get(f"{base_url}/api/v1/documents/status/{task_id}") as response:
                # Whatever the type is called, it is JSON.
                status = await response.json(content_type=None)
            if status.get("status") == "Complete":
                async with session.get(f"{base_url}/api/v1/documents/{task_id}") as response:
                    return await response.json()
            if status.get("status") == "Failed":
                raise GenerationFailed(status["error"])
            await asyncio.sleep(sleep.scaled(5))


def generate_and_wait(base_url, token, body, sleep):
    return asyncio.run(generate(base_url, token, body, sleep))
