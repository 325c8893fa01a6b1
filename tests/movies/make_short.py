"""Makes `short.mp4`, the tests' movie: three seconds of a moving bar and a soft tone, H.264 and AAC, a few kilobytes.

    uv run --group ci python tests/movies/make_short.py [FILE]

The tests run on the file that is committed, so that they need no encoder.
"""

from __future__ import annotations

import math
import sys
from array import array
from pathlib import Path

import av

SECONDS, WIDTH, HEIGHT, RATE, SOUND_RATE = 3, 192, 108, 5, 16_000


def make_movie(path: Path, *, pictures: str = "libx264", sound: str = "aac", seconds: float = SECONDS) -> None:
    """A movie in the container that the name asks for; no sound track when `sound` is empty."""
    with av.open(str(path), "w") as container:
        video = container.add_stream(pictures, rate=RATE)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.bit_rate = 8_000
        audio = container.add_stream(sound, rate=SOUND_RATE, layout="mono") if sound else None
        if audio:
            audio.bit_rate = 8_000
        for number in range(round(seconds * RATE)):
            frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
            bar = round((number + 1) * WIDTH / (seconds * RATE))
            frame.planes[0].update(_plane(frame.planes[0], HEIGHT, bar))
            for plane in frame.planes[1:]:
                plane.update(bytes([128]) * plane.buffer_size)
            frame.pts = number
            container.mux(video.encode(frame))
        container.mux(video.encode())
        if audio:
            for start in range(0, round(seconds * SOUND_RATE), 1024):
                tone = array("f", (0.1 * math.sin(2 * math.pi * 440 * (start + i) / SOUND_RATE) for i in range(1024)))
                samples = av.AudioFrame(format="fltp", layout="mono", samples=1024)
                samples.planes[0].update(tone.tobytes())
                samples.sample_rate, samples.pts = SOUND_RATE, start
                container.mux(audio.encode(samples))
            container.mux(audio.encode())


def _plane(plane: av.VideoPlane, height: int, bar: int) -> bytes:
    row = bytes([200]) * bar + bytes([60]) * (plane.line_size - bar)
    return row * height


if __name__ == "__main__":
    make_movie(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("short.mp4"))
