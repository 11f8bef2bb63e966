"""How strong the noise or film grain is.

Two scales are looked at: single pixels, where white noise lives, and pairs of pixels, where film grain and
noise that went through a JPEG live. Texture is told from noise by three things: noise is normally distributed
within a block, and equally strong in all blocks that are calm; grass and fur are neither, and are stronger in
pairs of pixels than white noise would be.

What is grain is decided by a logistic regression of six figures and of whether there is colour. It was
fitted on 1,600 photographs of the training set as they are and 128 of it without colour and faded, against
those 128 with grain of sigma 5 to 20, correlated over 0.35 to 1.8 px, that went through a JPEG of quality 60
to 95. What the lack of colour weighs was 2.0 and was lowered by hand, since grey was too often its only sign.
"""

from __future__ import annotations

from math import log

import cv2
import numpy as np

from restoration.diagnosis.sample import Float, Sample
from restoration.findings import Finding, ramp

# Second differences both ways, scaled so that white noise keeps its sigma (after Immerkaer, 1996).
_HIGH_PASS = np.outer([1, -2, 1], [1, -2, 1]).astype(np.float32) / 6
_FINE_BLOCK_PX, _COARSE_BLOCK_PX = 12, 8
_FINE_BIAS, _COARSE_BIAS = 0.845, 0.40  # what the 5th percentile of the blocks shows of a sigma of 1
_HARMLESS_SIGMA, _WORST_SIGMA = 3.0, 25.0
_NORMAL_SHARE, _EVEN_SHARE = 0.8, 0.8  # as normal and as even as noise is; more than that tells no more
_LOG_FLOOR = 0.3  # sigmas far under what eight bits can hold are one and the same


def noise_finding(sample: Sample, contrast: float, colourless: bool) -> Finding:
    """Finding "noise": its sigma on the 8-bit scale and its correlation from pixel to pixel.

    `contrast` 0..1 is the share of the range that a faded picture has left. A `colourless` picture is more
    likely an old scan, whose grain a JPEG has worn, so that less is asked of it.
    """
    planes = list(sample.green())
    fine = _blocks(planes, _FINE_BLOCK_PX)
    coarse = _blocks([_halved(plane) for plane in planes], _COARSE_BLOCK_PX)
    white = _floor(fine) / _FINE_BIAS
    grain = _floor(coarse) / _COARSE_BIAS
    normal_white = ramp(_normality(fine), 0.70, 0.76) * ramp(white / max(grain, 1e-6), 0.55, 0.70)
    normal_grain = ramp(_grain_log_odds(fine, coarse, white, grain, colourless), -0.3, 0.5)
    sigma = max(white * normal_white, grain * normal_grain)
    seen = sigma / min(1.0, max(0.35, contrast))
    correlation = 1 - white / grain if grain > white else 0.0
    noisy = seen >= _HARMLESS_SIGMA
    return Finding(
        "noise",
        ramp(seen, _HARMLESS_SIGMA, _WORST_SIGMA) ** 0.75,
        max(normal_white, normal_grain) if noisy else 1 - ramp(seen, 0, 2 * _HARMLESS_SIGMA),
        figures={"sigma_8bit": sigma, "floor_8bit": white, "correlation_ratio": correlation},
    )


def _grain_log_odds(fine: Float, coarse: Float, white: float, grain: float, colourless: bool) -> float:
    """How much more likely grain is than texture: one in 200 photographs without grain is above 0."""
    return (
        45.4 * min(_normality(coarse), _NORMAL_SHARE)
        + 3.3 * min(_evenness(coarse), _EVEN_SHARE)
        + 6.4 * _normality(fine)
        + 3.2 * _evenness(fine)
        + 2.8 * log(grain + _LOG_FLOOR)
        - 3.6 * log(white + _LOG_FLOOR)
        + (1.6 if colourless else 0.0)
        - 47.4
    )


def _halved(plane: Float) -> Float:
    height, width = plane.shape
    size = max(1, width // 2), max(1, height // 2)
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), dtype=np.float32)


def _blocks(planes: list[Float], side_px: int) -> Float:
    """High-pass energy of every block that is not clipped: (2, n), root mean square and mean magnitude."""
    rows = [_plane_blocks(plane, side_px) for plane in planes if min(plane.shape) >= side_px + 4]
    found = np.concatenate(rows, axis=1) if rows else np.zeros((4, 0), np.float32)
    inside = (found[2] > 3) & (found[3] < 252)
    if np.count_nonzero(inside) < 30:
        inside = (found[2] > 0) & (found[3] < 255)
    return found[:2, inside]


def _plane_blocks(plane: Float, side_px: int) -> Float:
    high = np.asarray(cv2.filter2D(plane, -1, _HIGH_PASS), dtype=np.float32)[2:-2, 2:-2]
    tiles = _tiled(high, side_px)
    levels = _tiled(plane[2:-2, 2:-2], side_px)
    energy = np.sqrt(np.square(tiles).mean(axis=-1))
    return np.stack([energy, np.abs(tiles).mean(axis=-1), levels.min(axis=-1), levels.max(axis=-1)])


def _tiled(plane: Float, side_px: int) -> Float:
    """Blocks of a plane as rows: (n, side * side)."""
    down, across = plane.shape[0] // side_px, plane.shape[1] // side_px
    whole = plane[: down * side_px, : across * side_px].reshape(down, side_px, across, side_px)
    return whole.swapaxes(1, 2).reshape(down * across, side_px * side_px)


def _floor(blocks: Float) -> float:
    """The energy of the calmest blocks, where nothing but noise is left."""
    return float(np.percentile(blocks[0], 5)) if blocks.shape[1] >= 12 else 0.0


def _evenness(blocks: Float) -> float:
    """Calmest over middling blocks: near 1 when noise alone fills both."""
    if blocks.shape[1] < 12:
        return 0.0
    calm, middling = np.percentile(blocks[0], (10, 40))
    return float(calm / (middling + 0.025))


def _normality(blocks: Float) -> float:
    """Mean magnitude over root mean square in the calmer blocks: 0.798 for normally distributed noise."""
    if blocks.shape[1] < 12:
        return 0.0
    calm = blocks[:, blocks[0] <= np.percentile(blocks[0], 40)]
    return float(np.median(calm[1] / (calm[0] + 0.05)))
