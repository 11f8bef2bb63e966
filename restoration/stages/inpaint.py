"""Fill the holes of the mask from what is around them; pixels outside the mask stay as they are."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import numpy.typing as npt

from restoration import tiles
from restoration.canvas import Canvas
from restoration.tiles import Float, Tile, Words

NETWORK = "inpaint"
MULTIPLE = 32

WIDE_PX = 20.0
"""Inner radius from which a hole is first filled in a reduced picture, where the network sees across it."""

TILE_PX = 384
"""Smaller than the other stages' tiles: many of them hold no damage at all."""

CONTEXT_PX = 96
"""How much of the picture around its holes the network gets to see."""

Bytes = npt.NDArray[np.uint8]


def wanted(canvas: Canvas) -> str | None:
    """Why the stage has nothing to do, or None."""
    if canvas.recipe.inpaint <= 0:
        return "switched_off"
    return None if canvas.mask is not None and canvas.mask.any() else "no_damage"


def run(canvas: Canvas) -> Mapping[str, float]:
    """Fill every hole; wide ones from a reduced picture first, then all at full resolution."""
    hole = canvas.mask if canvas.mask is not None else np.zeros((canvas.height, canvas.width), np.uint8)
    pixels = canvas.writable()
    original = pixels.copy() if canvas.recipe.inpaint < 1 else None
    radius = widest_radius(hole)
    small_hole = hole
    if radius > WIDE_PX:
        wide = wide_holes(hole)
        fill_reduced(canvas, pixels, hole, wide, WIDE_PX / radius)
        small_hole = np.where(wide > 0, np.uint8(0), hole)
    fill(canvas, pixels, small_hole)
    if original is not None:
        strength = canvas.recipe.inpaint
        cv2.addWeighted(pixels, strength, original, 1 - strength, 0, dst=pixels)
    canvas.checkpoint(1)
    return {"area_percent": float(np.count_nonzero(hole)) / hole.size * 100, "widest_radius_px": radius}


def widest_radius(hole: Bytes) -> float:
    """Largest distance in pixels from inside a hole to its edge."""
    return float(cv2.distanceTransform(hole, cv2.DIST_L2, 3).max())


def wide_holes(hole: Bytes) -> Bytes:
    """The parts of the mask that are wider than :data:`WIDE_PX` to each side, 0 | 255."""
    core = (cv2.distanceTransform(hole, cv2.DIST_L2, 3) > WIDE_PX).astype(np.uint8)
    side = int(2 * WIDE_PX + 5) | 1
    grown: Bytes = cv2.dilate(core, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))  # type: ignore[assignment]
    return np.where((grown > 0) & (hole > 0), np.uint8(255), np.uint8(0))


def fill_reduced(canvas: Canvas, pixels: Words, hole: Bytes, wide: Bytes, scale: float) -> None:
    """Fill the ``wide`` holes in place with what the network makes of a picture reduced by ``scale``."""
    height, width = hole.shape
    size = (max(MULTIPLE, round(width * scale)), max(MULTIPLE, round(height * scale)))
    small_hole = (cv2.resize(hole, size, interpolation=cv2.INTER_AREA) > 0).astype(np.uint8) * np.uint8(255)
    small = without_hole(pixels, hole, size)
    fill(canvas, small, small_hole)
    for top in range(0, height, 512):
        rows = slice(top, min(top + 512, height))
        inside = wide[rows] > 0
        if inside.any():
            enlarged = rows_of_enlarged(small, rows, height, width)
            pixels[rows][inside] = enlarged[inside]


def without_hole(pixels: Words, hole: Bytes, size: tuple[int, int]) -> Words:
    """The picture at ``size`` (width, height), averaged over known pixels alone: no damage bleeds in."""
    known = (hole == 0).astype(np.uint16) * np.uint16(65535)
    share = cv2.resize(known, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 65535
    planes = []
    for channel in range(3):
        plane = np.where(hole == 0, pixels[..., channel], np.uint16(0))
        planes.append(cv2.resize(plane, size, interpolation=cv2.INTER_AREA) / np.maximum(share, 1e-4))
    words: Words = np.clip(np.dstack(planes), 0, 65535).astype(np.uint16)
    return words


def rows_of_enlarged(small: Words, rows: slice, height: int, width: int) -> Words:
    """Some rows of ``small`` enlarged to (height, width), without making the rest."""
    scale_y, scale_x = small.shape[0] / height, small.shape[1] / width
    ys = (np.arange(rows.start, rows.stop, dtype=np.float32) + 0.5) * scale_y - 0.5
    xs = (np.arange(width, dtype=np.float32) + 0.5) * scale_x - 0.5
    map_y, map_x = np.meshgrid(ys, xs, indexing="ij")
    enlarged: Words = cv2.remap(  # type: ignore[assignment]
        small, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return enlarged


def fill(canvas: Canvas, pixels: Words, hole: Bytes) -> None:
    """Fill the holes of ``pixels`` in place, running the network only where some are."""
    height, width = hole.shape
    total = tiles.count(height, width, TILE_PX)
    source = pixels.copy() if total > 1 else pixels
    done = 0

    def process(tile: Tile) -> Float | None:
        nonlocal done
        canvas.checkpoint(done / total)
        done += 1
        mask = hole[tile.window]
        if not mask.any():
            return None
        return fill_tile(canvas, source[tile.window], mask)

    def write(top: int, rows: Float, share: Float) -> None:
        area = slice(top, top + len(rows))
        inside = (hole[area] > 0) & (share > 0)
        if inside.any():
            blended = rows[inside] + (1 - share[inside, None]) * tiles.to_unit(source[area][inside])
            pixels[area][inside] = tiles.to_words(blended)

    tiles.feathered(height, width, 3, process, write, tile=TILE_PX)


def fill_tile(canvas: Canvas, pixels: Words, hole: Bytes) -> Float:
    """The tile (h, w, 3) float32 with its holes filled; the network sees them and what lies around them."""
    unit = tiles.to_unit(pixels)
    window = around(hole)
    crop, mask = unit[window], (hole[window] > 0).astype(np.float32)
    height, width = mask.shape
    batch = tiles.padded(crop * (1 - mask[..., None]), MULTIPLE).transpose(2, 0, 1)[None]
    holes = tiles.padded(mask, MULTIPLE)[None, None]
    filled = canvas.run(NETWORK, pixels=np.ascontiguousarray(batch), mask=np.ascontiguousarray(holes))
    output: Float = np.clip(filled[0].transpose(1, 2, 0)[:height, :width], 0, 1)
    if canvas.grey:
        output = np.repeat(output.mean(axis=2, keepdims=True), 3, axis=2)
    unit[window] = output
    return unit


def around(hole: Bytes) -> tuple[slice, slice]:
    """The smallest window of a mask (h, w) that holds every hole and :data:`CONTEXT_PX` around it."""
    spans = []
    for axis, size in enumerate(hole.shape):
        marked = np.flatnonzero(hole.any(axis=1 - axis))
        spans.append(slice(max(0, int(marked[0]) - CONTEXT_PX), min(size, int(marked[-1]) + 1 + CONTEXT_PX)))
    return spans[0], spans[1]
