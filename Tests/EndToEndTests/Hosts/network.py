"""Several hosts on one machine: a network namespace for each, and the Ethernet switch between them.

Usage: network.py probe | network.py HOST... [-- DOOR=HOST:PORT...]

The namespaces have no names: this process alone holds them, as open files, so nothing is left of them when it and those
who work in them have ended, however that happened. It needs no root, only user namespaces and /dev/net/tun. The switch
is this program and not a bridge with netem, which many kernels lack: it drops, delays and holds whole frames, so that
each host's own TCP has to cope with what is lost.

Prints one line of JSON: its process id, and for each host its address and the number of the file to enter it by. A door
is a port of the loopback outside that leads to a port of a host. Then it obeys lines of standard input and prints each
that it has obeyed. It ends with its standard input, and whoever still works on one of its hosts ends with it.

    cut HOST            nothing passes any more
    cut HOST but PORT   nothing but this TCP port passes, and the search for addresses
    cut HOST at TEXT    nothing passes from the first frame of HOST on that holds TEXT; that one waits in the switch
    heal HOST           everything passes
    slow HOST MS LOSS   what HOST sends comes so many milliseconds later, and so many in a hundred frames never
"""

import asyncio
import ctypes
import fcntl
import json
import os
import random
import signal
import socket
import struct
import subprocess
import sys

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
TUNSETIFF, IFF_TAP, IFF_NO_PI = 0x400454CA, 0x0002, 0x1000
BROADCAST = b"\xff" * 6
LARGEST_FRAME = 1514
IPV4, ARP = b"\x08\x00", b"\x08\x06"
C = ctypes.CDLL(None, use_errno=True)


def check(result):
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def become_root_of_own_namespaces():
    uid, gid = os.geteuid(), os.getegid()
    check(C.unshare(CLONE_NEWUSER | CLONE_NEWNET))
    for file, line in (("setgroups", "deny"), ("uid_map", f"0 {uid} 1"), ("gid_map", f"0 {gid} 1")):
        with open(f"/proc/self/{file}", "w") as out:
            out.write(line)


class Host:
    """A network namespace whose one cable ends in the switch. This process is in it when it is made."""

    def __init__(self, name, number):
        check(C.unshare(CLONE_NEWNET))
        self.name, self.address = name, f"10.77.0.{number}"
        self.mac = bytes([2, 0, 0, 0, 0, number])
        self.namespace = os.open("/proc/self/ns/net", os.O_RDONLY)
        self.cable = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self.cable, TUNSETIFF, struct.pack("16sH", b"eth0", IFF_TAP | IFF_NO_PI))
        for command in (
            "link set lo up", f"link set eth0 address {self.mac.hex(':')}", f"address add {self.address}/24 dev eth0",
            "link set eth0 up",
        ):
            subprocess.run(["ip", *command.split()], check=True)
        self.is_cut, self.open_port = False, None
        self.trap, self.held = None, []
        self.delay, self.loss = 0.0, 0.0

    def enter(self):
        check(C.setns(self.namespace, CLONE_NEWNET))

    def end(self):
        """Ends all processes in the namespace, which is the host's alone."""
        own = os.fstat(self.namespace).st_ino
        for process in filter(str.isdigit, os.listdir("/proc")):
            try:
                if int(process) != os.getpid() and os.stat(f"/proc/{process}/ns/net").st_ino == own:
                    os.kill(int(process), signal.SIGKILL)
            except OSError:
                # Gone meanwhile, or another user's and so not here.
                continue

    def stops(self, frame):
        if not self.is_cut:
            return False
        return self.open_port is None or not (frame[12:14] == ARP or self.open_port in tcp_ports(frame))


def tcp_ports(frame):
    if len(frame) < 38 or frame[12:14] != IPV4 or frame[23] != socket.IPPROTO_TCP:
        return ()
    return struct.unpack_from("!HH", frame, 14 + (frame[14] & 15) * 4)


class Switch:
    def __init__(self, hosts):
        self.hosts = {host.name: host for host in hosts}
        # The same losses in each run, as far as the frames are the same.
        self.chance = random.Random(7)

    def listen(self, loop):
        self.loop = loop
        for host in self.hosts.values():
            loop.add_reader(host.cable, self.read, host)

    def read(self, host):
        try:
            while True:
                self.send(host, os.read(host.cable, LARGEST_FRAME))
        except BlockingIOError:
            return

    def send(self, host, frame):
        if host.trap and host.trap in frame:
            host.trap, host.is_cut, host.open_port = None, True, None
            host.held.append(frame)
            report(f"cut {host.name} now")
        elif host.stops(frame) or self.chance.random() < host.loss:
            return
        elif host.delay:
            self.loop.call_later(host.delay, self.deliver, host, frame)
        else:
            self.deliver(host, frame)

    def deliver(self, sender, frame):
        # What was under way when a cable was cut is lost too.
        if sender.stops(frame):
            return
        for host in self.hosts.values():
            if host is not sender and frame[:6] in (host.mac, BROADCAST) and not host.stops(frame):
                os.write(host.cable, frame)

    def obey(self, line):
        verb, name, *rest = line.split()
        host = self.hosts[name]
        match verb, *rest:
            case "cut", "at", *words:
                host.trap = " ".join(words).encode()
            case "cut", *but:
                host.is_cut, host.open_port = True, int(but[1]) if but else None
            case ("heal",):
                host.is_cut = False
            case "slow", delay, loss:
                host.delay, host.loss = int(delay) / 1000, int(loss) / 100
            case _:
                raise SystemExit(f"network: {line}")
        report(line)
        for frame in host.held:
            self.deliver(host, frame)
        # One that is stopped still is not held for ever: TCP sends it again.
        host.held = []


async def through_door(host, port, reader, writer):
    host.enter()
    inside = socket.socket()
    inside.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(inside, (host.address, port))
        far_reader, far_writer = await asyncio.open_connection(sock=inside)
        await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))
    except OSError:
        inside.close()
    finally:
        writer.close()


async def pump(reader, writer):
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


def report(text):
    print(text, flush=True)


async def main(names, doors):
    outside = {}
    for door in doors:
        outside[door] = socket.create_server(("127.0.0.1", 0))
    become_root_of_own_namespaces()
    hosts = [Host(name, number + 1) for number, name in enumerate(names)]
    switch = Switch(hosts)
    loop = asyncio.get_running_loop()
    switch.listen(loop)
    ports = {}
    for door, listener in outside.items():
        name, target = door.split("=")
        host, port = target.split(":")
        host = switch.hosts[host]
        ports[name] = listener.getsockname()[1]
        await asyncio.start_server(lambda r, w, h=host, p=int(port): through_door(h, p, r, w), sock=listener)
    report(json.dumps({
        "process": os.getpid(), "doors": ports,
        "hosts": {host.name: {"address": host.address, "file": host.namespace} for host in hosts},
    }))
    orders = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while line := await orders.readline():
        switch.obey(line.decode().strip())
    for host in hosts:
        host.end()


if sys.argv[1:] == ["probe"]:
    become_root_of_own_namespaces()
    Host("probe", 1)
else:
    before, _, after = " ".join(sys.argv[1:]).partition(" -- ")
    asyncio.run(main(before.split(), after.split()))
