#!/usr/bin/env python3
"""Writes log_mel.json: samples, mel triangles and log-mel features in double precision.

Oracle: SciPy (window, rfft) and librosa (mel triangles). Run: python3 make_reference.py
"""
import json
import os

import librosa
import numpy
import scipy
import scipy.fft
import scipy.signal

RATE, WINDOW, HOP, FFT, BANDS, LOW, HIGH, FLOOR = 16000, 400, 160, 512, 80, 20, 7600, 1e-8

random = numpy.random.default_rng(20261123)
time = numpy.arange(2000) / RATE
sound = 0.3 * numpy.sin(2 * numpy.pi * (300 + 2000 * time) * time)
sound += 0.1 * numpy.sin(2 * numpy.pi * 3100 * time + 1) + 0.02 * random.standard_normal(2000)
sound += 0.05  # A constant that the front end must take away.
samples = numpy.round(sound * 32768).astype(int)

window = scipy.signal.get_window("hann", WINDOW, fftbins=True)
mel = librosa.filters.mel(
    sr=RATE, n_fft=FFT, n_mels=BANDS, fmin=LOW, fmax=HIGH, htk=False, norm=None,
    dtype=numpy.float64)
rows = []
for start in range(0, len(samples) - WINDOW + 1, HOP):
    frame = samples[start:start + WINDOW] / 32768
    spectrum = scipy.fft.rfft(window * (frame - frame.mean()), FFT)
    rows.append(numpy.log(numpy.maximum(mel @ numpy.abs(spectrum) ** 2, FLOOR)))

triangles = [[int(k), int(b), round(float(mel[k, b]), 9)] for k, b in zip(*numpy.nonzero(mel))]
reference = {
    "scipy": scipy.__version__, "librosa": librosa.__version__, "samples": samples.tolist(),
    "triangles": triangles, "features": [[round(float(v), 7) for v in row] for row in rows],
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "log_mel.json")
with open(path, "w", encoding="ascii") as file:
    json.dump(reference, file, separators=(",", ":"))
    file.write("\n")
