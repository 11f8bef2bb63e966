"""Colours that a person gave to places, spread to the edges of what lies there.

After Levin, Lischinski and Weiss, "Colorization using Optimization" (2004): the *correction* of the predicted
chroma is what is spread, smoothly where lightness and predicted chroma are alike and hardly across an edge,
and it fades with distance, so that the rest of the picture keeps its colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
import numpy.typing as npt

Float = npt.NDArray[np.float32]

LIGHTNESS_STEP = 4.0
CHROMA_STEP = 8.0
"""Differences of neighbours, in L* and in a*, b*, from which on they count as different things."""

LEAST_LIKENESS = 1e-4
"""Of neighbours on two sides of an edge: not nought, so that the equations keep one solution."""

REACH = 0.35
"""How far a correction reaches inside one even thing, as a share of the picture's longer side."""

RADIUS = 0.006
"""Radius of the place that a hint holds, as a share of the longer side."""

FULL = 0.3
"""Share of a hint from which on its colour counts fully."""

HOLD = 100.0
COARSEST_PX = 40
FINE_PX = 200
STEPS, FINE_STEPS = 60, 15
"""Steps of the solver at a level of the pyramid; above ``FINE_PX`` what comes from below is nearly right."""


@dataclass(frozen=True, slots=True)
class ColorHint:
    """A colour for a place: ``x``, ``y`` 0..1 from the left and the top, ``a``, ``b`` in CIELAB."""

    x: float
    y: float
    a: float
    b: float


def spread_hints(chroma: Float, lightness: Float, hints: Sequence[ColorHint]) -> Float:
    """Chroma (H, W, 2) float32 a*, b* corrected so that it has the hints' colours at their places.

    ``lightness`` is L* (H, W) float32 of the same picture.
    """
    if not hints:
        return chroma
    planes = np.ascontiguousarray(chroma.transpose(2, 0, 1))
    asked, held = _asked(planes, hints)
    *spread, reach = _solved(np.concatenate([asked, held[None]]), held, lightness, planes)
    # What spreads from a point falls off steeply at first. Divided by how much of any hint has come here it
    # is the hint's own colour, all over the thing that was pointed at.
    share = np.clip(reach / np.float32(FULL), 0, 1)
    correction = np.stack(spread) / np.maximum(reach, np.float32(1e-4)) * (share * share * (3 - 2 * share))
    return np.ascontiguousarray((planes + correction).transpose(1, 2, 0))


def _asked(chroma: Float, hints: Sequence[ColorHint]) -> tuple[Float, Float]:
    """The corrections at the hints' places (2, H, W), and where those are (H, W), 0 | 1; later hints win."""
    height, width = chroma.shape[1:]
    correction = np.zeros_like(chroma)
    held = np.zeros((height, width), np.float32)
    radius = max(1, round(RADIUS * max(height, width)))
    for hint in hints:
        column = min(width - 1, int(hint.x * width))
        row = min(height - 1, int(hint.y * height))
        disc = np.zeros((height, width), np.uint8)
        cv2.circle(disc, (column, row), radius, 1, -1)
        place = disc > 0
        correction[:, place] = np.array([[hint.a], [hint.b]], np.float32) - chroma[:, place]
        held[place] = 1
    return correction, held


def _solved(asked: Float, held: Float, lightness: Float, chroma: Float) -> Float:
    """The spread correction (C, H, W), solved on a pyramid from the coarsest level up."""
    height, width = held.shape
    start: Float | None = None
    if max(height, width) > COARSEST_PX:
        size = ((width + 1) // 2, (height + 1) // 2)
        share = _halved(held, size)
        weight = np.maximum(share, np.float32(1e-6))
        half = np.asarray(_scaled(asked * held, size, cv2.INTER_AREA) / weight, np.float32)
        coarse = _solved(
            half,
            (share > 0).astype(np.float32),
            _halved(lightness, size),
            _scaled(chroma, size, cv2.INTER_AREA),
        )
        start = _scaled(coarse, (width, height), cv2.INTER_LINEAR)
    return _Equations(held, lightness, chroma).solve(asked, start)


def _halved(plane: Float, size: tuple[int, int]) -> Float:
    return cast(Float, cv2.resize(plane, size, interpolation=cv2.INTER_AREA))


def _scaled(planes: Float, size: tuple[int, int], method: int) -> Float:
    scaled: Float = np.stack([cv2.resize(plane, size, interpolation=method) for plane in planes])
    return scaled


class _Equations:
    """``(D + hold * held + fade) x - W x = hold * held * asked`` on the grid, by conjugate gradients."""

    def __init__(self, held: Float, lightness: Float, chroma: Float) -> None:
        self._hold = held * np.float32(HOLD)
        self._down = _likeness(lightness[1:], lightness[:-1], chroma[:, 1:], chroma[:, :-1])
        self._across = _likeness(lightness[:, 1:], lightness[:, :-1], chroma[..., 1:], chroma[..., :-1])
        fade = (REACH * max(held.shape)) ** -2
        self._diagonal = self._hold + np.float32(fade)
        self._diagonal[1:] += self._down
        self._diagonal[:-1] += self._down
        self._diagonal[:, 1:] += self._across
        self._diagonal[:, :-1] += self._across

    def solve(self, asked: Float, start: Float | None) -> Float:
        """The correction (C, H, W) that holds what is ``asked``; Jacobi's preconditioner."""
        goal = self._hold * asked
        found = np.zeros_like(goal) if start is None else start
        rest = goal - self._times(found)
        ready = rest / self._diagonal
        way = ready.copy()
        size = _dot(rest, ready)
        for _ in range(STEPS if max(goal.shape) <= FINE_PX else FINE_STEPS):
            along = self._times(way)
            step = size / np.maximum(_dot(way, along), np.float32(1e-20))
            found += step * way
            rest -= step * along
            ready = rest / self._diagonal
            following = _dot(rest, ready)
            way = ready + following / np.maximum(size, np.float32(1e-20)) * way
            size = following
        return found

    def _times(self, values: Float) -> Float:
        """The equations' matrix times ``values`` (C, H, W)."""
        product = self._diagonal * values
        product[:, 1:] -= self._down * values[:, :-1]
        product[:, :-1] -= self._down * values[:, 1:]
        product[..., 1:] -= self._across * values[..., :-1]
        product[..., :-1] -= self._across * values[..., 1:]
        return product


def _likeness(level: Float, other: Float, chroma: Float, beside: Float) -> Float:
    """How much two neighbours are one thing, 0..1."""
    lightness = ((level - other) / np.float32(LIGHTNESS_STEP)) ** 2
    colour = (((chroma - beside) / np.float32(CHROMA_STEP)) ** 2).sum(axis=0)
    likeness: Float = np.maximum(np.exp(-lightness - colour), np.float32(LEAST_LIKENESS))
    return likeness


def _dot(one: Float, other: Float) -> Float:
    """Inner products (C, 1, 1) of two fields (C, H, W), each channel for itself."""
    return np.array([[[np.vdot(a, b)]] for a, b in zip(one, other, strict=True)], np.float32)
