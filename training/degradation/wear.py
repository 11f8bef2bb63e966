"""Wear of a whole surface: rubbed streaks, patches of emulsion that came off, and prints worn all over."""

import math

import cv2
import numpy as np

from training.degradation import physical, stains
from training.degradation.fields import Mask, Picture, between, chance, clouds, grains, log_between, white
from training.degradation.physical import bare, soot
from training.degradation.sheet import Sheet


def abrasion(sheet: Sheet, rng: np.random.Generator) -> None:
    """Rubbed in one direction: dense fine streaks, thick in some places and gone in others."""
    height, width = sheet.size
    reach, angle = int(rng.integers(4, 22)), between(rng, 0, math.pi)
    if chance(rng, 0.5):  # as it was drawn out of a frame or a press
        angle = math.pi / 2 + between(rng, -0.15, 0.15)
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    dx, dy = round(math.cos(angle) * reach), round(math.sin(angle) * reach)
    cv2.line(kernel, (reach - dx, reach - dy), (reach + dx, reach + dy), 1.0)
    streaks = np.asarray(cv2.filter2D(white((height, width), rng), -1, kernel / kernel.sum()), np.float32)
    field = streaks * np.float32(1.0 / max(float(cv2.meanStdDev(streaks)[1][0, 0]), 1e-6))
    cv2.scaleAdd(grains(height, width, 1, 0.5, rng)[..., 0], between(rng, 0.1, 0.6), field, dst=field)
    cv2.scaleAdd(_density(sheet, rng), between(rng, 1.2, 3.0), field, dst=field)
    coverage = _above(field, log_between(rng, 0.02, 0.25), between(rng, 0.3, 1.0))
    opacity = between(rng, 0.25, 0.9)
    sheet.cover(coverage, bare(sheet, rng) if chance(rng, 0.85) else soot(sheet, rng), opacity)
    sheet.strengths["abrasion"] = opacity


def patches(sheet: Sheet, rng: np.random.Generator) -> None:
    """Emulsion that came off in patches of all sizes with sharp edges; sometimes only their rims show yet."""
    height, width = sheet.size
    field = clouds(height, width, log_between(rng, 5, 40), rng, octaves=3)
    field *= np.float32(1.0 / max(float(cv2.meanStdDev(field)[1][0, 0]), 1e-6))
    cv2.scaleAdd(grains(height, width, 1, between(rng, 0.6, 1.6), rng)[..., 0], 0.25, field, dst=field)
    cv2.scaleAdd(_density(sheet, rng), between(rng, 0.8, 2.4), field, dst=field)
    share = log_between(rng, 0.004, 0.2)
    if chance(rng, 0.3):
        bound = float(np.quantile(field[::2, ::2], 1.0 - share))
        breadth = between(rng, 0.08, 0.25)
        rim = np.clip(1.5 - np.abs(field - np.float32(bound)) * np.float32(1.5 / breadth), 0.0, 1.0)
        coverage = np.asarray(rim * 255, np.uint8)
    else:
        coverage = _above(field, share, between(rng, 0.1, 0.4))
    opacity = between(rng, 0.45, 1.0)
    colour = bare(sheet, rng) if chance(rng, 0.88) else soot(sheet, rng)
    sheet.cover(coverage, colour, opacity)
    sheet.strengths["patches"] = opacity


def worn(sheet: Sheet, rng: np.random.Generator) -> None:
    """A small print that was carried for decades: most kinds of wear at once."""
    kinds = (abrasion, patches, physical.flakes, physical.dust, physical.lines, stains.foxing)
    for kind in kinds:
        if chance(rng, 0.55):
            kind(sheet, rng)
    sheet.strengths["worn"] = 1.0


def _density(sheet: Sheet, rng: np.random.Generator) -> Picture:
    """Where wear is thick: a smooth field of a few features over the picture."""
    height, width = sheet.size
    return clouds(height, width, between(rng, 0.2, 0.7) * max(height, width), rng, octaves=3)


def _above(field: Picture, share: float, softness: float) -> Mask:
    """Coverage of the `share` of the field that is highest, its edge `softness` deviations wide."""
    bound = float(np.quantile(field[::2, ::2], 1.0 - share))
    covered = (field - np.float32(bound)) * np.float32(255.0 / softness) + np.float32(127.5)
    return np.asarray(np.clip(covered, 0.0, 255.0), np.uint8)
