#!/usr/bin/env python3
"""Live sessions for hours, as many as a core holds: does memory stay, and is any sound late?

    soak.py SERVER CLIPS.tsv [--sessions 12] [--minutes 120] [--core 0] [--report soak.tsv]

Starts the server on one core and streams recordings (column `path` of CLIPS.tsv) to its sessions in real time, at
48 kHz, 20 ms at a time, pauses between. Each session accepts its formula after three recordings, takes it out of the
list again, undoes now and then, and every fifty recordings is cut off in mid-word and comes back. Of every state that
comes in, the lag is the time since the last sample that it covers was sent. Prints percentiles of the lags, those
over 0.3 s and 1 s, and the server's resident memory over time; asserts that no session was lost. Every state later
than 0.3 s goes to stderr with how late this program itself woke up in those ten seconds and what the host took from
the server's core ("steal"), so that a slow server can be told from a machine that stood still.
"""
import argparse
import asyncio
import base64
import json
import os
import random
import re
import struct
import subprocess
import sys
import time

import numpy as np
import soundfile
import soxr

RATE = 48_000
STEP = RATE // 50


def frame(opcode, payload):
    """A masked frame of a client (RFC 6455, 5.2); the mask is zero, so the payload stands as it is."""
    size = len(payload)
    head = bytes([0x80 | opcode])
    if size < 126:
        head += bytes([0x80 | size])
    elif size < 1 << 16:
        head += bytes([0x80 | 126]) + struct.pack(">H", size)
    else:
        head += bytes([0x80 | 127]) + struct.pack(">Q", size)
    return head + bytes(4) + payload


async def next_message(reader):
    """The next frame of the server: opcode and payload."""
    first, second = await reader.readexactly(2)
    size = second & 127
    if size == 126:
        size = struct.unpack(">H", await reader.readexactly(2))[0]
    elif size == 127:
        size = struct.unpack(">Q", await reader.readexactly(8))[0]
    return first & 15, await reader.readexactly(size)


class Session:
    def __init__(self, port, token, clips, seed, tally):
        self.port, self.token, self.clips = port, token, clips
        self.random, self.tally, self.seed = random.Random(seed), tally, seed

    async def run(self, until):
        while time.monotonic() < until:
            reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
            key = base64.b64encode(os.urandom(16)).decode()
            self.writer.write(
                f"GET /session?token={self.token} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
                f"Origin: http://127.0.0.1:{self.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode())
            answer = await reader.readuntil(b"\r\n\r\n")
            assert b" 101 " in answer, answer
            self.begin = time.monotonic()
            self.sent = []  # when each step was sent
            listening = asyncio.create_task(self.listen(reader))
            self.send({"type": "start", "rate": RATE})
            for count in range(50):
                clip = self.random.choice(self.clips)
                last = count == 49
                # Cut off in mid-word.
                await self.play(clip[: len(clip) // 2] if last else clip, pause=0 if last else 1.2)
                if count % 3 == 2:
                    self.send({"type": "say", "text": self.random.choice(["accept", "accept", "undo"])})
                if time.monotonic() >= until:
                    break
            listening.cancel()
            self.writer.transport.abort()
            self.tally["connections"] += 1
            await asyncio.sleep(0.5)

    def send(self, message):
        self.writer.write(frame(1, json.dumps(message).encode()))

    async def play(self, samples, pause):
        # Whole steps, so that their count tells the time.
        samples = np.concatenate([samples, np.zeros(int(pause * RATE) + STEP - 1, "<i2")])
        data = samples[: len(samples) // STEP * STEP].astype("<i2").tobytes()
        for place in range(0, len(data), 2 * STEP):
            delay = self.begin + len(self.sent) * STEP / RATE - time.monotonic()
            if delay > 0:
                await asyncio.sleep(delay)
            self.writer.write(frame(2, data[place : place + 2 * STEP]))
            self.sent.append(time.monotonic())
            self.tally["seconds"] += len(data[place : place + 2 * STEP]) / 2 / RATE

    async def listen(self, reader):
        try:
            while True:
                opcode, payload = await next_message(reader)
                if opcode == 9:
                    self.writer.write(frame(10, payload))
                if opcode == 8:
                    self.tally["closed by the server"] += 1
                    return
                if opcode != 1:
                    continue
                message = json.loads(payload)
                self.tally[message["type"]] = self.tally.get(message["type"], 0) + 1
                if message["type"] == "list":
                    for entry in message["formulas"][:-20]:
                        self.send({"type": "remove", "id": entry["id"]})
                state = message.get("state", {})
                if state.get("hearing") and self.sent:
                    step = min(int(state["at"] * RATE / STEP), len(self.sent)) - 1
                    if step >= 0:
                        lag = time.monotonic() - self.sent[step]
                        self.tally["lags"].append(lag)
                        if lag > 0.3:
                            self.tally["late"].append((time.monotonic(), self.seed, lag))
        except asyncio.IncompleteReadError:
            self.tally["closed by the server"] += 1


def resident(process):
    """Resident memory in MB."""
    with open(f"/proc/{process}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def stolen(core):
    """Seconds in which the host ran something else on this core (proc(5), "steal")."""
    with open("/proc/stat") as stat:
        line = next(line for line in stat if line.startswith(f"cpu{core} "))
    return int(line.split()[8]) / os.sysconf("SC_CLK_TCK")


async def watch(tally):
    """How late this program's own loop wakes up, at most, since somebody looked."""
    while True:
        before = time.monotonic()
        await asyncio.sleep(0.01)
        tally["overslept"] = max(tally["overslept"], time.monotonic() - before - 0.01)


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server")
    parser.add_argument("clips")
    parser.add_argument("--sessions", type=int, default=12)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--core", type=int, default=0)
    parser.add_argument("--report", default="soak.tsv")
    options = parser.parse_args()
    lines = [line.rstrip("\n").split("\t") for line in open(options.clips, encoding="utf-8")]
    column = lines[0].index("path")
    clips = []
    for line in random.Random(1).sample(lines[1:], min(300, len(lines) - 1)):
        path = os.path.join(os.path.dirname(options.clips), line[column])
        samples, rate = soundfile.read(path, dtype="float32")
        samples = soxr.resample(samples, rate, RATE)
        clips.append((np.clip(samples, -1, 1) * 32767).astype("<i2"))
    server = subprocess.Popen(
        ["taskset", "-c", str(options.core), options.server, "--port", "0", "--list", options.report + ".list",
         "--sessions", str(options.sessions + 4)], stdout=subprocess.PIPE, text=True)
    port, token = re.search(r":(\d+)/?#(\S+)", server.stdout.readline()).groups()
    tally = {"lags": [], "seconds": 0.0, "connections": 0, "closed by the server": 0, "late": [], "overslept": 0.0}
    start = time.monotonic()
    until = start + 60 * options.minutes
    sessions = [
        asyncio.create_task(Session(port, token, clips, seed, tally).run(until)) for seed in range(options.sessions)]
    watching = asyncio.create_task(watch(tally))
    memory, taken = [], stolen(options.core)
    with open(options.report, "w", encoding="utf-8") as report:
        print("seconds\tmegabytes\tstates\tlag p50\tlag p95\tlag max\toverslept\tstolen", file=report)
        seen = 0
        while any(not session.done() for session in sessions):
            await asyncio.sleep(10)
            for session in sessions:
                if session.done() and session.exception():
                    raise session.exception()
            lags = np.array(tally["lags"][seen:] or [0]) * 1000
            seen = len(tally["lags"])
            before, taken = taken, stolen(options.core)
            memory.append((time.monotonic() - start, resident(server.pid)))
            print(f"{memory[-1][0]:.0f}\t{memory[-1][1]:.1f}\t{len(lags)}\t"
                  + "\t".join(f"{value:.0f}" for value in (
                      *np.percentile(lags, [50, 95]), lags.max(), 1000 * tally["overslept"],
                      1000 * (taken - before))),
                  file=report, flush=True)
            for when, session, lag in tally["late"]:
                print(f"{when - start:.2f} s, session {session}: {1000 * lag:.0f} ms late; overslept "
                      f"{1000 * tally['overslept']:.0f} ms, stolen {1000 * (taken - before):.0f} ms",
                      file=sys.stderr, flush=True)
            tally["late"], tally["overslept"] = [], 0.0
    watching.cancel()
    lags = np.array(tally["lags"]) * 1000
    with open(f"/proc/{server.pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    share = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") / (time.monotonic() - start)
    early = [value for when, value in memory if 600 <= when < 1200] or [memory[0][1]]
    late = [value for when, value in memory if when > memory[-1][0] - 600]
    print(json.dumps({
        "minutes": round((time.monotonic() - start) / 60, 1), "sessions": options.sessions,
        "hours of sound": round(tally["seconds"] / 3600, 2), "connections": tally["connections"],
        "states": len(lags), "core share": round(share, 3),
        "lag in ms": {f"p{q}": round(float(np.percentile(lags, q)), 1) for q in (50, 95, 99, 99.9, 100)},
        "over 300 ms": int((lags > 300).sum()), "over 1 s": int((lags > 1000).sum()),
        "MB, minutes 10 to 20": round(float(np.mean(early)), 1), "MB, last ten minutes": round(float(np.mean(late)), 1),
        "MB, most": round(max(value for _, value in memory), 1),
        "closed by the server": tally["closed by the server"]}, indent=1))
    server.terminate()
    server.wait()
    assert len(lags) > 0 and tally["closed by the server"] == 0


asyncio.run(main())
