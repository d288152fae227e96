"""Voices to compose monologues from: recorded clips, studio prompts, speech synthesizers.

A clip is a stretch of speech without a pause. A prompt keeps its own pauses, weak endings and breaths, and says where its
speech is. Everything is mono at 16 kHz.
"""
import hashlib, subprocess, tempfile
from pathlib import Path
import numpy as np, soundfile as sf
from scipy import signal

RATE = 16000
db = lambda x: 10 ** (x / 20)
rms = lambda x: float(np.sqrt(np.mean(np.square(x))) + 1e-12)
NOT_SPEECH = ("beep", "tone", "tt-", "silence", "-join", "-leave", "ring")   # prompts with such names are left out

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



# ---- sounds ------------------------------------------------------------------------------------------------------------
def resample(x, old, new):
    g = int(np.gcd(int(old), int(new)))
    return signal.resample_poly(x, new // g, old // g) if old != new else x


def ramped(x, seconds=0.003):
    y, n = np.array(x, float), max(1, min(int(seconds * RATE), len(x) // 4))
    r = np.sin(np.linspace(0, np.pi / 2, n)) ** 2
    y[:n] *= r
    y[-n:] *= r[::-1]
    return y


def decoded(path):
    """Any sound file, by ffmpeg; nothing if it cannot be read."""
    raw = subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-i", str(path), "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"],
                         capture_output=True).stdout
    return np.frombuffer(raw, "<f4").astype(float)


def decoded_folder(folder, cache, skip=()):
    """Every sound file under a folder, kept in `cache` as arrays."""
    files = sorted(p for p in Path(folder).resolve().rglob("*") if p.suffix in (".g722", ".gsm", ".wav", ".ogg", ".flac") and not any(w in p.stem for w in skip))
    kept = Path(cache) / (hashlib.md5("\n".join(map(str, files)).encode()).hexdigest() + ".npz")
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        sounds = [decoded(p) for p in files]
        np.savez(kept, x=np.concatenate(sounds).astype(np.float32), lengths=np.array([len(x) for x in sounds]))
    d = np.load(kept)
    return [x.astype(float) for x in np.split(d["x"], np.cumsum(d["lengths"])[:-1])]


def spoken(x, peak, below, shortest_gap, above_floor=9.0, tail=0.04):
    """Where speech is in a quiet recording, in samples: less than `below` dB under the voice's `peak`, and above its noise; ends
    reach on for at most `tail` seconds while the level still falls; silences under `shortest_gap` seconds are closed."""
    n = RATE // 100
    hops = len(x) // n
    if hops < 8:
        return []
    level = np.sqrt(np.convolve(x[:hops * n] ** 2, np.ones(2 * n) / (2 * n), "same"))[n // 2::n] + 1e-9
    threshold = max(peak * db(-below), min(np.percentile(level, 4) * db(above_floor), peak * db(-28)))
    edges = np.flatnonzero(np.diff(np.r_[0, level > threshold, 0].astype(int))).reshape(-1, 2)
    runs = []
    for a, b in edges:
        for _ in range(int(tail * 100)):
            a -= a > 1 and level[a - 1] < level[a] * 0.95
            b += b < hops - 1 and level[b] < level[b - 1] * 0.95
        if runs and a - runs[-1][1] < shortest_gap * 100:
            runs[-1][1] = b
        else:
            runs.append([a, b])
    return [(a * n, b * n) for a, b in runs if b - a >= 8]


# ---- voices ------------------------------------------------------------------------------------------------------------
def recorded_voices(folder):
    out = {}
    for d in sorted(p for p in Path(folder).iterdir() if p.is_dir()):
        clips = []
        for p in sorted([*d.glob("*.flac"), *d.glob("*.wav")]):
            x, rate = sf.read(p)
            clips.append(ramped(resample(x - x.mean(), rate, RATE)))
        out[d.name] = Voice(clips)
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


def studio_voices(folder, cache):
    """Voices from prompts of telephone systems and language tutors: a folder of sound files for each voice, long or short."""
    out = {}
    for d in sorted(p for p in Path(folder).iterdir() if p.is_dir()):
        sounds = [x - x.mean() for x in decoded_folder(d, cache, NOT_SPEECH) if len(x) > 0.15 * RATE and np.abs(x).max() > 0.01]
        sounds = [x / rms(x) * db(-24) for x in sounds]
        levels = [np.sqrt(np.convolve(x ** 2, np.ones(320) / 320, "same"))[::160] for x in sounds]
        peak = np.percentile(np.concatenate(levels), 98)
        quiet = np.percentile([np.percentile(v, 4) for v in levels], 20) < peak * db(-38)
        clips, prompts = [], []
        for x in sounds:
            clips += [ramped(x[a:b]) for a, b in spoken(x, peak, 30, 0.18) if b - a > 0.12 * RATE and rms(x[a:b]) > peak * db(-20)]
            runs = spoken(x, peak, 36, 0.09)
            if quiet and runs and runs[-1][1] - runs[0][0] > 0.9 * RATE:
                prompts.append((x, runs))
        out[d.name] = Voice(clips, prompts)
    return out


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
        out[name] = Voice(list(np.load(kept, allow_pickle=True)))
    return out


class Voice:
    """A voice's clips and prompts (samples, and where in them speech is)."""
    def __init__(self, clips, prompts=()):
        self.clips, self.prompts = [np.asarray(c, np.float32) for c in clips], [(np.asarray(x, np.float32), runs) for x, runs in prompts]
        self.single_words = np.median([len(c) for c in clips]) < 0.9 * RATE


def at_speed(x, speed):
    """At another speed in percent: another pitch, tempo and size of the head."""
    return signal.resample_poly(x, 100, speed) if speed != 100 else x.astype(float)


def drawn(cards, deck, rng):
    if not deck:
        deck.extend(rng.permutation(len(cards)))
    return cards[deck.pop()]


def phrase(voice, speed, deck, rng):
    """The next stretch without a pause: one clip, or, of a voice of single words and now and then of any other, several."""
    words = [drawn(voice.clips, deck, rng)]
    if voice.single_words or (len(words[0]) < 0.7 * RATE and rng.random() < .5):
        words += [drawn(voice.clips, deck, rng) for _ in range(int(rng.integers(0, 8)))]
        words = [w / rms(w) * db(rng.uniform(-2, 2)) for w in words]
    return at_speed(np.concatenate(words), speed)


def monologue(voice, rng, seconds, longest_lead=2.5):
    """Dry speech and where it is. Between clips there are exact zeros; prompts bring pauses of their own."""
    speed = int(rng.choice([100, 100, 84, 92, 109, 118]))
    prompts = voice.prompts if len(voice.prompts) > 20 and rng.random() < .5 else []
    middle, spread, level = rng.uniform(0.3, 1.0), rng.uniform(0.6, 1.1), rng.uniform(-32, -18)
    wander = rng.uniform(1, 5)
    at = int(rng.uniform(0.0, min(longest_lead, 0.5 * seconds)) * RATE)
    parts, speech, deck, other = [np.zeros(at)], [], [], []
    while at < seconds * RATE:
        if prompts and rng.random() < .8:
            x, runs = drawn(prompts, other, rng)
            x, runs = at_speed(x, speed), [(a * 100 // speed, b * 100 // speed) for a, b in runs]
        else:
            x = phrase(voice, speed, deck, rng)
            runs = [(0, len(x))]
        x = x * db(level + rng.uniform(-wander, wander)) / rms(np.concatenate([x[a:b] for a, b in runs]))
        x *= min(1.0, 0.9 / np.abs(x).max())
        pause = 0.0
        while not 0.12 <= pause <= 9.0:
            pause = float(np.exp(rng.normal(np.log(middle), spread)))
        speech += [((at + a) / RATE, (at + b) / RATE) for a, b in runs]
        silence = np.zeros(int(pause * RATE))
        parts += [x, silence]
        at += len(x) + len(silence)
    return np.concatenate(parts), speech
