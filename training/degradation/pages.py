"""Where a print lies: with others on a page, on a table before a telephone, in a border of its own."""

import math
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from training.degradation.fields import Picture, between, blend, chance, clip, clouds, grains

Corners = npt.NDArray[np.float32]
"""(4, 2): x, y as shares 0..1 of the picture, from the upper left on clockwise."""

_PLAIN = ((0.93, 0.92, 0.89), (0.98, 0.98, 0.98), (0.09, 0.09, 0.09), (0.55, 0.46, 0.36), (0.3, 0.3, 0.32))
_ROUGH = ((0.36, 0.22, 0.12), (0.55, 0.4, 0.26), (0.2, 0.22, 0.28), (0.6, 0.58, 0.52), (0.3, 0.12, 0.1))
"""Colours of pages and lids, and of wood, cloth and carpets."""

WHOLE: Corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)


def several(pictures: Sequence[Picture], height: int, width: int, rng: np.random.Generator) -> Picture:
    """Two to nine prints apart on a page of an album or the lid of a scanner, each a little askew."""
    page = _ground(height, width, rng, plain=True)
    rows, columns = ((1, 2), (2, 1), (2, 2), (2, 2), (3, 2), (2, 3), (3, 3))[int(rng.integers(7))]
    tilt = between(rng, 0, 4) if chance(rng, 0.7) else 0.0
    order = rng.permutation(rows * columns)
    absent = int(rng.integers(0, 2)) if rows * columns > 2 else 0
    for number, cell in enumerate(order[absent:]):
        row, column = divmod(int(cell), columns)
        cell_size = np.array([width / columns, height / rows], np.float32)
        middle = (np.array([column, row], np.float32) + 0.5) * cell_size
        middle = middle + np.array([rng.normal(0, 0.02), rng.normal(0, 0.02)], np.float32) * cell_size
        picture = pictures[number % len(pictures)]
        size = _fitted(picture, cell_size * between(rng, 0.72, 0.93))
        angle = math.radians(rng.normal(0, tilt) if tilt else 0.0)
        lay(page, picture, _turned(middle, size, angle), rim=between(rng, 0, 0.04) if chance(rng, 0.4) else 0)
    return page


def on_a_table(
    picture: Picture, height: int, width: int, rng: np.random.Generator
) -> tuple[Picture, Corners]:
    """A print taken with a telephone: in perspective on wood, cloth or carpet, lit from one side, with glare.

    Returns the picture (height, width, 3) and the corners of the print in it.
    """
    page = _ground(height, width, rng, plain=chance(rng, 0.2))
    size = _fitted(picture, np.array([width, height], np.float32) * between(rng, 0.6, 0.92))
    middle = np.array([width, height], np.float32) * np.array(
        [between(rng, 0.46, 0.54), between(rng, 0.46, 0.54)]
    )
    corners = _turned(middle.astype(np.float32), size, math.radians(rng.normal(0, 4)))
    corners += (rng.normal(0, 0.03, (4, 2)) * size).astype(np.float32)
    limit = np.array([width, height], np.float32)
    corners = np.clip(corners, 0.015 * limit, 0.985 * limit).astype(np.float32)
    lay(page, picture, corners, rim=between(rng, 0.01, 0.05) if chance(rng, 0.4) else 0)
    _light(page, rng)
    return page, corners / limit


def bordered(picture: Picture, rng: np.random.Generator) -> Picture:
    """A print with its own white or cream border, a date imprinted in some; it fills the frame."""
    height, width = picture.shape[:2]
    rim = max(3, round(min(height, width) * between(rng, 0.02, 0.09)))
    foot = round(rim * (between(rng, 1.0, 3.0) if chance(rng, 0.3) else 1.0))
    paper = np.array([0.97, between(rng, 0.92, 0.97), between(rng, 0.82, 0.97)], np.float32)
    framed = np.empty_like(picture)
    framed[:] = paper * np.float32(between(rng, 0.85, 1.0))
    size = (width - 2 * rim, height - rim - foot)
    framed[rim : height - foot, rim : width - rim] = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    if chance(rng, 0.4) and foot > 8:
        text = f"{('JUL', 'AUG', 'DEC', 'MAI', '*')[int(rng.integers(5))]} {int(rng.integers(1948, 1985))}"
        place = (round(width * between(rng, 0.1, 0.6)), height - foot // 4)
        letters = np.zeros((height, width), np.uint8)
        cv2.putText(letters, text, place, cv2.FONT_HERSHEY_SIMPLEX, foot / 45, 255, 1, cv2.LINE_AA)
        blend(framed, letters * np.float32(0.8 / 255), np.array([0.35, 0.3, 0.3], np.float32))
    return framed


def lay(page: Picture, picture: Picture, corners: Corners, *, rim: float = 0.0) -> None:
    """Lay a picture on a page, in place, between four corners in pixels, with a soft shadow."""
    height, width = page.shape[:2]
    if rim:
        margin = max(1, round(min(picture.shape[:2]) * rim))
        white = (0.95, 0.94, 0.9)
        picture = np.asarray(
            cv2.copyMakeBorder(picture, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=white),
            np.float32,
        )
    span = float(np.linalg.norm(corners[1] - corners[0]))
    if span < picture.shape[1] * 0.75:
        scale = max(span / picture.shape[1], 0.05)
        picture = np.asarray(
            cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.float32
        )
    high, wide = picture.shape[:2]
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    cover = cv2.warpPerspective(np.ones((high, wide), np.float32), matrix, (width, height))[..., None]
    shade = cv2.GaussianBlur(cover, (0, 0), max(1.0, span * 0.01))[..., None]
    page *= 1 - np.float32(0.25) * np.asarray(shade, np.float32)
    print_ = cv2.warpPerspective(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    page[:] = page * (1 - cover) + print_ * cover


def _fitted(picture: Picture, room: npt.NDArray[np.floating]) -> Corners:
    high, wide = picture.shape[:2]
    scale = min(float(room[0]) / wide, float(room[1]) / high)
    return np.array([wide * scale, high * scale], np.float32)


def _turned(middle: Corners, size: Corners, angle: float) -> Corners:
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]], np.float32)
    return np.asarray(((WHOLE - np.float32(0.5)) * size) @ turn + middle, np.float32)


def _ground(height: int, width: int, rng: np.random.Generator, *, plain: bool) -> Picture:
    """What lies under the prints: a page or a lid when plain, else wood, cloth or a carpet."""
    if plain:
        grounds = (
            (0.93, 0.92, 0.89),
            (0.98, 0.98, 0.98),
            (0.09, 0.09, 0.09),
            (0.55, 0.46, 0.36),
            (0.3, 0.3, 0.32),
        )
        colour = np.array(grounds[int(rng.choice(5, p=(0.35, 0.25, 0.15, 0.15, 0.1)))], np.float32)
        return clip(colour + grains(height, width, 1, 1.0, rng) * np.float32(between(rng, 0, 0.015)))
    colour = np.array(_ROUGH[int(rng.integers(5))], np.float32) * np.float32(between(rng, 0.5, 1.3))
    field = clouds(height, width, max(height, width) * between(rng, 0.1, 0.5), rng, octaves=3)
    if chance(rng, 0.5):  # the grain of wood
        lines = np.asarray(
            cv2.GaussianBlur(grains(height, width, 1, 0.6, rng)[..., 0], (0, 0), sigmaX=24, sigmaY=1),
            np.float32,
        )
        field = field + lines * np.float32(4)
    texture = field[..., None] * np.float32(0.25) + grains(height, width, 1, 1.2, rng) * np.float32(0.03)
    return clip(np.asarray(colour * (1 + texture), np.float32))


def _light(page: Picture, rng: np.random.Generator) -> None:
    """Light that falls off to one side, and the reflex of a lamp or a window in some; in place."""
    height, width = page.shape[:2]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    angle, fall = between(rng, 0, 2 * math.pi), between(rng, 0.05, 0.35)
    page *= (1 + (x * np.float32(math.cos(angle)) + y * np.float32(math.sin(angle))) * np.float32(fall))[
        ..., None
    ]
    if chance(rng, 0.6):
        middle, reach = (between(rng, -0.4, 0.4), between(rng, -0.4, 0.4)), between(rng, 0.06, 0.3)
        away = ((x - np.float32(middle[0])) ** 2 + (y - np.float32(middle[1])) ** 2) / np.float32(reach**2)
        lamp = np.exp(-away / 2)[..., None] * np.float32(between(rng, 0.3, 1.1))
        page += (1 - page) * np.clip(lamp, 0, 1)
    clip(page)
