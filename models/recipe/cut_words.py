#!/usr/bin/env python3
"""Cuts the words of spelled sentences out, and strings them together in orders nobody said.

    python cut_words.py SPEECH OUTPUT

SPEECH/human-train.tsv names the recordings that may be used, SPEECH/human/an4/align.tsv the times of their
words. A network that has heard each letter only in mid-sentence does not know it alone: of these clips, cut
from recordings that it had learnt by heart, it misheard a fifth. Two clips are cut of each rare word, fewer of
common ones; three fifths have the recording's own quiet around them, the others begin and end with the word.
Then fourteen strings of two to five words for each speaker, with pauses of that quiet.

Clips are 16 kHz Ogg Opus; OUTPUT/manifest.tsv lists them. The same input gives the same clips.
"""
import collections
import os
import sys

import numpy as np
import soundfile

import clips
from clips import RATE

# Copies of one word that are wanted, all speakers together.
WANTED = 110

Word = collections.namedtuple("Word", "text samples start end earliest latest quiet")


def read_words(speech):
    """The words of each speaker, with the recordings they are cut from."""
    with open(f"{speech}/human-train.tsv", encoding="utf-8") as file:
        head, *rows = (line.rstrip("\n").split("\t") for line in file)
    speaker_of = {row[head.index("path")]: row[head.index("speaker")] for row in rows}
    times = collections.defaultdict(list)
    with open(f"{speech}/human/an4/align.tsv", encoding="utf-8") as file:
        for line in list(file)[1:]:
            path, word, start, end = line.rstrip("\n").split("\t")
            if path in speaker_of:
                times[path].append((word, float(start), float(end)))
    words = collections.defaultdict(list)
    for path, spoken in times.items():
        samples, rate = soundfile.read(f"{speech}/{path}", dtype="float32")
        if rate != RATE:
            sys.exit(f"{speech}/{path}: found {rate} samples a second, wanted {RATE}")
        quiet = [samples[: max(0, int((spoken[0][1] - 0.05) * RATE))], samples[int((spoken[-1][2] + 0.1) * RATE) :]]
        quiet = np.concatenate([part for part in quiet if len(part) > RATE // 10] or [samples[:0]])
        for i, (word, start, end) in enumerate(spoken):
            earliest = spoken[i - 1][2] if i else max(0, start - 0.3)
            latest = spoken[i + 1][1] if i + 1 < len(spoken) else end + 0.3
            words[speaker_of[path]].append(Word(word, samples, start, end, earliest, latest, quiet))
    return words


def faded(samples, length):
    samples = samples.copy()
    samples[:length] *= np.linspace(0, 1, length)
    samples[-length:] *= np.linspace(1, 0, length)
    return samples


def cut(word, random):
    """The word; into the pauses beside it as far as they go, over its neighbours by 15 ms at most."""
    start = word.start - min(max(word.start - word.earliest, 0.015), random.uniform(0.02, 0.12))
    end = word.end + min(max(word.latest - word.end, 0.015), random.uniform(0.03, 0.15))
    return faded(word.samples[max(0, int(start * RATE)) : int(end * RATE)], 48)


def quiet(word, seconds, random):
    """So much of the recording's own quiet, in pieces of 0.1 to 0.3 s that fade into each other."""
    length, fade = int(seconds * RATE), RATE // 100
    if len(word.quiet) == 0:
        return random.normal(0, 1e-4, length).astype(np.float32)
    out = np.zeros(length + RATE, np.float32)
    place = 0
    while place < length:
        count = min(len(word.quiet), int(random.integers(RATE // 10, 3 * RATE // 10)))
        start = int(random.integers(0, len(word.quiet) - count + 1))
        out[place : place + count] += faded(word.quiet[start : start + count], fade)
        place += count - fade
    return out[:length]


def alone(words, random):
    """Clips of one word: speaker, words, samples."""
    counts = collections.Counter(word.text for spoken in words.values() for word in spoken)
    for speaker, spoken in words.items():
        for word in spoken:
            for _ in range(2):
                if random.random() > WANTED / counts[word.text]:
                    continue
                parts = [cut(word, random)]
                if random.random() > 0.4:
                    before, after = random.uniform(0.05, 0.7), random.uniform(0.05, 0.6)
                    parts = [quiet(word, before, random), *parts, quiet(word, after, random)]
                yield speaker, word.text, np.concatenate(parts)


def strings(words, random):
    """Clips of several words: speaker, words, samples."""
    for speaker, spoken in words.items():
        for _ in range(14):
            chosen = [spoken[i] for i in random.choice(len(spoken), random.integers(2, 6))]
            parts = []
            for word in chosen:
                parts += [quiet(word, random.uniform(0.03, 0.5), random), cut(word, random)]
            parts.append(quiet(chosen[-1], random.uniform(0.03, 0.5), random))
            yield speaker, " ".join(word.text for word in chosen), np.concatenate(parts)


def main():
    if len(sys.argv) != 3 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    speech, output = sys.argv[1:]
    os.makedirs(f"{output}/clips", exist_ok=True)
    random = np.random.default_rng(5)
    words = read_words(speech)
    made = [*alone(words, random), *strings(words, random)]
    clips.write(output, (
        (f"{number:06d}", speaker, text, samples * (random.uniform(0.3, 0.9) / max(np.abs(samples).max(), 1e-3)))
        for number, (speaker, text, samples) in enumerate(made)))


main()
