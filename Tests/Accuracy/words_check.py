"""How well words are placed, and how well points are found, with a recogniser that is installed.

    words_check.py places OUT [--tool walkthrough]
    words_check.py points OUT [--tool walkthrough]

Both speak with synthesizers, so that all is known: `places` with espeak-ng, whose library says
when each word begins, in several voices and speeds, clean and in pink noise; `points` the twelve
walkthroughs beside this file with flite, each of which leaves some points of its question out.
They drive the built tool (import, transcribe, words) on an archive in OUT, with its recogniser
and model as it finds them. Needs numpy, espeak-ng, flite and sox. Tables are printed as Markdown.
"""

import argparse
import difflib
import json
import pathlib
import random
import re
import subprocess

import numpy as np

import words_speech as speech

HERE = pathlib.Path(__file__).parent
TEXT = (HERE / "../../Recordings/demo/spoken.txt").read_text()
VOICES = [
    ("en-us", 140), ("en-us", 175), ("en-us", 210), ("en-gb", 160), ("en-gb-scotland", 160),
    ("en-us+f3", 160), ("en+m7", 190),
]


def tool(arguments, *command):
    """Runs the tool on the archive in OUT; its stdout."""
    done = subprocess.run(
        [arguments.tool, *command, "--archive", arguments.out / "archive"], capture_output=True,
        text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.stderr}")
    return done.stdout


def heard(arguments, wav, *options):
    """Imports a sound, transcribes it, and gives what `words --format json` says."""
    known = arguments.out / (wav.stem + ".json")
    if not known.exists():
        name = tool(arguments, "import", wav, "--date", "2026-01-01T10:00", *options).strip()
        tool(arguments, "transcribe", name)
        known.write_text(tool(arguments, "words", name, "--format", "json"))
    return json.loads(known.read_text())


def matched(said, found):
    """Pairs of indices of the words that two lists have in common, in order."""
    blocks = difflib.SequenceMatcher(
        None, [speech.plain(w) for w in said], [speech.plain(w) for w in found], False)
    return [(a + k, b + k) for a, b, n in blocks.get_matching_blocks() for k in range(n)]


def places(arguments):
    """Errors of word starts against the synthesizer's own."""
    sentences = [
        line for line in TEXT.splitlines()
        if line and not re.match(r"#|phase|[0-9.]+$", line)
    ]
    text = " ".join(sentences)
    rows = []
    random.seed(1)
    noise = np.random.default_rng(1)
    for snr in [None, 20, 10]:
        all_errors, first_errors, count = [], [], 0
        for voice, speed in VOICES:
            samples, starts = speech.espeak(text, voice, speed)
            if snr is not None:
                white = np.fft.rfft(noise.standard_normal(len(samples)))
                pink = np.fft.irfft(white / np.sqrt(np.arange(1, len(white) + 1)), len(samples))
                level = np.sqrt(np.mean(samples ** 2) / 10 ** (snr / 10))
                samples = samples + pink * level / np.sqrt(np.mean(pink ** 2))
            wav = arguments.out / f"{voice.replace('+', '-')}-{speed}-{snr or 'clean'}.wav"
            speech.write(wav, samples * 0.7, speech.RATE)
            words = heard(arguments, wav)["words"]
            at = dict(starts)
            said = [(word, at[place]) for place, word in speech.words(text) if place in at]
            count += len(said)
            for i, j in matched([w for w, _ in said], [w["text"] for w in words]):
                error = abs(words[j]["start"] - said[i][1])
                all_errors.append(error)
                if j and words[j]["start"] - words[j - 1]["end"] >= 0.2:
                    first_errors.append(error)
        errors = np.array(all_errors) * 1000
        firsts = np.array(first_errors) * 1000
        rows.append((
            "clean" if snr is None else f"{snr} dB", f"{len(errors)} of {count}",
            f"{np.median(errors):.0f}", f"{np.mean(errors <= 150):.0%}",
            f"{np.median(firsts):.0f} ({len(firsts)})"))
    table(["noise", "words matched", "median ms", "within 150 ms", "first after a pause, ms"], rows)


def script(path):
    """A walkthrough: its header, and sentences with the points that each covers."""
    header, sentences, phase = {}, [], None
    for line in path.read_text().splitlines():
        line = line.strip()
        if line.startswith("---"):
            phase = line[3:].strip()
        elif phase is None and ":" in line:
            key, value = line.split(":", 1)
            header[key] = value.strip()
        elif line:
            mark = re.match(r"\[([\d, ]+)\]\s*(.*)", line)
            points = {int(p) for p in mark.group(1).split(",")} if mark else set()
            sentences.append((mark.group(2) if mark else line, points))
    return header, sentences


def points(arguments):
    """Points that were spoken of and those that were left out, against what was found."""
    voices = ["slt", "rms", "awb"]
    rows, sums = [], {}
    for number, path in enumerate(sorted((HERE / "walkthroughs").glob("*.txt"))):
        header, sentences = script(path)
        wav = arguments.out / (path.stem + ".wav")
        if not wav.exists():
            random.seed(path.stem)
            parts = []
            for sentence, _ in sentences:
                parts.append(speech.flite(sentence, voices[number % 3]))
                parts.append(np.zeros(int(16000 * random.uniform(0.3, 1.3)), np.float32))
            speech.write(wav, np.concatenate(parts) * 0.7, 16000)
        found = heard(arguments, wav, "--question", path.stem)["points"]
        sure = {i + 1 for i, p in enumerate(found) if p["state"] == "mentioned"}
        perhaps = {i + 1 for i, p in enumerate(found) if p["state"] == "perhaps"}
        covered = set().union(*(p for _, p in sentences))
        mentions = sum(len(p["places"]) for i, p in enumerate(found) if i + 1 in sure)
        true = sum(
            len(p["places"]) for i, p in enumerate(found) if i + 1 in sure and i + 1 in covered)
        part = sums.setdefault(header["set"], [0, 0, 0, 0, 0])
        for index, value in enumerate([
                mentions, true, len(covered), len(covered & (sure | perhaps)),
                len((sure | perhaps) - covered)]):
            part[index] += value
        text = lambda numbers: " ".join(map(str, sorted(numbers))) or "–"
        rows.append((
            path.stem, header["set"], text(covered), text(sure), text(perhaps),
            text(covered - sure - perhaps)))
    table(["question", "set", "spoken of", "sure", "perhaps", "missed"], rows)
    print()
    table(
        ["set", "sure mentions", "of them true", "points spoken of", "found", "found, not spoken of"],
        [(k, v[0], f"{v[1] / max(1, v[0]):.2f}", v[2], f"{v[3] / v[2]:.2f}", v[4])
         for k, v in sorted(sums.items())])


def table(head, rows):
    for row in [head, ["---"] * len(head), *rows]:
        print("| " + " | ".join(map(str, row)) + " |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["places", "points"])
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--tool", default="walkthrough")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    {"places": places, "points": points}[arguments.what](arguments)
