"""A picture in a drawn condition with its labels: what the network `condition` learns to tell."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from restoration.verdict import CONDITIONS, KINDS, SCALES, TONALITIES
from training.degradation import digital, emulsion, kinds, optics, pages, photograph, tonality
from training.degradation.decay import Print
from training.degradation.fields import Picture, between, chance, clip, log_between, unit
from training.degradation.masks import MaskCollection
from training.degradation.sheet import Sheet

UNKNOWN = float("nan")

_KIND_SHARES = (0.58, 0.06, 0.06, 0.07, 0.07, 0.05, 0.06, 0.05)
_TONALITY_SHARES = (0.24, 0.24, 0.12, 0.24, 0.16)


@dataclass(slots=True)
class Labels:
    """What is true of a picture; NaN where that cannot be said. The units are those of `Verdict`."""

    kind: str = "photograph"
    tonality: str | None = None
    turn: int = 0
    """Quarters clockwise that bring it upright."""
    several: float = 0.0
    framed: float = 0.0
    old: float = UNKNOWN
    loss: npt.NDArray[np.float64] = field(default_factory=lambda: np.full(3, UNKNOWN))
    stain: npt.NDArray[np.float64] = field(default_factory=lambda: np.full(3, UNKNOWN))
    corners: npt.NDArray[np.floating] = field(default_factory=lambda: np.full((4, 2), UNKNOWN))
    conditions: dict[str, float] = field(default_factory=lambda: dict.fromkeys(CONDITIONS, UNKNOWN))

    def vector(self) -> npt.NDArray[np.float32]:
        """The labels (25,) float32 in the order of their names, classes as numbers."""
        tone = UNKNOWN if self.tonality is None else TONALITIES.index(self.tonality)
        scaled = [self.conditions[name] / SCALES[name] for name in CONDITIONS]
        single = [KINDS.index(self.kind), tone, self.turn, self.several, self.framed, self.old]
        return np.array([*single, *self.loss, *self.stain, *self.corners.ravel(), *scaled], np.float32)


def condition(
    clean: npt.NDArray[np.uint8] | Picture,
    rng: np.random.Generator,
    masks: MaskCollection | None = None,
    *,
    others: Sequence[npt.NDArray[np.uint8]] = (),
    kind: str | None = None,
    tone: str | None = None,
) -> tuple[Picture, Labels]:
    """Draw the condition of a clean, upright picture (H, W, 3), uint8 or float32 0..1.

    `others` are what else may lie on a page of several. `kind` and `tone` are drawn where they are not given.

    Returns:
        The picture (H', W', 3) float32 0..1 sRGB, rounded to the levels of its file, and its labels.
    """
    scene = unit(clean)
    drawn = KINDS[int(rng.choice(len(KINDS), p=_KIND_SHARES))]
    labels = Labels(kind=kind or drawn)
    if labels.kind == "photograph":
        picture = _photograph(scene, rng, masks, others, tone, labels)
    elif labels.kind.startswith("negative"):
        picture = _negative(scene, rng, labels)
    else:
        labels.old = 1.0 if labels.kind in ("halftone", "drawing") else UNKNOWN
        picture = kinds.KINDS[labels.kind](scene, rng)
    picture = _turned(picture, labels, rng)
    return _scanned(picture, rng, labels), labels


def _photograph(
    scene: Picture,
    rng: np.random.Generator,
    masks: MaskCollection | None,
    others: Sequence[npt.NDArray[np.uint8]],
    tone: str | None,
    labels: Labels,
) -> Picture:
    place = float(rng.random())
    if place < 0.12:
        return _several([scene, *(unit(other) for other in others)], rng, labels)
    drawn = tone or TONALITIES[int(rng.choice(len(TONALITIES), p=_TONALITY_SHARES))]
    made = tonality.TONALITIES[drawn](scene, rng)
    labels.tonality, labels.loss, labels.stain = drawn, made.loss, made.stain
    fresh = drawn == "colour" and not made.loss.any() and not made.stain.any()
    labels.old = 0.0 if fresh else UNKNOWN if drawn == "neutral" and made.loss.max() < 0.1 else 1.0
    picture = _worn(made.picture, rng, masks, labels) if not fresh or chance(rng, 0.1) else made.picture
    if place < 0.26:
        height, width = scene.shape[:2]
        if chance(rng, 0.4):
            height, width = width, height
        picture, labels.corners = pages.on_a_table(picture, height, width, rng)
        labels.framed, labels.loss, labels.stain = 1.0, np.full(3, UNKNOWN), np.full(3, UNKNOWN)
        return picture
    if chance(rng, 0.25):
        picture = pages.bordered(picture, rng)
    return _exposed(picture, rng, labels)


def _several(scenes: Sequence[Picture], rng: np.random.Generator, labels: Labels) -> Picture:
    height, width = scenes[0].shape[:2]
    names = list(tonality.TONALITIES)
    prints = [
        tonality.TONALITIES[names[int(rng.integers(len(names)))]](scene, rng).picture for scene in scenes
    ]
    if len(prints) == 1:
        prints.append(np.ascontiguousarray(prints[0][:, ::-1]))
    labels.several, labels.old = 1.0, 1.0
    return pages.several(prints, max(height, width), min(height, width), rng)


def _worn(
    picture: Picture, rng: np.random.Generator, masks: MaskCollection | None, labels: Labels
) -> Picture:
    """Grain, softness and damage of a print; what was hurt looks old."""
    if chance(rng, 0.4):
        drawn: dict[str, float] = {}
        picture = emulsion.film_grain(picture, rng, 14.0, drawn)
        labels.conditions["grain"] = drawn["grain_sigma"]
    else:
        labels.conditions["grain"] = 0.0
    if chance(rng, 0.4):
        ends = [np.percentile(picture.reshape(-1, 3), share, axis=0).astype(np.float32) for share in (99, 1)]
        sheet = Sheet(Print(clip(picture), ends[0], ends[1]))
        photograph.hurt(sheet, rng, masks, int(rng.integers(1, 5)))
        picture, labels.old = sheet.picture, 1.0
    return clip(picture)


def _exposed(picture: Picture, rng: np.random.Generator, labels: Labels) -> Picture:
    """Too dark, too light, or twelve bits left in the lower end of sixteen, in some."""
    way = float(rng.random())
    labels.conditions["exposure"] = 0.0
    if way < 0.06:
        stops = -between(rng, 1.5, 4.0)
    elif way < 0.09:
        stops = between(rng, 0.8, 1.8)
    elif way < 0.11:
        labels.conditions["exposure"] = -4.0
        return picture * np.float32(1 / 16)
    else:
        return picture
    labels.conditions["exposure"] = stops
    linear = np.power(np.maximum(picture, 0), np.float32(2.2)) * np.float32(2.0**stops)
    return clip(np.power(linear, np.float32(1 / 2.2)).astype(np.float32))


def _negative(scene: Picture, rng: np.random.Generator, labels: Labels) -> Picture:
    labels.tonality = "colour" if labels.kind == "negative_colour" else "neutral"
    labels.old = 1.0
    picture = kinds.KINDS[labels.kind](scene, rng)
    return kinds.film_rebate(picture, rng) if chance(rng, 0.5) else picture


def _turned(picture: Picture, labels: Labels, rng: np.random.Generator) -> Picture:
    """On its side in half of the cases; `labels.turn` quarters clockwise bring it back."""
    labels.turn = int(rng.choice(4, p=(0.5, 0.2, 0.1, 0.2)))
    if not labels.turn:
        return picture
    if labels.framed:  # x, y of each corner go along, and the list still begins at the upper left
        corners = labels.corners
        for _ in range(labels.turn):
            corners = np.stack([corners[:, 1], 1 - corners[:, 0]], axis=1)
        labels.corners = np.roll(corners, -labels.turn, axis=0)
    return np.ascontiguousarray(np.rot90(picture, labels.turn))


def _scanned(picture: Picture, rng: np.random.Generator, labels: Labels) -> Picture:
    """Softness, noise and JPEG of the way into the computer, none in many files of few levels."""
    exact = labels.kind in ("few_levels", "screenshot") and chance(rng, 0.75)
    drawn = labels.conditions
    drawn["noise"], drawn["blur"], drawn["blocks"] = 0.0, 0.0, 0.0
    if exact or drawn["exposure"] == -4.0:
        return picture if drawn["exposure"] == -4.0 else digital.quantise(picture)
    if labels.kind != "few_levels" and chance(rng, 0.35):
        strengths: dict[str, float] = {}
        picture = optics.blur(picture, rng, 0.9 if labels.kind == "halftone" else 2.2, strengths)
        drawn["blur"] = strengths["blur_sigma"]
    if chance(rng, 0.3):
        drawn["noise"] = log_between(rng, 0.7, 14.0)
        picture = emulsion.gaussian_noise(picture, drawn["noise"], rng, grey=chance(rng, 0.6))
    if chance(rng, 0.65):
        quality = round(between(rng, 35, 96))
        drawn["blocks"] = float(100 - quality)
        return digital.jpeg(clip(picture), quality, rng, shift=False)
    return digital.quantise(picture)
