#!/usr/bin/env python3
"""Counts syllables of speech whose syllables are known, and prints tables of the errors in %.

  rate_check.py DATA --tool walkthrough [--seconds 60] [--conditions clean,pink20] [--voices]

DATA holds clips of speech without pauses and `rate.csv` (file,duration,syllables,transcript), where a file's name up to its
first `-` is its voice; files with `whole` in their names hold pauses too. Clips are also stretched in time without a change
of pitch. Two synthesizers, espeak-ng and flite, add voices whose phonemes, and so syllables, they tell themselves. Monologues
of a minute are put together from the clips of one voice, with pauses between; each goes through the tool and through the
reference method, De Jong and Wempe (2009), written out here with Praat's own intensity, silences and pitch.

Needs numpy, scipy, soundfile, praat-parselmouth, espeak-ng and flite.
"""
import argparse, csv, json, re, shlex, subprocess, tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import numpy as np, parselmouth, soundfile as sf
from parselmouth.praat import call
from scipy import fft, signal

RATE = 16000
db = lambda x: 10 ** (x / 20)
rms = lambda x: np.sqrt(np.mean(np.square(x)))
TEXT = """The service has to answer within fifty milliseconds for most of its users
I would put a queue between the two so that a slow consumer never blocks the writer
What happens when this machine goes away in the middle of a write
Each event carries an identifier and processing the same event twice does no harm
If that assumption turns out to be false the whole design changes
Consistency matters for payments much less so for the list of suggestions
A client retries with growing delays and gives up after about a minute
Finally I would measure it because my estimate may well be wrong by a factor of two
Old messages are thrown away after thirty days unless somebody pins them
We should shed load early rather than fail late
The search team owns that index and rebuilds it every night
Backups are worthless until somebody has restored one
Rate limiting belongs at the edge because that is where abuse arrives
Partition the data by region and replicate it asynchronously
The scheduler picks the oldest job that nobody else is working on
Compression saves about two thirds of the space on average""".split("\n")
STRETCHES = {"sonnets": (1.25, 1.5, 1.8), "austen": (0.8, 1.25), "jfk": (1.25, 1.5), "axb": (0.8, 1.25)}
ESPEAK = [(v, s) for s, v in zip((85, 105, 125, 145, 165, 185, 205, 230, 250),
          ("en-us", "en-gb+f1", "en-gb-scotland+croak", "en-029+m1", "en-gb-x-rp+f2", "en-us+klatt2", "en-gb+m3", "en-us+f3", "en-gb+m5"))]
FLITE = [(v, s) for v in ("kal16", "awb", "rms", "slt") for s in (1.4, 1.1, 0.9, 0.75)]
FLITE_VOWELS = set("aa ae ah ao aw ax axr ay eh er ey ih ix iy ow oy uh uw ux el em en".split())


# ---- clips ------------------------------------------------------------------------------------------------------------
def resampled(x, rate):
    g = int(np.gcd(int(rate), RATE))
    return signal.resample_poly(x - x.mean(), RATE // g, rate // g)


def level_of(x):
    return np.sqrt(np.convolve(x ** 2, np.ones(160) / 160, "same"))


def trimmed(x):
    loud = np.flatnonzero(level_of(x) > np.percentile(level_of(x), 99) * db(-30))
    return x[max(0, loud[0] - 160):loud[-1] + 160]


def has_pause(x):
    quiet = level_of(x) < np.percentile(level_of(x), 99) * db(-30)
    edges = np.flatnonzero(np.diff(np.r_[0, quiet, 0].astype(int))).reshape(-1, 2)
    return any(b - a >= 0.18 * RATE for a, b in edges)


def recorded(data):
    voices = {}
    for row in csv.DictReader(open(data / "rate.csv")):
        if "whole" not in row["file"]:
            x, rate = sf.read(data / row["file"])
            voices.setdefault(row["file"].split("-")[0], []).append((resampled(x, rate), int(row["syllables"])))
    out = {("recorded", v, 1.0): clips for v, clips in voices.items()}
    for voice, clips in voices.items():
        for factor in STRETCHES.get(voice, (1.25,)):
            stretch = lambda x: call(parselmouth.Sound(x, RATE), "Lengthen (overlap-add)", 60, 500, 1 / factor).values[0]
            out["stretched", voice, factor] = [(stretch(x), n) for x, n in clips]
    return out


def synthetic():
    out = {}
    with tempfile.TemporaryDirectory() as folder:
        wav = folder + "/a.wav"
        def clips(command, count):
            for text in TEXT:
                n = count(text)
                subprocess.run(command(text), check=True, capture_output=True)
                x, rate = sf.read(wav)
                x = trimmed(resampled(x, rate))
                if not has_pause(x):
                    yield x, n
        for voice, speed in ESPEAK:
            base = ["espeak-ng", "-v", voice, "-s", str(speed)]
            def count(text):
                said = subprocess.run([*base, "-q", "-x", "--sep=_", text], capture_output=True, text=True).stdout
                return sum(bool(re.match(r"[',%=|]*([aeiouAEIOUV03@]|[nlm]-)", p)) for w in said.split() for p in w.split("_"))
            out["espeak-ng", voice, speed] = list(clips(lambda t: [*base, "-w", wav, t], count))
        for voice, slow in FLITE:
            base = ["flite", "-voice", voice, "--setf", f"duration_stretch={slow}"]
            def count(text):
                said = subprocess.run([*base, "-ps", "-t", text, "-o", "none"], capture_output=True, text=True).stdout
                return sum(p in FLITE_VOWELS for p in said.split())
            out["flite", voice, slow] = list(clips(lambda t: [*base, "-t", t, "-o", wav], count))
    return out


# ---- monologues -------------------------------------------------------------------------------------------------------
def monologue(clips, rng, seconds):
    """Samples with exact zeros in the pauses, the speech in seconds, the syllables."""
    parts, at, speech, syllables, deck = [np.zeros(RATE // 2)], RATE // 2, [], 0, []
    while at < seconds * RATE:
        if not deck:
            deck = list(rng.permutation(len(clips)))
        x, n = clips[deck.pop()]
        x = x * db(rng.uniform(-29, -23)) / rms(x)
        pause = np.zeros(int(np.clip(np.exp(rng.normal(np.log(0.6), 0.9)), 0.15, 8) * RATE))
        parts += [x, pause]
        speech.append((at / RATE, (at + len(x)) / RATE))
        at, syllables = at + len(x) + len(pause), syllables + n
    return np.concatenate(parts), speech, syllables


def pink(n, rng):
    s = fft.rfft(rng.standard_normal(n)) / np.sqrt(np.maximum(fft.rfftfreq(n, 1 / RATE), 15))
    return fft.irfft(s, n)


def conditioned(x, speech, condition, rng):
    said = np.concatenate([x[int(a * RATE):int(b * RATE)] for a, b in speech])
    floor = pink(len(x), rng)
    y = x + floor / rms(floor) * db(-70)
    if condition.startswith(("white", "pink")):
        noise = rng.standard_normal(len(x)) if condition[0] == "w" else pink(len(x), rng)
        y = x + noise / rms(noise) * rms(said) * db(-float(condition.lstrip("whitepnk")))
    elif condition == "soft":
        y = y * db(-20)
    elif condition == "hum":
        t = np.arange(len(x)) / RATE
        y = y + 0.03 + rms(said) * db(-15) * sum(np.sin(2 * np.pi * 50 * k * t + k) / k for k in range(1, 6))
    elif condition == "room":
        t = np.arange(int(0.4 * RATE)) / RATE
        tail = rng.standard_normal(len(t)) * np.exp(-6.9 * t / 0.4)
        tail *= 0.5 / np.sqrt(np.sum(tail ** 2))
        tail[0] += 1
        y = signal.fftconvolve(y, tail)[:len(x)]
    return y


# ---- the two methods --------------------------------------------------------------------------------------------------
def ours(path, tool):
    found = json.loads(subprocess.run([*tool, "analyze", str(path), "--format", "json"], check=True, capture_output=True).stdout)
    return found["rate"]["syllables"], found["talk"]["talkSeconds"]


def de_jong_wempe(x, rate, silence_db=-25, dip_db=2, pause=0.3):
    sound = parselmouth.Sound(np.asarray(x, float), rate)
    intensity = sound.to_intensity(minimum_pitch=50)
    low, high = (call(intensity, f"Get {k}", 0, 0, "Parabolic") for k in ("minimum", "maximum"))
    nearly = call(intensity, "Get quantile", 0, 0, 0.99)
    grid = call(intensity, "To TextGrid (silences)", silence_db - (high - nearly), pause, 0.1, "silent", "sounding")
    sounding = []
    for i in range(1, call(grid, "Get number of intervals", 1) + 1):
        if call(grid, "Get label of interval", 1, i) == "sounding":
            sounding.append([call(grid, f"Get {k} time of interval", 1, i) for k in ("start", "end")])
    level, times = intensity.values[0], intensity.xs()
    peaks = np.flatnonzero((level[1:-1] > level[:-2]) & (level[1:-1] >= level[2:])) + 1
    peaks = peaks[level[peaks] > max(low, nearly + silence_db)]
    pitch = call(sound, "To Pitch (ac)", 0.02, 30, 4, "no", 0.03, 0.25, 0.01, 0.35, 0.25, 450)
    count = 0
    for a, b in zip(peaks, peaks[1:]):
        if level[a] - level[a:b + 1].min() > dip_db and any(s <= times[a] <= e for s, e in sounding):
            hertz = call(pitch, "Get value at time", times[a], "Hertz", "Linear")
            count += hertz == hertz
    return count, sum(e - s for s, e in sounding)


# ---- tables -----------------------------------------------------------------------------------------------------------
def cell(errors):
    return f"{np.mean(np.abs(errors)):.1f} ({np.mean(errors):+.1f})"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=Path)
    ap.add_argument("--tool", default="walkthrough")
    ap.add_argument("--seconds", type=float, default=60)
    ap.add_argument("--conditions", default="clean,white20,pink20,pink10,soft,hum,room")
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--voices", action="store_true", help="a line for each voice, clean")
    a = ap.parse_args()
    tool, conditions = shlex.split(a.tool), a.conditions.split(",")
    pools = {k: v for k, v in {**recorded(a.data), **synthetic()}.items()}
    folder = tempfile.TemporaryDirectory()

    def one(job):
        index, key, condition = job
        rng = np.random.default_rng([a.seed, index])
        x, speech, syllables = monologue(pools[key], rng, a.seconds)
        path = Path(folder.name) / f"{index}-{condition}.wav"
        sf.write(path, conditioned(x, speech, condition, rng), RATE, subtype="PCM_16")
        truth = syllables / sum(e - s for s, e in speech)
        samples = sf.read(path)[0]
        rates = [n / max(talk, 0.1) for n, talk in (ours(path, tool), de_jong_wempe(samples, RATE))]
        path.unlink()
        return key, condition, truth, *(100 * (r / truth - 1) for r in rates)

    jobs = [(i, key, c) for i, key in enumerate(pools) for c in conditions]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(one, jobs))
    if a.voices:
        print("| voice | syllables/s | ours % | De Jong & Wempe % |\n|---|---|---|---|")
        for key, condition, truth, *errors in results:
            if condition == conditions[0]:
                print(f"| {key[0]} {key[1]} {key[2]} | {truth:.2f} | {errors[0]:+.1f} | {errors[1]:+.1f} |")
        print()
    print("Articulation rate, mean absolute error % (bias %): ours / De Jong & Wempe\n")
    print("| voices | " + " | ".join(conditions) + " |\n|---|" + "---|" * len(conditions))
    for kind in dict.fromkeys(k[0] for k in pools):
        cells = []
        for c in conditions:
            rows = np.array([r[3:] for r in results if r[0][0] == kind and r[1] == c])
            cells.append(cell(rows[:, 0]) + " / " + cell(rows[:, 1]))
        print(f"| {kind} | " + " | ".join(cells) + " |")
    print("\nBias by tempo, " + conditions[0] + ": ours / De Jong & Wempe\n\n| syllables/s | monologues | bias % |\n|---|---|---|")
    for low in range(2, 8):
        rows = np.array([r[3:] for r in results if low <= r[2] < low + 1 and r[1] == conditions[0]])
        if len(rows):
            print(f"| {low}-{low + 1} | {len(rows)} | {rows[:, 0].mean():+.1f} / {rows[:, 1].mean():+.1f} |")
    print("\nWhole files, syllables ÷ duration, error %: ours / De Jong & Wempe\n\n| file | error % |\n|---|---|")
    for row in csv.DictReader(open(a.data / "rate.csv")):
        if "whole" in row["file"]:
            x, rate = sf.read(a.data / row["file"])
            counts = ours(a.data / row["file"], tool)[0], de_jong_wempe(x, rate)[0]
            print(f"| {row['file']} | " + " / ".join(f"{100 * (n / int(row['syllables']) - 1):+.1f}" for n in counts) + " |")


if __name__ == "__main__":
    main()
