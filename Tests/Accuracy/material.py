"""Training material: monologues with exactly known speech, laid over noises, rooms, microphones, codecs and noises of the desk.

Voices come from `voices.py`; music can be given as recordings; everything else is synthesized here from random numbers, at
16 kHz.
"""
import subprocess, tempfile
import numpy as np
from scipy import fft, signal
from voices import RATE, at_speed, db, decoded, monologue, ramped, resample, rms

RECORDED_MUSIC = []     # pieces at 16 kHz, if there are any


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
    """A stretch of recorded music, at another speed perhaps; or notes of a few harmonics, and now and then a drum."""
    if RECORDED_MUSIC and rng.random() < .6:
        x, speed = RECORDED_MUSIC[int(rng.integers(len(RECORDED_MUSIC)))], int(rng.choice([84, 92, 100, 109, 119]))
        need = n * speed // 100 + 1
        at = int(rng.integers(max(1, len(x) - need)))
        y = signal.resample_poly(np.resize(x[at:at + need], need), 100, speed)
        return np.resize(y, n) + 1e-4 * rng.standard_normal(n)
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
        clips, speed = voices[names[int(rng.integers(len(names)))]].clips, int(rng.choice([92, 100, 109]))
        parts, at = [], 0
        while at < n:
            x = at_speed(clips[int(rng.integers(len(clips)))], speed)
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
CROWDS = ("babble", "few_far", "cafe")   # left out where nobody speaks: a crowd alone is too like one voice in noise
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


CODECS = [("mp3", "-c:a libmp3lame -b:a {} -f mp3", (16, 24, 32, 48)), ("opus", "-c:a libopus -b:a {} -f ogg", (6, 9, 12, 16, 24)),
          ("vorbis", "-c:a libvorbis -b:a {} -f ogg", (32, 40)), ("gsm", "-c:a libgsm -ar 8000 -f gsm", ()),
          ("speex", "-c:a libspeex -ar 8000 -f ogg", ()), ("mulaw", "-c:a pcm_mulaw -ar 8000 -f wav", ()), ("g726", "-c:a g726 -ar 8000 -f wav", ())]


def coded(x, rng):
    """Through a codec of the telephone or the web and back, in place."""
    name, options, rates = CODECS[int(rng.choice(len(CODECS), p=(.3, .3, .06, .1, .08, .08, .08)))]
    options = options.format(f"{rng.choice(rates)}k" if rates else "").split()
    with tempfile.NamedTemporaryFile(suffix="." + name) as f:
        line = ["ffmpeg", "-nostdin", "-y", "-loglevel", "error", "-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", "-", *options, f.name]
        if subprocess.run(line, input=x.astype("<f4").tobytes(), capture_output=True).returncode:
            return x
        y = decoded(f.name)
    if len(y) < len(x) // 2:
        return x
    y = np.pad(y, (0, max(0, len(x) - len(y) + 4000)))
    m = min(len(x), 20 * RATE)                     # some decoders leave their delay in
    c = signal.correlate(y[:m + 4000], x[:m], "full", "fft")[m - 1 - 500:m + 4000]
    return np.roll(y, -(int(np.argmax(np.abs(c))) - 500))[:len(x)]


def levelled(x, rng):
    """An automatic gain that lifts what is soft, noise in pauses included."""
    n = int(rng.uniform(.01, .2) * RATE)
    envelope = np.sqrt(signal.fftconvolve(x ** 2, np.exp(-np.arange(6 * n) / n) / n)[:len(x)] + 1e-12)
    loud = np.percentile(envelope, 95)
    gain = np.clip(loud / np.maximum(envelope, 1e-6), 1, db(rng.uniform(6, 25))) ** rng.uniform(.2, .7)
    return x * gain


def gated(x, rng):
    """A noise suppressor that works by bands and leaves holes and whistles behind."""
    _, _, s = signal.stft(x, RATE, nperseg=512, noverlap=384)
    power = np.abs(s) ** 2
    if rng.random() < .5:
        power = signal.lfilter([.4], [1, -.6], power, axis=1)
    noise = np.percentile(power, rng.uniform(8, 30), axis=1, keepdims=True) * rng.uniform(1, 6)
    gain = np.maximum(np.clip(1 - noise / np.maximum(power, 1e-14), 0, 1) ** rng.uniform(.3, 1), db(-rng.uniform(6, 30)))
    return np.pad(signal.istft(s * gain, RATE, nperseg=512, noverlap=384)[1], (0, 512))[:len(x)]


def narrowed(x, rng):
    return low(x, rng.choice([3400, 4000, 5500, 7000]), 8)


def field(name, voices, rng):
    """A short recording as people publish and send them: noise nearly as loud as the speech, a room, automatic gains, codecs.
    `name` None: nobody speaks."""
    others, said, seconds = {k: v for k, v in voices.items() if k != name}, ["field"], rng.uniform(3, 16)
    if name:
        dry, speech = monologue(voices[name], rng, seconds, .8)
        n = min(len(dry), int((speech[-1][1] + rng.uniform(0, .8)) * RATE))
        y = dry[:n]
    else:
        n, speech = int(rng.uniform(3, 60) * RATE), []
        y = shaped(n, rng, 1) * db(-40)
    active = lambda y: rms(np.concatenate([y[int(a * RATE):int(b * RATE)] for a, b in speech])) if speech else max(rms(y), db(-40))
    rests = [(b, c) for (_, b), (c, _) in zip([(0, 0), *speech], [*speech, (n / RATE, 0)]) if c - b > .15]
    y = y / (active(y) if speech else 1)
    if rng.random() < .3:
        breathe_in(y, rests, rng, 1)
    if rng.random() < .2:
        scatter(y, rests, rng, 1)
    if rng.random() < .5:
        y = room(y, rng, rng.uniform(.1, .7), rng.uniform(0, 12))
    y = equalized(y, rng)
    y /= active(y) if speech else 1
    snr = rng.triangular(-3, 5, 20) if rng.random() < .8 else rng.uniform(18, 45)
    names = [k for k in FIELD_NOISES if name or k not in CROWDS]
    weight = np.array([FIELD_NOISES[k] for k in names])
    kinds = rng.choice(names, int(rng.choice([1, 2, 3], p=[.5, .35, .15])), p=weight / weight.sum())
    bed = np.zeros(n)
    for k in kinds:
        z = NOISES[str(k)][0](n, rng, others)
        bed += z / rms(band(z, 60, 7800, 2)) * rng.uniform(.2, 1)
        said.append(str(k))
    tonal = any(k in ("music", "few_far", "calls") for k in kinds)
    y += bed / rms(band(bed, 60, 7800, 2)) * db(-max(snr, 3.0 if tonal or "cafe" in kinds or "babble" in kinds else -2))
    y += shaped(n, rng, rng.uniform(0, 2)) * db(-rng.uniform(15, 60))
    if rng.random() < .5:
        y = equalized(y, rng)
    for chance, change in ((.35, levelled), (.15, gated), (.15, narrowed), (.45, coded)):
        if rng.random() < chance:
            y = change(y / np.abs(y).max() * .5, rng)
            said.append(change.__name__)
    y = y / active(y) * db(rng.uniform(-30, -18) if rng.random() < .8 else rng.uniform(-45, -12))
    return (np.clip(np.round(y * 32768), -32768, 32767) / 32768).astype(np.float32), speech, "+".join(said)


FIELD_NOISES = {"steady": 3, "machine": 1.5, "moving": 3, "rhythm": .7, "music": 1.6, "babble": 2, "few_far": .4, "cafe": 2, "calls": .6}


def spliced(names, voices, rng):
    """Short recordings of different people, places and levels one after the other; mostly noisy."""
    parts, speech, at, said = [], [], 0, ["spliced"]
    for name in names:
        seconds = rng.uniform(2, 9)
        x, s, what = field(name, voices, rng) if rng.random() < .6 else recording(name, voices, rng, seconds, lower=rng.uniform(0, 8))
        begin = int(rng.uniform(0, .3) * len(x)) if rng.random() < .5 else 0
        x, s = x[begin:], [(max(0, a - begin / RATE), b - begin / RATE) for a, b in s if b > begin / RATE]
        n = min(len(x), int(seconds * RATE))
        x = x[:n] / rms(x[:n]) * db(rng.uniform(-34, -18)) if rng.random() < .5 else x[:n] * db(rng.uniform(-8, 8))
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
        names = [k for k in NOISES if name or k not in CROWDS]
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
