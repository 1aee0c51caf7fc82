"""A redis-server of a measurement's own, on a unix socket in a directory of its own."""

import os
import shutil
import subprocess
import tempfile
import time


class Server:
    def __init__(self, directory, aof=False):
        self.directory = tempfile.mkdtemp(prefix="redis-", dir=directory)
        self.socket = os.path.join(self.directory, "redis.sock")
        self.url = f"unix://{self.socket}"
        #: Where the changes of data stand, if it writes them down.
        self.aof = os.path.join(self.directory, "appendonlydir", "appendonly.aof.1.incr.aof")
        keeps = ["--appendonly", "yes", "--appendfsync", "everysec"] if aof else ["--appendonly", "no"]
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", self.socket, "--save", "", "--dir", self.directory,
             "--maxmemory-policy", "noeviction", *keeps],
            stdout=subprocess.DEVNULL)

    def __enter__(self):
        end = time.monotonic() + 20
        while self.ask("PING") != "PONG":
            if time.monotonic() > end:
                self.__exit__()
                raise SystemExit("bench: redis-server does not answer")
            time.sleep(0.02)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    def ask(self, *command):
        answer = subprocess.run(["redis-cli", "-s", self.socket, *command], capture_output=True, text=True)
        return answer.stdout.strip()

    def info(self, section):
        lines = self.ask("INFO", section).splitlines()
        return dict(line.split(":", 1) for line in lines if ":" in line)

    def memory(self):
        return int(self.info("memory")["used_memory"])

    def cpu_seconds(self):
        cpu = self.info("cpu")
        return float(cpu["used_cpu_user"]) + float(cpu["used_cpu_sys"])
