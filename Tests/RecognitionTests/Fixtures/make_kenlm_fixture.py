#!/usr/bin/env python3
"""Writes lines.txt: lines of a toy grammar with skewed choices, so that counts of counts vary."""
import random

random.seed(7)
words = "x y z a b n two three four half plus minus times over of the".split()
skew = [1.0 / (1 + rank) for rank in range(len(words))]


def term(depth):
    if depth == 0 or random.random() < 0.4:
        return random.choices(words, skew)
    if random.random() < 0.3:
        return ["square", "root", "of"] + term(depth - 1)
    return term(depth - 1) + random.choices(["plus", "over", "sub", "equals"], [5, 3, 2, 1]) + term(depth - 1)


with open("lines.txt", "w") as out:
    for _ in range(160):
        out.write(" ".join(term(3)) + "\n")
