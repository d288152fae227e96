#!/usr/bin/env python3
"""Compares the pitch of sound files, hop by hop, with Praat's autocorrelation method at its standard settings.

  pitch_check.py FOLDER_OR_FILE... --tool walkthrough [--floor 60] [--ceiling 500]

A line for each folder, files in it at any depth: hops voiced in both, the median of the absolute differences in semitones,
gross errors (further apart than 20 %) in %, above and below, the share of Praat's voiced hops that have a pitch here, the
share of the hops with a pitch here that Praat calls unvoiced, and the means over the files of the spread (standard
deviation, semitones) and of the pitch variation quotient. The last two are beside Praat with a range fitted to each
file, from 0.72 of the lower to 1.9 times the upper quartile of a first pass, without which its contour leaps octaves.
(De Looze and Hirst, Proc. Speech Prosody 2008, fit it in this way, with other factors.)

Needs numpy, soundfile and praat-parselmouth.
"""
import argparse, json, shlex, subprocess
from pathlib import Path
import numpy as np, parselmouth, soundfile as sf


def contours(path, a):
    found = json.loads(subprocess.run(
        [*shlex.split(a.tool), "analyze", str(path), "--format", "json", "--contours"], check=True, capture_output=True).stdout)
    ours = np.array(found["pitch"]["contour"]["hertz"])
    middles = (np.arange(len(ours)) + 0.5) * found["pitch"]["contour"]["hopSeconds"]
    x, rate = sf.read(path, always_2d=True)
    if len(x) < 0.1 * rate:
        return np.zeros(0), np.zeros(0), np.zeros(0)
    sound = parselmouth.Sound(x.mean(1), rate)

    def praat(floor, ceiling):
        pitch = sound.to_pitch_ac(time_step=0.01, pitch_floor=floor, pitch_ceiling=ceiling)
        return np.nan_to_num([pitch.get_value_at_time(t) for t in middles])

    first = praat(a.floor, a.ceiling)
    fitted = first
    if (first > 0).sum() > 20:
        low, high = np.quantile(first[first > 0], (0.25, 0.75))
        fitted = praat(max(50, 0.72 * low), min(600, 1.9 * high))
    speech = np.zeros(len(ours), bool)
    for s in found["speechSegments"]:
        speech |= (middles >= s["start"]) & (middles < s["end"])
    return tuple(np.where(speech, c, 0) for c in (ours, first, fitted))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("paths", type=Path, nargs="+")
    ap.add_argument("--tool", default="walkthrough")
    ap.add_argument("--floor", type=float, default=60)
    ap.add_argument("--ceiling", type=float, default=500)
    a = ap.parse_args()
    print("| material | hops | median st | gross % (above, below) | covered % | unvoiced in Praat % | SD st, ours / Praat | PVQ, ours / Praat |")
    print("|---|---|---|---|---|---|---|---|")
    everything = []
    for path in a.paths:
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in (".flac", ".wav", ".opus"))
        pairs = [contours(p, a) for p in files]
        everything += pairs
        line(path.stem, pairs)
    if len(a.paths) > 1:
        line("all", everything)


def line(name, pairs):
    ours, praat, _ = (np.concatenate(c) for c in zip(*pairs))
    both = (ours > 0) & (praat > 0)
    apart = 12 * np.log2(ours[both] / praat[both])
    ratio = ours[both] / praat[both]
    voiced = [[c[c > 0] for c in (pair[0], pair[2])] for pair in pairs if min((c > 0).sum() for c in (pair[0], pair[2])) > 5]
    spread = np.mean([[np.std(12 * np.log2(v)) for v in pair] for pair in voiced], 0)
    quotient = np.mean([[np.std(v) / np.mean(v) for v in pair] for pair in voiced], 0)
    above, below = 100 * np.mean(ratio > 1.2), 100 * np.mean(ratio < 0.8)
    print(f"| {name} | {both.sum()} | {np.median(np.abs(apart)):.2f} | {above + below:.1f} ({above:.1f}, {below:.1f}) | "
          f"{100 * both.sum() / max(1, (praat > 0).sum()):.0f} | {100 * np.mean(praat[ours > 0] == 0):.0f} | {spread[0]:.2f} / {spread[1]:.2f} | {quotient[0]:.2f} / {quotient[1]:.2f} |")


if __name__ == "__main__":
    main()
