#!/usr/bin/env python3
"""Trains the scorer of the speech detector and writes its weights.

  train.py make --clips CLIPS --studio STUDIO --music MUSIC --cache DIR --out main.npz --seed 1 --count 2600
  train.py real --real REAL --clips CLIPS --studio STUDIO --music MUSIC --cache DIR --out real.npz
  train.py many --clips CLIPS --studio STUDIO --music MUSIC --cache DIR --people VOICES --noise NOISE --out many.npz --count 3200
  train.py fit  --tracks many.npz main.npz real.npz --out voice-activity.bin [--without 2] [--hold voice,voice] [--iterations 4500]

CLIPS holds a folder of audio clips per voice, each clip a stretch of speech without a pause; STUDIO a folder of quiet prompts
per voice, which are cut here; MUSIC pieces of music. REAL holds labelled recordings (NAME.flac and NAME.csv with start,end in
seconds). PEOPLE holds files of many speakers and labels.csv (file,speaker,start,end), NOISE recordings in which nobody speaks.
`make`, `many` and `real` keep only tracks (25 bytes per 10 ms) and labels, never audio. `fit --without` leaves out a
group of people, noises, clips and recordings, `--hold` single ones, for honest figures. Needs numpy, scipy, soundfile, jax, and the programs espeak-ng, flite and ffmpeg. One core:
about 20 minutes for `make`, 5 for `real` and 5 for `fit`.
"""
import argparse, csv, os, struct
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
from pathlib import Path
import numpy as np
import material, people, reference, voices
from reference import BANDS, DILATIONS, GROUP

CHANNELS = 32
STEPS = 200             # groups of hops in a training example: 8 s
BATCH = 32
RATE_OF_LEARNING = 3e-3
AVERAGE = 0.998         # of the weights, over iterations
PAUSE_WEIGHT = 1.3      # a hop of pause counts this much,
SHORT_WEIGHT = 1.5      # and so much more in pauses under 0.6 s
# Kinds of recordings are drawn so much oftener than their length says; all others, monologues, twice as often.
CHANCES = {"real": 5.0, "spliced": 3.0, "field": 2.4, "nobody": 2.0, "people": 1.0}


# ---- tracks and labels -----------------------------------------------------------------------------------------------
def labels(speech, hops):
    centre, out = (np.arange(hops) + 0.5) / 100, np.zeros(hops, np.uint8)
    for a, b in speech:
        out[np.searchsorted(centre, a):np.searchsorted(centre, b)] = 1
    return out


class Tracks:
    """Rows, labels and names of many recordings, to and from one file."""
    def __init__(self):
        self.rows, self.labels, self.names = [], [], []

    def add(self, x, speech, voice, what):
        rows = reference.track(x)
        self.rows.append(rows), self.labels.append(labels(speech, len(rows))), self.names.append((voice, what))

    def write(self, path):
        np.savez(path, rows=np.concatenate(self.rows), lab=np.concatenate(self.labels), lens=np.array([len(r) for r in self.rows]), meta=np.array(self.names))

    @staticmethod
    def read(paths):
        for p in paths:
            d = dict(np.load(p))
            for end, n, (voice, what) in zip(np.cumsum(d["lens"]), d["lens"], d["meta"]):
                yield str(voice), str(what), d["rows"][end - n:end], d["lab"][end - n:end]


def all_voices(a):
    """Voices by name, and the names of those with clips, with prompts, and synthesized."""
    if a.music:
        material.RECORDED_MUSIC[:] = [x / voices.rms(x) for x in voices.decoded_folder(a.music, a.cache)]
    kinds = [voices.recorded_voices(a.clips), voices.studio_voices(a.studio, a.cache) if a.studio else {}, voices.synthetic_voices(a.cache)]
    return {k: v for kind in kinds for k, v in kind.items()}, [list(kind) for kind in kinds]


def make(a):
    (bank, (recorded, studio, synthetic)), tracks = all_voices(a), Tracks()
    long = [v for v in studio if len(bank[v].prompts) > 100]
    any_of = lambda names, rng: names[int(rng.integers(len(names)))]
    for i in range(a.count):
        rng = np.random.default_rng([a.seed, i])
        u = rng.random()
        kind = recorded if u < .42 or not studio else long if u < .72 else studio if u < .85 else synthetic
        voice = None if rng.random() < a.nobody else recorded[i % len(recorded)] if kind is recorded else any_of(kind, rng)
        u = rng.random()
        if voice and u < a.field:
            tracks.add(*material.field(voice, bank, rng)[:2], voice, "field")
        elif voice and u < a.field + a.spliced:
            more = [voice if rng.random() < .4 else None if rng.random() < .1 else any_of(long if long and rng.random() < .5 else synthetic, rng) for _ in range(int(rng.integers(0, 3)))]
            tracks.add(*material.spliced([voice, *more], bank, rng)[:2], voice, "spliced")
        else:
            seconds = float(rng.choice([rng.uniform(1, 12), rng.uniform(20, 50), rng.uniform(50, 80)], p=[.25, .35, .4]))
            x, speech, what = material.recording(voice, bank, rng, seconds)
            tracks.add(x, speech, voice or "none", what)
        if i % 100 == 0:
            print(i, "of", a.count, flush=True)
    tracks.write(a.out)


def many(a):
    """Many people, and rooms with nobody in them; names begin with the group that all of a recording comes from."""
    from concurrent.futures import ProcessPoolExecutor
    tracks = Tracks()
    with ProcessPoolExecutor(a.jobs, initializer=prepare_many, initargs=(a,)) as pool:
        for i, (rows, label, name) in enumerate(pool.map(one_of_many, range(a.count), chunksize=8)):
            tracks.rows.append(rows), tracks.labels.append(label), tracks.names.append(name)
            if i % 200 == 0:
                print(i, "of", a.count, flush=True)
    tracks.write(a.out)


def prepare_many(a):
    bank, _ = all_voices(a)
    speakers, recorded = people.labelled(a.people), people.noises(a.noise)
    prepare_many.made = a, bank, [people.Group(g, speakers, recorded) for g in range(people.GROUPS)]


def one_of_many(i):
    a, bank, groups = prepare_many.made
    rng = np.random.default_rng([a.seed, i])
    if rng.random() < 0.03:
        (x, speech, what), voice, kind, g = people.formants(rng), "none", "people", 9
    elif rng.random() < a.nobody:
        g = int(rng.integers(people.GROUPS))
        (x, speech, what), voice, kind = people.nobody(groups[g], bank, rng), "none", "nobody"
    else:
        names = sorted(k for group in groups for k in group.speakers)
        long = [k for k in names if k.startswith("libri-")]
        voice = long[int(rng.integers(len(long)))] if rng.random() < .15 else names[i % len(names)]
        g = people.group_of(voice)
        (x, speech, what), kind = people.spoken(groups[g], bank, rng, voice), "people"
    rows = reference.track(x)
    return rows, labels(speech, len(rows)), (f"g{g} {voice} {what}", kind)


def real(a):
    """Each labelled recording as it is, and in many changed forms."""
    import soundfile as sf
    (bank, _), tracks = all_voices(a), Tracks()
    for i, p in enumerate(sorted(a.real.glob("*.flac"))):
        original, rate = sf.read(p)
        original = voices.resample(original, rate, voices.RATE)
        with open(p.with_suffix(".csv")) as f:
            truth = np.array([[float(r[0]), float(r[1])] for r in list(csv.reader(f))[1:]])
        for form in range(a.forms):
            x, speech = changed(original, truth, bank, np.random.default_rng([a.seed, i, form])) if form else (original, truth)
            x = np.clip(np.round(x * 32768), -32768, 32767).astype(np.float32) / 32768
            tracks.add(x, speech[speech[:, 1] > speech[:, 0]], p.stem, "real")
    tracks.write(a.out)


def changed(x, speech, bank, rng):
    """Another speed, microphone, noise, room, level, codec or excerpt of a labelled recording."""
    speed = int(rng.choice([80, 87, 93, 100, 100, 108, 117, 125]))
    x, speech = voices.at_speed(x, speed), speech * 100 / speed
    if rng.random() < .7:
        x = material.equalized(x, rng)
    if rng.random() < .5:
        kind = str(rng.choice(list(material.NOISES)))
        z = material.NOISES[kind][0](len(x), rng, bank)
        x = x + z / voices.rms(z) * voices.rms(x) * voices.db(-rng.uniform(8, 30))
    if rng.random() < .25:
        x = material.room(x, rng, rng.uniform(.1, .3), rng.uniform(4, 12))
    for chance, change in ((.15, material.levelled), (.12, material.gated), (.15, material.narrowed), (.25, material.coded)):
        if rng.random() < chance:
            x = change(x, rng)
    x = x / voices.rms(x) * voices.db(rng.uniform(-45, -15))
    if rng.random() < .4:
        begin = int(rng.uniform(0, .6) * len(x))
        end = int(min(len(x), begin + rng.uniform(1, 6) * voices.RATE))
        x, speech = x[begin:end], np.clip(speech - begin / voices.RATE, 0, (end - begin) / voices.RATE)
    return x, speech


# ---- examples ----------------------------------------------------------------------------------------------------------
def weight(label):
    w = np.where(label > 0, 1, PAUSE_WEIGHT).astype(np.float32)
    edges = np.flatnonzero(np.diff(np.concatenate([[1], label, [1]]).astype(int))).reshape(-1, 2)
    for a, b in edges:
        if b - a < 60:
            w[a:b] *= SHORT_WEIGHT
    return w


def padded(x, reach):
    """[hops, ...] as whole groups of hops, with `reach` groups of zeros at both ends."""
    groups = -(-len(x) // GROUP)
    out = np.zeros((GROUP * (groups + 2 * reach), *x.shape[1:]), np.float16)
    out[GROUP * reach:GROUP * reach + len(x)] = x
    return out


def examples(recordings, reach):
    return [(padded(reference.features(rows), reach), padded(label, 0), padded(weight(label), 0)) for _, _, rows, label in recordings]


# ---- training ------------------------------------------------------------------------------------------------------------
def varied(x, rng):
    """Inputs [examples, hops, 51] as another microphone, level and estimate of the noise would have made them."""
    count, live = len(x), x[:, :, :2 * BANDS].any(2, keepdims=True)
    often = lambda: rng.random((count, 1)) < .5
    tilt = np.stack([np.interp(np.linspace(0, 5, BANDS), np.arange(6), q) for q in rng.standard_normal((count, 6))]) * .12 * rng.random((count, 1))
    level = rng.normal(0, .08, (count, 1)) * often()
    floor = (rng.normal(0, .06, (count, 1)) + rng.normal(0, .04, (count, BANDS))) * often()
    x[:, :, :BANDS] = np.clip(x[:, :, :BANDS] + floor[:, None], -.25, 2)
    x[:, :, BANDS:2 * BANDS] = np.clip(x[:, :, BANDS:2 * BANDS] + (tilt + level)[:, None], 0, 3)
    x[:, :, 2 * BANDS] *= rng.uniform(.9, 1.1, (count, 1))
    x[:, :, 2 * BANDS + 1] = np.clip(x[:, :, 2 * BANDS + 1] + level, 0, 3)
    x[:, :, 2 * BANDS + 2] = np.clip(x[:, :, 2 * BANDS + 2] - level + rng.normal(0, .06, (count, 1)), 0, 3)
    return x * live


def new_weights(rng, inputs):
    c, out = CHANNELS, []
    out.append((rng.standard_normal((GROUP * inputs, c)) * np.sqrt(2 / (GROUP * inputs)), np.zeros(c)))
    out += [(rng.standard_normal((3 * c, c)) * np.sqrt(1 / (3 * c)), np.zeros(c)) for _ in DILATIONS]
    out.append((rng.standard_normal((c, GROUP)) * .1, np.zeros(GROUP)))
    return [(w.astype(np.float32), b.astype(np.float32)) for w, b in out]


def fit_scorer(data, chances, iterations, seed=0, say=print):
    """Adam on the weighted cross-entropy per hop, learning rate falling as a cosine; returns the averaged weights."""
    import jax, jax.numpy as jnp
    reach, rng = sum(DILATIONS), np.random.default_rng(seed)
    p = jax.tree.map(jnp.asarray, new_weights(rng, data[0][0].shape[1]))
    zero = jax.tree.map(jnp.zeros_like, p)

    def forward(p, x):
        h = jax.nn.relu(x @ p[0][0] + p[0][1])
        for (w, b), d in zip(p[1:-1], DILATIONS):
            n = h.shape[1] - 2 * d
            h = h[:, d:d + n] + jax.nn.relu(jnp.concatenate([h[:, :n], h[:, d:d + n], h[:, 2 * d:]], -1) @ w + b)
        return h @ p[-1][0] + p[-1][1]

    def loss(p, x, y, w):
        z = forward(p, x.astype(jnp.float32))
        return ((jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z)))) * w).sum() / w.sum()

    @jax.jit
    def step(p, m, v, mean, x, y, w, rate, t):
        value, g = jax.value_and_grad(loss)(p, x, y, w)
        m = jax.tree.map(lambda a, b: .9 * a + .1 * b, m, g)
        v = jax.tree.map(lambda a, b: .999 * a + .001 * b * b, v, g)
        p = jax.tree.map(lambda a, b, c: a - rate * b / (1 - .9 ** t) / (jnp.sqrt(c / (1 - .999 ** t)) + 1e-7), p, m, v)
        keep = jnp.minimum(AVERAGE, t / (t + 10))
        return p, m, v, jax.tree.map(lambda a, b: keep * a + (1 - keep) * b, mean, p), value

    span, width = STEPS * GROUP, data[0][0].shape[1]
    lengths = np.array([len(y) for _, y, _ in data])
    chances = chances * np.minimum(lengths, 3 * span)
    chances = chances / chances.sum()
    m, v, mean, total = zero, zero, p, 0.0
    for t in range(1, iterations + 1):
        x = np.zeros((BATCH, span + 2 * reach * GROUP, width), np.float32)
        y, w = np.zeros((BATCH, span), np.float32), np.zeros((BATCH, span), np.float32)
        for j, i in enumerate(rng.choice(len(data), BATCH, p=chances)):
            a = GROUP * int(rng.integers(0, max(1, (lengths[i] - span) // GROUP + 1)))
            n = min(span, lengths[i] - a)
            inputs = data[i][0][a:a + span + 2 * reach * GROUP]
            x[j, :len(inputs)], y[j, :n], w[j, :n] = inputs, data[i][1][a:a + n], data[i][2][a:a + n]
        x = varied(x, rng).astype(np.float16).reshape(BATCH, -1, GROUP * width)
        y, w = y.reshape(BATCH, STEPS, GROUP), w.reshape(BATCH, STEPS, GROUP)
        rate = RATE_OF_LEARNING * min(1, t / 100) * (.5 + .5 * np.cos(np.pi * t / iterations) + .003)
        p, m, v, mean, value = step(p, m, v, mean, x, y, w, np.float32(rate), np.float32(t))
        total += float(value)
        if t % 500 == 0:
            say(t, round(total / 500, 4), flush=True)
            total = 0.0
    return [(np.asarray(w), np.asarray(b)) for w, b in mean]


def write_weights(p, path):
    """Weights as integers of 8 bits with a scale per output; reference.load_weights reads them."""
    data = b""
    for w, b in p:
        scale = np.maximum(np.abs(w).max(0), 1e-6) / 127
        data += struct.pack("<HH", *w.shape) + scale.astype("<f4").tobytes() + b.astype("<f4").tobytes()
        data += np.clip(np.round(w / scale), -127, 127).astype("i1").tobytes()
    Path(path).write_bytes(data)


def fit(a):
    hold = set((a.hold or "").split(","))
    recordings = [r for r in Tracks.read(a.tracks) if r[0] not in hold and (a.without is None or people.group_of_name(r[0]) != a.without)]
    chances = np.array([CHANCES.get(r[1], 2.0) for r in recordings])
    write_weights(fit_scorer(examples(recordings, sum(DILATIONS)), chances, a.iterations, a.seed), a.out)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = ap.add_subparsers(required=True)
    for name, run in (("make", make), ("many", many), ("real", real), ("fit", fit)):
        s = sub.add_parser(name)
        s.set_defaults(run=run)
        s.add_argument("--out", type=Path, required=True)
        s.add_argument("--seed", type=int, default=1)
        if name == "fit":
            s.add_argument("--tracks", type=Path, nargs="+", required=True)
            s.add_argument("--hold", help="voices or recordings to leave out, comma-separated")
            s.add_argument("--without", type=int, help="a group (0 to 3) to leave out, see people.py")
            s.add_argument("--iterations", type=int, default=5000)
        else:
            s.add_argument("--clips", type=Path, required=True)
            s.add_argument("--cache", type=Path, required=True)
            s.add_argument("--studio", type=Path, help="more voices: a folder of sound files for each")
            s.add_argument("--music", type=Path, help="a folder of pieces of music")
        if name == "make":
            s.add_argument("--count", type=int, default=1500)
            s.add_argument("--spliced", type=float, default=0.2)
            s.add_argument("--field", type=float, default=0.35)
            s.add_argument("--nobody", type=float, default=0.1)
        if name == "many":
            s.add_argument("--count", type=int, default=4000)
            s.add_argument("--people", type=Path, required=True, help="labels.csv and the files of many speakers")
            s.add_argument("--noise", type=Path, required=True, help="recordings in which nobody speaks")
            s.add_argument("--nobody", type=float, default=0.25)
            s.add_argument("--jobs", type=int, default=1)
        if name == "real":
            s.add_argument("--real", type=Path, required=True)
            s.add_argument("--forms", type=int, default=40, help="of each recording")
    a = ap.parse_args()
    a.run(a)


if __name__ == "__main__":
    main()
