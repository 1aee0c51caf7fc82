"""What Redis needs for a job's changes of data when nothing is decided: plain commands, pipelined.

The commands are those that Redis itself writes to its append-only file while jobs are reserved and settled. Each kind
is given to redis-benchmark as it was written, with ids at random, and weighs as often as it stands there.
"""

import os
import re
import subprocess
from collections import Counter

JOBS = 6_400
#: The last digits of an id; redis-benchmark puts twelve random ones in their place.
ID = re.compile(rb"([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-)[0-9a-f]{12}")
#: What frames the changes of a script and changes nothing.
FRAME = {b"MULTI", b"EXEC", b"SELECT"}


def raw_commands_us(lab):
    """Redis's own microseconds for a job."""
    often, examples = Counter(), {}
    for command in changes(lab):
        # One kind: the same command on keys of the same sort, with as many arguments.
        kind = (command[0].upper(), ID.sub(b"", command[1]), len(command))
        often[kind] += 1
        examples[kind] = command
    return sum(times / JOBS * cost(lab, examples[kind]) for kind, times in often.items())


def changes(lab):
    """Every change of data that reserving and settling makes, in batches of 64."""
    with lab.server(aof=True) as server:
        lab.fill(server, JOBS)
        filled = os.path.getsize(server.aof)
        lab.call(server, "replay", "--jobs", JOBS, "--batch", 64)
        with open(server.aof, "rb") as file:
            file.seek(filled)
            return [command for command in parsed(file) if command[0].upper() not in FRAME]


def parsed(file):
    """The commands of an append-only file, each a list of its arguments."""
    while line := file.readline():
        arguments = []
        for _ in range(int(line[1:])):
            length = int(file.readline()[1:])
            arguments.append(file.read(length + 2)[:length])
        yield arguments


def cost(lab, command):
    """Redis's own microseconds for a command, of which 64 are under way at a time on each connection."""
    requests = max(2_000, 200_000 // len(command))
    arguments = [ID.sub(rb"\1__rand_int__", argument) for argument in command]
    with lab.server() as server:
        before = server.cpu_seconds()
        program = ["redis-benchmark", "-s", server.socket, "-n", str(requests), "-P", "64", "-r", "1000000"]
        subprocess.run([*program, *arguments], stdout=subprocess.DEVNULL, check=True)
        return (server.cpu_seconds() - before) / requests * 1e6
