"""What the way into the computer adds: the paper's own surface, a telephone's light, and moiré."""

import math

import cv2
import numpy as np

from training.degradation.fields import Picture, add, between, chance, clouds, grains, log_between, multiply


def paper_texture(picture: Picture, rng: np.random.Generator, strengths: dict[str, float]) -> Picture:
    """Light on an embossed print, in place: the honeycomb of silk paper, linen, or plain rough fibre."""
    height, width = picture.shape[:2]
    x = np.arange(width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    pitch, turn = log_between(rng, 2.6, 9.0), between(rng, 0, math.pi)
    kind = float(rng.random())
    if kind < 0.5:  # three waves 60 degrees apart make hexagons
        field = _waves(x, y, pitch, [turn + math.pi * third / 3 for third in range(3)])
    elif kind < 0.75:
        field = _waves(x, y, pitch, [turn, turn + math.pi / 2])
    else:
        field = grains(height, width, 1, between(rng, 0.7, 2.0), rng)[..., 0]
    field += grains(height, width, 1, 0.6, rng)[..., 0] * np.float32(0.25)
    # Slanting light shows the slope of a surface, not its height.
    lit = np.asarray(cv2.Sobel(field, cv2.CV_32F, *((1, 0) if chance(rng, 0.5) else (0, 1)), ksize=3))
    amount = log_between(rng, 0.008, 0.05)
    scale = np.float32(amount / max(float(cv2.meanStdDev(lit)[1][0, 0]), 1e-6))
    add(picture, np.asarray(lit * scale, np.float32))
    strengths["paper_texture"] = amount
    return picture


def telephone(picture: Picture, rng: np.random.Generator, strengths: dict[str, float]) -> Picture:
    """A print taken with a telephone, in place: light from one side, and in half of them a faint moiré.

    The geometry stays, so that what is clean and what is not still lie upon each other.
    """
    height, width = picture.shape[:2]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    angle, fall = between(rng, 0, 2 * math.pi), between(rng, 0.05, 0.3)
    light = 1.0 + (x * np.float32(math.cos(angle)) + y * np.float32(math.sin(angle))) * np.float32(fall)
    multiply(picture, np.asarray(light, np.float32))
    strengths["uneven_light"] = fall
    if chance(rng, 0.5):
        amount, pitch = log_between(rng, 0.006, 0.04), log_between(rng, 6, 40)
        bend = clouds(height, width, 0.6 * max(height, width), rng) * np.float32(pitch)
        columns = np.arange(width, dtype=np.float32)[None, :] * math.cos(angle)
        rows = np.arange(height, dtype=np.float32)[:, None] * math.sin(angle)
        for channel, phase in enumerate((0.0, 2.1, 4.2)):  # the mosaic shifts it between the colours
            wave = np.sin((columns + rows + bend) * np.float32(2 * math.pi / pitch) + np.float32(phase))
            picture[..., channel] += wave * np.float32(amount)
        strengths["moire"] = amount
    return np.clip(picture, 0.0, 1.0, out=picture)


def _waves(x: Picture, y: Picture, pitch: float, angles: list[float]) -> Picture:
    total = np.zeros((y.shape[0], x.shape[1]), np.float32)
    for angle in angles:
        total += np.cos((x * math.cos(angle) + y * math.sin(angle)) * np.float32(2 * math.pi / pitch))
    return total
