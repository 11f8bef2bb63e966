"""What every suite measures with: the data, the networks, the seed and how much to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.report import Row
from restoration import tiles
from restoration.canvas import Canvas
from restoration.color import lab_to_srgb
from restoration.diagnosis import analyse
from restoration.recipe import Recipe
from restoration.sessions import Sessions, Stop

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint16]

SEED = 7


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and how to measure.

    Attributes:
        data: folder of the tar files.
        sessions: the networks.
        full: measure on everything there is, however long it takes.
        seed: of all randomness; each picture draws from (seed, its place).
        progress: is told a sentence of what is being done.
    """

    data: Path
    sessions: Sessions
    full: bool = False
    seed: int = SEED
    progress: Callable[[str], None] = lambda _sentence: None

    def most(self, usual: int) -> int | None:
        """How many pictures to measure on: the usual number, or all."""
        return None if self.full else usual

    def rng(self, *place: int) -> np.random.Generator:
        """Randomness for one picture, the same in every run."""
        return np.random.default_rng([self.seed, *place])

    def canvas(self, pixels: Bytes, recipe: Recipe, mask: Bytes | None = None) -> Canvas:
        """A canvas with a picture (H, W, 3) uint8 on it, as the pipeline would make it."""
        return self.canvas_of(pixels.astype(np.uint16) * np.uint16(257), recipe, mask)

    def canvas_of(self, words: Words, recipe: Recipe, mask: Bytes | None = None) -> Canvas:
        """The same of a picture (H, W, 3) uint16, and a mask (H, W) uint8, 255 where to fill."""
        words.flags.writeable = False
        grey = bool((words == words[..., :1]).all())
        return Canvas(words, recipe, analyse(words), self.sessions, mask=mask, grey=grey)

    def run(self, network: str, multiple: int, **planes: Floats) -> Floats:
        """Run a network on one whole picture, named inputs (H, W) or (H, W, C) float32, as (H, W, C).

        For figures that need values which no file holds, such as noise beyond black and white, or the
        probabilities of a detector before they are rounded.
        """
        feeds = {}
        for name, plane in planes.items():
            channels = plane if plane.ndim == 3 else plane[..., None]
            feeds[name] = np.ascontiguousarray(tiles.padded(channels, multiple).transpose(2, 0, 1)[None])
        height, width = next(iter(planes.values())).shape[:2]
        output = self.sessions.get(network).run(feeds, Stop())[0].transpose(1, 2, 0)
        result: Floats = output[:height, :width]
        return result


@dataclass(frozen=True, slots=True)
class Suite:
    """One group of figures.

    Attributes:
        name: as the command line calls it.
        networks: without which it is not measured.
        measure: does the work.
    """

    name: str
    networks: tuple[str, ...]
    measure: Callable[[Bench], list[Row]]


def eight_bit(words: Words) -> Bytes:
    """uint16 0..65535 rounded to uint8, as an 8-bit file would hold it."""
    return ((words.astype(np.uint32) + 128) // 257).astype(np.uint8)


def unit_of(words: Words) -> Floats:
    """float32 0..1 of uint16 0..65535."""
    unit: Floats = words.astype(np.float32) / np.float32(65535)  # exactly 1 at 65535
    return unit


def greyed(lab: Floats) -> Words:
    """A picture (H, W, 3) CIELAB without its chroma, with the same L*, as (H, W, 3) uint16 sRGB."""
    neutral = lab.copy()
    neutral[..., 1:] = 0
    words: Words = np.rint(lab_to_srgb(neutral) * np.float32(65535)).astype(np.uint16)
    return words
