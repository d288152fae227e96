"""Speech whose words are known: what the checks of words are made from.

espeak-ng says when each word begins (its library's word events); flite reads whole sentences.
"""

import ctypes
import multiprocessing
import pathlib
import re
import subprocess
import tempfile
import wave

import numpy as np

RATE = 22050


class Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    ]


def espeak(text, voice="en-us", words_per_minute=160):
    """Says a text: samples at 22,050 Hz, and the start of each word in seconds.

    In a process of its own: the library does not speak well a second time.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(said, (text, voice, words_per_minute))


def said(text, voice, words_per_minute):
    """What espeak() gives, in this process."""
    library = ctypes.CDLL("libespeak-ng.so.1")
    samples, starts = [], []

    @ctypes.CFUNCTYPE(
        ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))
    def take(wav, count, events):
        if wav and count > 0:
            samples.append(np.ctypeslib.as_array(wav, (count,)).copy())
        index = 0
        while events[index].type != 0:
            if events[index].type == 1:
                starts.append((events[index].text_position - 1, events[index].audio_position / 1000))
            index += 1
        return 0

    # Synchronous, no sound device; then voice and speed.
    assert library.espeak_Initialize(2, 0, None, 0) == RATE
    library.espeak_SetSynthCallback(take)
    library.espeak_SetVoiceByName(voice.encode())
    library.espeak_SetParameter(1, words_per_minute, 0)
    data = text.encode()
    library.espeak_Synth(data, len(data) + 1, 0, 1, 0, 1, None, None)
    library.espeak_Synchronize()
    return np.concatenate(samples).astype(np.float32) / 32768, starts


def words(text):
    """The words of a text with their places."""
    return [(m.start(), m.group()) for m in re.finditer(r"\S+", text)]


def flite(sentence, voice):
    """Says a sentence: samples at 16,000 Hz."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "voice.wav"
        subprocess.run(["flite", "-voice", voice, "-t", sentence, "-o", path], check=True)
        subprocess.run(["sox", path, "-r", "16000", path.with_name("16.wav")], check=True)
        return read(path.with_name("16.wav"))[0]


def read(path):
    """Samples of a mono WAV of 16 bits, and its rate."""
    with wave.open(str(path)) as file:
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return data.astype(np.float32) / 32768, file.getframerate()


def write(path, samples, rate):
    """A mono WAV of 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def plain(word):
    """A word as it is compared: letters and figures in lower case."""
    return re.sub(r"[^a-z0-9]", "", word.lower())
