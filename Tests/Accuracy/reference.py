#!/usr/bin/env python3
"""Reference of the voice-activity decision: audio file in, speech segments as JSON out. NumPy only after resampling.

  reference.py FILE [--weights voice-activity.bin]

Stage 1 (`track`) is a stream: every 10 ms it turns one window of samples into a row of bytes. Stage 2 (`features`, `logits`,
`self_trained`, `segments`) sees the whole session's rows at once. The Swift code of SpeechAnalysis/Activity does the same.
"""
import argparse, json, struct
from pathlib import Path
import numpy as np

f32 = np.float32
MODEL = Path(__file__).resolve().parents[2] / "Sources" / "SpeechAnalysis" / "Activity" / "Model"
WEIGHTS = MODEL / "voice-activity.bin"

# ---- stage 1: samples -> one row of bytes per hop -----------------------------------------------------------------
RATE = 16000          # samples per second after resampling
HOP = 160             # 10 ms; hop k stands for [10 k, 10 k + 10) ms
WINDOW = 512          # 32 ms, centred on the middle of the hop, sample 160 k + 80
LEAD = WINDOW // 2 - HOP // 2   # zeros before the first sample: 176
EDGES = (3, 5, 7, 9, 11, 13, 16, 19, 22, 26, 30, 35, 41, 48, 56, 65, 76, 89, 104, 121, 141, 164, 190, 220, 252)  # FFT bins
BANDS = len(EDGES) - 1          # 24, from 94 Hz to 7.9 kHz
FULL_SCALE = 24576.0  # summed power of a full-scale sine under this window: 512/2 * 192 * 1/2
BOTTOM_DB, STEPS = -125.0, 2.0  # byte = round(2 * (dB + 125))
TINY = 1e-13
PITCH_BINS = (5, 112)           # 156..3500 Hz take part in the harmonicity
LAG_POINTS = 256                # cosine transform of that length: lags in steps of 1/8000 s
LAGS = (23, 100)                # 348 .. 81 Hz
LAG_WEIGHT_FLOOR = 0.7
ROW = BANDS + 1

# ---- stage 2: statistics of the session --------------------------------------------------------------------------
BLOCK = 50            # counted hops in a block of the sliding histograms
REACH = 30            # blocks to either side: 61 blocks, about 30 s
MARGIN = 2            # hops next to digital silence that the statistics leave out
NOISE_QUANTILE, SPEAKER_QUANTILE = 0.10, 0.95
LOUD_BANDS = (2, 20)  # bands summed for the level: 220 Hz .. 4.4 kHz
SPEAKER_DROP_DB = 15.0          # the local speaker level is at most so far below the session's
FLOOR_SPAN_DB = 60.0            # the noise floor is at most so far below the speaker
SCALE = f32(1 / (STEPS * 20))   # 20 dB is 1

# ---- stage 2: decision: found by random search on the scores of voices that the scorer had not heard --------------
GROUP, DILATIONS = 4, (1, 2, 4, 8, 16)
NEAR_SCORE, NEAR_HOPS = 5.0, 1000           # hops so near to one of such log odds tell of the session
MOST_TEACHERS = 16384                       # groups that the session's regression learns from
SILENCE_SCORE = f32(-3)                     # digital silence has no higher one
LOW_SHARE, HIGH_SHARE, FARTHEST, SCORE_STEPS = 0.1, 0.6, 1.0, 32
LOUD_DB, FALL_HOPS, FALL_QUANTILE = 10.0, 12, 0.95   # hops so near to the speaker's level; how far it falls in so many hops
MOST_FALLS = 65536
DRY_FALL_DB, HIDDEN_DB, MOST_LINGERING_DB = 22.0, 12.0, 5.0
DECISION = dict(bias=0.25, clip=0.53, on=2.0, off=0.75, gap=15, run=17, sure=2.2, after=0.01, follow=0.15, middle=1.45, room=0.5)
QUIET_DB, HIDING_SPAN_DB, MOST_HIDDEN = 45.0, 20.0, 0.02   # ends of speech that noise hides, in seconds
MOST_ROWS = 65536


def hann():
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)).astype(f32)


def lag_table():
    """Cosines [bin, lag] and the reciprocal envelope that the window lays over the lags."""
    bins, lags = np.arange(*PITCH_BINS), np.arange(*LAGS)
    cosines = np.cos(2 * np.pi * np.outer(bins, lags) / LAG_POINTS)
    envelope = 0.5 + 0.5 * np.cos(2 * np.pi * lags / LAG_POINTS)
    return cosines.astype(f32), (1 / np.maximum(envelope, LAG_WEIGHT_FLOOR)).astype(f32)


def track(x, extra=0):
    """Samples at 16 kHz in [-1, 1] -> bytes [hops, 25]: 24 band levels, harmonicity. `extra` hops more at both ends."""
    hops = -(-len(x) // HOP) + 2 * extra
    y = np.concatenate([np.zeros(LEAD + extra * HOP, f32), np.asarray(x, f32), np.zeros(WINDOW + extra * HOP, f32)])
    rows, window, (cosines, unbend) = np.zeros((hops, ROW), np.uint8), hann(), lag_table()
    for first in range(0, hops, 2000):
        last = min(first + 2000, hops)
        frames = np.lib.stride_tricks.sliding_window_view(y, WINDOW)[first * HOP:(last - 1) * HOP + 1:HOP]
        spectrum = np.fft.rfft(frames * window, axis=1)
        power = (spectrum.real ** 2 + spectrum.imag ** 2).astype(f32)
        energy = np.add.reduceat(power[:, :EDGES[-1]], EDGES[:-1], axis=1) / f32(FULL_SCALE)
        rows[first:last, :BANDS] = byte_of(energy)
        magnitude = np.sqrt(power[:, PITCH_BINS[0]:PITCH_BINS[1]])
        total = magnitude.sum(1)
        peak = ((magnitude @ cosines) * unbend).max(1) / np.maximum(total, f32(1e-9))
        rows[first:last, BANDS] = np.where(total > 1e-6, np.clip(np.floor(peak * 255 + 0.5), 0, 255), 0)
    return rows


def byte_of(energy):
    level = 10 * np.log10(energy + f32(TINY))
    return np.clip(np.floor((level - BOTTOM_DB) * STEPS + 0.5), 0, 255).astype(np.uint8)


def quantile_curve(values, share):
    """values [counted hops, columns] of bytes -> the sliding quantile at every block, [blocks, columns]."""
    count, columns = values.shape
    blocks = -(-count // BLOCK)
    histogram = np.zeros((blocks, columns, 256), np.int32)
    np.add.at(histogram, ((np.arange(count) // BLOCK)[:, None], np.arange(columns)[None, :], values), 1)
    upto = np.concatenate([np.zeros((1, columns, 256), np.int64), np.cumsum(histogram, axis=0)])
    width = min(2 * REACH + 1, blocks)
    first = np.clip(np.arange(blocks) - REACH, 0, blocks - width)
    inside = np.cumsum(upto[first + width] - upto[first], axis=2)
    rank = np.maximum(1, np.ceil(share * inside[:, :, -1:]))
    return (inside >= rank).argmax(2).astype(f32)


def spread(curve, positions):
    """Linear between block centres, constant outside; one value per hop."""
    centres = (np.arange(len(curve)) + 0.5) * BLOCK
    return np.stack([np.interp(positions, centres, c) for c in curve.T], 1).astype(f32)


def counted_hops(rows):
    return rows[:, :BANDS].any(1)


def eroded(mask):
    padded = np.concatenate([np.zeros(MARGIN, bool), mask, np.zeros(MARGIN, bool)])
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * MARGIN + 1).all(1)


def scene(rows):
    """Bytes [hops, 25] -> what each hop is seen against, in steps: (level of all loud bands, speaker [hops], noise floors of the
    bands and of the level [hops, 25]); None when nothing but digital silence is there."""
    use = eroded(counted_hops(rows))
    if not use.any():
        return None
    bands = rows[:, :BANDS]
    table = (10 ** ((np.arange(256) / STEPS + BOTTOM_DB) / 10)).astype(f32)
    loud = byte_of(table[bands[:, LOUD_BANDS[0]:LOUD_BANDS[1]]].sum(1))
    position = np.cumsum(use) - use + f32(0.5)           # place among the counted hops
    values = np.column_stack([bands, loud])[use]
    noise = spread(quantile_curve(values, NOISE_QUANTILE), position)
    local = spread(quantile_curve(values[:, BANDS:], SPEAKER_QUANTILE), position)[:, 0]
    session = np.sort(values[:, BANDS])[max(0, int(np.ceil(SPEAKER_QUANTILE * len(values))) - 1)]
    speaker = np.maximum(local, f32(session) - f32(SPEAKER_DROP_DB * STEPS))
    return loud, speaker, np.maximum(noise, speaker[:, None] - f32(FLOOR_SPAN_DB * STEPS))


def features(rows):
    """Bytes [hops, 25] -> inputs of the scorer [hops, 51]; rows of digital silence become zeros."""
    out, seen = np.zeros((len(rows), 2 * BANDS + 3), f32), scene(rows)
    if seen is None:
        return out
    loud, speaker, floor = seen
    level = rows[:, :BANDS].astype(f32)
    out[:, :BANDS] = np.clip((level - floor[:, :BANDS]) * SCALE, f32(-0.25), 2)
    out[:, BANDS:2 * BANDS] = np.clip((level - speaker[:, None]) * SCALE + f32(2.5), 0, 3)
    out[:, 2 * BANDS] = rows[:, BANDS] * f32(1 / 128)
    out[:, 2 * BANDS + 1] = np.clip((loud - speaker) * SCALE + f32(2.5), 0, 3)
    out[:, 2 * BANDS + 2] = np.clip((speaker - floor[:, BANDS]) * SCALE, 0, 3)
    out[~counted_hops(rows)] = 0
    return out


# ---- the scorer: a small convolution over groups of hops ----------------------------------------------------------
def load_weights(path):
    """Layers from a file: inputs and outputs (16 bits), scales and biases (32-bit floats, one per output), then the weights
    row by row as 8-bit integers in units of their output's scale; little-endian."""
    data, at, layers = Path(path).read_bytes(), 0, []
    while at < len(data):
        inputs, outputs = struct.unpack_from("<HH", data, at)
        scale, bias = np.frombuffer(data, "<f4", 2 * outputs, at + 4).reshape(2, outputs)
        at += 4 + 8 * outputs
        w = np.frombuffer(data, "i1", inputs * outputs, at).reshape(inputs, outputs)
        layers.append(dict(w=w.astype(f32) * scale, b=bias))
        at += inputs * outputs
    return layers


def logits(inputs, weights):
    """inputs [hops, F] -> log odds of speech [hops]. Outside the session all inputs are zero."""
    hops, width = inputs.shape
    reach = sum(DILATIONS)                    # groups to either side
    groups = -(-hops // GROUP)
    x = np.zeros((GROUP * (groups + 2 * reach), width), f32)
    x[GROUP * reach:GROUP * reach + hops] = inputs
    x = x.reshape(-1, GROUP * width)                     # hop 4t, 4t + 1, ...
    first, *middle, last = weights
    h = np.maximum(x @ first["w"] + first["b"], 0)
    for layer, d in zip(middle, DILATIONS):
        n = len(h) - 2 * d
        z = np.concatenate([h[:n], h[d:d + n], h[2 * d:]], axis=1)      # t - d, t, t + d
        h = h[d:d + n] + np.maximum(z @ layer["w"] + layer["b"], 0)
    return (h @ last["w"] + last["b"]).reshape(-1)[:hops]


# ---- the session's own regression ---------------------------------------------------------------------------------
def near(score):
    """Hops within 10 s of one that leaves no doubt of speech."""
    change, sure = np.zeros(len(score) + 1, int), np.flatnonzero(score >= NEAR_SCORE)
    np.add.at(change, np.maximum(0, sure - NEAR_HOPS), 1)
    np.add.at(change, np.minimum(len(score), sure + NEAR_HOPS + 1), -1)
    return np.cumsum(change[:-1]) > 0


def self_trained(rows, score, ridge=0.02, limit=4.0, weight=2.0):
    """The scores [hops] teach a linear regression from the sound of three groups to themselves; its opinion joins theirs."""
    groups, seen = len(rows) // GROUP, scene(rows)
    if seen is None or not groups:
        return score
    of_groups = lambda v: v[:GROUP * groups].reshape(groups, GROUP, *v.shape[1:])
    whole = of_groups(counted_hops(rows)).all(1)
    floor = of_groups(seen[2])[:, GROUP // 2, :BANDS]
    mean = of_groups(rows.astype(f32)).mean(1)
    sound = np.column_stack([np.clip((mean[:, :BANDS] - floor) * SCALE, f32(-0.25), 2), mean[:, BANDS] * f32(1 / 128)])
    own = np.arange(groups)
    before, after = np.maximum(own - 1, 0), np.minimum(own + 1, groups - 1)
    before, after = np.where(whole[before], before, own), np.where(whole[after], after, own)
    sight = np.column_stack([sound[before], sound, sound[after]]).astype(float)
    teaches = np.flatnonzero(of_groups(near(score))[:, GROUP // 2])
    teaches = teaches[::len(teaches) // MOST_TEACHERS + 1]
    teaches = teaches[whole[teaches]]
    if not len(teaches):
        return score
    x, t = sight[teaches], np.clip(of_groups(score)[teaches].mean(1), -limit, limit)
    middle = x.mean(0)
    c = (x - middle).T @ (x - middle) / len(x)
    deviation = np.sqrt(np.diag(c)) + 0.02
    b = (x - middle).T @ (t - t.mean()) / len(x)
    coefficients = np.linalg.solve(c / np.outer(deviation, deviation) + ridge * np.eye(len(c)), b / deviation) / deviation
    opinion = (sight - middle) @ coefficients + t.mean()
    # Linear between the middles of neighbouring groups.
    joined = np.array(score)
    for k in range(GROUP):
        share = abs(k - (GROUP - 1) / 2) / GROUP
        other = before if k < GROUP / 2 else after
        mixed = (1 - share) * opinion + share * opinion[other]
        hops = own * GROUP + k
        joined[hops[whole]] = ((score[hops] + weight * mixed) / (1 + weight / 2))[whole].astype(f32)
    return joined


# ---- decision -----------------------------------------------------------------------------------------------------
def viterbi(score, on, off):
    """The best path of speech (its hops earn `score`) and pause (they earn 0); starting speech costs `on`, ending it `off`."""
    n = len(score)
    stay, back = np.zeros(n, bool), np.zeros((n, 2), np.uint8)
    pause, speech = f32(0), f32(-on)
    for k in range(n):
        if k:
            p, s = pause, speech
            back[k, 0], pause = (1, s - f32(off)) if s - f32(off) > p else (0, p)
            back[k, 1], speech = (0, p - f32(on)) if p - f32(on) > s else (1, s)
        speech = speech + score[k]
    state = 1 if n and speech - f32(off) > pause else 0
    for k in range(n - 1, -1, -1):
        stay[k] = state
        state = back[k, state]
    return stay


def shift(score, d=DECISION):
    """How far the middle between the session's low and high scores lies from where it usually does: the bias follows it.
    Only hops near speech and between its first and last sure hop count: silence around it and long silences in it change
    nothing."""
    sure = np.flatnonzero(score >= NEAR_SCORE)
    if not len(sure):
        return 0.0
    span = slice(sure[0], sure[-1] + 1)
    values = score[span][near(score)[span]]
    steps = np.clip(np.floor(values * SCORE_STEPS), -16 * SCORE_STEPS, 16 * SCORE_STEPS - 1).astype(int)
    upto = np.cumsum(np.bincount(steps + 16 * SCORE_STEPS, minlength=32 * SCORE_STEPS))
    low, high = ((np.searchsorted(upto, int(q * (len(values) - 1)), "right") + 0.5) / SCORE_STEPS - 16 for q in (LOW_SHARE, HIGH_SHARE))
    return float(np.clip(d["follow"] * ((low + high) / 2 - d["middle"]), -FARTHEST, FARTHEST))


def lingering(rows):
    """dB, 0 to 5: how much less than in a dry room the level falls within 120 ms of a loud hop, one time in twenty; noise may
    hide the rest of a fall."""
    seen = scene(rows)
    if seen is None or len(rows) <= FALL_HOPS:
        return 0.0
    loud, speaker, floor = seen
    use = counted_hops(rows)
    first = int(use.argmax())
    looked = np.zeros(len(rows) - FALL_HOPS, bool)
    looked[first::max(0, len(looked) - first) // MOST_FALLS + 1] = True
    hops = np.flatnonzero(looked & (loud >= speaker - LOUD_DB * STEPS)[:-FALL_HOPS] & use[:-FALL_HOPS] & use[FALL_HOPS:])
    if not len(hops):
        return 0.0
    falls = np.sort(loud[hops].astype(int) - loud[hops + FALL_HOPS])
    fall = max(0, falls[int(np.ceil(FALL_QUANTILE * len(hops))) - 1]) / STEPS
    above_noise = float(np.mean((speaker - floor[:, BANDS])[hops])) / STEPS
    return float(np.clip(min(DRY_FALL_DB, above_noise - HIDDEN_DB) - fall, 0, MOST_LINGERING_DB))


def hidden_ends(rows):
    """Seconds that speech goes on after it is heard, the more the nearer the noise is to the speaker."""
    use = counted_hops(rows)
    if scene(rows) is None:
        return 0.0
    _, speaker, floor = scene(rows)
    first = int(use.argmax())
    apart = (speaker - floor[:, BANDS])[first::(len(rows) - first) // MOST_ROWS + 1]
    return MOST_HIDDEN * float(np.clip((QUIET_DB - apart.mean() / STEPS) / HIDING_SPAN_DB, 0, 1))


def segments(score, d=DECISION, lingers=0.0, hidden=0.0):
    """Log odds per hop -> list of (start, end) in seconds. The more the room lingers, the more evidence speech needs."""
    bias = d["bias"] + shift(score, d) + d["room"] * lingers
    state = viterbi(np.clip(score - f32(bias), f32(-d["clip"]), f32(d["clip"])), d["on"], d["off"])
    edges = np.flatnonzero(np.diff(np.concatenate([[0], state.astype(np.int8), [0]]))).reshape(-1, 2)
    runs = []
    for a, b in edges:
        if runs and a - runs[-1][1] < d["gap"]:
            runs[-1][1] = b
        else:
            runs.append([a, b])
    kept = [(a, b) for a, b in runs if b - a >= d["run"] and score[a:b].max() >= d["sure"]]
    return [(a / 100, (b + round(100 * (d["after"] + hidden))) / 100) for a, b in kept]


def analyze(x, weights):
    """Samples at 16 kHz -> (rows, inputs, scores, segments).

    Two hops before the first and two after the last take part, those whose windows still touch a sample: so digital silence
    added at either end changes nothing. Stage 2 starts at the first counted hop.
    """
    rows = track(x, MARGIN)
    lingers, hidden = lingering(rows), hidden_ends(rows)
    counted = np.flatnonzero(counted_hops(rows))
    scores, inputs = np.full(len(rows), f32(-20)), np.zeros((len(rows), 2 * BANDS + 3), f32)
    if len(counted):
        k = int(counted[0])
        inputs[k:] = features(rows[k:])
        joined = self_trained(rows[k:], logits(inputs[k:], weights))
        scores[k:] = np.where(counted_hops(rows[k:]), joined, np.minimum(joined, SILENCE_SCORE))
    rows, inputs, scores = (v[MARGIN:len(v) - MARGIN] for v in (rows, inputs, scores))
    found = segments(scores, DECISION, lingers, hidden)
    end = len(x) / RATE
    return rows, inputs, scores, [(a, min(b, end)) for a, b in found]


def read_16k(path):
    import soundfile as sf
    from scipy.signal import resample_poly
    x, rate = sf.read(path, dtype="float32", always_2d=True)
    x, g = x.mean(1), int(np.gcd(rate, RATE))
    return resample_poly(x, RATE // g, rate // g).astype(f32) if rate != RATE else x


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("file", type=Path)
    ap.add_argument("--weights", type=Path, default=WEIGHTS)
    a = ap.parse_args()
    found = analyze(read_16k(a.file), load_weights(a.weights))[3]
    print(json.dumps({"speechSegments": [{"start": round(float(s), 4), "end": round(float(e), 4)} for s, e in found]}))


if __name__ == "__main__":
    main()
