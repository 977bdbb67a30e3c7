"""Clips of speech as files, with the manifest that lists them."""
import os

import soundfile

RATE = 16_000


def write(folder, clips):
    """Writes named clips (name, speaker, words, samples at RATE) as Ogg Opus; the manifest appears when all are there."""
    manifest = f"{folder}/manifest.tsv"
    with open(manifest + ".part", "w", encoding="utf-8") as file:
        file.write("path\tseconds\tspeaker\twords\n")
        for name, speaker, words, samples in clips:
            soundfile.write(f"{folder}/clips/{name}.opus", samples, RATE, format="OGG", subtype="OPUS")
            file.write(f"clips/{name}.opus\t{len(samples) / RATE:.2f}\t{speaker}\t{words}\n")
    os.replace(manifest + ".part", manifest)
