"""Training material: monologues with exactly known speech, laid over noises, rooms, microphones and noises of the desk.

Voices come from a folder of clips (one sub-folder per voice, each clip a stretch of speech without a pause) and from the
speech synthesizers espeak-ng and flite. Everything else is synthesized here from random numbers, at 16 kHz.
"""
import hashlib, subprocess, tempfile
from pathlib import Path
import numpy as np, soundfile as sf
from scipy import fft, signal

RATE = 16000
db = lambda x: 10 ** (x / 20)
rms = lambda x: float(np.sqrt(np.mean(np.square(x))) + 1e-12)

SENTENCES = """Let us start with the requirements before we draw anything on the board.
The service has to answer within fifty milliseconds for most of its users.
I would put a queue between the two, so that a slow consumer never blocks the writer.
We could shard by customer, but then the largest customer becomes a hot spot.
What happens when this machine goes away in the middle of a write?
So the first question is how many requests arrive in a second at the peak.
Each event carries an identifier, and processing the same event twice does no harm.
I have seen this go wrong when the cache was warmed up by only one process.
The index lives in memory, the documents themselves stay on the disk.
Roughly two hundred gigabytes a day, which is a few terabytes a month.
If that assumption turns out to be false, the whole design changes.
Consistency matters for payments, much less so for the list of suggestions.
We pay for that with a longer time to recover after a failure.
Let me think about the failure modes for a moment.
A client retries with growing delays, and gives up after about a minute.
Three replicas, two of which have to agree before we tell the user it is done.
There is a trade off here between freshness and cost.
On the mobile side we batch the uploads to save the battery.
The schema is simple: a key, a version, a time stamp and a blob.
Finally, I would measure it, because my estimate may well be wrong by a factor of two.
Yes, exactly.
No, that would not scale.
Okay, moving on to storage.
Everything behind the gateway trusts the token that the gateway has checked.
Old messages are thrown away after thirty days unless somebody pins them.
We should shed load early rather than fail late.
Think of a photograph that goes viral in the space of an hour.
The search team owns that index and rebuilds it every night.
Backups are worthless until somebody has restored one.
Which fields do we need for the query, and how often do they change?""".split("\n")


# ---- voices -------------------------------------------------------------------------------------------------------
def resample(x, old, new):
    g = int(np.gcd(int(old), int(new)))
    return signal.resample_poly(x, new // g, old // g) if old != new else x


def ramped(x, seconds=0.003):
    y, n = np.array(x, float), max(1, min(int(seconds * RATE), len(x) // 4))
    r = np.sin(np.linspace(0, np.pi / 2, n)) ** 2
    y[:n] *= r
    y[-n:] *= r[::-1]
    return y


def recorded_voices(folder):
    out = {}
    for d in sorted(p for p in Path(folder).iterdir() if p.is_dir()):
        out[d.name] = []
        for p in sorted([*d.glob("*.flac"), *d.glob("*.wav")]):
            x, rate = sf.read(p)
            out[d.name].append(ramped(resample(x - x.mean(), rate, RATE)))
    return out


def cut(x, below=26.0, shortest_gap=0.18):
    """Stretches of speech in clean synthetic audio: where its level is less than `below` dB under the voice's peak."""
    n = RATE // 100
    level = np.sqrt(np.convolve(x ** 2, np.ones(n) / n, "same"))
    peak = np.percentile(level, 99)
    edges = np.flatnonzero(np.diff(np.r_[0, level > peak * db(-below), 0].astype(int))).reshape(-1, 2)
    runs = []
    for a, b in edges:
        if runs and a - runs[-1][1] < shortest_gap * RATE:
            runs[-1][1] = b
        else:
            runs.append([a, b])
    return [ramped(x[a:b]) for a, b in runs if b - a > 0.1 * RATE]


def synthetic_voices(cache):
    """flite's voices and two dozen of espeak-ng's, kept in `cache` as arrays."""
    cache = Path(cache)
    cache.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(5)
    plans = [(f"flite-{v}", ["flite", "-voice", v]) for v in ("awb", "rms", "slt", "kal16")]
    tongues = ["en-us", "en-gb", "en-gb-scotland", "en-029", "de", "fr-fr", "it", "es", "sv", "pl", "ru", "nl", "hi", "tr", "fi", "pt-br"]
    variants = ["", "+m1", "+m3", "+m5", "+m7", "+f1", "+f2", "+f3", "+f4", "+f5", "+croak", "+whisper", "+klatt2", "+klatt4"]
    for i in range(24):
        v = tongues[i % len(tongues)] + variants[(i * 5 + i // len(tongues)) % len(variants)]
        plans.append((f"espeak-{v}", ["espeak-ng", "-v", v, "-s", str(int(rng.integers(120, 210))), "-p", str(int(rng.integers(15, 80)))]))
    out = {}
    for name, command in plans:
        kept = cache / (hashlib.md5(" ".join(command).encode()).hexdigest() + ".npy")
        if not kept.exists():
            clips = []
            order = rng.permutation(len(SENTENCES))[: 30 if name.startswith("flite") else 12]
            for i in order:
                with tempfile.NamedTemporaryFile(suffix=".wav") as f:
                    line = [*command, "-t", SENTENCES[i], "-o", f.name] if command[0] == "flite" else [*command, "-w", f.name, SENTENCES[i]]
                    subprocess.run(line, check=True, capture_output=True)
                    x, rate = sf.read(f.name)
                clips += cut(resample(x - x.mean(), rate, RATE))
            np.save(kept, np.array(clips, dtype=object), allow_pickle=True)
        out[name] = list(np.load(kept, allow_pickle=True))
    return out


class Voice:
    """A voice's clips, and the same at other speeds: another pitch, tempo and size of the head."""
    def __init__(self, clips):
        self.clips, self.changed = clips, {1.0: clips}
        self.single_words = np.median([len(c) for c in clips]) < 0.9 * RATE

    def at(self, speed):
        if speed not in self.changed:
            self.changed[speed] = [signal.resample_poly(c, 100, int(round(100 * speed))) for c in self.clips]
        return self.changed[speed]


def monologue(voice, rng, seconds):
    """Dry speech with exact zeros between, and where it is."""
    clips = voice.at(float(rng.choice([1.0, 1.0, 0.84, 0.92, 1.09, 1.18])))
    middle, spread, level = rng.uniform(0.3, 1.0), rng.uniform(0.6, 1.1), rng.uniform(-32, -18)
    wander = rng.uniform(1, 5)
    at = int(rng.uniform(0.0, min(2.5, 0.5 * seconds)) * RATE)
    parts, speech, deck = [np.zeros(at)], [], []
    while at < seconds * RATE:
        words = []
        for _ in range(int(rng.integers(1, 9)) if voice.single_words else 1):
            if not deck:
                deck = list(rng.permutation(len(clips)))
            words.append(clips[deck.pop()])
        if voice.single_words:
            words = [w / rms(w) * db(rng.uniform(-2, 2)) for w in words]
        x = np.concatenate(words)
        x = x * db(level + rng.uniform(-wander, wander)) / rms(x)
        x *= min(1.0, 0.9 / np.abs(x).max())
        pause = 0.0
        while not 0.12 <= pause <= 9.0:
            pause = float(np.exp(rng.normal(np.log(middle), spread)))
        speech.append((at / RATE, (at + len(x)) / RATE))
        silence = np.zeros(int(pause * RATE))
        parts += [x, silence]
        at += len(x) + len(silence)
    return np.concatenate(parts), speech


# ---- steady and moving noises ------------------------------------------------------------------------------------
def shaped(n, rng, power):
    """Noise whose power falls as f ** -power: 0 white, 1 pink, 2 brown."""
    m = fft.next_fast_len(n, real=True)
    s = fft.rfft(rng.standard_normal(m)) / np.maximum(fft.rfftfreq(m, 1 / RATE), 20) ** (power / 2)
    y = fft.irfft(s, m)[:n]
    return y / rms(y)


def band(x, lo, hi, order=2):
    hi = min(hi, 0.49 * RATE)
    return signal.sosfilt(signal.butter(order, [min(lo, hi * 0.8), hi], "band", fs=RATE, output="sos"), x)


def low(x, f, order=2):
    return signal.sosfilt(signal.butter(order, min(f, 0.49 * RATE), fs=RATE, output="sos"), x) if f < 0.49 * RATE else x


def swell(n, rng, hertz, depth=0.9):
    k = max(8, int(n / RATE * hertz * 2))
    y = np.interp(np.linspace(0, k - 1, n), np.arange(k), np.exp(depth * rng.standard_normal(k)))
    return y / y.mean()


def steady(n, rng, *_):
    y = shaped(n, rng, rng.uniform(-0.3, 2.2))
    if rng.random() < 0.4:
        y = band(y, np.exp(rng.uniform(np.log(30), np.log(600))), np.exp(rng.uniform(np.log(1200), np.log(7900))), 1)
    return y


def machine(n, rng, *_):
    """Mains hum, a fan with its blade tone, a whining coil."""
    t, f = np.arange(n) / RATE, rng.choice([50, 60, rng.uniform(40, 400)])
    y = sum(rng.uniform(.1, 1) / k ** rng.uniform(.3, 1.2) * np.sin(2 * np.pi * f * k * t + rng.uniform(0, 6)) for k in range(1, int(rng.integers(3, 14))))
    y = y / rms(y) * rng.uniform(0, 1)
    air = low(shaped(n, rng, rng.uniform(0, 1)), rng.uniform(300, 3000))
    air *= 1 + rng.uniform(0, .4) * np.sin(2 * np.pi * rng.uniform(.3, 12) * t)
    y += air / rms(air) * rng.uniform(.3, 1.5)
    for _ in range(int(rng.integers(0, 3))):
        y += rng.uniform(.05, .5) * np.sin(2 * np.pi * np.exp(rng.uniform(np.log(80), np.log(6000))) * t)
    return y


def moving(n, rng, *_):
    """Traffic, wind, water: bands that come and go, each at its own pace."""
    y = rng.uniform(.1, .5) * shaped(n, rng, rng.uniform(.5, 2))
    for _ in range(int(rng.integers(2, 9))):
        lo = float(np.exp(rng.uniform(np.log(70), np.log(4500))))
        b = band(rng.standard_normal(n), lo, lo * rng.uniform(1.2, 3), int(rng.integers(1, 3)))
        y += b / rms(b) * swell(n, rng, np.exp(rng.uniform(np.log(.15), np.log(7))), rng.uniform(.5, 1.2)) * rng.uniform(.2, 1)
    return y


def rhythm(n, rng, *_):
    """An engine, a pump, an exercise machine: noise and tones in a slowly changing beat."""
    beat = np.cumsum(rng.uniform(.8, 5) * swell(n, rng, .3, .2)) / RATE
    y = shaped(n, rng, rng.uniform(0, 2)) * rng.uniform(.1, 1)
    for _ in range(int(rng.integers(1, 4))):
        lo = float(np.exp(rng.uniform(np.log(80), np.log(3500))))
        b = band(rng.standard_normal(n), lo, lo * rng.uniform(1.3, 4), 1)
        y += b / rms(b) * (0.5 + 0.5 * np.cos(2 * np.pi * beat * rng.integers(1, 4) + rng.uniform(0, 6))) ** rng.uniform(1, 8) * rng.uniform(.3, 2)
    f = rng.uniform(60, 300) * (1 + .1 * np.interp(np.arange(n), np.linspace(0, n, 40), rng.standard_normal(40)))
    y += rng.uniform(0, .4) * signal.sawtooth(2 * np.pi * np.cumsum(f) / RATE)
    return y


def music(n, rng, *_):
    """Notes of a few harmonics with a decay, several at once; now and then a drum."""
    y, root = np.zeros(n), rng.uniform(80, 220)
    step = rng.uniform(.12, .6)
    for at in np.arange(0, n / RATE, step):
        for _ in range(int(rng.integers(0, 4))):
            f = root * 2 ** (rng.choice([0, 2, 4, 5, 7, 9, 11, 12, 16, 19, 24]) / 12)
            m = min(int(rng.uniform(.2, 1.6) * RATE), n - int(at * RATE))
            t = np.arange(m) / RATE
            tone = sum(rng.uniform(.2, 1) / k * np.sin(2 * np.pi * f * k * t) for k in range(1, 7) if f * k < 7500)
            y[int(at * RATE):int(at * RATE) + m] += tone * np.exp(-t * rng.uniform(1, 8)) * np.minimum(1, t / .01)
        if rng.random() < .4:
            m = min(int(.15 * RATE), n - int(at * RATE))
            y[int(at * RATE):int(at * RATE) + m] += rng.uniform(.3, 2) * rng.standard_normal(m) * np.exp(-np.arange(m) / RATE * rng.uniform(20, 90))
    return y + 1e-4 * rng.standard_normal(n)


def room(x, rng, rt60, direct_db):
    t = np.arange(int(rt60 * RATE)) / RATE
    h = rng.standard_normal(len(t)) * 10 ** (-3 * t / rt60)
    if rng.random() < .5:
        h = low(h, rng.uniform(1500, 7000), 1)
    h[: int(rng.uniform(.002, .015) * RATE)] = 0
    h *= db(-direct_db) / np.sqrt(np.sum(h ** 2))
    h[0] = 1
    return signal.fftconvolve(x, h)[: len(x)]


def talkers(n, rng, voices, count, gap):
    total = np.zeros(n)
    names = list(voices)
    for _ in range(count):
        clips = voices[names[int(rng.integers(len(names)))]].at(float(rng.choice([.92, 1.0, 1.09])))
        parts, at = [], 0
        while at < n:
            x = clips[int(rng.integers(len(clips)))]
            parts += [x / rms(x) * db(rng.uniform(-3, 3)), np.zeros(int(rng.uniform(0, gap) * RATE))]
            at += len(x) + len(parts[-1])
        total += np.roll(np.concatenate(parts)[:n], int(rng.integers(n))) * db(rng.uniform(-9, 0))
    return total


def babble(n, rng, voices):
    """Many people talking far away."""
    y = talkers(n, rng, voices, int(rng.integers(5, 16)), rng.uniform(.1, 1))
    return low(room(y, rng, rng.uniform(.3, 1.1), rng.uniform(-10, 2)), rng.uniform(1800, 7900), 1)


def few_far(n, rng, voices):
    """One to four people in the next room."""
    y = talkers(n, rng, voices, int(rng.integers(1, 5)), rng.uniform(.3, 2))
    y = low(room(y, rng, rng.uniform(.4, 1.1), rng.uniform(-14, -5)), rng.uniform(1000, 4500), int(rng.integers(1, 3)))
    return y + 1e-3 * rng.standard_normal(n)


def cafe(n, rng, voices):
    """Babble with crockery, chairs, a coffee machine and sometimes music."""
    y = babble(n, rng, voices)
    y /= rms(y)
    if rng.random() < .5:
        z = talkers(n, rng, voices, int(rng.integers(1, 4)), rng.uniform(.5, 3))
        z = room(z, rng, rng.uniform(.3, .8), rng.uniform(-9, 0))
        y += z / rms(z) * db(rng.uniform(-9, -1))
    y += shaped(n, rng, rng.uniform(.8, 1.8)) * rng.uniform(.1, .8)
    for kind, each, loud in ((clink, rng.uniform(.2, 4), (-6, 18)), (thud, rng.uniform(2, 15), (-6, 8)), (scrape, rng.uniform(4, 30), (-9, 8)), (hiss, rng.uniform(10, 40), (-9, 5))):
        t = rng.exponential(each)
        while t < n / RATE:
            e = kind(rng)
            i = int(t * RATE)
            e = e[: n - i] * db(rng.uniform(*loud)) / (rms(e) * 1.0)
            y[i:i + len(e)] += e * .5
            t += rng.exponential(each)
    if rng.random() < .25:
        z = music(n, rng)
        y += z / rms(z) * db(rng.uniform(-14, -3))
    return y


def calls(n, rng, *_):
    """Outdoors: birds, dogs, sirens, whistles, gusts of wind, on a bed of noise."""
    y = shaped(n, rng, rng.uniform(.5, 2)) * rng.uniform(.1, .6)
    kind, t = int(rng.integers(5)), 0.0
    while t < n / RATE:
        m = int(np.exp(rng.uniform(np.log(.05), np.log(.3 if kind < 2 else 2.5))) * RATE)
        bend = np.interp(np.arange(m), np.linspace(0, m, 6), rng.standard_normal(6))
        if kind == 0:
            e = np.sin(2 * np.pi * np.cumsum(rng.uniform(1800, 6000) * np.exp(.2 * bend)) / RATE)
        elif kind == 1:
            e = band(signal.sawtooth(2 * np.pi * np.cumsum(rng.uniform(200, 700) * np.exp(.2 * bend)) / RATE) + .5 * rng.standard_normal(m), 400, 3000, 1)
        elif kind == 2:
            e = np.sin(2 * np.pi * np.cumsum(rng.uniform(500, 1500) * np.exp(.3 * bend)) / RATE) + .3 * np.sin(4 * np.pi * np.cumsum(rng.uniform(500, 1500) * np.exp(.3 * bend)) / RATE)
        elif kind == 3:
            e = np.sin(2 * np.pi * np.cumsum(rng.uniform(600, 2500) * np.exp(.05 * bend)) / RATE)
        else:
            e = low(shaped(m, rng, 1.5), rng.uniform(150, 900)) * 2
        place(y, ramped(e, .02), t, db(rng.uniform(-10, 8)))
        t += m / RATE + rng.exponential(.8)
    return y


NOISES = {"calls": (calls, .9), "steady": (steady, 2.4), "machine": (machine, 1.3), "moving": (moving, 3.6), "rhythm": (rhythm, .8), "music": (music, .5),
          "babble": (babble, 2.4), "few_far": (few_far, .8), "cafe": (cafe, 2.4)}
SNR = {"calls": (3, 20), "steady": (2, 22), "machine": (3, 22), "moving": (3, 18), "rhythm": (3, 20), "music": (12, 28), "babble": (7, 20), "few_far": (15, 30), "cafe": (6, 18)}


# ---- short noises ---------------------------------------------------------------------------------------------------
def burst(n, rng, at, decay, lo, hi, attack=0.0005):
    t = np.arange(n) / RATE - at
    b = band(rng.standard_normal(n), lo, hi, int(rng.integers(1, 3))) * np.where(t >= 0, np.exp(-np.maximum(t, 0) / decay) * np.minimum(1, np.maximum(t, 0) / attack + .1), 0)
    return b / (np.abs(b).max() + 1e-9)


def ring(n, rng, at, partials, lo, hi, decay):
    t = np.arange(n) / RATE - at
    y = np.zeros(n)
    for _ in range(partials):
        y += rng.uniform(.1, 1) * np.sin(2 * np.pi * np.exp(rng.uniform(np.log(lo), np.log(hi))) * t + rng.uniform(0, 6)) * np.exp(-np.maximum(t, 0) / (decay * rng.uniform(.4, 1.6)))
    y[t < 0] = 0
    return y / (np.abs(y).max() + 1e-9)


def key(rng, k=None):
    """Down-stroke click, bottom-out thock with or without a ring of the case, up-stroke."""
    k = k or keyboard(rng)
    n, f = int(.2 * RATE), k["pitch"] * rng.uniform(.85, 1.18)
    y = burst(n, rng, .002, k["click"] * rng.uniform(.6, 1.6), 1500 * f, 7800)
    y += k["thock"] * rng.uniform(.5, 1.5) * burst(n, rng, rng.uniform(.003, .012), k["decay"] * rng.uniform(.6, 1.5), 90 * f, 700 * f)
    y += k["ring"] * rng.uniform(0, 1) * ring(n, rng, .004, 4, 300 * f, 3500 * f, .02)
    y += k["up"] * rng.uniform(.3, 1.4) * burst(n, rng, rng.uniform(.045, .13), k["click"], 1800 * f, 7800)
    return low(ramped(y, .001), k["dull"], 1)


def keyboard(rng):
    return dict(pitch=rng.uniform(.6, 1.4), click=np.exp(rng.uniform(np.log(.0008), np.log(.008))), thock=rng.uniform(.1, 1.2), decay=rng.uniform(.006, .045),
                ring=rng.uniform(0, .6) * (rng.random() < .5), up=rng.uniform(.1, .6), dull=rng.uniform(2000, 12000))


def mouse(rng):
    n, f = int(.16 * RATE), rng.uniform(900, 3000)
    y = burst(n, rng, .001, rng.uniform(.001, .004), f, f * 3) + rng.uniform(.3, 1) * burst(n, rng, rng.uniform(.05, .12), rng.uniform(.001, .003), f * 1.1, f * 3.4)
    return ramped(y, .001)


def breath(rng, seconds=None):
    """Air through an open or narrow mouth or the nose: broad resonances that glide a little, a swell in or out."""
    n = int((seconds or rng.uniform(.18, 1.1)) * RATE)
    s, y = rng.standard_normal(n), np.zeros(n)
    size = rng.uniform(.8, 1.25)
    for f, g in ((rng.uniform(300, 800), rng.uniform(0, .8)), (rng.uniform(900, 2000), rng.uniform(.3, 1.2)), (rng.uniform(2200, 3600), rng.uniform(.2, 1)),
                 (rng.uniform(3600, 5200), rng.uniform(.1, .7)), (rng.uniform(5000, 7600), rng.uniform(.05, .8))):
        w = rng.uniform(1.15, 1.6)
        b = band(s, f * size / w, f * size * w, 1)
        y += g * b / rms(b)
    if rng.random() < .3:
        y = y / rms(y) + shaped(n, rng, rng.uniform(0, 1.5)) * rng.uniform(.2, .8)
    u = np.linspace(0, 1, n)
    rise, fall = (rng.uniform(.2, .85), rng.uniform(.05, .3)) if rng.random() < .6 else (rng.uniform(.03, .3), rng.uniform(.3, .9))
    shape = np.clip(u / rise, 0, 1) ** rng.uniform(.5, 1.5) * np.clip((1 - u) / fall, 0, 1) ** rng.uniform(.5, 1.5)
    return ramped(y / rms(y) * shape * swell(n, rng, 5, .15), .015)


def cough(rng):
    parts = []
    for _ in range(int(rng.integers(1, 4))):
        n = int(rng.uniform(.12, .4) * RATE)
        t = np.arange(n) / RATE
        y = burst(n, rng, 0, rng.uniform(.03, .12), 200, 5000, .005) + rng.uniform(.2, .8) * band(rng.standard_normal(n), 500, 2500, 1) * np.exp(-t / .1)
        if rng.random() < .5:
            f = rng.uniform(120, 350) * (1 - .5 * t / t[-1])
            y += rng.uniform(.1, .5) * signal.sawtooth(2 * np.pi * np.cumsum(f) / RATE) * np.exp(-t / .08)
        parts += [y, np.zeros(int(rng.uniform(.02, .2) * RATE))]
    return ramped(np.concatenate(parts), .003)


def smack(rng):
    n = int(rng.uniform(.05, .16) * RATE)
    y = sum(rng.uniform(.2, 1) * burst(n, rng, rng.uniform(0, .6) * n / RATE, rng.uniform(.001, .008), rng.uniform(500, 2000), rng.uniform(3000, 7800)) for _ in range(int(rng.integers(1, 4))))
    return ramped(y, .002)


def thud(rng):
    """A knock on the desk or the door, something put down."""
    n, out = int(.3 * RATE), []
    for _ in range(int(rng.choice([1, 1, 1, 2, 3, 4]))):
        f = rng.uniform(60, 300)
        y = burst(n, rng, .001, rng.uniform(.008, .06), f, f * rng.uniform(2, 12)) + rng.uniform(0, .7) * ring(n, rng, .001, 3, f, f * 8, rng.uniform(.01, .06))
        out.append(y[: int(rng.uniform(.1, .3) * RATE)])
    return ramped(np.concatenate(out), .001)


def clink(rng):
    """A cup on its saucer, cutlery, a glass."""
    n = int(rng.uniform(.15, .8) * RATE)
    y, lo = np.zeros(n), rng.uniform(700, 3500)
    for _ in range(int(rng.choice([1, 1, 2, 3, 5]))):
        at = rng.uniform(0, .5) * n / RATE
        y += rng.uniform(.2, 1) * ring(n, rng, at, int(rng.integers(2, 9)), lo, 7600, np.exp(rng.uniform(np.log(.008), np.log(.25))))
        y += rng.uniform(.1, 1) * burst(n, rng, at, rng.uniform(.001, .02), 1000, 7800)
    return ramped(y, .001)


def scrape(rng):
    """A chair over the floor, a creak: a stick-slip tone that wanders, with noise."""
    n = int(rng.uniform(.15, 1.2) * RATE)
    f = rng.uniform(80, 900) * np.exp(.5 * np.interp(np.arange(n), np.linspace(0, n, 8), rng.standard_normal(8)))
    y = signal.sawtooth(2 * np.pi * np.cumsum(f) / RATE) * rng.uniform(.2, 1) + rng.standard_normal(n) * rng.uniform(.1, .8)
    return ramped(band(y, rng.uniform(150, 900), rng.uniform(1500, 6000), 1) * swell(n, rng, 8, .8), .02)


def rustle(rng):
    """Cloth or paper: crackling noise."""
    n = int(rng.uniform(.15, 1.3) * RATE)
    y = rng.standard_normal(n) * swell(n, rng, rng.uniform(10, 60), rng.uniform(.6, 1.6)) * swell(n, rng, 4, .7)
    return ramped(band(y, rng.uniform(200, 1500), rng.uniform(3000, 7900), 1), .03)


def hiss(rng):
    """Steam, a tap, a sniff drawn out."""
    n = int(np.exp(rng.uniform(np.log(.3), np.log(4))) * RATE)
    return ramped(band(rng.standard_normal(n), rng.uniform(500, 3000), rng.uniform(4000, 7900), 1) * swell(n, rng, 2, .4), .08)


def beep(rng):
    n = int(rng.uniform(.06, .7) * RATE)
    t = np.arange(n) / RATE
    return ramped(sum(rng.uniform(.2, 1) * np.sin(2 * np.pi * rng.uniform(300, 3500) * t) for _ in range(int(rng.integers(1, 4)))) * np.exp(-t * rng.uniform(0, 8)), .004)


SHORT = {"breath": (breath, 3, (-30, -8)), "cough": (cough, .8, (-15, 4)), "smack": (smack, 1.5, (-25, -3)), "mouse": (mouse, 1.2, (-22, 0)), "thud": (thud, 1, (-20, 4)),
         "clink": (clink, 1, (-22, 2)), "scrape": (scrape, .7, (-24, -4)), "rustle": (rustle, 1, (-26, -6)), "hiss": (hiss, .5, (-28, -10)), "beep": (beep, .3, (-22, -6))}


def place(y, e, t, gain):
    i = int(t * RATE)
    if i >= 0 and i < len(y):
        e = e[: len(y) - i]
        y[i:i + len(e)] += e * gain


def type_in(y, rests, rng, level):
    k, loud, beat = keyboard(rng), rng.uniform(-10, 8), np.log(rng.uniform(.09, .25))
    for a, b in rests:
        if rng.random() < .85:
            t = a + rng.uniform(.0, .3)
            while t + .1 < b:
                e = key(rng, k)
                place(y, e / np.abs(e).max(), t, level * db(loud + rng.uniform(-6, 5)))
                t += float(np.clip(np.exp(rng.normal(beat, .45)), .05, .9))


def breathe_in(y, rests, rng, level):
    loud = rng.uniform(-30, -11)
    for a, b in rests:
        if b - a > .35 and rng.random() < .9:
            length = min(rng.uniform(.2, 1.0), b - a - .08)
            e = breath(rng, length)
            t = b - rng.uniform(.0, .15) - length if rng.random() < .75 else a + rng.uniform(0, max(.001, b - a - length))
            place(y, e, max(t, a), level * db(loud + rng.uniform(-5, 5)))


def scatter(y, rests, rng, level):
    names = list(SHORT)
    weight = np.array([SHORT[k][1] for k in names])
    some = list(rng.choice(names, int(rng.integers(1, 5)), p=weight / weight.sum()))
    for a, b in rests:
        t = a + rng.exponential(.5)
        while t < b - .08:
            make, _, loud = SHORT[some[int(rng.integers(len(some)))]]
            e = make(rng)
            place(y, e[: int((b - t) * RATE)] if rng.random() < .7 else e, t, level * db(rng.uniform(*loud)) / (rms(e) if make is not mouse else np.abs(e).max() * .3))
            t += len(e) / RATE + rng.exponential(.8)


# ---- a recording ---------------------------------------------------------------------------------------------------
def equalized(x, rng):
    """A microphone's tilt and a few broad bumps."""
    m = fft.next_fast_len(len(x) + 4000, real=True)
    f = np.maximum(fft.rfftfreq(m, 1 / RATE), 30)
    octave = np.log2(f / 1000)
    g = rng.uniform(-4, 4) * octave
    for _ in range(int(rng.integers(0, 4))):
        g += rng.uniform(-8, 8) * np.exp(-((octave - rng.uniform(-3.5, 3)) / rng.uniform(.2, 1)) ** 2)
    if rng.random() < .3:
        g -= 12 * np.maximum(0, np.log2(rng.uniform(80, 300) / f))
    return fft.irfft(fft.rfft(x, m) * db(np.clip(g, -30, 14)), m)[: len(x)]


def spliced(names, voices, rng):
    """Short recordings of different people, places and levels one after the other; mostly noisy."""
    parts, speech, at, said = [], [], 0, ["spliced"]
    for name in names:
        seconds = rng.uniform(2, 9)
        x, s, what = recording(name, voices, rng, seconds, lower=rng.uniform(0, 8))
        n = min(len(x), int(seconds * RATE))
        x = x[:n] * db(rng.uniform(-8, 8))
        parts.append(ramped(x, rng.uniform(.001, .03)))
        speech += [(at / RATE + a, at / RATE + min(b, n / RATE)) for a, b in s if a < n / RATE]
        at += n
        said.append(what)
        if rng.random() < .3:
            gap = int(rng.uniform(.02, .4) * RATE)
            parts.append(np.zeros(gap))
            at += gap
    merged = []
    for a, b in speech:
        if merged and a - merged[-1][1] < .01:
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    return np.clip(np.concatenate(parts), -1, 1).astype(np.float32), merged, "+".join(said)


def recording(name, voices, rng, seconds, lower=0.0):
    """Samples at 16 kHz, speech, and a word for what was done. `name` None: nobody speaks. `lower`: dB off every SNR."""
    others = {k: v for k, v in voices.items() if k != name}
    if name:
        dry, speech = monologue(voices[name], rng, seconds)
        n = len(dry)
        level = rms(np.concatenate([dry[int(a * RATE):int(b * RATE)] for a, b in speech]))
    else:
        n, speech, level = int(seconds * RATE), [], db(rng.uniform(-34, -20))
        dry = np.zeros(n)
    rests = [(b, c) for (_, b), (c, _) in zip([(0, 0), *speech], [*speech, (n / RATE, 0)]) if c - b > .15]
    said = []
    if name and rng.random() < .2:
        dry = low(dry, rng.choice([3400, 3900, 5500, 7000]), 8)
        said.append("narrow")
    y = dry.copy()
    what = rng.random()
    if what < .2 or (not name and what < .4):
        type_in(y, rests, rng, level), said.append("keys")
    if .15 < what < .42 or (not name and rng.random() < .25):
        breathe_in(y, rests, rng, level), said.append("breaths")
    if .38 < what < .6:
        scatter(y, rests, rng, level), said.append("short")
    if rng.random() < .32 and name:
        y = room(y, rng, rng.uniform(.15, .8), rng.uniform(-2, 9))
        said.append("reverb")
    if rng.random() < .5:
        y = equalized(y, rng)
        if name:
            level = rms(np.concatenate([y[int(a * RATE):int(b * RATE)] for a, b in speech]))
        said.append("eq")
    y += shaped(n, rng, rng.uniform(0, 2)) * level * db(-rng.uniform(26, 60))
    busy = .4 if said and said[0] in ("keys", "breaths", "short") else .85
    if not lower and rng.random() < .2:
        lower = rng.uniform(0, 5)
    if rng.random() < busy:
        names = list(NOISES)
        weight = np.array([NOISES[k][1] for k in names])
        for k in rng.choice(names, 1 if rng.random() < .75 else 2, p=weight / weight.sum()):
            z = NOISES[k][0](n, rng, others)
            z *= level / rms(band(z, 60, 7800, 2)) * db(lower - rng.uniform(*SNR[k]))
            if rng.random() < .2 and k not in ("cafe",):   # it begins or ends some time
                a = rng.uniform(.1, .9) * n
                ramp = np.clip((np.arange(n) - a) / (rng.uniform(.02, 3) * RATE), 0, 1)
                z *= ramp if rng.random() < .5 else 1 - ramp
            y += z
            said.append(str(k))
    t = np.arange(n) / RATE
    end = rng.random()
    if end < .12:
        y *= db(rng.uniform(4, 10) * np.sin(2 * np.pi * t / rng.uniform(20, 70) + rng.uniform(0, 6)))
        said.append("drift")
    elif end < .24 and name:
        y = np.clip(y * db(rng.uniform(3, 22)) * .3 / np.percentile(np.abs(dry[dry != 0]), 99), -1, 1)
        said.append("clipped")
    elif end < .36:
        y *= db(rng.uniform(-36, 0))
    elif end < .42:
        y = low(y, rng.choice([3500, 4000, 5500, 7000, 7500]), 8)
        said.append("narrow")
    elif end < .47:   # gaps of digital silence, and a gate
        for _ in range(int(rng.integers(1, 4))):
            i = int(rng.uniform(0, n))
            y[i:i + int(rng.uniform(.05, 4) * RATE)] = 0
        said.append("gaps")
    if rng.random() < .1:
        y += rng.choice([-1, 1]) * rng.uniform(.001, .08)
    return (np.clip(np.round(y * 32768), -32768, 32767) / 32768).astype(np.float32), speech, "+".join(said) or "clean"
