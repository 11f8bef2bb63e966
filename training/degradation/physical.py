"""Physical damage as it looks on a print: lines, specks, flakes, creases, tears, lost corners."""

import math

import cv2
import numpy as np

from training.degradation import shapes
from training.degradation.fields import (
    Colour,
    Mask,
    Picture,
    add,
    between,
    chance,
    clouds,
    grains,
    log_between,
)
from training.degradation.masks import MaskCollection
from training.degradation.openings import scatter
from training.degradation.sheet import Sheet
from training.degradation.strokes import Ink, Path, across, jagged

_WIDEST_TEAR, _WIDEST_GAP = 0.16, 0.14  # of the shorter side
_FAINT = (0.03, 0.14)  # contrast of a faint mark, in encoded light
_REAL = (
    ("real", 0.12, 0.6),
    ("real", 0.2, 0.7),
    ("real", 0.2, 0.7),
    ("hair", 0.2, 0.9),
    ("lint", 0.2, 0.7),
    ("scratches", 0.3, 0.9),
)
_SPECKS = (("dirt", 0.4, 1.0), ("spots", 0.5, 1.0), ("sprinkles", 0.3, 1.0), ("smut", 0.08, 0.35))


def mark(sheet: Sheet, coverage: Mask, name: str, rng: np.random.Generator, faint: float = 0.4) -> None:
    """Give a coverage the look of a scratch: faint or opaque, bright or dark, perhaps with a shadow."""
    bright = chance(rng, 0.68)
    sign = 1.0 if bright else -1.0
    if chance(rng, faint):
        contrast = log_between(rng, *_FAINT)
        sheet.light(coverage, sign * contrast)
        sheet.strengths[name] = contrast
        return
    opacity = between(rng, 0.3, 1.0)
    if chance(rng, 0.25):
        shift = np.roll(coverage, (int(rng.integers(-2, 3)), int(rng.integers(-2, 3))), axis=(0, 1))
        sheet.light(shift, -sign * between(rng, 0.05, 0.25))
    sheet.cover(coverage, bare(sheet, rng) if bright else soot(sheet, rng), opacity)
    sheet.strengths[name] = opacity


def bare(sheet: Sheet, rng: np.random.Generator) -> Colour:
    """The colour of bared paper: that of the print's whites, or brighter where the emulsion had yellowed."""
    fresh = np.full(3, between(rng, 0.88, 1.0), np.float32)
    return sheet.paper + (fresh - sheet.paper) * np.float32(between(rng, 0.3, 1.0))


def soot(sheet: Sheet, rng: np.random.Generator) -> Colour:
    """The colour of dirt: near the print's black."""
    return sheet.black * np.float32(between(rng, 0.4, 1.0)) + np.float32(between(rng, 0.0, 0.12))


def lines(sheet: Sheet, rng: np.random.Generator) -> None:
    """Scratches."""
    mark(
        sheet, shapes.scratches(*sheet.size, rng, thickest=log_between(rng, 1.0, 5.0)), "scratches", rng, 0.5
    )


def dust(sheet: Sheet, rng: np.random.Generator) -> None:
    """Dust of one polarity: white where it lay on a negative, dark where it lies on the print."""
    mark(sheet, shapes.dust(*sheet.size, rng), "dust", rng, 0.3)


def hairs(sheet: Sheet, rng: np.random.Generator) -> None:
    """Hairs and lint."""
    mark(sheet, shapes.hairs(*sheet.size, rng), "hairs", rng, 0.35)


def flakes(sheet: Sheet, rng: np.random.Generator) -> None:
    """Emulsion worn off down to the paper, the smallest flakes half gone."""
    coverage = shapes.flakes(*sheet.size, rng)
    opacity = between(rng, 0.45, 1.0)
    colour = bare(sheet, rng) if chance(rng, 0.88) else soot(sheet, rng)
    sheet.cover(coverage, colour, opacity)
    sheet.strengths["flakes"] = opacity


def cracks(sheet: Sheet, rng: np.random.Generator) -> None:
    """Branching cracks, bright where they gape and dark where dirt lies in them."""
    mark(sheet, shapes.cracks(*sheet.size, rng, seam=chance(rng, 0.6)), "cracks", rng, 0.25)


def stamped(sheet: Sheet, rng: np.random.Generator, masks: MaskCollection) -> None:
    """Damage from annotated and simulated masks, its outline roughened where the annotation is coarse."""
    kinds = _REAL if chance(rng, 0.6) else _SPECKS
    coverage = np.zeros(sheet.size, np.uint8)
    for _ in range(int(rng.integers(1, 5))):
        kind, smallest, largest = kinds[int(rng.integers(len(kinds)))]
        patch = masks.draw(kind, rng, smallest, largest)
        if patch is not None:
            scatter(coverage, patch, rng)
    if chance(rng, 0.5):
        texture = grains(*sheet.size, 1, 0.7, rng)[..., 0]
        np.clip(texture * np.float32(0.2) + np.float32(0.95), 0.0, 1.0, out=texture)
        coverage = np.asarray(coverage * texture, np.uint8)
    if chance(rng, 0.5):  # out of focus, as what lies on the glass or on a negative is
        coverage = np.asarray(cv2.GaussianBlur(coverage, (0, 0), between(rng, 0.4, 1.0)), np.uint8)
    mark(sheet, coverage, "stamped", rng, 0.3)


def crease(sheet: Sheet, rng: np.random.Generator) -> None:
    """A crease or fold: two-tone relief across it, a worn seam on it, flakes along it."""
    height, width = sheet.size
    distance, along = _axes(height, width, rng)
    sigma = log_between(rng, 1.0, 6.0)
    wear = _profile(along, rng, 14.0)
    scaled = distance * np.float32(1.0 / sigma)
    bell = np.exp(np.float32(-0.5) * scaled * scaled)
    depth = log_between(rng, 0.02, 0.22)
    sheet.relief(
        scaled * bell * np.float32(depth * 1.65 * (1 if chance(rng, 0.5) else -1)) * (0.6 + 0.4 * wear)
    )
    sheet.strengths["crease"] = depth
    if chance(rng, 0.75):
        _seam(sheet, distance, wear, sigma, rng)
    if chance(rng, 0.3):
        mark(sheet, shapes.cracks(height, width, rng, seam=True), "cracks", rng, 0.2)


def _seam(sheet: Sheet, distance: Picture, wear: Picture, sigma: float, rng: np.random.Generator) -> None:
    """Emulsion worn off on a fold and flaked off beside it; `wear` says where along it."""
    noise = grains(*sheet.size, 1, between(rng, 0.5, 1.2), rng)[..., 0]
    core, reach = log_between(rng, 0.5, 2.2), sigma * between(rng, 1.0, 3.5)
    near = np.exp(-np.square(distance * np.float32(1.0 / core)))
    wide = np.exp(np.abs(distance) * np.float32(-1.0 / reach))
    worn = near * (np.float32(2.6) + wear) + wide * (wear + np.float32(0.4)) * np.float32(
        between(rng, 0.3, 1.6)
    )
    worn += noise
    coverage = np.clip((worn - np.float32(between(rng, 2.4, 3.4))) * 255, 0, 255).astype(np.uint8)
    coverage[wide < 0.02] = 0
    sheet.cover(coverage, bare(sheet, rng) if chance(rng, 0.85) else soot(sheet, rng), between(rng, 0.4, 1.0))


def _axes(height: int, width: int, rng: np.random.Generator) -> tuple[Picture, Picture]:
    """Distance from a slightly wavering line through the picture and place along it, (H, W), in pixels."""
    begin, end = across(height, width, rng)
    length = math.hypot(end[0] - begin[0], end[1] - begin[1])
    ux, uy = np.float32((end[0] - begin[0]) / length), np.float32((end[1] - begin[1]) / length)
    x = np.arange(width, dtype=np.float32)[None, :] - np.float32(begin[0])
    y = np.arange(height, dtype=np.float32)[:, None] - np.float32(begin[1])
    along, distance = x * ux + y * uy, y * ux - x * uy
    distance += _profile(along, rng, 24.0) * np.float32(between(rng, 0.2, 1.6))
    return distance, along


def _profile(along: Picture, rng: np.random.Generator, knot_px: float) -> Picture:
    """Smooth noise of unit deviation along a line, looked up for each pixel."""
    low, high = float(along.min()), float(along.max())
    knots = max(4, math.ceil((high - low) / knot_px))
    table = cv2.resize(
        rng.standard_normal((1, knots), dtype=np.float32), (1024, 1), interpolation=cv2.INTER_CUBIC
    )
    index = ((along - np.float32(low)) * np.float32(1023.0 / max(high - low, 1.0))).astype(np.int16)
    return np.asarray(np.take(np.asarray(table)[0], index), np.float32)


def tear(sheet: Sheet, rng: np.random.Generator) -> None:
    """A tear: the white core of the paper, fibrous, with a shadow under the lifted side."""
    widest = log_between(rng, 2.0, max(3.0, _WIDEST_TEAR * min(sheet.size)))
    coverage = shapes.tear(*sheet.size, rng, widest=widest)
    _fray(sheet, coverage, rng)
    sheet.strengths["tear"] = widest


def torn(sheet: Sheet, rng: np.random.Generator) -> None:
    """A print torn in two and laid together again: its halves do not quite meet."""
    height, width = sheet.size
    begin, end = across(height, width, rng)
    path = jagged(begin, end, between(rng, 0.02, 0.08), rng)
    _shift_half(sheet, path, rng)
    gap, rim = Ink(height, width), Ink(height, width)
    breadth = log_between(rng, 1.0, max(2.0, _WIDEST_GAP * min(height, width)))
    gap.stroke(path, breadth)
    rim.stroke(path, breadth + between(rng, 1.0, 6.0))
    _fray(sheet, rim.coverage(), rng)
    behind(sheet, gap.coverage(), rng)
    sheet.strengths["torn"] = breadth


def _shift_half(sheet: Sheet, path: Path, rng: np.random.Generator) -> None:
    """Move what lies on one side of a path that crosses the picture by up to 1 % of its shorter side."""
    height, width = sheet.size
    most = max(1, round(0.01 * min(height, width)))
    dy, dx = int(rng.integers(-most, most + 1)), int(rng.integers(-most, most + 1))
    horizontal = abs(float(path[-1, 0] - path[0, 0])) > abs(float(path[-1, 1] - path[0, 1]))
    far = np.array([[width + 8, -8], [-8, -8]] if horizontal else [[-8, height + 8], [-8, -8]], np.float32)
    half = Ink(height, width)
    half.fill([np.vstack([path, far]).astype(np.float32)])
    chosen = half.coverage()[..., None] > 127
    np.copyto(sheet.picture, np.roll(sheet.picture, (dy, dx), axis=(0, 1)), where=chosen)


def corner(sheet: Sheet, rng: np.random.Generator) -> None:
    """A lost corner: what lay behind the print shows, and the torn rim bares the paper's core."""
    gone = shapes.corner(*sheet.size, rng)
    reach = int(rng.integers(1, 8))
    rim = cv2.dilate(gone, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1)))
    _fray(sheet, np.asarray(rim, np.uint8), rng)
    behind(sheet, gone, rng)
    sheet.strengths["corner"] = 1.0


def behind(sheet: Sheet, gone: Mask, rng: np.random.Generator) -> None:
    """Show what lies behind a print where it is gone: the scanner's lid, black, grey, a table's wood."""
    colour = np.full(3, (0.98, 0.03, between(rng, 0.1, 0.9))[int(rng.integers(3))], np.float32)
    if not sheet.grey and chance(rng, 0.3):
        colour *= np.array([1.0, 0.92, 0.8], np.float32)
    sheet.cover(gone, colour)
    if chance(rng, 0.4):  # a surface of its own, not a flat tone
        texture = clouds(*sheet.size, log_between(rng, 3.0, 40.0), rng, octaves=2)
        add(sheet.picture, texture * gone * np.float32(between(rng, 0.01, 0.06) / 255.0))


def _fray(sheet: Sheet, coverage: Mask, rng: np.random.Generator) -> None:
    """Bare the paper where coverage says, with a ragged edge, fibres in it and a shadow beside it."""
    noise = grains(*sheet.size, 1, between(rng, 0.6, 1.4), rng)[..., 0]
    soft = np.asarray(cv2.GaussianBlur(coverage, (0, 0), 1.2), np.float32)
    ragged = np.clip(soft * np.float32(2.0) + noise * np.float32(75.0) - np.float32(128.0), 0, 255)
    ragged[soft < 10] = 0
    plane = ragged.astype(np.uint8)
    shift = (int(rng.integers(-2, 3)), int(rng.integers(-2, 3)))
    sheet.light(np.roll(plane, shift, axis=(0, 1)), -between(rng, 0.05, 0.3))
    sheet.cover(plane, bare(sheet, rng))
    fibres = noise * (plane * np.float32(0.035 / 255.0))
    add(sheet.picture, fibres)
