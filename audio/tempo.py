"""Sound made faster or slower at the same pitch, by PyAV's filters."""

from fractions import Fraction
from typing import Final

import numpy as np

from audio.decode import RATE, Samples
from audio.problems import vendor

_LAYOUTS: Final = {1: "mono", 2: "stereo"}


def at_tempo(samples: Samples, speed: float) -> Samples:
    """The same words in ``1 / speed`` of the time.

    Args:
        samples: one row a channel, at 16 kHz.
        speed: 0.5 to 2.

    Returns:
        One row a channel.
    """
    av = vendor("av")
    layout = _LAYOUTS[len(samples)]
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        format="fltp", sample_rate=RATE, layout=layout, time_base=Fraction(1, RATE)
    )
    tempo, sink = graph.add("atempo", str(speed)), graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(samples, np.float32), format="fltp", layout=layout
    )
    frame.sample_rate, frame.pts = RATE, 0
    graph.push(frame)
    graph.push(None)
    rows: list[Samples] = []
    while True:
        try:
            rows.append(graph.pull().to_ndarray())
        except (av.error.BlockingIOError, av.error.EOFError):
            break
    return np.concatenate(rows, axis=1)
