"""Annotated damage of real film, laid on clean photographs by means of our own, not those of training."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from benchmarks.bench import Bytes, Floats
from benchmarks.pictures import unit

SCALES = (0.25, 0.6)
"""How far a sheet, scanned at 3,300 pixels, is reduced."""

LEAST_SHARE = 0.001
VISIBLE = 8 / 255
"""Change of the lightest changed channel from which a mark counts as damage."""


def window(sheet: Bytes, height: int, width: int, rng: np.random.Generator) -> Floats:
    """Coverage (height, width) float32 0..1 of a drawn part of a sheet, with some damage if it has any."""
    best = np.zeros((height, width), np.float32)
    for _ in range(40):
        scale = max(float(rng.uniform(*SCALES)), height / sheet.shape[0], width / sheet.shape[1])
        rows, columns = (
            min(round(side / scale), most) for side, most in zip((height, width), sheet.shape, strict=True)
        )
        top, left = (
            int(rng.integers(sheet.shape[0] - rows + 1)),
            int(rng.integers(sheet.shape[1] - columns + 1)),
        )
        part = sheet[top : top + rows, left : left + columns].astype(np.float32) / 255
        coverage = cast(Floats, cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA))
        if coverage.mean() > best.mean():
            best = coverage
        if best.mean() > LEAST_SHARE:
            break
    return best


def annotated(pixels: Bytes, sheet: Bytes, rng: np.random.Generator) -> tuple[Floats, Bytes]:
    """A photograph (H, W, 3) uint8 with the marks of a sheet on it, float32 0..1, and what of them shows.

    A mark is nearly white in three of four pictures (dust on a negative) and nearly black in the others; it
    is 50 to 100 % opaque and a little soft.
    """
    picture = unit(pixels)
    height, width = pixels.shape[:2]
    coverage = window(sheet, height, width, rng)
    soft = cast(Floats, cv2.GaussianBlur(coverage, (0, 0), 0.6)) * np.float32(rng.uniform(0.5, 1.0))
    tone = np.float32(rng.uniform(0.9, 1.0) if rng.random() < 0.75 else rng.uniform(0.0, 0.12))
    marked = picture + (tone - picture) * soft[..., None]
    marked = (np.rint(marked * 255) / 255).astype(np.float32)
    change = np.abs(marked - picture).max(axis=2)
    return marked, ((coverage > 0.4) & (change > VISIBLE)).astype(np.uint8)
