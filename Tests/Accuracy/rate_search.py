#!/usr/bin/env python3
"""Searches the parameters of the syllable nuclei, and says what is left of their quality for a voice that took no part.

  rate_search.py DATA [--minutes 10] [--seed 1]

Makes a monologue of each voice and tempo as rate_check.py does, clean and in pink noise of 20 dB, keeps their tracks (the
NumPy reference of the analysis beside the network), and draws parameters at random, around the best so far. For each voice the
table shows its mean absolute error and bias with the parameters that are best for all, and with those that are best for the
others. `detect` is what SyllableNuclei.swift does.

Needs what rate_check.py needs, and numba.
"""
import argparse, sys, time
from pathlib import Path
import numpy as np
from numba import njit
import rate_check

import reference

# What SyllableNuclei.swift has; levels in dB, times in hops.
START = dict(low=4, high=16, middle=3.2, width=5.4, exponent=0.58, spread=2.0, unvoiced=0.57, harmonic=0.155, harmonic_span=0.25,
             first=3.0, usual=1.88, tempo=1.18, floor=0.143, ripple=1.05, reach=2500)
RANGES = dict(low=(0, 7), high=(12, 25), middle=(2.0, 14.0), width=(3.0, 20.0), exponent=(0.1, 0.7), spread=(0.0, 4.0), unvoiced=(0.02, 1.0),
              harmonic=(0.05, 0.3), harmonic_span=(0.1, 0.4), first=(1.5, 5.0), usual=(1.4, 3.0), tempo=(0.6, 1.3), floor=(0.02, 0.4),
              ripple=(1.01, 1.3), reach=(500, 3000))


def scene(rows):
    """Levels and noise floors of the bands in dB above the speaker, as SessionScene has them."""
    table = 10 ** ((np.arange(256) / reference.STEPS + reference.BOTTOM_DB) / 10)
    loud = reference.byte_of(table[rows[:, 2:20]].sum(1))
    place = np.arange(len(rows)) + 0.5
    noise = reference.spread(reference.quantile_curve(rows[:, :24], reference.NOISE_QUANTILE), place)
    speaker = reference.spread(reference.quantile_curve(loud[:, None], reference.SPEAKER_QUANTILE), place)[:, 0]
    speaker = np.maximum(speaker, np.quantile(loud, reference.SPEAKER_QUANTILE) - 30)[:, None]
    return (rows[:, :24] - speaker) / 2, (np.maximum(noise, speaker - 120) - speaker) / 2, rows[:, 24] / 255


@njit
def envelope(level, noise, harmonic, low, high, weights, exponent, spread, unvoiced, least, span):
    out = np.zeros(len(level))
    for t in range(len(level)):
        total, squares = 0.0, 0.0
        for b in range(low, high):
            value = 10 ** (level[t, b] * exponent / 10) - 10 ** ((noise[t, b] + spread) * exponent / 10)
            if value > 0:
                total += value * weights[b]
                squares += (value * weights[b]) ** 2
        voicing = min(1.0, max(unvoiced, (harmonic[t] - least) / span))
        out[t] = np.sqrt(max(0.0, total * total - squares)) * voicing
    return out


@njit
def nuclei_of_run(e, a, b, deviation, floor, ripple):
    radius = int(3 * deviation + 1)
    weights = np.exp(-0.5 * (np.arange(-radius, radius + 1) / deviation) ** 2)
    weights /= weights.sum()
    count, rising, top, valley = 0, True, floor, floor
    for t in range(a, b + 1):
        value = floor
        if t < b:
            total = 0.0
            for k in range(max(0, t - radius), min(len(e), t + radius + 1)):
                total += e[k] * weights[k - t + radius]
            value = max(floor, total)
        if rising:
            if value > top:
                top = value
            elif top > value * ripple:
                if top > valley * ripple:
                    count += 1
                rising, valley = False, value
        elif value < valley:
            valley = value
        elif value > valley * ripple:
            rising, top = True, value
    return count


@njit
def detect(e, runs, first, usual, tempo, floor, ripple, reach):
    n = len(runs)
    counts, talk, loud = np.zeros(n + 1), np.zeros(n + 1), np.zeros(n + 1)
    for i in range(n):
        talk[i + 1] = talk[i] + runs[i, 1] - runs[i, 0]
        loud[i + 1] = loud[i] + e[runs[i, 0]:runs[i, 1]].sum()
    for rounds in range(3):
        found = np.zeros(n + 1)
        for i in range(n):
            a, b = i, i + 1
            while a > 0 and runs[a - 1, 1] > runs[i, 0] - reach:
                a -= 1
            while b < n and runs[b, 0] < runs[i, 1] + reach:
                b += 1
            length = talk[b] - talk[a]
            deviation = first
            if rounds:
                deviation = usual * (4 / ((counts[b] - counts[a] + 12) / (length + 300) * 100)) ** tempo
            deviation = min(7.0, max(1.0, deviation))
            found[i + 1] = found[i] + nuclei_of_run(e, runs[i, 0], runs[i, 1], deviation, floor * (loud[b] - loud[a]) / length + 1e-9, ripple)
        counts = found
    return counts[n]


def error(sound, p):
    weights = np.exp(-0.5 * ((np.arange(24) - p["middle"]) / p["width"]) ** 2)
    weights /= weights[p["low"]:p["high"]].sum()
    e = envelope(*sound["scene"], p["low"], p["high"], weights, p["exponent"], p["spread"], p["unvoiced"], p["harmonic"], p["harmonic_span"])
    found = detect(e, sound["runs"], p["first"], p["usual"], p["tempo"], p["floor"], p["ripple"], p["reach"])
    return found / sound["talk"] / sound["rate"] - 1


def sounds(data, seed):
    weights = reference.load_weights(reference.WEIGHTS)
    out = []
    for index, (key, clips) in enumerate({**rate_check.recorded(data), **rate_check.synthetic()}.items()):
        for condition in ("clean", "pink20"):
            rng = np.random.default_rng([seed, index])
            x, speech, syllables = rate_check.monologue(clips, rng, 60)
            x = np.round(rate_check.conditioned(x, speech, condition, rng) * 32767) / 32767
            rows, _, _, found = reference.analyze(x.astype(np.float32), weights)
            runs = np.array([[round(a * 100), min(len(rows), round(b * 100))] for a, b in found], np.int64)
            out.append(dict(voice="espeak-ng" if key[0] == "espeak-ng" else key[1], scene=scene(rows), runs=runs,
                            talk=(runs[:, 1] - runs[:, 0]).sum() / 100, rate=syllables / sum(b - a for a, b in speech)))
    return out


def changed(p, rng):
    p = dict(p)
    for name in rng.choice(list(p), int(rng.integers(1, 5)), replace=False):
        low, high = RANGES[name]
        value = rng.uniform(low, high) if rng.random() < 0.3 else p[name] + 0.1 * (high - low) * rng.standard_normal()
        p[name] = int(np.clip(round(value), low, high)) if isinstance(low, int) else float(np.clip(value, low, high))
    return p


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=Path)
    ap.add_argument("--minutes", type=float, default=10)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    material, rng, end = sounds(a.data, a.seed), np.random.default_rng(a.seed), time.time() + 60 * a.minutes
    of_voice = {v: [i for i, s in enumerate(material) if s["voice"] == v] for v in dict.fromkeys(s["voice"] for s in material)}
    tried, errors, scores = [], [], []
    while time.time() < end:
        best = np.argsort(np.mean(scores, axis=1))[:12] if tried else []
        p = changed(tried[rng.choice(best)], rng) if len(tried) > 60 else changed(START, rng) if tried else START
        tried.append(p)
        errors.append(np.array([100 * error(s, p) for s in material]))
        scores.append([np.abs(errors[-1][i]).mean() + abs(errors[-1][i].mean()) / 2 for i in of_voice.values()])
    scores = np.array(scores)
    top = int(np.argmin(scores.mean(1)))
    show = lambda k, i: f"{np.abs(errors[k][i]).mean():.1f} ({errors[k][i].mean():+.1f})"
    print(len(tried), "draws; best:", {k: round(v, 3) for k, v in tried[top].items()})
    print("\n| voice | shipped | best for all | best for the others |\n|---|---|---|---|")
    for v, (name, i) in enumerate(of_voice.items()):
        others = int(np.argmin(np.delete(scores, v, axis=1).mean(1)))
        print(f"| {name} | {show(0, i)} | {show(top, i)} | {show(others, i)} |")


if __name__ == "__main__":
    main()
