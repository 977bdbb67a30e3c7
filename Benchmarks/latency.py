#!/usr/bin/env python3
"""How long after a word has been said its symbol shows, in `dictex listen`.

    latency.py DICTEX CLIPS.tsv [--json]

Each line of CLIPS.tsv: a recording, a tab, its words with blanks between, a tab, the seconds at which each word
ends. One `dictex listen - --json --partials` hears all of them in real time, a pause between, 20 ms at a time. A
word is shown by the first line after which every later partial of the utterance has it at its place; its latency is the wall
time of that line less the wall time at which the last of the word's samples was written. Words that the final
transcript does not have right are left out and counted.
"""
import json
import subprocess
import sys
import threading
import time

import numpy as np
import soundfile

RATE = 16_000
STEP = 320
PAUSE = 1.6


def main():
    dictex, table = sys.argv[1:3]
    clips = [line.rstrip("\n").split("\t") for line in open(table, encoding="utf-8")]
    process = subprocess.Popen(
        [dictex, "listen", "-", "--json", "--partials"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    lines = []

    def read():
        for line in process.stdout:
            lines.append((time.monotonic(), json.loads(line)))

    reader = threading.Thread(target=read)
    reader.start()
    time.sleep(1)  # the model loads
    written, start = 0, time.monotonic()
    utterances = []
    for path, words, ends in clips:
        samples, rate = soundfile.read(path, dtype="float32")
        assert rate == RATE, path
        samples = np.concatenate([samples, np.zeros(int(PAUSE * RATE), np.float32)])
        data = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
        utterances.append((written / RATE, words.split(), [written / RATE + float(e) for e in ends.split()]))
        for place in range(0, len(data), 2 * STEP):
            written += STEP
            delay = start + written / RATE - time.monotonic()
            if delay > 0:
                time.sleep(delay)
            process.stdin.write(data[place : place + 2 * STEP])
            process.stdin.flush()
    process.stdin.close()
    reader.join()
    cpu = process.wait() or 0
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)

    latencies, wrong, total = [], 0, 0
    for number, (begin, words, ends) in enumerate(utterances):
        until = utterances[number + 1][0] if number + 1 < len(utterances) else float("inf")
        shown = [(when - start, line["partial"].split()) for when, line in lines
                 if "partial" in line and begin < when - start - 0.0 < until + 0.3 and line["at"] > begin]
        for place, word in enumerate(words):
            total += 1
            right = [len(heard) > place and heard[place] == word for _, heard in shown]
            if not right or not right[-1]:
                wrong += 1
                continue
            first = len(right) - 1
            while first > 0 and right[first - 1]:
                first -= 1
            latencies.append(shown[first][0] - ends[place])
    latencies = np.array(sorted(latencies)) * 1000
    report = {
        "words": total, "misheard": wrong,
        "milliseconds": {f"p{q}": round(float(np.percentile(latencies, q))) for q in (5, 25, 50, 75, 90, 95, 99)},
        "within 300 ms": round(float((latencies <= 300).mean()), 3),
        "processor share": round((usage.ru_utime + usage.ru_stime) / (written / RATE), 4),
        "seconds": round(written / RATE, 1),
    }
    print(json.dumps(report) if "--json" in sys.argv else json.dumps(report, indent=1))


main()
