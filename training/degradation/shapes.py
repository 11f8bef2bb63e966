"""Shapes of damage as coverage planes (H, W) uint8, 0..255: what is hurt, not how it shows."""

import math

import cv2
import numpy as np

from training.degradation.fields import Mask, Picture, between, chance, clouds, grains, log_between
from training.degradation.strokes import Ink, across, broken, jagged, outlines, somewhere, wander


def scratches(height: int, width: int, rng: np.random.Generator, thickest: float = 5.0) -> Mask:
    """Straight, curved, broken, double lines, 0.4 px to `thickest` wide; sometimes many in one direction."""
    ink = Ink(height, width)
    side = max(height, width)
    bundle = chance(rng, 0.4)
    heading = between(rng, 0, math.pi) if chance(rng, 0.5) else math.pi / 2 + between(rng, -0.06, 0.06)
    for _ in range(int(rng.integers(5, 22)) if bundle else int(rng.integers(1, 5))):
        turn = heading + 0.08 * float(rng.standard_normal()) if bundle else between(rng, 0, 2 * math.pi)
        length = side * (log_between(rng, 0.06, 0.8) if bundle else log_between(rng, 0.12, 1.8))
        bend = 0.0002 if chance(rng, 0.5) else log_between(rng, 0.001, 0.015)
        path = wander(somewhere(height, width, rng), turn, length, bend, rng)
        breadth, value = log_between(rng, 0.4, 1.6 if bundle else thickest), between(rng, 0.45, 1.0)
        share = 1.0 if chance(rng, 0.4) else between(rng, 0.3, 0.9)
        for piece in broken(path, share, rng):
            ink.stroke(piece, breadth * between(rng, 0.75, 1.25), value * between(rng, 0.7, 1.0))
        if chance(rng, 0.12):
            ink.stroke(path + np.float32(breadth + between(rng, 1.0, 3.0)), breadth * 0.6, value * 0.8)
    return ink.coverage()


def dust(height: int, width: int, rng: np.random.Generator, largest: float = 6.0) -> Mask:
    """Ragged specks from half a pixel to `largest` in radius, scattered or gathered; fine or coarse ones."""
    count = round(log_between(rng, 3, 120) * height * width / 65536) + 1
    centres = rng.random((count, 2)) * (width, height)
    if chance(rng, 0.4):
        focus = rng.random(2) * (width, height)
        centres = focus + (centres - focus) * rng.random((count, 1)) ** 1.5
    coarse = chance(rng, 0.4)
    if coarse:
        count = max(1, count // 3)
        centres = centres[:count]
    radii = (1.2 if coarse else 0.4) * np.exp(rng.exponential(0.45 if coarse else 0.55, count))
    ink = Ink(height, width)
    ink.fill(outlines(centres, np.minimum(radii, largest), rng))
    return ink.coverage()


def hairs(height: int, width: int, rng: np.random.Generator) -> Mask:
    """Curly hairs and lint that lay on the glass or the negative."""
    ink = Ink(height, width)
    side = max(height, width)
    for _ in range(int(rng.integers(1, 5))):
        length, curl = side * log_between(rng, 0.08, 0.7), log_between(rng, 0.01, 0.09)
        path = wander(somewhere(height, width, rng), between(rng, 0, 6.3), length, curl, rng)
        ink.stroke(path, log_between(rng, 0.6, 2.4), between(rng, 0.6, 1.0))
    return ink.coverage()


def cracks(height: int, width: int, rng: np.random.Generator, seam: bool = False) -> Mask:
    """Branching cracks of the emulsion; `seam`: gathered along a line through the picture."""
    ink = Ink(height, width)
    side = max(height, width)
    begin, end = across(height, width, rng)
    heading = math.atan2(end[1] - begin[1], end[0] - begin[0])
    for _ in range(int(rng.integers(3, 11))):
        place = float(rng.random())
        start = (begin[0] + place * (end[0] - begin[0]), begin[1] + place * (end[1] - begin[1]))
        if seam:
            offset = side * 0.05 * float(rng.standard_normal())
            start = (start[0] - offset * math.sin(heading), start[1] + offset * math.cos(heading))
        else:
            start = somewhere(height, width, rng)
        turn = heading + float(rng.standard_normal()) * (0.35 if seam else 2.0)
        branch(ink, start, turn, side * log_between(rng, 0.08, 0.4), between(rng, 0.4, 1.3), 2, rng)
    return ink.coverage()


def branch(
    ink: Ink,
    start: tuple[float, float],
    turn: float,
    length: float,
    breadth: float,
    depth: int,
    rng: np.random.Generator,
) -> None:
    """A rough crack that thins out and forks `depth` times."""
    end = (start[0] + math.cos(turn) * length, start[1] + math.sin(turn) * length)
    path = jagged(start, end, 0.07, rng)
    half = len(path) // 2
    ink.stroke(path[: half + 1], breadth)
    ink.stroke(path[half:], breadth * 0.7)
    if depth == 0 or length < 6:
        return
    for _ in range(int(rng.integers(1, 4))):
        fork = path[int(rng.integers(len(path)))]
        swing = turn + between(rng, 0.2, 0.9) * (1 if chance(rng, 0.5) else -1)
        begin = (float(fork[0]), float(fork[1]))
        branch(ink, begin, swing, length * between(rng, 0.3, 0.7), breadth * 0.8, depth - 1, rng)


def flakes(height: int, width: int, rng: np.random.Generator) -> Mask:
    """Emulsion rubbed or flaked off: clustered specks of many sizes, often along one direction of wear."""
    cell = between(rng, 0.25, 0.7) * max(height, width)
    density = clouds(height, width, cell, rng, octaves=3)
    fine = grains(height, width, 1, log_between(rng, 0.5, 1.8), rng)[..., 0]
    if chance(rng, 0.25):
        reach = int(rng.integers(6, 24))
        kernel = np.ones((reach, 1) if chance(rng, 0.7) else (1, reach), np.float32) / reach
        streaks = np.asarray(cv2.filter2D(fine, -1, kernel), np.float32)
        streaks *= np.float32(between(rng, 0.3, 0.9) / max(float(cv2.meanStdDev(streaks)[1][0, 0]), 1e-6))
        cv2.scaleAdd(fine, 0.7, streaks, dst=fine)
    cv2.scaleAdd(clouds(height, width, between(rng, 6, 14), rng), between(rng, 0.3, 1.1), fine, dst=fine)
    cv2.scaleAdd(density, between(rng, 1.2, 2.6), fine, dst=fine)
    share = log_between(rng, 0.004, 0.16)
    bound = float(np.quantile(fine[::2, ::2], 1.0 - share))
    return _ramp(fine, bound, 0.25)


def blob(height: int, width: int, radius: float, softness: float, rng: np.random.Generator) -> Mask:
    """One irregular patch of about `radius` pixels somewhere; `softness` of its edge as a share of it."""
    reach = max(2, math.ceil(radius * 2.2))  # smaller fields of clouds there are not
    size = 2 * reach + 1
    x = np.arange(-reach, reach + 1, dtype=np.float32)
    distance = np.sqrt(x[None, :] ** 2 * np.float32(between(rng, 0.5, 1.5)) + x[:, None] ** 2)
    field = (
        1.0
        - distance / np.float32(radius)
        + 0.35 * clouds(size, size, max(radius * 0.8, 3.0), rng, octaves=3)
    )
    patch = _ramp(np.asarray(field, np.float32), 0.0, softness)
    plane = np.zeros((height, width), np.uint8)
    left, top = (
        int(rng.integers(-reach // 3, width)) - reach // 2,
        int(rng.integers(-reach // 3, height)) - reach // 2,
    )
    paste(plane, patch, top, left)
    return plane


def paste(plane: Mask, patch: Mask, top: int, left: int) -> None:
    """Lay a patch on a plane by the larger value, in place; what falls outside is cut."""
    height, width = plane.shape
    y0, x0, y1, x1 = (
        max(top, 0),
        max(left, 0),
        min(top + patch.shape[0], height),
        min(left + patch.shape[1], width),
    )
    if y1 > y0 and x1 > x0:
        part = plane[y0:y1, x0:x1]
        np.maximum(part, patch[y0 - top : y1 - top, x0 - left : x1 - left], out=part)


def tear(height: int, width: int, rng: np.random.Generator, widest: float = 9.0) -> Mask:
    """A tear that runs in from a border, wide at the rim and thin at its end."""
    ink = Ink(height, width)
    begin, end = across(height, width, rng)
    depth = between(rng, 0.15, 0.75) if chance(rng, 0.75) else 1.0
    stop = (begin[0] + depth * (end[0] - begin[0]), begin[1] + depth * (end[1] - begin[1]))
    path = jagged(begin, stop, 0.06, rng)
    breadth, parts = log_between(rng, 1.5, widest), 6
    for index in range(parts):
        low, high = index * len(path) // parts, (index + 1) * len(path) // parts + 1
        taper = 1.0 if depth == 1.0 else 1.0 - index / (parts + 1)
        ink.stroke(path[low:high], max(0.7, breadth * taper * between(rng, 0.6, 1.3)))
    return ink.coverage()


def corner(height: int, width: int, rng: np.random.Generator) -> Mask:
    """A corner, or a bite out of a border, that is gone."""
    side = min(height, width)
    a, b = between(rng, 0.06, 0.4) * side, between(rng, 0.06, 0.4) * side
    if chance(rng, 0.7):
        edge = jagged((a, -3.0), (-3.0, b), 0.08, rng)
        outline = np.vstack([edge, np.full((1, 2), -3.0, np.float32)])
    else:
        place, depth = between(rng, 0.1, 0.9) * height, between(rng, 0.02, 0.1) * side
        tip = (depth, place + between(rng, -0.3, 0.3) * a)
        edge = np.vstack([jagged((-3.0, place - a), tip, 0.1, rng), jagged(tip, (-3.0, place + a), 0.1, rng)])
        outline = edge
    if chance(rng, 0.5):
        outline[:, 0] = width - outline[:, 0]
    if chance(rng, 0.5):
        outline[:, 1] = height - outline[:, 1]
    ink = Ink(height, width)
    ink.fill([outline.astype(np.float32)])
    return ink.coverage()


def _ramp(field: Picture, bound: float, softness: float) -> Mask:
    """Coverage of what lies over `bound`, its edge `softness` wide in the field's units."""
    scale = 255.0 / max(softness, 1e-3)
    covered = np.clip((field - np.float32(bound)) * np.float32(scale) + np.float32(127.5), 0.0, 255.0)
    return np.asarray(covered, np.uint8)
