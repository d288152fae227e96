#!/usr/bin/env python3
"""Trains the judge of syllable nuclei and writes its weights; NucleusJudge.swift does what `candidates` and `sights` do.

  nuclei.py align --rate RATE --people VOICES --out vowels.json          vowels of native speech, by forced alignment
  nuclei.py fit --rate RATE --learners LEARNERS --people VOICES --vowels vowels.json --cache DIR --out syllable-nuclei.bin

RATE holds native clips and rate.csv, LEARNERS sentences of learners with rate.csv (file,speaker,group,syllables) and
vowels.json, VOICES many readers, whose words a recognizer finds. espeak-ng and flite speak as well. `fit` first judges each
speaker by a network that has not heard them (four groups), prints those errors, then writes one that has heard all.

What is learned: whether a maximum of the vowels' loudness is the nucleus of an aligned vowel, and, more than that, that a
speaker's maxima so judged are as many as their syllables. Learners say more syllables than their sentences have, see
RateAndPitch.md: theirs count LEARNERS_SAY times.

Needs numpy, scipy, soundfile, numba, torch; pocketsphinx for `align`.
"""
import argparse, csv, json, pickle
from pathlib import Path
import numpy as np, soundfile as sf
import material, people, rate_check, rate_search, reference, train
from voices import RATE, db, resample, rms

HIDDEN, LEARNERS_SAY = 8, 1.07
SMOOTHING, RIPPLE = 0.8, 1.03                # of the maxima that are judged, beside those that tell the tempo
NATIVES = {"sonnets": 0, "sonnet": 0, "austen": 1, "jfk": 2, "axb": 3}
VOWELS = set("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split())
OF_VOWELS = {"adult": .4, "child": .25, "native": 2.5, "reader": 1.5}                                      # weights of the two
OF_COUNTS = {"adult": .6, "child": .4, "native": 8, "stretched": 5, "espeak-ng": 1.2, "flite": 1.5, "reader": 2}   # losses


# ---- vowels by alignment ----------------------------------------------------------------------------------------------
def align(a):
    from pocketsphinx import Decoder
    decoder, aligner = Decoder(samprate=RATE, loglevel="FATAL"), Decoder(samprate=RATE, loglevel="FATAL", lm=None, beam=1e-64, pbeam=1e-64, wbeam=1e-48)
    raw = lambda x: (np.clip(x / max(1e-9, np.abs(x).max()) * .7, -1, 1) * 32767).astype(np.int16).tobytes()

    def run(d, data):
        d.start_utt(), d.process_raw(data, full_utt=True), d.end_utt()

    def vowels(data, words):
        aligner.set_align_text(" ".join(words))
        run(aligner, data)
        if aligner.hyp() is None:
            return None
        aligner.set_alignment()
        run(aligner, data)
        return [[p.start / 100, (p.start + p.duration) / 100] for w in aligner.get_alignment() for p in w if p.name in VOWELS]

    out = {}
    for row in csv.DictReader(open(a.rate / "rate.csv")):
        x, rate = sf.read(a.rate / row["file"])
        x = np.concatenate([np.zeros(RATE // 5), resample(x, rate, RATE), np.zeros(RATE // 5)])
        words = "".join(c if c.isalpha() or c in " '" else " " for c in row["transcript"].lower()).split()
        if all(aligner.lookup_word(w) for w in words):
            found = vowels(raw(x), words)
            if found and abs(len(found) - int(row["syllables"])) < .12 * int(row["syllables"]):
                out[row["file"]] = [[s - .2, e - .2] for s, e in found]
    for name, files in people.labelled(a.people).items():
        for x, runs, file in files if name.startswith("libri100") else []:
            found = []
            for s, e in runs:
                data = raw(x[max(0, int((s - .1) * RATE)):int((e + .1) * RATE)])
                run(decoder, data)
                words = [w.word.split("(")[0] for w in decoder.seg() if w.word[0] not in "<[+"] if decoder.hyp() else []
                part = vowels(data, words) if words else None
                found = None if part is None or found is None else found + [[max(0, s - .1) + p, max(0, s - .1) + q] for p, q in part]
            if found and 2.6 < len(found) / sum(e - s for s, e in runs) < 7:
                out[file] = found
    a.out.write_text(json.dumps(out))


# ---- sentences --------------------------------------------------------------------------------------------------------
def conditioned(x, condition, rng):
    if condition in ("pink", "white"):
        return x + material.shaped(len(x), rng, condition == "pink") * rms(x) * db(-rng.uniform(14, 26))
    return material.room(x, rng, rng.uniform(.2, .6), rng.uniform(0, 8)) if condition == "room" else material.equalized(x, rng) * db(rng.uniform(-20, 0)) if condition == "eq" else x


def padded(x, rng):
    y = np.concatenate([np.zeros(int(.4 * RATE)), x, np.zeros(int(.4 * RATE))])
    return y + material.shaped(len(y), rng, 1) * rms(x) * db(-rng.uniform(35, 55))


def sentences(a):
    """(kind, speaker, condition, samples, syllables, vowels or None)."""
    rng, four = np.random.default_rng(5), ("clean", "pink", "room", "eq")
    aligned = json.loads(a.vowels.read_text())
    said = json.loads((a.learners / "vowels.json").read_text())
    for row in csv.DictReader(open(a.learners / "rate.csv")):
        x = sf.read(a.learners / row["file"])[0]
        for c in four:
            yield row["group"], "soc-" + row["speaker"], c, conditioned(x, c, rng), int(row["syllables"]), said[row["file"]]
    for row in csv.DictReader(open(a.rate / "rate.csv")):
        x, rate = sf.read(a.rate / row["file"])
        x, v, whole = resample(x - x.mean(), rate, RATE), aligned.get(row["file"]), "whole" in row["file"]
        y = x if whole else padded(x, rng)
        v = v and [[s + (0 if whole else .4), e + (0 if whole else .4)] for s, e in v]
        for c in four:
            yield "native", row["file"].split("-")[0], c, conditioned(y, c, rng), int(row["syllables"]), v
    for (kind, voice, _), clips in {**{k: v for k, v in rate_check.recorded(a.rate).items() if k[0] == "stretched"}, **rate_check.synthetic()}.items():
        for x, n in clips:
            for c in ("clean", str(rng.choice(["pink", "white", "room", "eq"]))):
                yield kind, voice if kind != "espeak-ng" else "espeak-" + voice, c, conditioned(padded(x / rms(x) * .05, rng), c, rng), n, None
    for name, files in people.labelled(a.people).items():
        for x, _, file in files:
            for c in ("clean", "pink", "room") if file in aligned else ():
                yield "reader", name, c, conditioned(x.astype(float), c, rng), len(aligned[file]), aligned[file]


# ---- what the judge sees -----------------------------------------------------------------------------------------------
def smoothed(e, a, b, deviation):
    radius = int(3 * deviation + 1)
    weights = np.exp(-.5 * (np.arange(-radius, radius + 1) / deviation) ** 2)
    padded_e = np.concatenate([np.zeros(radius), e, np.zeros(radius)])
    return np.convolve(padded_e[a:b + 2 * radius], weights / weights.sum(), "valid")


def maxima(curve, floor, ripple):
    """(place, place of the valley before, valley, top) of each."""
    found, rising, top, place, valley, valley_place = [], True, floor, 0, floor, 0
    for i in range(len(curve) + 1):
        v = max(floor, curve[i]) if i < len(curve) else floor
        if rising:
            if v > top: top, place = v, i
            elif top > v * ripple:
                if top > valley * ripple: found.append((place, valley_place, valley, top))
                rising, valley, valley_place = False, v, i
        elif v < valley: valley, valley_place = v, i
        elif v > valley * ripple: rising, top, place = True, v, i
    return found


def sights(rows, runs, p=rate_search.START):
    """What the judge sees of each maximum [n, 21], and the hops."""
    level, noise, harmonic = rate_search.scene(rows)
    weights = np.exp(-.5 * ((np.arange(24) - p["middle"]) / p["width"]) ** 2)
    weights /= weights[p["low"]:p["high"]].sum()
    e = rate_search.envelope(level, noise, harmonic, p["low"], p["high"], weights, p["exponent"], p["spread"], p["unvoiced"], p["harmonic"], p["harmonic_span"])
    talk = np.r_[0, np.cumsum([b - a for a, b in runs])]
    loud = np.r_[0, np.cumsum([e[a:b].sum() for a, b in runs])]
    shown, counts, found = np.maximum(level, noise + 1), None, []
    for rounds in range(3):
        upto = [0]
        for i, (a, b) in enumerate(runs):
            lo, hi = i, i + 1
            while lo > 0 and runs[lo - 1][1] > a - p["reach"]: lo -= 1
            while hi < len(runs) and runs[hi][0] < b + p["reach"]: hi += 1
            length, deviation, tempo = talk[hi] - talk[lo], p["first"], 4.0
            mean = (loud[hi] - loud[lo]) / length
            if counts is not None:
                tempo = (counts[hi] - counts[lo] + 12) / (length + 300) * 100
                deviation = p["usual"] * (4 / tempo) ** p["tempo"]
            deviation, floor = min(7, max(1, deviation)), p["floor"] * mean + 1e-9
            if rounds < 2:
                upto.append(upto[-1] + len(maxima(smoothed(e, a, b, deviation), floor, p["ripple"])))
            else:
                found.append((a, b, maxima(smoothed(e, a, b, max(1, deviation * SMOOTHING)), floor, RIPPLE), floor, mean + 1e-9, tempo))
        counts = np.array(upto)
    out, hops = [], []
    sound = lambda t: shown[max(0, t - 1):t + 2, 1:20].mean(0)
    voiced = lambda t, reach: harmonic[max(0, t - reach):t + reach + 1].mean() * 2
    apart = lambda x, y: np.abs(x - y - (x - y).mean()).mean() / 5
    for a, b, tops, floor, mean, tempo in found:
        for k, (place, left, valley, top) in enumerate(tops):
            before, after = tops[k - 1] if k else None, tops[k + 1] if k + 1 < len(tops) else None
            rise, fall = np.log(top / valley), np.log(top / (after[2] if after else floor))
            right, own = after[1] if after else b - a - 1, sound(a + place)
            gap = lambda o: min(40, abs(o[0] - place) if o else 40) / 20
            beside = lambda o: apart(own, sound(a + o[0])) if o else 8 / 5
            height = lambda o: max(-2, np.log(o[3] / top)) if o else -2
            out.append([min(rise, fall, 3), min(max(rise, fall), 3), gap(before), gap(after), apart(own, sound(a + left)), apart(own, sound(a + right)), beside(before), beside(after),
                        voiced(a + place, 2), voiced(a + left, 1), voiced(a + right, 1), np.log(top / mean), (own[13:].max() - own[2:12].max()) / 10, height(before), height(after),
                        (own[1:4].mean() - own[5:12].max()) / 10, tempo / 4, before is None, after is None, min(rise, 3), min(fall, 3)])
            hops.append(a + place)
    return np.array(out, np.float32).reshape(-1, 21), np.array(hops, int)


def seen(a):
    kept, weights, out = a.cache / "seen.pkl", reference.load_weights(reference.WEIGHTS), []
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    for kind, speaker, condition, x, count, vowels in sentences(a):
        x = (np.clip(np.round(x / max(1, np.abs(x).max() * 1.01) * 32768), -32768, 32767) / 32768).astype(np.float32)
        rows, _, _, found = reference.analyze(x, weights)
        runs = [(round(s * 100), min(len(rows), round(e * 100))) for s, e in found]
        sight, hops = sights(rows, runs) if runs else (np.zeros((0, 21), np.float32), [])
        is_vowel = np.full(len(hops), -1, np.float32)
        if vowels is not None:
            is_vowel[:] = 0
            for s, e in vowels:
                inside = [i for i, h in enumerate(hops) if s * 100 - 3 <= h <= e * 100 + 3 and not is_vowel[i]]
                if inside: is_vowel[max(inside, key=lambda i: sight[i, 11])] = 1
        if len(hops):
            out.append(dict(kind=kind, speaker=speaker, condition=condition, sight=sight, is_vowel=is_vowel, talk=sum(e - s for s, e in runs) / 100,
                            count=count * (LEARNERS_SAY if kind in ("adult", "child") else 1), label=count))
    kept.write_bytes(pickle.dumps(out))
    return out


# ---- training -----------------------------------------------------------------------------------------------------------
def group(d):
    return NATIVES.get(d["speaker"], people.group_of(d["speaker"]))


def learned(data, iterations=400, seed=0):
    import torch
    from torch import nn
    from torch.nn import functional as F
    torch.set_num_threads(1), torch.manual_seed(seed)
    x = np.concatenate([d["sight"] for d in data])
    middle, spread = x.mean(0), x.std(0) + 1e-3
    x = torch.from_numpy((x - middle) / spread)
    net = nn.Sequential(nn.Linear(21, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1))
    adam = torch.optim.Adam(net.parameters(), 1e-2, weight_decay=1e-4)
    rates = torch.optim.lr_scheduler.OneCycleLR(adam, 2e-2, total_steps=iterations)
    sentence = torch.from_numpy(np.repeat(np.arange(len(data)), [len(d["sight"]) for d in data]))
    vowel = torch.from_numpy(np.concatenate([d["is_vowel"] for d in data]))
    weight = torch.from_numpy(np.concatenate([np.full(len(d["sight"]), OF_VOWELS.get(d["kind"], 0), np.float32) for d in data])) * (vowel >= 0)
    keys = sorted({(d["kind"], d["speaker"], d["condition"]) for d in data})
    kinds = sorted({(k[0], k[2]) for k in keys})
    of_key = torch.tensor([keys.index((d["kind"], d["speaker"], d["condition"])) for d in data])
    of_kind = torch.tensor([kinds.index((k[0], k[2])) for k in keys])
    summed = lambda values, index, n: torch.zeros(n).index_add(0, index, values)
    count = summed(torch.tensor([float(d["count"]) for d in data]), of_key, len(keys))
    key_weight = torch.tensor([float(OF_COUNTS[k[0]]) for k in keys]) * count.clamp(max=60) / 60
    for _ in range(iterations):
        z = net(x).squeeze(1)
        one_by_one = (F.binary_cross_entropy_with_logits(z, vowel.clamp(min=0), reduction="none") * weight).sum() / weight.sum()
        got = summed(summed(torch.sigmoid(3 * z), sentence, len(data)), of_key, len(keys))
        speakers = ((got / count - 1).abs() * key_weight).sum() / key_weight.sum()
        all_of_kind = (summed(got, of_kind, len(kinds)) / summed(count, of_kind, len(kinds)) - 1).abs().mean()
        loss = one_by_one + 3 * speakers + 2 * all_of_kind
        adam.zero_grad(), loss.backward(), adam.step(), rates.step()
    (w, b), (v, c) = [(l.weight.detach().numpy().T, l.bias.detach().numpy()) for l in (net[0], net[2])]
    w = w / spread[:, None]
    return [(w.astype(np.float32), (b - middle @ w).astype(np.float32)), (v.astype(np.float32), c.astype(np.float32))]


def judged(layers, sight):
    (w, b), (v, c) = layers
    return int((np.maximum(sight @ w + b, 0) @ v + c > 0).sum())


def fit(a):
    a.cache.mkdir(parents=True, exist_ok=True)
    data = seen(a)
    found = {}
    for g in range(people.GROUPS):
        layers = learned([d for d in data if group(d) != g])
        for d in data:
            if group(d) == g:
                found.setdefault((d["kind"], d["condition"]), {}).setdefault(d["speaker"], []).append((judged(layers, d["sight"]), d["label"]))
    print("| speakers, not heard | condition | number | error by speaker, % (bias) | all together, % |\n|---|---|---|---|---|")
    for (kind, condition), speakers in sorted(found.items()):
        pairs = np.array([np.sum(v, 0) for v in speakers.values()], float)
        e = 100 * (pairs[:, 0] / pairs[:, 1] - 1)
        print(f"| {kind} | {condition} | {len(e)} | {np.abs(e).mean():.1f} ({e.mean():+.1f}) | {100 * (pairs[:, 0].sum() / pairs[:, 1].sum() - 1):+.1f} |")
    train.write_weights(learned(data), a.out)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = ap.add_subparsers(required=True)
    for name, run in (("align", align), ("fit", fit)):
        s = sub.add_parser(name)
        s.set_defaults(run=run)
        for option in ("rate", "people", "out") + (("learners", "vowels", "cache") if name == "fit" else ()):
            s.add_argument("--" + option, type=Path, required=True)
    a = ap.parse_args()
    a.run(a)


if __name__ == "__main__":
    main()
