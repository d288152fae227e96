#!/usr/bin/env python3
"""Test vectors for a port, from synthetic material only: espeak-ng speech, pink noise, keystrokes and a breath, a DC offset
and a stretch of digital silence. make_vectors.py FOLDER"""
import json, subprocess, sys, tempfile
from pathlib import Path
import numpy as np, soundfile as sf
import material as m, reference as r

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(2024)
text = ["The queue sits between the two services.", "We lose nothing when one of them stops.", "That is the whole idea."]
x, at, truth = np.zeros(10 * m.RATE), 0.8, []
for line in text:
    with tempfile.NamedTemporaryFile(suffix=".wav") as f:
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", "165", "-w", f.name, line], check=True)
        y, rate = sf.read(f.name)
    y = m.resample(y, rate, m.RATE)
    loud = np.flatnonzero(np.abs(y) > 0.02)
    y = y[loud[0]:loud[-1]] * 0.25
    i = int(at * m.RATE)
    y = y[:max(0, len(x) - i - m.RATE)]
    x[i:i + len(y)] += y
    truth.append((at, at + len(y) / m.RATE))
    at += len(y) / m.RATE + 0.7
level = m.rms(x[int(truth[0][0] * m.RATE):int(truth[0][1] * m.RATE)])
m.place(x, (b := m.breath(rng, .35)) / m.rms(b), truth[0][1] + .2, level * .1)
for t in (.15, .32, .5):
    m.place(x, (k := m.key(rng)) / np.abs(k).max(), t, level)
x += m.shaped(len(x), rng, 1) * level * m.db(-22) + 0.01
x[int(9.2 * m.RATE):int(9.6 * m.RATE)] = 0
samples = np.clip(np.round(x * 32768), -32768, 32767).astype(np.int16)
sf.write(folder / "speech.wav", samples, m.RATE, subtype="PCM_16")
w = r.load_weights(r.WEIGHTS)
rows, inputs, scores, found = r.analyze(samples.astype(np.float32) / 32768, w)
out = dict(hops=len(rows), row=r.ROW, placed=[[round(a, 3), round(b, 3)] for a, b in truth],
           lead=[list(map(int, row)) for row in r.track(samples.astype(np.float32) / 32768, r.MARGIN)[:r.MARGIN]],   # hops -2 and -1
           track=[list(map(int, row)) for row in rows[:200]],
           inputs={str(k): [round(float(v), 6) for v in inputs[k]] for k in range(100, 111)},
           scores=[round(float(v), 4) for v in scores],
           segments=[{"start": round(float(a), 4), "end": round(float(b), 4)} for a, b in found])
(folder / "speech.json").write_text(json.dumps(out, separators=(",", ":")))
print(len(rows), "hops", found, truth)
