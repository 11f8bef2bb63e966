"""What the stages work on: the pixels of one photograph on their way, with its condition and recipe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from restoration.diagnosis import Condition
from restoration.marks import Marks
from restoration.recipe import Recipe
from restoration.sessions import Array, Sessions, Stop
from restoration.tiles import Words


@dataclass(slots=True)
class Canvas:
    """One photograph under work.

    Attributes:
        pixels: (H, W, 3) uint16 sRGB-encoded; read-only until :meth:`writable`. A stage changes it in
            place or replaces it.
        recipe: what to do and how strongly.
        condition: what is known about the photograph; stages add their findings.
        sessions: the networks.
        mask: (H, W) uint8 of the source, 255 where pixels are to be filled; None before the damage stage.
        marks: what the detector found, by sort; None before the damage stage and where it did not search.
        grey: whether the source had a single channel; its channels stay equal until it is coloured.
        removed_sigma: deviation of the noise that cleaning took away, in 8-bit steps.
        laid_sigma: deviation of the grain that was laid over everything since, in 8-bit steps.
        used: names of the networks that ran.
        stop: asked when the work is to end.
        on_progress: gets the share 0..1 of the current stage that is done, and how many seconds it will
            still take, None where nobody knows.
    """

    pixels: Words
    recipe: Recipe
    condition: Condition
    sessions: Sessions
    mask: npt.NDArray[np.uint8] | None = None
    marks: Marks | None = None
    grey: bool = False
    removed_sigma: float = 0.0
    laid_sigma: float = 0.0
    used: set[str] = field(default_factory=set)
    stop: Stop = field(default_factory=Stop)
    on_progress: Callable[[float, float | None], None] = lambda _done, _left: None

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.pixels.shape[1])

    def writable(self) -> Words:
        """The pixels, copied at the first call, so that the source is never altered."""
        if not self.pixels.flags.writeable:
            self.pixels = self.pixels.copy()
        return self.pixels

    def checkpoint(self, done: float, seconds_left: float | None = None) -> None:
        """Between tiles or strips: say that ``done`` (0..1) of the stage is done; raises ``Stopped``."""
        self.stop.check()
        self.on_progress(min(1.0, max(0.0, done)), seconds_left)

    def run(self, network: str, **feeds: Array) -> Array:
        """Run a network on named inputs (N, C, H, W) float32; raises ``Stopped`` and ``ModelError``."""
        self.used.add(network)
        return self.sessions.get(network).run(feeds, self.stop)
