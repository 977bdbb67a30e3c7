#!/usr/bin/env python3
"""Every stage of Dictex beside a well-known program that does the same, as ratios: `make bench`.

    bench.py [--rounds 5] [--manifest samples/manifest.tsv] [--only features beam parser start rivals train]

All on one core, interleaved: each round runs ours and the other, the order alternating; a ratio is the other's
processor time over ours in the same round, so above 1 we are faster. Its median, least and most are printed. What is
not installed in this interpreter is left out and named: librosa, pyctcdecode with kenlm, saytex, pocketsphinx, vosk, whisper,
torch. The rivals' scripts are found by PEERS (../shared/peers), their models by PEER_MODELS.
"""
import argparse
import importlib.util
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1", NUMBA_NUM_THREADS="1")
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
MODEL = f"{ROOT}/models/dictex"
DICTEX = f"{ROOT}/.build/release/dictex"


def has(*modules):
    absent = [name for name in modules if importlib.util.find_spec(name) is None]
    if absent:
        print(f"left out: {', '.join(absent)} not installed", file=sys.stderr)
    return not absent


class Stages:
    """Our own stages, in one process."""

    def __init__(self, recordings, work):
        binary = subprocess.run(
            ["swift", "build", "--package-path", HERE, "-c", "release", "--show-bin-path"], capture_output=True,
            text=True, check=True).stdout.strip()
        self.process = subprocess.Popen(
            [f"{binary}/stages", MODEL, f"{work}/posteriors", *recordings], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "ready\n"

    def run(self, stage):
        print(stage, file=self.process.stdin, flush=True)
        seconds, result = self.process.stdout.readline().split()
        return float(seconds), int(result)


def timed(function):
    start = time.process_time()
    result = function()
    return time.process_time() - start, result


def child_time(command, lines, environment):
    """Processor seconds of a command that prints so many lines."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    assert len(run.stdout.splitlines()) == lines, run.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def compare(name, rounds, ours, other):
    """A row of the table: median seconds of both, and the ratio with its spread."""
    ours(), other()
    pairs = []
    for index in range(rounds):
        runs = [ours, other] if index % 2 == 0 else [other, ours]
        first, second = [run()[0] for run in runs]
        pairs.append((first, second) if index % 2 == 0 else (second, first))
    ratios = sorted(b / a for a, b in pairs)
    row = {
        "what": name, "ours, ms": round(1000 * statistics.median(a for a, _ in pairs), 1),
        "other, ms": round(1000 * statistics.median(b for _, b in pairs), 1),
        "ratio": round(statistics.median(ratios), 2), "least": round(ratios[0], 2), "most": round(ratios[-1], 2),
    }
    print("| {what} | {ours, ms} | {other, ms} | **{ratio}** ({least}–{most}) |".format(**row), flush=True)
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--manifest", default=f"{ROOT}/samples/manifest.tsv")
    parser.add_argument("--only", nargs="*", default=["features", "beam", "parser", "start", "rivals", "train"])
    options = parser.parse_args()
    rows = [line.rstrip("\n").split("\t") for line in open(options.manifest, encoding="utf-8")]
    place = {name: index for index, name in enumerate(rows[0])}
    folder = os.path.dirname(os.path.abspath(options.manifest))
    recordings = [os.path.join(folder, row[place["path"]]) for row in rows[1:]]
    lines = [row[place["words"]] for row in rows[1:]]
    work = tempfile.mkdtemp()
    peers = os.environ.get("PEERS") or f"{ROOT}/../shared/peers"
    with open(f"{work}/posteriors.words", "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    cpu = next(line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    commit = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"], capture_output=True, text=True).stdout
    print(f"{time.strftime('%Y-%m-%d')}, commit {commit.strip()}, {cpu}, {platform.platform()}; "
          f"{len(recordings)} recordings, {options.rounds} rounds, one core\n")
    if "features" in options.only or "train" in options.only:
        if has("torch"):
            import torch

            torch.set_num_threads(1)
            a, b = torch.rand(1536, 1536), torch.rand(1536, 1536)
            best = min(timed(lambda: a @ b)[0] for _ in range(10))
            print(f"peak of this core (float32 products of 1536 × 1536, PyTorch {torch.__version__}): "
                  f"{2 * 1536**3 / best / 1e9:.0f} GFLOP/s\n")
    print("| what | ours, ms | other, ms | other / ours (least–most) |\n|---|---|---|---|")
    stages = Stages(recordings, work)
    if "features" in options.only and has("librosa"):
        import librosa
        import numpy as np

        sounds = [librosa.load(path, sr=16_000)[0] for path in recordings]

        def features():
            for sound in sounds:
                mel = librosa.feature.melspectrogram(
                    y=sound, sr=16_000, n_fft=400, win_length=400, hop_length=160, n_mels=80, fmin=20, fmax=7600)
                np.log(mel + 1e-10)

        compare(f"log-mel features, librosa {librosa.__version__}", options.rounds,
                lambda: stages.run("features"), lambda: timed(features))
    if "beam" in options.only and has("pyctcdecode", "kenlm"):
        beam(options.rounds, stages, work)
    if "parser" in options.only and has("saytex", "pkg_resources"):
        import saytex

        compiler = saytex.Saytex()

        def parse():
            for line in lines:
                try:
                    compiler.to_latex(line)
                except Exception:
                    pass

        compare("words to LaTeX, SayTeX", options.rounds, lambda: stages.run("parser"), lambda: timed(parse))
    if "start" in options.only and has("pocketsphinx"):
        short = min(recordings, key=os.path.getsize)
        for name, script, module in [("pocketsphinx, mathematics", "pocketsphinx", "pocketsphinx"), ("Vosk small, mathematics", "vosk", "vosk")]:
            if has(module) and os.path.exists(f"{peers}/peer_{script}.py"):
                rival(f"start and one recording, {name}", options.rounds, peers, script, [short], work)
    if "rivals" in options.only:
        for name, script, module in [
            ("pocketsphinx, mathematics", "pocketsphinx", "pocketsphinx"), ("Vosk small, mathematics", "vosk", "vosk"),
            ("Whisper tiny.en", "whisper_tiny_en", "whisper")]:
            if has(module) and os.path.exists(f"{peers}/peer_{script}.py"):
                rounds = 3 if script.startswith("whisper") else options.rounds
                rival(f"recording to LaTeX (theirs: words), {name}", rounds, peers, script, recordings, work)
    stages.process.stdin.close()
    if "train" in options.only and has("torch", "safetensors"):
        print(flush=True)
        os.sched_setaffinity(0, range(os.cpu_count()))
        subprocess.run([f"{HERE}/train-step.sh", "--rounds", "3"], env=dict(os.environ, PYTHON=sys.executable))


def rival(name, rounds, peers, script, recordings, work):
    """Whole processes: loading, hearing, writing."""
    import librosa
    import soundfile

    waves = []
    for index, path in enumerate(recordings):
        waves.append(f"{work}/{index}.wav")
        soundfile.write(waves[-1], librosa.load(path, sr=16_000)[0], 16_000, subtype="PCM_16")
    listing = f"{work}/list"
    with open(listing, "w") as file:
        file.write("\n".join(waves) + "\n")
    models = os.environ.get("PEER_MODELS", "")
    environment = dict(
        os.environ, VOSK_MODEL=f"{models}/vosk", W_MODEL=f"{models}/tiny.en.pt", DICTEX_MODEL=MODEL)
    limits = {"pocketsphinx": ["--mode=maths"], "vosk": [f"--grammar={peers}/lm/vosk_grammar.txt"]}
    theirs = [sys.executable, f"{peers}/peer_{script}.py", *limits.get(script, []), f"@{listing}"]
    ours = [DICTEX, "transcribe", "--jobs", "1", "--json", "--files-from", listing]
    compare(
        name, rounds, lambda: (child_time(ours, len(waves), environment), None),
        lambda: (child_time(theirs, len(waves), environment), None))


def beam(rounds, stages, work):
    """The same probabilities, symbols, words, language model and beam width in pyctcdecode (Python, KenLM in C++)."""
    import numpy as np
    from pyctcdecode import build_ctcdecoder

    symbols = open(f"{MODEL}/vocabulary.txt", encoding="utf-8").read().split("\n")[:-1]
    labels = ["" if symbol == "<blank>" else " " if symbol == "|" else symbol for symbol in symbols]
    words = [word for word in open(f"{MODEL}/lexicon.txt", encoding="utf-8").read().split("\n")
             if word and not word.startswith("#")]
    decoder = build_ctcdecoder(labels, f"{work}/posteriors.arpa", words)
    rows = np.fromfile(f"{work}/posteriors.f32", np.float32).reshape(-1, len(symbols))
    lengths = [int(line) for line in open(f"{work}/posteriors.txt")]
    parts = np.split(rows, np.cumsum(lengths)[:-1])

    def decode():
        for part in parts:
            decoder.decode(part, beam_width=128)

    compare("beam search of width 128 over the lexicon, pyctcdecode", rounds,
            lambda: stages.run("beam"), lambda: timed(decode))


main()
