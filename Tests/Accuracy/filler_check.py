#!/usr/bin/env python3
"""Counts what looks like a filled pause ("um", "uh") in speech that has none, and so tells what precision a detector can reach.

  filler_check.py FILE... 

Without words a filled pause is a long stretch of voice whose pitch and spectrum hardly move (Goto, Itou and Hayamizu, Proc.
Eurospeech 1999). The files hold read speech: all that is found there is wrong. For each rule, a line: how often it strikes in a
minute of talk, and which share of fillers it finds that flite's voices say, drawn out. With three fillers a minute of talk, of
which a rule finds two, one false find in two minutes is the most that a precision of 0.8 allows.

Needs numpy, scipy, soundfile and flite.
"""
import subprocess, sys, tempfile
from pathlib import Path
import numpy as np

import reference

RULES = [(seconds, moves) for seconds in (0.2, 0.25, 0.3) for moves in (5.0, 7.0, 9.0)]


def finds(path, weights):
    """Seconds of talk, and how often each rule strikes."""
    rows, _, _, segments = reference.analyze(reference.read_16k(path), weights)
    middles = (np.arange(len(rows)) + 0.5) / 100
    speech = np.zeros(len(rows), bool)
    for a, b in segments:
        speech |= (middles >= a) & (middles < b)
    level = rows[:, :18].astype(float) / 2
    # How far the spectrum's shape, in dB, moves in 100 ms.
    shape = level - level.mean(1, keepdims=True)
    moves = np.full(len(rows), 99.0)
    moves[5:-5] = np.abs(shape[10:] - shape[:-10]).mean(1)
    counts = []
    for seconds, most in RULES:
        steady = speech & (rows[:, 24] >= 90) & (moves < most)
        edges = np.flatnonzero(np.diff(np.r_[0, steady, 0].astype(int))).reshape(-1, 2)
        # The ends of a steady stretch, 50 ms each, look as if they moved.
        counts.append(sum(b - a + 10 >= 100 * seconds for a, b in edges))
    return sum(b - a for a, b in segments), np.array(counts)


def spoken(weights):
    """The share of drawn-out fillers that each rule finds."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for voice in ("awb", "rms", "slt", "kal16"):
            for filler in ("um", "uh"):
                for slow in (1.5, 2.0, 2.5):
                    path = f"{folder}/a.wav"
                    subprocess.run(["flite", "-voice", voice, "--setf", f"duration_stretch={slow}", "-t", f"{filler}.", "-o", path], check=True)
                    found.append(finds(path, weights)[1] > 0)
    return np.mean(found, axis=0)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    weights = reference.load_weights(reference.WEIGHTS)
    each = [finds(path, weights) for path in sys.argv[1:]]
    talk, counts = sum(e[0] for e in each), sum(e[1] for e in each)
    print(f"{talk / 60:.1f} minutes of talk\n\n| steady for, s | moves less than, dB | found in a minute of talk | spoken ones found % |\n|---|---|---|---|")
    for (seconds, most), count, share in zip(RULES, counts, spoken(weights)):
        print(f"| {seconds} | {most:.0f} | {count / talk * 60:.1f} | {100 * share:.0f} |")


if __name__ == "__main__":
    main()
