"""Things in a scene that look like damage and are none: drawn into the clean picture, never into the mask."""

import math
from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from training.degradation import shapes
from training.degradation.fields import (
    Mask,
    Picture,
    add,
    between,
    blend,
    chance,
    clouds,
    log_between,
    multiply,
)
from training.degradation.strokes import Ink, Path, somewhere, wander


def _lay(picture: Picture, coverage: Mask, colour: tuple[float, float, float], opacity: float = 1.0) -> None:
    blend(picture, coverage * np.float32(opacity / 255.0), np.array(colour, np.float32))


def _shade(rng: np.random.Generator, low: float, high: float) -> tuple[float, float, float]:
    base, warmth = between(rng, low, high), between(rng, -0.06, 0.08)
    return min(base + warmth, 1.0), base, max(base - warmth, 0.0)


def strands(picture: Picture, rng: np.random.Generator) -> None:
    """A lock of hair: many thin strands of one direction."""
    height, width = picture.shape[:2]
    ink, (x, y) = Ink(height, width), somewhere(height, width, rng)
    heading, spread = between(rng, 0, 6.3), between(rng, 1.5, 0.04 * width)
    for _ in range(int(rng.integers(15, 50))):
        start = (x + spread * float(rng.standard_normal()), y + spread * float(rng.standard_normal()))
        turn = heading + 0.07 * float(rng.standard_normal())
        path = wander(start, turn, between(rng, 0.1, 0.5) * width, 0.008, rng)
        ink.stroke(path, between(rng, 0.4, 1.3), between(rng, 0.4, 1.0))
    here = picture[min(max(int(y), 0), height - 1), min(max(int(x), 0), width - 1)]
    colour = np.clip(
        here + np.float32(between(rng, 0.08, 0.35) * (1 if chance(rng, 0.4) else -1)), 0.02, 0.98
    )
    blend(picture, ink.coverage() * np.float32(1 / 255), np.asarray(colour, np.float32))


def wires(picture: Picture, rng: np.random.Generator) -> None:
    """Wires, rigging or rails: smooth lines from border to border, near to parallel."""
    height, width = picture.shape[:2]
    ink, count = Ink(height, width), int(rng.integers(1, 5))
    low, slope, sag = (
        between(rng, 0, 1) * height,
        between(rng, -0.5, 0.5) * height,
        between(rng, 0, 0.1) * height,
    )
    gap, breadth = between(rng, 4, 30), between(rng, 0.7, 3.0)
    t = np.linspace(0, 1, 24, dtype=np.float32)
    for index in range(count):
        y = low + index * gap + slope * t + 4 * sag * t * (1 - t)
        path = np.stack([t * (width + 8) - 4, y], axis=-1)
        ink.stroke(path[:, ::-1].copy() if height == width and chance(rng, 0.3) else path, breadth)
    _lay(picture, ink.coverage(), _shade(rng, 0.02, 0.3) if chance(rng, 0.75) else _shade(rng, 0.7, 1.0))


def branches(picture: Picture, rng: np.random.Generator) -> None:
    """Bare branches against the light."""
    height, width = picture.shape[:2]
    ink, (x, y) = Ink(height, width), somewhere(height, width, rng)
    towards = math.atan2(height / 2 - y, width / 2 - x) + between(rng, -0.6, 0.6)
    shapes.branch(ink, (x, y), towards, between(rng, 0.3, 0.8) * height, between(rng, 1.5, 5.0), 3, rng)
    _lay(picture, ink.coverage(), _shade(rng, 0.03, 0.3))


def border(picture: Picture, rng: np.random.Generator) -> None:
    """The white border of a print, with or without a keyline, or the dark edge of a film with its holes."""
    height = picture.shape[0]
    film = chance(rng, 0.35)
    tone = between(rng, 0.0, 0.08) if film else between(rng, 0.82, 1.0)
    turns = int(rng.integers(4))
    view = np.rot90(picture, turns)
    for corner in range(1 if chance(rng, 0.55) else 2):
        if corner:
            view = np.rot90(view, 1 if chance(rng, 0.6) else 2)
        depth = int(between(rng, 0.02, 0.16) * height)
        view[:depth] = np.float32(tone)
        if film and depth > 12:
            pitch, phase = int(between(rng, 0.9, 1.6) * depth), int(rng.integers(20))
            for left in range(phase, view.shape[1], pitch):
                view[depth // 4 : depth * 3 // 4, left : left + pitch // 2] = np.float32(0.97)
        elif chance(rng, 0.3):
            line = depth + int(rng.integers(-6, 7))
            view[max(line, 0) : max(line, 0) + int(rng.integers(1, 3))] = np.float32(between(rng, 0.0, 0.4))


def sparkles(picture: Picture, rng: np.random.Generator) -> None:
    """Glints on eyes, jewels, water or metal: small bright points with a glow."""
    height, width = picture.shape[:2]
    plane = np.zeros((height, width), np.float32)
    focus, spread = np.array(somewhere(height, width, rng)), between(rng, 4, 0.4 * width)
    for _ in range(int(rng.integers(1, 20))):
        x, y = focus + rng.standard_normal(2) * spread
        cv2.circle(
            plane, (round(x), round(y)), int(rng.integers(0, 3)), between(rng, 0.5, 1.0), -1, cv2.LINE_AA
        )
    glow = cv2.GaussianBlur(plane, (0, 0), between(rng, 0.7, 1.4))
    cv2.scaleAdd(cv2.GaussianBlur(plane, (0, 0), 3.5), 1.5, glow, dst=glow)
    blend(picture, np.clip(np.asarray(glow, np.float32), 0, 1), np.ones(3, np.float32))


def textile(picture: Picture, rng: np.random.Generator) -> None:
    """Woven, striped or knitted cloth, blinds, fences: fine regular lines within a patch."""
    height, width = picture.shape[:2]
    x = np.arange(width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    angle, pitch = between(rng, 0, math.pi), log_between(rng, 2.5, 16.0)
    u = (x * math.cos(angle) + y * math.sin(angle)) * np.float32(2 * math.pi / pitch)
    wave = np.sin(u)
    if chance(rng, 0.5):
        v = (y * math.cos(angle) - x * math.sin(angle)) * np.float32(
            2 * math.pi / (pitch * between(rng, 0.7, 1.4))
        )
        wave = wave * np.sin(v) if chance(rng, 0.5) else np.maximum(wave, np.sin(v))
    if chance(rng, 0.4):
        wave = np.where(wave > between(rng, 0.2, 0.95), np.float32(1.0), np.float32(-0.1))
    patch = shapes.blob(height, width, between(rng, 0.15, 0.5) * width, 0.1, rng)
    amount = log_between(rng, 0.03, 0.25) * (1 if chance(rng, 0.5) else -1)
    add(picture, np.asarray(wave * (patch * np.float32(amount / 255.0)), np.float32))


def cords(picture: Picture, rng: np.random.Generator) -> None:
    """A leash, rope, hose or strap: one smooth line of even breadth that hangs between two things."""
    height, width = picture.shape[:2]
    ink, (x, y) = Ink(height, width), somewhere(height, width, rng)
    ex, ey = x + between(rng, -0.6, 0.6) * width, y + between(rng, -0.4, 0.4) * height
    t = np.linspace(0, 1, 32, dtype=np.float32)
    sag = between(rng, 0.0, 0.25) * height * 4 * t * (1 - t)
    breadth = log_between(rng, 1.0, 5.0)
    ink.stroke(np.stack([x + (ex - x) * t, y + (ey - y) * t + sag], axis=-1), breadth)
    for px, py in ((x, y), (ex, ey)):  # what it is tied to
        ink.fill([_ellipse(np.array([px, py]), breadth * between(rng, 1.5, 4.0), breadth * 1.5, 0.0)])
    _lay(picture, ink.coverage(), _shade(rng, 0.02, 0.35) if chance(rng, 0.5) else _shade(rng, 0.65, 1.0))


def lights(picture: Picture, rng: np.random.Generator) -> None:
    """A chain of lamps, beads or buttons: small things of one size at even distances along a curve."""
    height, width = picture.shape[:2]
    ink = Ink(height, width)
    path = wander(
        somewhere(height, width, rng), between(rng, 0, 6.3), between(rng, 0.2, 0.9) * width, 0.01, rng
    )
    length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    radius = log_between(rng, 0.8, 3.5)
    for place in np.arange(0.0, float(length[-1]), radius * between(rng, 2.5, 8.0)):
        centre = np.array([np.interp(place, length, path[:, 0]), np.interp(place, length, path[:, 1])])
        ink.fill([_ellipse(centre, radius, radius * between(rng, 0.8, 1.0), 0.0)])
    _lay(picture, ink.coverage(), _shade(rng, 0.7, 1.0) if chance(rng, 0.8) else _shade(rng, 0.05, 0.3))


def badges(picture: Picture, rng: np.random.Generator) -> None:
    """A badge, a collar, a folded kerchief, a window far away: one small bright shape with clean edges."""
    height, width = picture.shape[:2]
    ink, centre = Ink(height, width), np.array(somewhere(height, width, rng))
    for _ in range(int(rng.integers(1, 4))):
        corners, radius = int(rng.integers(3, 9)), log_between(rng, 2.0, 12.0)
        angle = np.linspace(0, 2 * math.pi, corners, endpoint=False) + between(rng, 0, 6.3)
        outline = centre + np.stack([np.cos(angle), np.sin(angle) * between(rng, 0.3, 1.0)], axis=-1) * radius
        ink.fill([outline.astype(np.float32)])
        centre = centre + rng.standard_normal(2) * radius * 2
    _lay(picture, ink.coverage(), _shade(rng, 0.75, 1.0), between(rng, 0.7, 1.0))


def dapples(picture: Picture, rng: np.random.Generator) -> None:
    """Sunlight through leaves or a fence: bright patches in which the ground's own texture goes on."""
    height, width = picture.shape[:2]
    if chance(rng, 0.6):
        field = clouds(height, width, log_between(rng, 6, 36), rng, octaves=2)
    else:
        x = np.arange(width, dtype=np.float32)[None, :]
        y = np.arange(height, dtype=np.float32)[:, None]
        angle, pitch = between(rng, 0, math.pi), log_between(rng, 5, 30)
        field = np.sin((x * math.cos(angle) + y * math.sin(angle)) * np.float32(2 * math.pi / pitch))
        field = field + np.float32(0.4) * clouds(height, width, 3 * pitch, rng)
    bound = float(np.quantile(field[::2, ::2], 1.0 - between(rng, 0.05, 0.45)))
    light = np.clip((field - np.float32(bound)) * np.float32(1.0 / between(rng, 0.2, 0.6)), 0.0, 1.0)
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), log_between(rng, 1.2, 3.0)), np.float32)
    light *= shapes.blob(height, width, between(rng, 0.2, 0.7) * width, 0.3, rng) * np.float32(1 / 255)
    shade, gain = between(rng, 0.55, 1.0), between(rng, 0.2, 0.9)
    multiply(picture, np.float32(shade) * (1 + light * np.float32(gain)))


def blossoms(picture: Picture, rng: np.random.Generator) -> None:
    """Daisies, blossoms, confetti of petals: small bright things of one make, gathered."""
    height, width = picture.shape[:2]
    petals, hearts = Ink(height, width), Ink(height, width)
    focus, spread = np.array(somewhere(height, width, rng)), between(rng, 0.08, 0.4) * width
    radius, count = log_between(rng, 1.2, 6.0), int(rng.integers(4, 8))
    for _ in range(round(log_between(rng, 6, 90))):
        centre = focus + rng.standard_normal(2) * spread
        size, turn = radius * between(rng, 0.6, 1.3), between(rng, 0, 6.3)
        for petal in range(count):
            angle = turn + petal * 2 * math.pi / count
            place = centre + np.array([math.cos(angle), math.sin(angle)]) * size * 0.6
            petals.fill([_ellipse(place, size * 0.6, size * 0.28, angle)], between(rng, 0.7, 1.0))
        hearts.fill([_ellipse(centre, size * 0.28, size * 0.28, 0.0)])
    _lay(picture, petals.coverage(), _shade(rng, 0.75, 1.0) if chance(rng, 0.8) else _shade(rng, 0.4, 0.7))
    if chance(rng, 0.6):
        _lay(picture, hearts.coverage(), _shade(rng, 0.2, 0.7))


def _ellipse(centre: npt.NDArray[np.float64], along: float, across: float, angle: float) -> Path:
    """The outline of an ellipse with these half axes in pixels, the first turned by `angle`."""
    t = np.linspace(0, 2 * math.pi, 12, endpoint=False)
    u, v = along * np.cos(t), across * np.sin(t)
    x, y = u * math.cos(angle) - v * math.sin(angle), u * math.sin(angle) + v * math.cos(angle)
    return np.stack([centre[0] + x, centre[1] + y], axis=-1).astype(np.float32)


KINDS: tuple[Callable[[Picture, np.random.Generator], None], ...] = (
    strands,
    wires,
    branches,
    border,
    sparkles,
    textile,
    dapples,
    blossoms,
    cords,
    lights,
    badges,
)
