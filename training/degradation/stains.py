"""Stains and foreign matter on a print: spots, mould, foxing, water marks, tape."""

import math

import cv2
import numpy as np

from training.degradation import shapes
from training.degradation.fields import Colour, Mask, Picture, between, chance, clouds, grains, log_between
from training.degradation.physical import soot
from training.degradation.sheet import Sheet
from training.degradation.strokes import Ink, outlines, somewhere


def brown(sheet: Sheet, rng: np.random.Generator, depth: float) -> Colour:
    """The colour of a translucent stain that takes `depth` 0..1 of the blue and less of the rest."""
    share = np.full(3, 0.75) if sheet.grey else np.array([0.35, 0.6, 1.0]) + 0.1 * rng.random(3)
    return (1.0 - np.clip(share * depth, 0.0, 0.95)).astype(np.float32)


def stain(sheet: Sheet, rng: np.random.Generator) -> None:
    """A broad translucent stain, no matter for repair, or a small opaque one, which is."""
    side = min(sheet.size)
    if chance(rng, 0.5):
        coverage = shapes.blob(*sheet.size, side * log_between(rng, 0.1, 0.6), between(rng, 0.15, 0.9), rng)
        depth = between(rng, 0.08, 0.5)
        sheet.tint(coverage, brown(sheet, rng, depth))
        sheet.strengths["stain"] = depth
        return
    for _ in range(int(rng.integers(1, 5))):
        coverage = shapes.blob(
            *sheet.size, side * log_between(rng, 0.008, 0.06), between(rng, 0.05, 0.4), rng
        )
        if chance(rng, 0.35):
            sheet.cover(coverage, sheet.paper * np.float32(between(rng, 0.9, 1.05)), between(rng, 0.5, 1.0))
        else:
            sheet.cover(coverage, soot(sheet, rng) * brown(sheet, rng, 0.5), between(rng, 0.4, 0.95))
    sheet.strengths["spots"] = 1.0


def water(sheet: Sheet, rng: np.random.Generator) -> None:
    """A dried puddle: hardly anything inside, dirt carried to a darker rim."""
    height, width = sheet.size
    cell = between(rng, 0.35, 0.9) * max(height, width)
    field = clouds(height, width, cell, rng, octaves=3)
    level = float(np.quantile(field[::4, ::4], between(rng, 0.4, 0.85)))
    slope = max(float(np.abs(np.diff(field[::2], axis=1)).mean()), 1e-4)
    distance = (field - np.float32(level)) * np.float32(1.0 / slope)
    breadth = log_between(rng, 0.5, 1.8)
    inside = np.minimum(-distance * np.float32(1 / (breadth * 3)), distance * np.float32(1 / breadth))
    rim = np.exp(np.minimum(inside, np.float32(0.0)))
    depth = log_between(rng, 0.05, 0.4)
    sheet.tint(_plane(rim), brown(sheet, rng, depth))
    sheet.tint(_plane(np.clip(distance, 0, 1)), brown(sheet, rng, depth * 0.25))
    sheet.strengths["water_mark"] = depth


def foxing(sheet: Sheet, rng: np.random.Generator) -> None:
    """Rusty spots with soft edges, from fungi or iron in the paper."""
    height, width = sheet.size
    count = round(log_between(rng, 2, 40))
    radii = np.minimum(log_between(rng, 0.8, 2.5) * np.exp(rng.exponential(0.5, count)), 12.0)
    ink = Ink(height, width)
    for outline in outlines(rng.random((count, 2)) * (width, height), radii, rng):
        ink.fill([outline], between(rng, 0.4, 1.0))
    soft = cv2.GaussianBlur(ink.coverage(), (0, 0), between(rng, 0.5, 1.8))
    depth = between(rng, 0.15, 0.7)
    sheet.tint(np.asarray(soft, np.uint8), brown(sheet, rng, depth))
    sheet.strengths["foxing"] = depth


def mould(sheet: Sheet, rng: np.random.Generator) -> None:
    """Colonies of dark or pale specks, dense in the middle, in a faint halo."""
    height, width = sheet.size
    halo = shapes.blob(height, width, min(height, width) * log_between(rng, 0.1, 0.45), 1.4, rng)
    fine = grains(height, width, 1, log_between(rng, 0.7, 2.2), rng)[..., 0]
    fine += halo * np.float32(between(rng, 1.5, 2.6) / 255.0)
    coverage = np.clip((fine - np.float32(between(rng, 2.2, 2.9))) * 400, 0, 255).astype(np.uint8)
    colour = soot(sheet, rng) if chance(rng, 0.75) else sheet.paper * np.float32(0.95)
    sheet.tint(halo, brown(sheet, rng, between(rng, 0.02, 0.2)))
    opacity = between(rng, 0.3, 0.95)
    sheet.cover(coverage, colour, opacity)
    sheet.strengths["mould"] = opacity


def tape(sheet: Sheet, rng: np.random.Generator) -> None:
    """A strip of yellowed tape: translucent, with dirt or a glint along its edges."""
    height, width = sheet.size
    centre = np.array(somewhere(height, width, rng))
    angle = between(rng, -0.15, 0.15) + (math.pi / 2 if chance(rng, 0.5) else 0.0)
    half = np.array([between(rng, 0.2, 0.9), between(rng, 0.04, 0.14)]) * max(height, width)
    axes = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    corners = centre + (np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half) @ axes
    strip, edge = Ink(height, width), Ink(height, width)
    strip.fill([corners.astype(np.float32)])
    edge.stroke(np.vstack([corners, corners[:1]]).astype(np.float32), between(rng, 0.6, 2.0))
    plane = strip.coverage()
    depth = between(rng, 0.08, 0.55)
    sheet.tint(plane, brown(sheet, rng, depth))
    if chance(rng, 0.5):
        sheet.light(plane, between(rng, 0.02, 0.08), repair=False)
    if chance(rng, 0.6):
        sheet.tint(edge.coverage(), brown(sheet, rng, between(rng, 0.15, 0.6)))
    else:
        sheet.light(edge.coverage(), between(rng, 0.05, 0.3))
    sheet.strengths["tape"] = depth


def _plane(weight: Picture) -> Mask:
    return np.asarray(np.clip(weight, 0.0, 1.0) * 255.0, np.uint8)
