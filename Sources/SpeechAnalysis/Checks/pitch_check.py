#!/usr/bin/env python3
"""Compares the pitch of sound files, hop by hop, with Praat's autocorrelation method at its standard settings.

  pitch_check.py FOLDER_OR_FILE... --tool walkthrough [--floor 60] [--ceiling 500]

A line for each folder, files in it at any depth: hops voiced in both, the median of the absolute differences in semitones,
gross errors (further apart than 20 %) in %, above and below, the share of Praat's voiced hops that have a pitch here, and
the spread (standard deviation, semitones) and the pitch variation quotient of both over all files.

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
        return np.zeros(0), np.zeros(0)
    pitch = parselmouth.Sound(x.mean(1), rate).to_pitch_ac(time_step=0.01, pitch_floor=a.floor, pitch_ceiling=a.ceiling)
    praat = np.nan_to_num([pitch.get_value_at_time(t) for t in middles])
    speech = np.zeros(len(ours), bool)
    for s in found["speechSegments"]:
        speech |= (middles >= s["start"]) & (middles < s["end"])
    return np.where(speech, ours, 0), np.where(speech, praat, 0)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("paths", type=Path, nargs="+")
    ap.add_argument("--tool", default="walkthrough")
    ap.add_argument("--floor", type=float, default=60)
    ap.add_argument("--ceiling", type=float, default=500)
    a = ap.parse_args()
    print("| material | hops | median st | gross % (above, below) | covered % | SD st, ours / Praat | PVQ, ours / Praat |")
    print("|---|---|---|---|---|---|---|")
    everything = []
    for path in a.paths:
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in (".flac", ".wav", ".opus"))
        pairs = [contours(p, a) for p in files]
        everything += pairs
        line(path.stem, pairs)
    if len(a.paths) > 1:
        line("all", everything)


def line(name, pairs):
    ours, praat = (np.concatenate(c) for c in zip(*pairs))
    both = (ours > 0) & (praat > 0)
    apart = 12 * np.log2(ours[both] / praat[both])
    ratio = ours[both] / praat[both]
    spread = [np.std(12 * np.log2(v[v > 0])) for v in (ours, praat)]
    quotient = [np.std(v[v > 0]) / np.mean(v[v > 0]) for v in (ours, praat)]
    above, below = 100 * np.mean(ratio > 1.2), 100 * np.mean(ratio < 0.8)
    print(f"| {name} | {both.sum()} | {np.median(np.abs(apart)):.2f} | {above + below:.1f} ({above:.1f}, {below:.1f}) | "
          f"{100 * both.sum() / max(1, (praat > 0).sum()):.0f} | {spread[0]:.2f} / {spread[1]:.2f} | {quotient[0]:.2f} / {quotient[1]:.2f} |")


if __name__ == "__main__":
    main()
