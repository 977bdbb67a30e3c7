"""Dictex beside the recognisers that a user would pick instead: same recordings, one run, one core.

    python peers.py --scripts ../shared/peers --models DIR --every 6 LIST...

LIST is a manifest (path, seconds, speaker, words); every sixth recording is taken. `--scripts` holds a script for
each rival, `--models` what they need: `vosk` (vosk-model-small-en-us-0.15), `whisper-base-ct2`, `tiny.en.pt`. The
interpreter must have pocketsphinx, vosk, faster-whisper, openai-whisper, moonshine-voice, soundfile, scipy, num2words.

Rivals write digits, signs and everyday spellings, so each text is brought to words first ("x = 2" is "x equals two"),
and in the second column words that sound alike count as one. Time is processor time over the recordings' length, loading
left out for the rivals and counted for Dictex; memory is the peak of the process; size is the weights on disk.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile

SIGNS = {
    "=": "equals", "+": "plus", "−": "minus", "-": "minus", "*": "times", "×": "times", "/": "over", "^": "to the",
    "<": "less than", ">": "greater than", "%": "percent", "²": "squared", "³": "cubed", "√": "square root of",
    "π": "pi", "θ": "theta", "α": "alpha", "β": "beta", "γ": "gamma", "∞": "infinity", "±": "plus or minus", "!": "factorial",
}  # fmt: skip
ALIKE = """
    two to too|four for fore|one won|eight ate|a eh ay hey|b be bee|c see sea|d dee|e ee|f ef eff|g gee|h aitch|
    i eye aye|j jay|k kay okay|l el ell|m em|n en and|o oh zero|p pee pea|q queue cue|r are our|s ess|t tea tee|
    u you|v vee|x ex|y why|z zee zed|pi pie|sine sign|cosine cosign|new nu mu|phi fi fee|psi sigh|xi|rho row|tau|
    chi kai|plus|minus|sum some|root route|prime|i'm|mu mew
""".replace("\n", "")  # fmt: skip
CLASS = {word: group.split()[0] for group in ALIKE.split("|") if group.strip() for word in group.split()}

# Runs a command and tells, as the rivals' scripts do, its processor time over so many seconds and its peak memory.
MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
factor = (used.ru_utime + used.ru_stime) / float(sys.argv[1])
print(f"#rtf={factor:.3f} peak_MB={used.ru_maxrss / 1024:.0f}", file=sys.stderr)
"""


def words(text):
    from num2words import num2words

    text = text.lower().replace("’", "'")
    text = re.sub(r"(\d+)(st|nd|rd|th)\b", lambda m: " " + num2words(int(m[1]), to="ordinal") + " ", text)
    text = re.sub(r"\d+\.\d+|\d+", lambda m: " " + num2words(m[0]) + " ", text.replace(",", ""))
    text = re.sub(r"(\w)-(\w)", r"\1 \2", text)
    text = "".join(f" {SIGNS[c]} " if c in SIGNS else c for c in text)
    return [w for w in re.sub(r"[^a-z' ]", " ", text).split() if w.strip("'") and w != "and"]


def errors(reference, hypothesis):
    """Levenshtein's distance."""
    row = list(range(len(hypothesis) + 1))
    for i, r in enumerate(reference, 1):
        previous, row[0] = row[0], i
        for j, h in enumerate(hypothesis, 1):
            previous, row[j] = row[j], min(previous + (r != h), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def interval(pairs, rounds=1000):
    chance = random.Random(1)
    rates = []
    for _ in range(rounds):
        drawn = chance.choices(pairs, k=len(pairs))
        rates.append(sum(e for e, _ in drawn) / max(1, sum(n for _, n in drawn)))
    rates.sort()
    return rates[rounds * 25 // 1000], rates[rounds * 975 // 1000]


def size(paths):
    files = [
        os.path.join(folder, name)
        for path in paths
        for folder, _, names in (os.walk(path) if os.path.isdir(path) else [(os.path.dirname(path), [], [path])])
        for name in names
    ]
    return sum(os.path.getsize(f) for f in files) / 1e6


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lists", nargs="+")
    parser.add_argument("--scripts", required=True)
    parser.add_argument("--models", required=True)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", nargs="*", help="these rivals alone")
    parser.add_argument("--save", help="folder for what each heard")
    options = parser.parse_args()
    import importlib.util

    import soundfile

    here = os.path.dirname(os.path.abspath(__file__))
    root = os.path.dirname(here)
    sys.path.insert(0, options.scripts)
    from common import load16k

    work = tempfile.mkdtemp()
    recordings = []  # (list, wav, reference)
    for path in options.lists:
        rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")]
        place = {name: i for i, name in enumerate(rows[0])}
        for row in rows[1 :: options.every]:
            wav = f"{work}/{len(recordings):05d}.wav"
            audio = load16k(os.path.join(os.path.dirname(path), row[place["path"]]))
            soundfile.write(wav, audio, 16_000, subtype="PCM_16")
            recordings.append((os.path.basename(path), wav, words(row[place["words"]]), len(audio) / 16_000))
    names = f"{work}/list"
    with open(names, "w") as file:
        file.write("\n".join(r[1] for r in recordings) + "\n")
    seconds = sum(r[3] for r in recordings)
    print(f"{len(recordings)} recordings, {seconds:.0f} s", file=sys.stderr)

    def package(name):
        return os.path.dirname(importlib.util.find_spec(name).origin)

    models, script = options.models, lambda name: os.path.join(options.scripts, f"peer_{name}.py")
    sphinx = f"{package('pocketsphinx')}/model/en-us"
    maths = os.path.join(options.scripts, "lm")
    moonshine = f"{package('moonshine_voice')}/assets/tiny-en"
    environment = dict(
        os.environ, VOSK_MODEL=f"{models}/vosk", FW_MODEL=f"{models}/whisper-base-ct2", W_MODEL=f"{models}/tiny.en.pt",
        OMP_NUM_THREADS="1", MKL_NUM_THREADS="1",
    )  # fmt: skip
    python = sys.executable
    rivals = {
        "Dictex": ([python, "-c", MEASURED, str(seconds), f"{root}/.build/release/dictex", "transcribe", "--json", "--jobs", "1", "--model",
                    f"{root}/models/dictex"], [f"{root}/models/dictex"]),
        "pocketsphinx, free": ([python, script("pocketsphinx"), "--mode=free"], [sphinx]),
        "pocketsphinx, mathematics": ([python, script("pocketsphinx"), "--mode=maths"], [f"{sphinx}/en-us", maths]),
        "Vosk small, free": ([python, script("vosk")], [f"{models}/vosk"]),
        "Vosk small, mathematics": ([python, script("vosk"), f"--grammar={maths}/vosk_grammar.txt"], [f"{models}/vosk"]),
        "Moonshine tiny": ([python, script("moonshine")], [moonshine]),
        "Whisper tiny.en": ([python, script("whisper_tiny_en")], [f"{models}/tiny.en.pt"]),
        "Whisper base, int8": ([python, script("faster_whisper")], [f"{models}/whisper-base-ct2"]),
    }  # fmt: skip
    lists = [os.path.basename(path) for path in options.lists]
    columns = [f"{name}: errors % [95 %] | sounding alike" for name in lists]
    print("| recogniser | " + " | ".join(columns) + " | real-time factor | peak MB | size MB |")
    print("|---" * (4 + 2 * len(lists)) + "|")
    for name, (command, weights) in rivals.items():
        if options.only and name not in options.only:
            continue
        ours = name == "Dictex"
        arguments = [r[1] for r in recordings] if ours else [f"@{names}"]
        child = subprocess.Popen(
            ["taskset", "--cpu-list", "0", *command, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        output, log = child.communicate()
        if ours:  # the words, whether or not they are a formula
            objects = [json.loads(line) for line in output.splitlines()]
            heard = {o["path"]: " ".join(w["text"] for w in o.get("words") or []) for o in objects}
        else:
            heard = dict(line.split("\t", 1) for line in output.splitlines() if "\t" in line)
        if len(heard) < len(recordings) and not ours:
            sys.exit(f"{name}: {len(heard)} of {len(recordings)} recordings; {log[-500:]}")
        figures = re.search(r"rtf=(\S+) peak_MB=(\S+)", log)
        factor, peak = float(figures[1]), float(figures[2])
        cells = []
        for which in lists:
            for alike in (False, True):
                pairs = []
                for part, wav, reference, _ in recordings:
                    if part != which:
                        continue
                    hypothesis = words(heard.get(wav, ""))
                    if alike:
                        r, h = ([CLASS.get(w, w) for w in x] for x in (reference, hypothesis))
                    else:
                        r, h = reference, hypothesis
                    pairs.append((errors(r, h), len(r)))
                rate = sum(e for e, _ in pairs) / sum(n for _, n in pairs)
                low, high = interval(pairs)
                cells.append(f"{rate:.1%}" if alike else f"{rate:.1%} [{low:.1%}, {high:.1%}]")
        print(f"| {name} | {' | '.join(cells)} | {factor:.3f} | {peak:.0f} | {size(weights):.0f} |", flush=True)
        if options.save:
            os.makedirs(options.save, exist_ok=True)
            with open(f"{options.save}/{name}.tsv", "w") as file:
                for _, wav, reference, _ in recordings:
                    file.write(f"{' '.join(reference)}\t{' '.join(words(heard.get(wav, '')))}\n")


main()
