"""Film grain: given back where cleaning took it away, and carried on into what was filled in.

A face without any grain looks like plastic, and a smooth patch on a grainy wall shows where damage was. The
grain is new, of the strength and size of what was there, and the same at every run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import hypot

import cv2
import numpy as np
import numpy.typing as npt

from restoration import tiles
from restoration.canvas import Canvas
from restoration.tiles import Float, Words

LEAST_SIGMA = 1.0
"""Standard deviation in 8-bit steps under which nobody misses grain."""

CORRELATION = (0.0, 0.08, 0.39, 0.74, 0.85, 0.89)
SIZE_PX = (0.0, 0.35, 0.5, 0.7, 0.9, 1.1)
"""What the analysis measures as correlation of grain whose blur has these sigmas (on one portrait)."""

BASE_FOG, CRYSTALS = 0.15, 3.4
"""Variance of grain beside that at mid grey: of the base, and the factor on l (1 - l), by which crystals
develop or do not."""

ROWS = 256
REACH_PX = 6
SEED = 1935

Bytes = npt.NDArray[np.uint8]


def wanted(canvas: Canvas) -> str | None:
    """Why the stage has nothing to do, or None."""
    everywhere, holes = amounts(canvas)
    return None if max(everywhere, holes if filled(canvas) is not None else 0.0) > 0 else "not_needed"


def run(canvas: Canvas) -> Mapping[str, float]:
    """Lay grain over the picture as the recipe says, and over what was filled in so that it matches."""
    everywhere, holes = amounts(canvas)
    hole, size, pixels = filled(canvas), size_px(canvas), canvas.writable()
    for top, grain in bands(canvas.height, canvas.width, size):
        canvas.checkpoint(top / canvas.height)
        rows = slice(top, top + len(grain))
        sigma = np.full(grain.shape, everywhere, np.float32)
        if hole is not None:
            sigma[hole[rows] > 0] = holes
        if sigma.any():
            pixels[rows] = grainy(pixels[rows], grain * sigma)
    canvas.laid_sigma = everywhere
    canvas.checkpoint(1)
    return {"sigma_8bit": everywhere, "filled_sigma_8bit": holes, "size_px": size}


def filled(canvas: Canvas) -> Bytes | None:
    """The mask of what was filled in, None where nothing was."""
    return (
        canvas.mask if canvas.recipe.inpaint > 0 and canvas.mask is not None and canvas.mask.any() else None
    )


def amounts(canvas: Canvas) -> tuple[float, float]:
    """Sigma, in 8-bit steps, of the grain for everything and of that for what was filled in; 0 for none."""
    there = canvas.condition.figure("noise", "sigma_8bit") or 0.0
    everywhere = canvas.recipe.grain * canvas.removed_sigma
    holes = hypot(everywhere, max(0.0, there - canvas.removed_sigma))
    return tuple(sigma if sigma >= LEAST_SIGMA else 0.0 for sigma in (everywhere, holes))  # type: ignore[return-value]


def size_px(canvas: Canvas) -> float:
    """Sigma of the blur that white noise needs to look like the photograph's grain."""
    correlation = canvas.condition.figure("noise", "correlation_ratio") or 0.0
    return float(np.interp(correlation, CORRELATION, SIZE_PX))


def bands(height: int, width: int, size: float) -> Iterator[tuple[int, Float]]:
    """Grain of unit deviation, as bands (n, width) float32 with their first row; they meet without a seam."""
    above, here = _noise(0, width), _noise(1, width)
    for band, top in enumerate(range(0, height, ROWS)):
        below = _noise(band + 2, width)
        reached = np.concatenate([above[-REACH_PX:], here, below[:REACH_PX]])
        soft = blurred(reached, size)[REACH_PX : REACH_PX + min(ROWS, height - top)]
        yield top, np.ascontiguousarray(soft)
        above, here = here, below


def _noise(band: int, width: int) -> Float:
    return np.random.default_rng([SEED, band]).standard_normal((ROWS, width), np.float32)


def blurred(noise: Float, size: float) -> Float:
    """White noise (h, w) after a Gaussian blur of `size` pixels, its deviation kept at one."""
    if size < 0.2:
        return noise
    kernel = cv2.getGaussianKernel(2 * REACH_PX + 1, size)
    soft = cv2.sepFilter2D(noise, -1, kernel, kernel, borderType=cv2.BORDER_REFLECT_101)
    return np.asarray(soft, np.float32) * np.float32(1 / float(np.square(kernel).sum()))


def grainy(pixels: Words, grain: Float) -> Words:
    """Pixels (h, w, 3) with grain (h, w), in 8-bit steps at mid grey, on all channels alike."""
    unit = tiles.to_unit(pixels)
    light = np.asarray(cv2.cvtColor(unit, cv2.COLOR_RGB2GRAY), np.float32)
    law = np.sqrt(light * (1 - light) * np.float32(CRYSTALS) + np.float32(BASE_FOG))
    added = (grain * law * np.float32(1 / 255))[..., None]
    return np.where(grain[..., None] == 0, pixels, tiles.to_words(unit + added))
