#!/usr/bin/env python3
"""Counts how likely a letter is a capital in a place, and writes Sources/SpokenMath/Readings/CapitalPriors+Table.swift.

usage: capital-priors.py SITES     (SITES as Tests/SpokenMathTests/CapitalPriorTests.swift writes it; needs scikit-learn, made with 1.9.1)

A logistic regression with an L1 penalty (C 0.3) over the traits of a letter's place; traits seen fewer than four times are left out,
what people say counts twice, what they read aloud one and a half times. Prints the share of formulas with every letter right, found on
parts of the pairs that the fit did not see (eight folds)."""
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

WEIGHT = {"A": 2, "A-tts": 2, "B": 1.5}
MARGIN = 0.7  # Capitals.margin

sites = [line.rstrip("\n").split("\t") for line in open(sys.argv[1])]
formulas = {}
formula = np.array([formulas.setdefault((s[0], s[1]), len(formulas)) for s in sites])
tier = np.array([s[0] for s in sites])
capital = np.array([int(s[2]) for s in sites])
letter = [(f, s[3], s[4]) for f, s in zip(formula, sites)]
traits = [s[5].split(",") for s in sites]
counts = Counter(t for places in traits for t in places)
names = sorted(t for t, n in counts.items() if n >= 4)
column = {t: i for i, t in enumerate(names)}
rows, ends = [], [0]
for places in traits:
    rows += [column[t] for t in places if t in column]
    ends.append(len(rows))
x = csr_matrix((np.ones(len(rows)), rows, ends), shape=(len(sites), len(names)))
weight = np.array([WEIGHT.get(t, 1) for t in tier])


def fit(chosen):
    model = LogisticRegression(penalty="l1", C=0.3, max_iter=200, solver="liblinear", fit_intercept=False)
    return model.fit(x[chosen], capital[chosen], sample_weight=weight[chosen]).coef_[0]


fold = np.random.default_rng(0).integers(0, 8, len(formulas))[formula]
odds = np.zeros(len(sites))
for k in range(8):
    odds[fold == k] = x[fold == k] @ fit(fold != k)
places = defaultdict(list)
for i, key in enumerate(letter):
    places[key].append(i)
right = defaultdict(lambda: True)
for indices in places.values():
    guess = np.mean(odds[indices]) > MARGIN
    for i in indices:
        right[(tier[i], formula[i])] &= guess == bool(capital[i])
for name in sorted(set(tier)):
    found = [ok for (t, _), ok in right.items() if t == name]
    print(f"{name:6s} {len(found):5d} formulas, all letters right in {np.mean(found):.3f}", file=sys.stderr)

table = [(n, c) for n, c in zip(names, fit(np.ones(len(sites), bool))) if abs(c) >= 0.03]
swift = 'extension CapitalPriors {\n  /// Traits and their log-odds, made by `Benchmarks/capital-priors.py`.\n  package static let table = """\n'
swift += "".join(f"    {n} {c:.2f}\n" for n, c in table) + '    """\n}\n'
target = Path(__file__).resolve().parent.parent / "Sources/SpokenMath/Readings/CapitalPriors+Table.swift"
target.write_text(swift)
print(f"{len(table)} traits in {target}", file=sys.stderr)
