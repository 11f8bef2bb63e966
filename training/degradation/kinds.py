"""What is no photographic print: negatives, halftones, few levels, drawings, documents, screenshots.

Each function takes a picture (H, W, 3) float32 0..1 and gives another of the same size.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from training.degradation.fields import (
    Picture,
    between,
    chance,
    clip,
    clouds,
    eight_bit,
    grains,
    log_between,
    luminance,
    three,
    unit,
    white,
)

FILM_BASE = np.array(
    [0.30, 0.62, 0.98]
)  # density of the orange mask of colour film in red, green and blue light
_WORDS = """Dear Mother the we at home with love Fraulein July 1943 Regiment of this place school garden an
uncle Aunt Emma letter train Sunday photograph shop No. 17 Street bill total paid""".split()  # noqa: SIM905
_SCRIPTS = (cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, cv2.FONT_HERSHEY_SCRIPT_COMPLEX)
_PRINTS = (
    cv2.FONT_HERSHEY_SIMPLEX,
    cv2.FONT_HERSHEY_COMPLEX,
    cv2.FONT_HERSHEY_TRIPLEX,
    cv2.FONT_HERSHEY_DUPLEX,
)
Pens = tuple[int, ...]


def negative_colour(picture: Picture, rng: np.random.Generator) -> Picture:
    """Colour film as a scanner sees it: dyes the other way round, under the orange mask."""
    base = FILM_BASE * between(rng, 0.75, 1.2) + np.array([rng.normal(0, 0.03) for _ in range(3)])
    return _negative(picture, base, between(rng, 0.45, 0.85), between(rng, 0.6, 1.0))


def negative_neutral(picture: Picture, rng: np.random.Generator) -> Picture:
    """Black-and-white film: silver the other way round, on a base that is grey or faintly tinted."""
    base = np.full(3, between(rng, 0.02, 0.35))
    if chance(rng, 0.3):
        base += np.array([0.02, 0.01, 0.0]) * between(rng, -1, 1)
    return _negative(three(luminance(picture)), base, between(rng, 0.45, 1.0), between(rng, 0.6, 1.0))


def _negative(picture: Picture, base: npt.NDArray[np.floating], gamma: float, lightest: float) -> Picture:
    """Film of a contrast `gamma` on a base of these densities; the scanner shows bare film at `lightest`."""
    linear = np.maximum(np.power(picture, np.float32(2.2)), np.float32(0.005))
    density = np.asarray(base - base.min(), np.float32) + np.float32(gamma) * (
        np.log10(linear) + np.float32(2.3)
    )
    light = np.power(np.float32(10), -density) * np.float32(lightest**2.2)
    return clip(np.power(light, np.float32(1 / 2.2)).astype(np.float32))


def film_rebate(picture: Picture, rng: np.random.Generator) -> Picture:
    """The rim of the film round a negative, in its base alone, with perforation in some."""
    height, width = picture.shape[:2]
    light = np.percentile(picture.reshape(-1, 3), 99.7, axis=0).astype(np.float32)
    rim = max(4, round(min(height, width) * between(rng, 0.03, 0.10)))
    framed = np.empty_like(picture)
    framed[:] = light
    inner = cv2.resize(picture, (width - 2 * rim, height - 2 * rim), interpolation=cv2.INTER_AREA)
    framed[rim : height - rim, rim : width - rim] = inner
    if chance(rng, 0.5):
        _perforate(framed, rim, rng)
    return framed


def _perforate(framed: Picture, rim: int, rng: np.random.Generator) -> None:
    height, width = framed.shape[:2]
    pitch, hole = round(rim * between(rng, 1.3, 2.0)), max(2, round(rim * between(rng, 0.35, 0.6)))
    bright = 1.0 if chance(rng, 0.8) else 0.02
    for left in range(pitch // 2, width - hole, pitch):
        for top in ((rim - hole) // 2, height - rim + (rim - hole) // 2):
            framed[top : top + hole, left : left + hole] = bright


def halftone(picture: Picture, rng: np.random.Generator) -> Picture:
    """A picture out of a newspaper, a book or a postcard: dots whose size tells the tone, scanned softly."""
    grey = chance(rng, 0.65)
    plane = luminance(picture)
    ink = np.array([between(rng, 0.02, 0.16)] * 3, np.float32)
    paper = np.array([1.0, between(rng, 0.93, 1.0), between(rng, 0.8, 1.0)], np.float32) * between(
        rng, 0.82, 1
    )
    pitch, softness, base = log_between(rng, 2.4, 9.0), between(rng, 0.06, 0.3), between(rng, 0, math.pi / 2)
    if grey:
        covered = 1 - _screen(plane, pitch, base, softness)[..., None]
    else:
        turns = (0.26, 1.31, 0.79)
        covered = 1 - np.stack(
            [_screen(picture[..., c], pitch, base + turns[c], softness) for c in range(3)], axis=-1
        )
    dots = paper * (1 - covered) + ink * covered
    return clip(
        np.asarray(cv2.GaussianBlur(dots.astype(np.float32), (0, 0), between(rng, 0.3, 0.9)), np.float32)
    )


def _screen(plane: Picture, pitch: float, angle: float, softness: float) -> Picture:
    height, width = plane.shape
    x = np.arange(width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    turn = np.float32(2 * math.pi / pitch)
    u = (x * np.float32(math.cos(angle)) + y * np.float32(math.sin(angle))) * turn
    v = (y * np.float32(math.cos(angle)) - x * np.float32(math.sin(angle))) * turn
    screen = np.float32(0.5) + np.float32(0.25) * (np.cos(u) + np.cos(v))
    return np.clip((plane - screen) / np.float32(softness) + np.float32(0.5), 0, 1)


def few_levels(picture: Picture, rng: np.random.Generator) -> Picture:
    """A palette, a few greys, or a fax: by threshold, by an ordered matrix, or by diffusing the error."""
    way = int(rng.integers(6))
    source = picture if chance(rng, 0.4) else three(luminance(picture))
    if way == 0:
        limit = between(rng, 0.3, 0.6)
        return three((luminance(source) > limit).astype(np.float32))
    if way == 1:
        return palette(source, int(rng.choice((4, 8, 16, 32))))
    levels = int(rng.choice((2, 2, 3, 4, 6, 8, 16)))
    if way == 2:
        return _levelled(source, levels, np.float32(0))
    if way == 3:
        return _levelled(source, levels, _bayer(source.shape[0], source.shape[1]) - np.float32(0.5))
    if way == 4:  # blue noise stands in for the diffusion of errors, which looks the same and is one line
        noise = white(source.shape[:2], rng)
        sharp = noise - np.asarray(cv2.GaussianBlur(noise, (0, 0), 1.0), np.float32)
        return _levelled(source, levels, (sharp / np.float32(2.6 * sharp.std() + 1e-6))[..., None])
    web = np.float32(5)
    return np.asarray(np.rint(source * web) / web, np.float32)


def palette(picture: Picture, count: int) -> Picture:
    """The picture in its own best `count` colours (median cut), as a palette file keeps it."""
    from PIL import Image

    quantised = Image.fromarray(eight_bit(picture)).quantize(count, dither=Image.Dither.NONE)
    return unit(np.asarray(quantised.convert("RGB")))


def _levelled(picture: Picture, levels: int, shift: Picture | np.float32) -> Picture:
    steps = np.float32(levels - 1)
    return np.asarray(np.clip(np.rint(picture * steps + shift), 0, steps) / steps, np.float32)


def _bayer(height: int, width: int) -> Picture:
    matrix = np.zeros((1, 1))
    for _ in range(3):
        matrix = np.block([[4 * matrix, 4 * matrix + 2], [4 * matrix + 3, 4 * matrix + 1]])
    tile = ((matrix + 0.5) / matrix.size).astype(np.float32)
    return np.tile(tile, (height // 8 + 1, width // 8 + 1))[:height, :width, None]


def drawing(picture: Picture, rng: np.random.Generator) -> Picture:
    """An engraving, a pencil or a pen drawing after the picture: lines and hatching, on paper."""
    plane = np.asarray(cv2.GaussianBlur(luminance(picture), (0, 0), between(rng, 0.8, 2.0)), np.float32)
    height, width = plane.shape
    way = float(rng.random())
    if way < 0.4:
        ink = _hatching(plane, rng)
    elif way < 0.75:  # a pencil follows edges: the picture divided by its own blur
        soft = np.asarray(cv2.GaussianBlur(1 - plane, (0, 0), between(rng, 2, 7)), np.float32)
        ink = np.asarray(1 - np.clip(plane / np.maximum(1 - soft, 0.05), 0, 1), np.float32)
        ink = np.clip(ink * between(rng, 1.5, 4.0), 0, 1) * np.clip(
            1 + grains(height, width, 1, 0.6, rng)[..., 0] * 0.4, 0, 1.3
        )
    else:
        edges = cv2.Canny(eight_bit(plane), 40, 110)
        ink = cv2.GaussianBlur(edges.astype(np.float32) / 255, (0, 0), between(rng, 0.5, 1.1)) * 1.6
        ink = np.maximum(ink, _hatching(plane, rng) * (plane < 0.35)) if chance(rng, 0.5) else ink
    return _on_paper(np.clip(np.asarray(ink, np.float32), 0, 1), rng)


def _hatching(plane: Picture, rng: np.random.Generator) -> Picture:
    """Parallel lines that swell with the tone, crossed in the shadows, 0..1 of ink."""
    height, width = plane.shape
    x = np.arange(width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    pitch, angle = between(rng, 3.0, 7.0), between(rng, 0, math.pi)
    bend = clouds(height, width, max(height, width) * 0.4, rng) * np.float32(pitch)
    ink = np.zeros((height, width), np.float32)
    for turn, threshold in ((0.0, 0.85), (math.pi / 3, 0.45)):
        phase = x * np.float32(math.cos(angle + turn)) + y * np.float32(math.sin(angle + turn)) + bend
        wave = 0.5 + 0.5 * np.cos(phase * np.float32(2 * math.pi / pitch))
        ink = np.maximum(ink, np.clip((wave - plane - (0.85 - threshold)) * 5 + 0.5, 0, 1))
    return ink.astype(np.float32)


def document(picture: Picture, rng: np.random.Generator) -> Picture:
    """A page of print, typing or handwriting, with a ruled line, a stamp or a small picture in some."""
    height, width = picture.shape[:2]
    ink = np.zeros((height, width), np.float32)
    size = min(height, width) * log_between(rng, 0.02, 0.055)
    fonts = _SCRIPTS if chance(rng, 0.4) else _PRINTS
    _write_lines(ink, size, fonts[int(rng.integers(len(fonts)))], rng)
    if chance(rng, 0.3):
        _rule(ink, rng)
    page = _on_paper(ink, rng)
    if chance(rng, 0.2):
        side = round(min(height, width) * between(rng, 0.15, 0.3))
        top, left = int(rng.integers(height - side)), int(rng.integers(width - side))
        page[top : top + side, left : left + side] = cv2.resize(
            picture, (side, side), interpolation=cv2.INTER_AREA
        )
    return page


def _write_lines(ink: Picture, size: float, font: int, rng: np.random.Generator) -> None:
    height, width = ink.shape
    margin = round(width * between(rng, 0.04, 0.14))
    spacing, thick = size * between(rng, 1.5, 2.4), max(1, round(size / 11 * between(rng, 0.7, 1.4)))
    line = height * between(rng, 0.04, 0.2)
    while line < height * 0.96:
        words = [_WORDS[int(i)] for i in rng.integers(len(_WORDS), size=14)]
        text = " ".join(words)[: int(rng.integers(8, 90))]
        place = (margin + round(rng.normal(0, size / 6)), round(line))
        canvas = np.zeros((height, width), np.uint8)
        cv2.putText(canvas, text, place, font, size / 22, 255, thick, cv2.LINE_AA)
        canvas[:, width - margin :] = 0
        np.maximum(ink, canvas.astype(np.float32) / 255, out=ink)
        line += spacing * (2 if chance(rng, 0.12) else 1)
    if chance(rng, 0.5):
        ink *= np.float32(between(rng, 0.5, 1.0))


def _rule(ink: Picture, rng: np.random.Generator) -> None:
    height, width = ink.shape
    for _ in range(int(rng.integers(1, 8))):
        if chance(rng, 0.6):
            ink[int(rng.integers(height)), width // 20 : -(width // 20)] = between(rng, 0.2, 0.8)
        else:
            ink[height // 20 : -(height // 20), int(rng.integers(width))] = between(rng, 0.2, 0.8)


def _on_paper(ink: Picture, rng: np.random.Generator) -> Picture:
    """Ink (H, W) 0..1 on white, yellowed or grey paper, with stains in some."""
    height, width = ink.shape
    warm = float(rng.random()) ** 1.5
    paper = np.array([1.0, 1 - 0.1 * warm, 1 - 0.3 * warm], np.float32) * np.float32(between(rng, 0.78, 1.0))
    colours = ((0.05, 0.05, 0.07), (0.12, 0.15, 0.4), (0.3, 0.2, 0.12), (0.25, 0.25, 0.27))
    pen = np.array(colours[int(rng.choice(4, p=(0.5, 0.2, 0.2, 0.1)))], np.float32)
    page = paper * (1 - ink[..., None]) + pen * ink[..., None]
    if chance(rng, 0.5):
        field = clouds(height, width, max(height, width) * 0.4, rng, octaves=3)
        page *= 1 - np.clip(field, 0, 1)[..., None] * np.float32(between(rng, 0.02, 0.2))
    return clip(
        np.asarray(page + grains(height, width, 1, 0.8, rng) * np.float32(between(rng, 0, 0.02)), np.float32)
    )


def screenshot(picture: Picture, rng: np.random.Generator) -> Picture:
    """A telephone's or a computer's screen: flat bars, exact edges, clean lettering, a picture within."""
    height, width = picture.shape[:2]
    dark = chance(rng, 0.35)
    ground = np.full(3, between(rng, 0.04, 0.16) if dark else between(rng, 0.92, 1.0))
    screen = np.empty_like(picture)
    screen[:] = ground.astype(np.float32)
    accent = rng.random(3).astype(np.float32)
    bar = round(height * between(rng, 0.05, 0.12))
    screen[:bar] = accent if chance(rng, 0.5) else np.float32(0.97 - 0.8 * dark)
    for _ in range(int(rng.integers(1, 4))):
        _window(screen, picture, bar, rng)
    letters = np.zeros((height, width), np.uint8)
    for _ in range(int(rng.integers(4, 16))):
        text = " ".join(_WORDS[int(i)] for i in rng.integers(len(_WORDS), size=4))
        place = (round(width * between(rng, 0.03, 0.6)), round(height * between(rng, 0.04, 0.98)))
        cv2.putText(letters, text, place, _PRINTS[0], max(0.25, height / 1000), 255, 1, cv2.LINE_AA)
    tone = np.float32(0.9 if dark else 0.15)
    cover = letters[..., None].astype(np.float32) / 255
    return clip(np.asarray(screen * (1 - cover) + tone * cover, np.float32))


def _window(screen: Picture, picture: Picture, bar: int, rng: np.random.Generator) -> None:
    height, width = screen.shape[:2]
    high, wide = round(height * between(rng, 0.12, 0.55)), round(width * between(rng, 0.2, 0.92))
    top, left = bar + int(rng.integers(max(1, height - bar - high))), int(rng.integers(max(1, width - wide)))
    place = screen[top : top + high, left : left + wide]
    if chance(rng, 0.65):
        place[:] = cv2.resize(picture, (wide, high), interpolation=cv2.INTER_AREA)[: len(place)]
    else:
        place[:] = rng.random(3).astype(np.float32) * 0.3 + screen[0, 0] * 0.7


KINDS = {
    "negative_colour": negative_colour,
    "negative_neutral": negative_neutral,
    "halftone": halftone,
    "few_levels": few_levels,
    "drawing": drawing,
    "document": document,
    "screenshot": screenshot,
}
"""How a picture of each kind but the photograph is made."""
