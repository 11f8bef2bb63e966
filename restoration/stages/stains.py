"""Take off what the picture shines through: stains, foxing, water marks, tape.

A stain lowers what a scan sees by a share that the detector estimates for each channel; dividing by it brings
back what lies below, detail included. Nothing is invented.
"""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import numpy.typing as npt

from restoration import tiles
from restoration.canvas import Canvas
from restoration.diagnosis import stain_findings
from restoration.marks import TRANSLUCENT
from restoration.tiles import Float

SURE, POSSIBLE = 166, 64
"""Probabilities, 0..255, of which a stain must have the first somewhere and the second wherever it is."""

FULL = 128
"""Probability from which a stain is taken off fully."""

FAINTEST = 0.02
"""Density under which nobody sees a stain."""

DENSEST = 2.5
"""Where less than a twelfth of the light shines through, there is nothing to bring back."""

_STRIP_ROWS = 256


def wanted(canvas: Canvas) -> str | None:
    """Why the stage has nothing to do, or None."""
    if canvas.recipe.stains <= 0:
        return "switched_off"
    return "no_damage" if canvas.marks is None or not strength(canvas).any() else None


def run(canvas: Canvas) -> Mapping[str, float]:
    """Lift the stained places by the density that was found there."""
    share = strength(canvas)
    density = lifting(canvas, share)
    canvas.condition = canvas.condition.with_findings(*stain_findings(density.mean(axis=2)))
    pixels = canvas.writable()
    height, width = canvas.height, canvas.width
    small_height, small_width = share.shape
    for top in range(0, height, _STRIP_ROWS):
        canvas.checkpoint(top / height)
        rows = slice(top, min(top + _STRIP_ROWS, height))
        ys = (np.arange(rows.start, rows.stop, dtype=np.float32) + 0.5) * (small_height / height) - 0.5
        xs = (np.arange(width, dtype=np.float32) + 0.5) * (small_width / width) - 0.5
        map_x, map_y = np.meshgrid(xs, ys)
        here = cv2.remap(density, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        stained = np.asarray(here).max(axis=2) > FAINTEST / 4
        if stained.any():
            lifted = tiles.to_unit(pixels[rows][stained]) * np.exp(np.asarray(here)[stained])
            pixels[rows][stained] = tiles.to_words(lifted)
    canvas.checkpoint(1)
    return {"area_percent": float((share > 0).mean()) * 100, "deepest_density": float(density.max())}


def strength(canvas: Canvas) -> Float:
    """How far (h, w) 0..1 each place is corrected: 0 outside of sure stains, and soft at their rim."""
    if canvas.marks is None:
        return np.zeros((1, 1), np.float32)
    probability = canvas.marks.probability[TRANSLUCENT]
    stained = connected(probability)
    soft = np.clip((probability.astype(np.float32) - POSSIBLE / 2) / (FULL - POSSIBLE / 2), 0, 1)
    near = np.asarray(cv2.dilate(stained.astype(np.uint8), np.ones((5, 5), np.uint8)), np.float32)
    return np.asarray(soft * near * np.float32(canvas.recipe.stains), np.float32)


def connected(probability: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Stains that are sure somewhere, in their whole possible extent (Canny's hysteresis, 1986)."""
    count, labels = cv2.connectedComponents((probability >= POSSIBLE).astype(np.uint8), connectivity=8)
    kept = np.zeros(count, np.bool_)
    kept[labels[probability >= SURE]] = True
    kept[0] = False
    return np.asarray(kept[labels], np.bool_)


def lifting(canvas: Canvas, share: Float) -> Float:
    """Density to take off (h, w, 3) float32, 0 where nothing is stained; of one tone for a grey source."""
    if canvas.marks is None:
        return np.zeros((*share.shape, 3), np.float32)
    density = np.clip(canvas.marks.density.astype(np.float32), 0, DENSEST)
    if canvas.grey:
        density = np.repeat(density.mean(axis=2, keepdims=True), 3, axis=2)
    density *= share[..., None]
    density[density.max(axis=2) < FAINTEST] = 0
    return np.asarray(cv2.GaussianBlur(density, (0, 0), 0.7), np.float32)
