"""The networks that enlarge, best first: one row each."""

from __future__ import annotations

from dataclasses import dataclass

from restoration.sessions import Sessions


@dataclass(frozen=True, slots=True)
class Upscaler:
    """A network from ``pixels`` (N, 3, h, w) to ``output`` (N, 3, factor * h, factor * w), RGB 0..1.

    Attributes:
        network: its name, as its card and the settings know it.
        factor: on each side.
        tile: side in pixels of the squares that it is given; its memory grows with their area.
        overlap: of neighbouring tiles in pixels.
    """

    network: str
    factor: int
    tile: int
    overlap: int


UPSCALERS: tuple[Upscaler, ...] = (Upscaler("upscale", factor=4, tile=224, overlap=24),)


def upscaler(sessions: Sessions) -> Upscaler | None:
    """The best that is installed, or None."""
    return next((row for row in UPSCALERS if sessions.has(row.network)), None)
