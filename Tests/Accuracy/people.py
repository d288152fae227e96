"""Training material of many real voices, of what sounds where nobody speaks, and of music.

Everything of one recording (voice, crowd, recorded noise) comes from one of four groups of people and noises, so that a
network trained without a group has heard nothing of it. Mono at 16 kHz.
"""
import csv, hashlib, struct, subprocess, tempfile
from pathlib import Path
import numpy as np, soundfile as sf
from scipy import signal
import material as m
from voices import RATE, at_speed, db, ramped, resample, rms

GROUPS = 4
CLIPS = {"george": 0, "sonnets": 0, "nicolas": 1, "austen": 1, "theo": 2, "jfk": 2, "lecture": 3, "axb": 3}
WORDS_CAN_BE_FOLLOWED = ("crowd-of-04", "crowd-of-07", "city", "cat-and-man-miaowing")
SOUND_FONT = "/usr/share/sounds/sf2/TimGM6mb.sf2"


def group_of(name):
    """A speaker's or a noise's group, for ever the same."""
    return hashlib.md5(name.encode()).digest()[0] % GROUPS


def group_of_name(name):
    """The group of a recording by its name in the tracks: many people's begin with it, clips and labelled recordings have their own."""
    if name.startswith("g") and name[1:2].isdigit():
        return int(name[1])
    if name.startswith("testset-audio-"):
        return (int(name[-2:]) - 1) // 2 % GROUPS     # every second of the set is there
    return CLIPS.get(name, -1)


def labelled(folder):
    """Files of `labels.csv` by speaker: [(samples, [(start, end) in seconds], file name)]."""
    speech, speakers = {}, {}
    with open(Path(folder) / "labels.csv") as f:
        for row in csv.DictReader(f):
            speech.setdefault((row["speaker"], row["file"]), []).append((float(row["start"]), float(row["end"])))
    for (speaker, file), runs in speech.items():
        x, rate = sf.read(Path(folder) / file, dtype="float32")
        speakers.setdefault(speaker, []).append((resample(x, rate, RATE).astype(np.float32), runs, file))
    return speakers


def noises(folder):
    return {p.stem: sf.read(p, dtype="float32")[0] for p in sorted(Path(folder).rglob("*.flac")) if not p.stem.startswith("crowd")}


class Group:
    """People and noises that may be heard together."""
    def __init__(self, index, speakers, recorded):
        self.speakers = {k: v for k, v in speakers.items() if group_of(k) == index}
        self.noises = {k: v for k, v in recorded.items() if group_of(k) == index and k not in WORDS_CAN_BE_FOLLOWED}
        self.names = sorted(self.speakers)
        self.talk = [np.concatenate([x[int(a * RATE):int(b * RATE)] for x, runs, _ in v for a, b in runs]) for v in self.speakers.values()]


# ---- crowds, recorded noise, music -------------------------------------------------------------------------------
def crowd(n, rng, group, least=10, most=60):
    """People who all talk at once, far away in a room: none of them can be followed."""
    total = np.zeros(n)
    for _ in range(int(np.exp(rng.uniform(np.log(least), np.log(most + 1))))):
        x = at_speed(group.talk[int(rng.integers(len(group.talk)))], int(rng.choice([92, 100, 109])))
        pause = np.zeros(int(rng.uniform(0, .6) * RATE))
        x = np.resize(np.concatenate([x / rms(x), pause]), n)
        total += np.roll(x, int(rng.integers(n))) * db(rng.uniform(-7, 0))
    far = m.room(total, rng, rng.uniform(.3, 1.2), rng.uniform(-14, 2))
    return m.low(far, rng.uniform(1500, 7900), 1)


def looped(n, rng, x):
    """A recorded noise at a place and speed of its own, with crossed ends."""
    x = at_speed(x, int(rng.choice([84, 92, 100, 100, 109, 119])))
    k = min(RATE // 4, len(x) // 4)
    rise = np.sin(np.linspace(0, np.pi / 2, k))
    x = np.concatenate([x[k:-k], x[-k:] * rise[::-1] + x[:k] * rise])
    return np.roll(np.resize(np.roll(x, int(rng.integers(len(x)))), n), 0)


SCALES = ([0, 2, 4, 5, 7, 9, 11], [0, 2, 3, 5, 7, 8, 10], [0, 3, 5, 7, 10], [0, 2, 4, 7, 9], list(range(12)))


def tones(n, rng, *_):
    """Melodies and chords of synthetic instruments: plain waves, filters that open and close, vibrato, glides, drums."""
    y, root, scale = np.zeros(n), rng.uniform(27, 60), SCALES[int(rng.integers(len(SCALES)))]
    for _ in range(int(rng.choice([1, 1, 2, 3]))):
        kind, beat = int(rng.integers(7)), float(np.exp(rng.uniform(np.log(.09), np.log(1.2))))
        chord = int(rng.choice([1, 1, 1, 2, 3, 4]))
        octave, loud, decay = 12 * int(rng.integers(0, 4)), rng.uniform(.2, 1), np.exp(rng.uniform(np.log(.1), np.log(12)))
        vibrato, rate = (rng.uniform(0, .6) if rng.random() < .4 else 0.0), rng.uniform(4, 7)
        glide, legato = (rng.uniform(.02, .1) if rng.random() < .25 else 0.0), rng.uniform(.4, 1.5)
        sweep, centre = rng.random() < .4, np.exp(rng.uniform(np.log(300), np.log(3000)))
        step, last, at = int(rng.integers(0, 7)), None, rng.uniform(0, .5)
        while at < n / RATE:
            step = int(np.clip(step + rng.integers(-3, 4), -3, 14))
            length = beat * float(rng.choice([.5, 1, 1, 1, 2]))
            if rng.random() < .85:
                count = min(int(length * legato * RATE) + 200, n - int(at * RATE))
                t, note = np.arange(count) / RATE, np.zeros(count)
                for voice in range(chord):
                    k = step + 2 * voice
                    pitch = root + octave + 12 * (k // len(scale)) + scale[k % len(scale)]
                    course = pitch + vibrato * np.sin(2 * np.pi * rate * t)
                    if glide and last is not None:
                        course = course + (last - pitch) * np.exp(-t / glide)
                    f = 440 * 2 ** ((course - 69) / 12)
                    phase = 2 * np.pi * np.cumsum(f) / RATE
                    if kind == 0: w = signal.sawtooth(phase)
                    elif kind == 1: w = signal.square(phase, rng.uniform(.1, .5))
                    elif kind == 2: w = signal.sawtooth(phase, .5)
                    elif kind == 3: w = sum(np.sin(k * phase) / k ** rng.uniform(.5, 2) for k in (1, 2, 3, 4, 6, 8) if k * f.max() < 7800)
                    elif kind == 4: w = np.sin(phase + rng.uniform(1, 5) * np.exp(-t * rng.uniform(1, 9)) * np.sin(phase * rng.choice([1, 1.41, 2, 3.5])))
                    elif kind == 5: w = sum(rng.uniform(.2, 1) * np.sin(phase * r) * np.exp(-t * r * 2) for r in (1, 2.76, 5.4, 8.9) if r * f.max() < 7800)
                    else: w = sum(np.sin(phase * r) for r in (.5, 1, 2, 3, 4) if r * f.max() < 7800)
                    note += w if np.ndim(w) else 0
                    last = pitch
                note *= np.minimum(1, t / rng.uniform(.003, .06)) * np.exp(-t * decay) * np.minimum(1, (count / RATE - t) / .02 + 1e-3)
                if sweep and count > 800:
                    note = m.band(note, centre * .5, centre * 2, 1) + .2 * note
                m.place(y, note * loud, at, 1.0)
            at += length
    if rng.random() < .4:
        beat = rng.uniform(.15, .6)
        for k, at in enumerate(np.arange(0, n / RATE, beat / 2)):
            if k % 4 == 0: m.place(y, np.sin(2 * np.pi * 55 * np.cumsum(1 + 2 * np.exp(-np.arange(3000) / 300)) / RATE) * np.exp(-np.arange(3000) / 900), at, 1.5)
            elif k % 4 == 2: m.place(y, m.band(rng.standard_normal(2500), 200, 6000, 1) * np.exp(-np.arange(2500) / 500), at, 1.5)
            if rng.random() < .7: m.place(y, m.band(rng.standard_normal(700), 4000, 7800, 1) * np.exp(-np.arange(700) / 150), at, .8)
    if rng.random() < .4:
        y = m.room(y, rng, rng.uniform(.2, 1.5), rng.uniform(-6, 9))
    return y + 1e-4 * rms(y) * rng.standard_normal(n) + 1e-9 * rng.standard_normal(n)


def played(n, rng, *_):
    """Random music of the instruments of a sound font, drums among them, by fluidsynth."""
    def var(value):
        out = [value & 127]
        while value := value >> 7:
            out.insert(0, value & 127 | 128)
        return bytes(out)
    events, ticks = [], 480
    root, scale, tempo = int(rng.integers(36, 52)), SCALES[int(rng.integers(4))], rng.uniform(60, 180)
    total = int(n / RATE * tempo / 60 * ticks)
    for channel in range(int(rng.integers(1, 5))):
        drums = channel > 0 and rng.random() < .3
        place = 9 if drums else channel
        # Neither the choir and voice programs nor the sound effects of people.
        program = int(rng.choice([p for p in range(120) if p not in (52, 53, 54, 85, 91)]))
        events.append((0, bytes([0xC0 | place, program])))
        chord, octave, step, at = int(rng.choice([1, 1, 2, 3])), 12 * int(rng.integers(0, 4)), int(rng.integers(0, 7)), 0
        grid = ticks * float(rng.choice([.25, .5, .5, 1, 2]))
        while at < total:
            length = int(grid * rng.choice([1, 1, 1, 2]))
            if rng.random() < .85:
                step = int(np.clip(step + rng.integers(-3, 4), -3, 12))
                for voice in range(1 if drums else chord):
                    k = step + 2 * voice
                    key = int(rng.choice([35, 36, 38, 40, 42, 46, 49, 51])) if drums else int(np.clip(root + octave + 12 * (k // len(scale)) + scale[k % len(scale)], 24, 100))
                    loud = int(rng.integers(50, 120))
                    events += [(at, bytes([0x90 | place, key, loud])), (at + int(length * .95), bytes([0x80 | place, key, 0]))]
            at += length
    events.sort(key=lambda e: e[0])
    body, now = b"\x00\xff\x51\x03" + struct.pack(">I", int(6e7 / tempo))[1:], 0
    for at, event in events:
        body, now = body + var(at - now) + event, at
    body += b"\x00\xff\x2f\x00"
    with tempfile.TemporaryDirectory() as d:
        Path(d, "a.mid").write_bytes(b"MThd" + struct.pack(">IHHH", 6, 0, 1, ticks) + b"MTrk" + struct.pack(">I", len(body)) + body)
        subprocess.run(["fluidsynth", "-ni", "-q", "-F", d + "/a.wav", "-r", "16000", SOUND_FONT, d + "/a.mid"], check=True, capture_output=True)
        x = sf.read(d + "/a.wav", always_2d=True)[0].mean(1)
    x = np.resize(x, n) if len(x) > RATE // 10 and rms(x) > 1e-5 else tones(n, rng)
    return x + 1e-5 * rng.standard_normal(n)


def heard(n, rng, group, bank):
    """A sound in which nobody speaks, and its name."""
    kind = str(rng.choice(["recorded", "crowd", "tones", "played", "music", "other"], p=[.3, .28, .17, .12, .05, .08]))
    if kind == "recorded":
        name = str(rng.choice(sorted(group.noises)))
        y = looped(n, rng, group.noises[name])
    elif kind == "crowd": name, y = kind, crowd(n, rng, group)
    elif kind == "tones": name, y = kind, tones(n, rng)
    elif kind == "played": name, y = kind, played(n, rng)
    elif kind == "music": name, y = kind, m.music(n, rng)
    else:
        name = str(rng.choice([k for k in m.NOISES if k not in m.CROWDS]))
        y = m.NOISES[name][0](n, rng, bank)
    return y / rms(y), name


# ---- recordings ----------------------------------------------------------------------------------------------------
def finished(y, rng, said):
    for chance, change in ((.10, m.levelled), (.05, m.gated), (.08, m.narrowed), (.15, m.coded)):
        if rng.random() < chance:
            y = change(y / np.abs(y).max() * .5, rng)
            said.append(change.__name__)
    y = y / np.abs(y).max() * db(-rng.uniform(1, 26))
    if rng.random() < .04: y = np.clip(y * db(rng.uniform(4, 14)), -1, 1)
    if rng.random() < .04: y = y + rng.uniform(-.05, .05)
    return (np.clip(np.round(y * 32768), -32768, 32767) / 32768).astype(np.float32)


def nobody(group, bank, rng):
    n = int(rng.choice([rng.uniform(4, 15), rng.uniform(15, 60)]) * RATE)
    y, name = heard(n, rng, group, bank)
    said = [name]
    if rng.random() < .35:
        z, other = heard(n, rng, group, bank)
        y = y + z * db(rng.uniform(-20, 0))
        said.append(other)
    if rng.random() < .3: y = m.room(y, rng, rng.uniform(.1, .8), rng.uniform(-6, 9))
    if rng.random() < .5: y = m.equalized(y, rng)
    if rng.random() < .2: m.type_in(y, [(0, n / RATE)], rng, rms(y))
    if rng.random() < .15: m.breathe_in(y, [(k, k + 3) for k in np.arange(0, n / RATE - 3, 4)], rng, rms(y) * 2)
    y += m.shaped(n, rng, rng.uniform(0, 2)) * rms(y) * db(-rng.uniform(10, 60))
    if rng.random() < .25:
        at = rng.uniform(.1, .9) * n
        ramp = np.clip((np.arange(n) - at) / (rng.uniform(.02, 3) * RATE), 0, 1)
        y = y * (ramp if rng.random() < .5 else 1 - ramp) + 1e-3 * rms(y) * rng.standard_normal(n)
    return finished(y, rng, said), [], "+".join(said)


def spoken(group, bank, rng, name):
    """One person's files, or several people's, with or without what sounds around them."""
    take = [name] if rng.random() < .75 else [name, *rng.choice(group.names, int(rng.integers(1, 4)))]
    files = [f for who in take for f in (group.speakers[str(who)] if who == name else [group.speakers[str(who)][0]])]
    files = [files[i] for i in rng.permutation(len(files))][:int(rng.choice([1, 1, 2, 4, 6]))]
    speed = int(rng.choice([84, 92, 100, 100, 100, 109, 118]))
    parts, speech, at, said = [], [], 0, []
    plain = rng.random() < .2
    long_pauses = not plain and rng.random() < .3
    levels = rng.uniform(0, 4)
    for x, runs, _ in files:
        if long_pauses or (not plain and rng.random() < .3):
            gap = np.zeros(int(rng.uniform(.3, 12 if long_pauses else 1.5) * RATE))
            parts.append(gap)
            at += len(gap)
        y = at_speed(x, speed)
        y = y / rms(np.concatenate([y[int(a * RATE * 100 / speed):int(b * RATE * 100 / speed)] for a, b in runs])) * db(rng.uniform(-levels, levels))
        speech += [(at / RATE + a * 100 / speed, at / RATE + b * 100 / speed) for a, b in runs]
        parts.append(ramped(y, .01))
        at += len(y)
    y = np.concatenate(parts)
    if not plain and rng.random() < .3:
        tail = np.zeros(int(rng.uniform(.2, 8) * RATE))
        y = np.concatenate([y, tail])
    n = len(y)
    active = lambda y: rms(np.concatenate([y[int(a * RATE):int(b * RATE)] for a, b in speech]))
    rests = [(b, c) for (_, b), (c, _) in zip([(0, 0), *speech], [*speech, (n / RATE, 0)]) if c - b > .15]
    if plain:
        return (np.clip(np.round(y / np.abs(y).max() * db(-rng.uniform(1, 26)) * 32768), -32768, 32767) / 32768).astype(np.float32), speech, "plain"
    if rng.random() < .12: m.type_in(y, rests, rng, 1), said.append("keys")
    if rng.random() < .12: m.breathe_in(y, rests, rng, 1), said.append("breaths")
    if rng.random() < .15: m.scatter(y, rests, rng, 1), said.append("short")
    if rng.random() < .25: y = m.room(y, rng, rng.uniform(.1, .6), rng.uniform(0, 10))
    if rng.random() < .5: y = m.equalized(y, rng)
    y = y / active(y)
    y += m.shaped(n, rng, rng.uniform(0, 2)) * db(-rng.uniform(25, 60))
    if rng.random() < .75:
        if rng.random() < .25:
            kind = str(rng.choice(["steady", "moving", "machine", "babble", "cafe", "rhythm", "calls"], p=[.25, .25, .1, .15, .15, .05, .05]))
            z = m.NOISES[kind][0](n, rng, bank)
        else:
            z, kind = heard(n, rng, group, bank)
        least = 6 if kind in ("crowd", "babble", "cafe", "tones", "played", "music", "calls") else 2
        z *= db(-rng.triangular(least, 10, 26)) / rms(m.band(z, 60, 7800, 2))
        y += z
        said.append(kind)
    return finished(y, rng, said), speech, "+".join(said) or "clean"


def formants(rng):
    """A plain formant synthesizer's voice, which tests speak with: gliding pitch, one vowel that swells or vowels in turn."""
    n = int(rng.uniform(5, 40) * RATE)
    y, speech, at = np.zeros(n), [], rng.uniform(0, 2)
    base, swing, slow = rng.uniform(90, 220), rng.uniform(.06, .2), rng.uniform(.4, 1.2)
    vowels = [(730, 1090, 2440), (530, 1840, 2480), (570, 840, 2410), (600, 1300, 2600), (300, 2200, 2900), (400, 900, 2400)]
    turns = rng.random() < .5
    while at < n / RATE - .6:
        t = np.arange(min(n - int(at * RATE), int(rng.uniform(.4, 6) * RATE))) / RATE
        f0 = base * (1 + swing * np.sin(2 * np.pi * slow * (t + (at if turns else 0))))
        phase, rate = 2 * np.pi * np.cumsum(f0) / RATE, rng.uniform(2.5, 7) if turns else 4
        place = t * rate
        which = np.floor(place).astype(int) % 3 if turns else np.full(len(t), int(rng.integers(len(vowels))))
        inside = (place % 1 - .33) / .67
        gain = np.where(inside <= 0, .1, .1 + .9 * np.sqrt(np.sin(np.pi * np.clip(inside, 0, 1)))) if turns else .7 + .3 * np.sin(2 * np.pi * 4 * t)
        width, x = (90, 90, 90) if turns else (250, 300, 400), np.zeros(len(t))
        for h in range(1, 31):
            f = f0 * h
            if f.max() > 7200: break
            weight = .02 + sum(g / (1 + ((f - np.take(np.array(vowels)[:, i], which)) / w) ** 2) for i, (g, w) in enumerate(zip((1, .5, .2), width)))
            x += weight * np.sin(h * phase)
        m.place(y, x * gain, at, 1.0)
        speech.append((at, at + len(t) / RATE))
        at += len(t) / RATE + rng.uniform(.15, 3)
    y = y / rms(y) * db(rng.uniform(-40, -14))
    floor = rng.standard_normal(n) * rms(y) * db(-rng.uniform(12, 60))
    return (np.clip(np.round((y + floor) * 32768), -32768, 32767) / 32768).astype(np.float32), speech, "formants"
