"""Clean: denoise, deblock and deblur in one blind network, used as far as the recipe's strength says."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from restoration import tiles
from restoration.canvas import Canvas
from restoration.tiles import Float, Tile

NETWORK = "clean"
MULTIPLE = 16


def wanted(canvas: Canvas) -> str | None:
    """Why the stage has nothing to do, or None."""
    return None if canvas.recipe.clean > 0 else "not_needed"


def run(canvas: Canvas) -> Mapping[str, float]:
    """Replace the pixels by ``input + strength * (network - input)``, tile by tile."""
    strength = np.float32(canvas.recipe.clean)
    source = canvas.pixels
    result = np.empty_like(source)
    total = tiles.count(canvas.height, canvas.width)
    done = 0
    removed: list[float] = []

    def process(tile: Tile) -> Float:
        nonlocal done
        canvas.checkpoint(done / total)
        pixels = tiles.to_unit(source[tile.window])
        batch = np.ascontiguousarray(tiles.padded(pixels, MULTIPLE).transpose(2, 0, 1)[None])
        output = canvas.run(NETWORK, pixels=batch)[0].transpose(1, 2, 0)
        cleaned = output[: tile.rows.length, : tile.columns.length]
        if canvas.grey:
            cleaned = np.repeat(cleaned.mean(axis=2, keepdims=True), 3, axis=2)
        done += 1
        removed.append(noise_sigma(cleaned - pixels))
        blended: Float = pixels + strength * (cleaned - pixels)
        return blended

    def write(top: int, rows: Float, _share: Float) -> None:
        result[top : top + len(rows)] = tiles.to_words(rows)

    tiles.feathered(canvas.height, canvas.width, 3, process, write)
    canvas.pixels = result
    canvas.removed_sigma = float(strength * np.median(removed))
    canvas.checkpoint(1)
    return {"strength": float(strength), "removed_sigma_8bit": canvas.removed_sigma}


def noise_sigma(removed: Float) -> float:
    """Deviation, in 8-bit steps, of what was removed (h, w, 3) float32 from the luminance, edges left out.

    By the median: edges and blocks are few and large, noise is everywhere (after Donoho, 1995).
    """
    luma = removed[::3, ::3].mean(axis=2)
    return float(np.median(np.abs(luma))) / 0.6745 * 255
