"""The whole way of a photograph: scene, process, decay, hurts, and the scan that brings it to us."""

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from training.degradation import (
    capture,
    decay,
    digital,
    emulsion,
    negatives,
    optics,
    physical,
    stains,
    wear,
    writing,
)
from training.degradation.decay import Print
from training.degradation.fields import Mask, Picture, between, chance, clip, unit
from training.degradation.masks import MaskCollection
from training.degradation.sheet import Marks, Sheet

_Hurt = Callable[[Sheet, np.random.Generator], None]

_HURTS: tuple[tuple[float, _Hurt], ...] = (
    (0.20, physical.lines),
    (0.14, physical.dust),
    (0.08, physical.hairs),
    (0.10, physical.flakes),
    (0.06, physical.cracks),
    (0.11, physical.crease),
    (0.07, physical.tear),
    (0.03, physical.torn),
    (0.05, physical.corner),
    (0.12, stains.stain),
    (0.09, stains.foxing),
    (0.06, stains.mould),
    (0.08, stains.water),
    (0.05, stains.tape),
    (0.05, wear.abrasion),
    (0.07, wear.patches),
    (0.06, wear.worn),
)
_KINDS = tuple(hurt for _, hurt in _HURTS)
_SHARES = np.array([share for share, _ in _HURTS]) / sum(share for share, _ in _HURTS)


@dataclass(frozen=True, slots=True)
class Degraded:
    """A photograph made old, with everything that is known about it; all (H, W), same geometry throughout."""

    image: Picture
    """(H, W, 3) float32 0..1, sRGB: what is handed in for restoration."""
    mask: Mask
    """(H, W) uint8, 1 = repair: where physical damage changed the picture visibly."""
    clean: Picture
    """(H, W, 3) float32 0..1: as its process recorded it when new, grey where the process was monochrome."""
    decayed: Picture
    """(H, W, 3) float32 0..1: aged, grainy and soft, before it was hurt."""
    strengths: dict[str, float] = field(default_factory=dict)
    """What was drawn: sigmas in 8-bit steps, sizes in pixels, shares 0..1."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A photograph under marks of every sort, of one height and width throughout."""

    image: Picture
    """(H, W, 3) float32 0..1, sRGB."""
    marks: Marks


def damage(
    clean: npt.NDArray[np.uint8] | Picture,
    rng: np.random.Generator,
    masks: MaskCollection | None = None,
    scale: float = 1.0,
) -> Damaged:
    """Hurt a lightly decayed patch, for the damage network: half grey, a fifth sepia, the rest colour.

    A quarter stays unhurt, a third shows things of the scene that only look like damage, and an eighth bears
    writing. `scale` enlarges (or reduces) the hurt print as a finer (or coarser) scan does, before what a
    scan itself adds: the picture comes back `scale` times as high and wide.
    """
    strengths: dict[str, float] = {}
    picture = unit(clean)
    imitate(picture, rng)
    sheet = Sheet(_decayed(picture, rng, 0.5, 0.2, 0.45, strengths))
    if chance(rng, 0.75):
        hurt(sheet, rng, masks, int(rng.choice(5, p=(0.3, 0.3, 0.2, 0.12, 0.08))) + 1)
    if chance(rng, 0.125):
        writing.written(sheet, rng)
    marks = sheet.marks()
    if scale != 1.0:
        return Damaged(
            scan(optics.scaled(sheet.picture, scale, rng), rng, 0.5, strengths), _scaled(marks, scale)
        )
    return Damaged(scan(sheet.picture, rng, 0.5, strengths), marks)


def _scaled(marks: Marks, scale: float) -> Marks:
    height, width = marks.opaque.shape
    size = (round(width * scale), round(height * scale))

    def plane(mask: Mask) -> Mask:
        soft = cv2.resize(
            mask * np.uint8(255), size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        )
        return (np.asarray(soft) > (90 if scale < 1 else 127)).astype(np.uint8)

    density = np.asarray(cv2.resize(marks.density, size, interpolation=cv2.INTER_AREA), np.float32)
    return Marks(plane(marks.opaque), plane(marks.translucent), plane(marks.writing), density)


def degrade(
    clean: npt.NDArray[np.uint8] | Picture, rng: np.random.Generator, masks: MaskCollection | None = None
) -> Degraded:
    """Make an old photograph of a clean patch (H, W, 3), uint8 or float32 0..1; 30 % are left as they are."""
    picture = unit(clean)
    if chance(rng, 0.3):
        nothing = np.zeros(picture.shape[:2], np.uint8)
        return Degraded(picture, nothing, picture.copy(), picture.copy(), {})
    strengths: dict[str, float] = {}
    kind = decay.process(rng, 0.4, 0.3)
    new = decay.develop(picture, kind, rng, strengths)
    aged = _aged(new.copy(), kind, rng, 1.0, strengths)
    sheet = Sheet(aged)
    hurt(sheet, rng, masks, int(rng.choice(7, p=(0.1, 0.15, 0.2, 0.2, 0.15, 0.1, 0.1))))
    mask = sheet.mask()
    image = scan(sheet.picture, rng, 1.0, strengths)
    return Degraded(image, mask, new, clip(aged.picture), strengths | sheet.strengths)


def imitate(picture: Picture, rng: np.random.Generator) -> None:
    """Add, in place and to a third of the pictures, things of the scene that only look like damage."""
    if chance(rng, 0.35):
        for _ in range(1 if chance(rng, 0.7) else 2):
            negatives.KINDS[int(rng.integers(len(negatives.KINDS)))](picture, rng)
        clip(picture)


def hurt(sheet: Sheet, rng: np.random.Generator, masks: MaskCollection | None, count: int) -> None:
    """Lay `count` drawn kinds of damage on a sheet, two fifths of them from masks if there are some."""
    for _ in range(count):
        if masks is not None and chance(rng, 0.4):
            physical.stamped(sheet, rng, masks)
        else:
            _KINDS[int(rng.choice(len(_KINDS), p=_SHARES))](sheet, rng)


def _decayed(
    picture: Picture,
    rng: np.random.Generator,
    grey: float,
    sepia: float,
    most: float,
    strengths: dict[str, float],
) -> Print:
    kind = decay.process(rng, grey, sepia)
    return _aged(decay.develop(picture, kind, rng, strengths), kind, rng, most, strengths)


def _aged(
    picture: Picture, kind: str, rng: np.random.Generator, most: float, strengths: dict[str, float]
) -> Print:
    """Lens, film and years, in the order of their happening; `most` 0..1 scales all of them."""
    if chance(rng, 0.55):
        picture = optics.blur(picture, rng, 0.5 + 1.4 * most, strengths)
    if chance(rng, 0.2):
        picture = optics.resample(picture, rng, 1.0 - 0.6 * most, strengths)
    if chance(rng, 0.55):
        picture = emulsion.film_grain(picture, rng, 4.0 + 16.0 * most, strengths)
    if chance(rng, 0.02):
        picture = emulsion.halftone(picture, rng, strengths)
    aged = decay.age(clip(picture), kind, rng, most, strengths)
    return decay.uneven(aged, rng, most, strengths)


def scan(picture: Picture, rng: np.random.Generator, most: float, strengths: dict[str, float]) -> Picture:
    """Scan or photograph the print and store it: softness, glare, noise, sharpening, JPEG; in 8-bit steps."""
    if chance(rng, 0.4):
        picture = optics.blur(picture, rng, 0.35 + 0.5 * most, strengths)
    if chance(rng, 0.08 * most):
        picture = optics.glare(picture, rng, strengths)
    if chance(rng, 0.08 * most):
        picture = capture.paper_texture(picture, rng, strengths)
    if chance(rng, 0.08 * most):
        picture = capture.telephone(picture, rng, strengths)
    if chance(rng, 0.3):
        sigma = between(rng, 0.5, 3.0 + 7.0 * most)
        strengths["scan_noise_sigma"] = sigma
        picture = emulsion.gaussian_noise(picture, sigma, rng, grey=chance(rng, 0.6))
    picture = optics.sharpen(picture, rng, strengths)
    if chance(rng, 0.55):
        quality = round(between(rng, 75 - 45 * most, 96))
        strengths["jpeg_quality"] = float(quality)
        return digital.jpeg(picture, quality, rng)
    return digital.quantise(picture)
