"""Enlarge a picture, or make it crisp at its own size, by a network that invents fine detail.

The network answers with what such things usually look like. As much of its answer is taken as the recipe
says; tones, colours and everything coarse stay the photograph's own, and so does some of the grain.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from math import hypot, sqrt
from typing import TypeVar

import cv2
import numpy as np

from restoration import tiles
from restoration.canvas import Canvas
from restoration.color import strips
from restoration.findings import Tonality
from restoration.stages import grain
from restoration.stages.clean import noise_sigma
from restoration.tiles import Float, Tile, Words
from restoration.upscalers import Upscaler, upscaler

Pixels = TypeVar("Pixels", Float, Words)

LEAST_SHARE = 0.5
"""How much of the network's answer an enlargement takes at least: without any it is only larger."""

REDUCTION = 2.0
WORKING_PIXELS = 200_000
"""At its own size a picture is reduced this far before the network enlarges it again, and further where more
pixels than these would be left: the network is slow, and a chat should not wait for minutes."""

EFFORT = 0.0017
"""Cost per pixel that the network sees, in the unit of the stage table; seconds come from the first tile."""

COARSE_PX = 8.0
"""Blur, in pixels of what the network saw, whose result stays as it was: tones are not the network's."""

FINE_PX = 2.0
NOISE_SHARE = 3.0
SLACK = 1e-4
"""Sigma of the blur that tells fine from coarse; variances of the noise that may go before anything counts as
wiped away; contrast that nobody sees."""


def wanted(canvas: Canvas) -> str | None:
    """Why the stage has nothing to do, or None."""
    recipe = canvas.recipe
    if recipe.scale == 1 and recipe.enhance <= 0:
        return "not_needed"
    if upscaler(canvas.sessions) is None:
        return "cannot_enhance" if recipe.scale == 1 else "cannot_enlarge"
    return None


def run(canvas: Canvas) -> Mapping[str, float]:
    """Replace the pixels by a crisper picture, ``scale`` times as wide and high."""
    network = upscaler(canvas.sessions)
    assert network is not None  # noqa: S101 -- `wanted` was asked
    scale = canvas.recipe.scale
    removed = enhance(canvas, network) if scale == 1 else enlarge(canvas, network, scale)
    given = give_grain_back(canvas, removed)
    canvas.checkpoint(1)
    return {
        "scale": float(scale),
        "share": share(canvas),
        "removed_sigma_8bit": removed,
        "grain_sigma_8bit": given,
    }


def effort(canvas: Canvas) -> float:
    """What the stage costs beside a minute's hundredth of the others, by the pixels that the network sees."""
    if wanted(canvas) is not None:
        return 1.0
    pixels = canvas.width * canvas.height
    return EFFORT * (min(pixels / REDUCTION**2, WORKING_PIXELS) if canvas.recipe.scale == 1 else pixels)


def share(canvas: Canvas) -> float:
    """How much of the network's answer is taken, 0..1."""
    return max(canvas.recipe.enhance, LEAST_SHARE if canvas.recipe.scale > 1 else 0.0)


def one_tone(canvas: Canvas) -> bool:
    """Whether luminance alone is the network's business: what is grey does not stay grey in it."""
    return canvas.grey or canvas.condition.tonality is not Tonality.COLOUR


def enlarge(canvas: Canvas, network: Upscaler, scale: int) -> float:
    """Make the picture `scale` times as wide and high; returns the deviation of the noise that went."""
    source, part = canvas.pixels, share(canvas)
    size = canvas.width * scale, canvas.height * scale
    result = np.asarray(cv2.resize(source, size, interpolation=cv2.INTER_CUBIC), np.uint16)

    def write(top: int, rows: Float) -> None:
        area = slice(top, top + len(rows))
        plain = tiles.to_unit(result[area])
        result[area] = tiles.to_words(plain + part * (rows - like(plain, rows)))

    removed = answer(canvas, network, source, scale, write)
    canvas.pixels = result
    return part * removed


def enhance(canvas: Canvas, network: Upscaler) -> float:
    """Make the picture crisp at its own size: reduced, enlarged by the network, and back.

    What is finer than the network's answer, in a large picture, stays. Returns as `enlarge`.
    """
    part = share(canvas)
    reduction = max(REDUCTION, sqrt(canvas.width * canvas.height / WORKING_PIXELS))
    small = resized(
        canvas.pixels, *(max(1, round(side / reduction)) for side in (canvas.width, canvas.height))
    )
    height, width = (side * network.factor for side in small.shape[:2])
    made = np.empty((height, width, 1 if one_tone(canvas) else 3), np.float32)

    def write(top: int, rows: Float) -> None:
        made[top : top + len(rows)] = rows

    answer(canvas, network, small, network.factor, write)
    width, height = min(width, canvas.width), min(height, canvas.height)
    made = resized(made, width, height)
    own = like(tiles.to_unit(resized(canvas.pixels, width, height)), made)
    trust = trusted(own, made)
    made -= own
    removed = noise_sigma(made)  # what was lost on the way to the reduced picture is gone as well
    made *= trust
    pixels = canvas.writable()
    for top, bottom in strips(canvas.height, canvas.width):
        change = rows_of(made, top, bottom, canvas.height, canvas.width)
        pixels[top:bottom] = tiles.to_words(tiles.to_unit(pixels[top:bottom]) + part * change)
        canvas.checkpoint(1)
    return part * removed


def answer(
    canvas: Canvas, network: Upscaler, pixels: Words, factor: int, write: Callable[[int, Float], None]
) -> float:
    """Hand what the network makes of `pixels` (h, w, 3), `factor` times as large, to `write(top, rows)`.

    Rows are (n, factor * w, 1 | 3) float32 0..1; the first tile tells how long all of it takes. Returns the
    deviation of the noise that is gone from it, in 8-bit steps.
    """
    height, width = pixels.shape[:2]
    total = tiles.count(height, width, network.tile, network.overlap)
    removed: list[float] = []
    began = time.monotonic()

    def process(tile: Tile) -> Float:
        done = len(removed)
        left = (time.monotonic() - began) / done * (total - done) if done else None
        canvas.checkpoint(done / total, left)
        seen = tiles.to_unit(pixels[tile.window])
        made = answer_of_tile(canvas, network, seen)
        own, again = like(seen, made), resized(made, seen.shape[1], seen.shape[0])
        removed.append(noise_sigma(again - own))
        size = seen.shape[1] * factor, seen.shape[0] * factor
        plain, trust = resized(own, *size), planes(cv2.resize(trusted(own, again), size))
        return plain + trust * (resized(made, *size) - plain)

    def take(top: int, rows: Float, _share: Float) -> None:
        write(top, rows)

    grid = {"tile": network.tile, "overlap": network.overlap, "factor": factor}
    tiles.feathered(height, width, 1 if one_tone(canvas) else 3, process, take, **grid)
    return float(np.median(removed))


def answer_of_tile(canvas: Canvas, network: Upscaler, pixels: Float) -> Float:
    """What the network makes of pixels (h, w, 3): RGB, or luma alone where that is its only business."""
    grey = one_tone(canvas)
    seen = np.repeat(luminance(pixels), 3, axis=2) if grey else pixels
    batch = np.ascontiguousarray(seen.transpose(2, 0, 1)[None])
    made = np.ascontiguousarray(canvas.run(network.network, pixels=batch)[0].transpose(1, 2, 0))
    if grey:
        made = np.asarray(made.mean(axis=2, keepdims=True), np.float32)
    return with_tones_of(like(pixels, made), made)


def trusted(own: Float, made: Float) -> Float:
    """How far what the network made (h, w, c) is to be taken at each place (h, w, 1), 0..1.

    Where it has less fine contrast than the photograph itself, by more than the noise that went, it has wiped
    away what was there: small eyes, the weave of cloth.
    """
    noise = noise_sigma(made - own) / 255
    had = np.sqrt(np.maximum(fine_contrast(own) - NOISE_SHARE * noise**2, 0)) + SLACK
    has = np.sqrt(fine_contrast(made)) + SLACK
    trust = np.minimum(has / had, 1) ** 3
    return planes(cv2.GaussianBlur(trust, (0, 0), 1.0))


def fine_contrast(pixels: Float) -> Float:
    """Variance (h, w) of the luma of pixels (h, w, 1 | 3) within about two pixels."""
    luma = pixels.mean(axis=2)
    fine = luma - cv2.GaussianBlur(luma, (0, 0), FINE_PX)
    return np.maximum(np.asarray(cv2.GaussianBlur(fine * fine, (0, 0), FINE_PX), np.float32), 0)


def with_tones_of(seen: Float, made: Float) -> Float:
    """The network's answer (H, W, c) with everything coarse as in what it saw (h, w, c)."""
    shift = seen - resized(made, seen.shape[1], seen.shape[0])
    coarse = planes(cv2.GaussianBlur(shift, (0, 0), COARSE_PX, borderType=cv2.BORDER_REFLECT))
    size = made.shape[1], made.shape[0]
    return made + planes(cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR))


def give_grain_back(canvas: Canvas, removed: float) -> float:
    """Lay grain over what the network smoothed, as after cleaning; its deviation in 8-bit steps.

    All of the grain that was laid on before is owed, and of what was there by itself the recipe's share.
    """
    owed = max(share(canvas) * canvas.laid_sigma, canvas.recipe.grain * removed)
    sigma = owed if owed >= grain.LEAST_SIGMA else 0.0
    if sigma > 0:
        pixels = canvas.writable()
        size = hypot(grain.size_px(canvas), 0.35 * (canvas.recipe.scale - 1))
        for top, noise in grain.bands(canvas.height, canvas.width, size):
            rows = slice(top, top + len(noise))
            pixels[rows] = grain.grainy(pixels[rows], noise * np.float32(sigma))
    return sigma


def luminance(pixels: Float) -> Float:
    """Luma (h, w, 1) of pixels (h, w, 3)."""
    return planes(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))


def like(pixels: Float, other: Float) -> Float:
    """The pixels (h, w, 3), or their luma where the other picture (h, w, 1) is luma alone."""
    return luminance(pixels) if other.shape[2] == 1 else pixels


def planes(array: object) -> Float:
    """An array of OpenCV's as (h, w, c): it drops a last axis of one."""
    made = np.asarray(array, np.float32)
    return made if made.ndim == 3 else made[..., None]


def resized(pixels: Pixels, width: int, height: int) -> Pixels:
    """The picture (h, w, c) at another size: averaged where it shrinks, cubic where it grows."""
    if pixels.shape[:2] == (height, width):
        return pixels
    shrinks = width * height < pixels.shape[0] * pixels.shape[1]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    made = np.asarray(cv2.resize(pixels, (width, height), interpolation=method), pixels.dtype)
    return made if made.ndim == pixels.ndim else made[..., None]


def rows_of(change: Float, top: int, bottom: int, height: int, width: int) -> Float:
    """Rows `top`..`bottom` of a change (h, w, c) enlarged to (height, width), without making the rest."""
    if change.shape[:2] == (height, width):
        return change[top:bottom]
    ys = (np.arange(top, bottom, dtype=np.float32) + 0.5) * (change.shape[0] / height) - 0.5
    xs = (np.arange(width, dtype=np.float32) + 0.5) * (change.shape[1] / width) - 0.5
    map_x, map_y = np.meshgrid(xs, ys)
    return planes(cv2.remap(change, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))
