"""What kind of colour a print holds: neutral, of one tone, tinted by hand, in colour, or with a dye gone.

Each function takes a picture (H, W, 3) float32 0..1 as it was in front of the lens. Layers are the three
dyes in the order of the light that they hold back: cyan (red light), magenta (green), yellow (blue).
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from training.degradation.decay import density_curves, through
from training.degradation.fields import Picture, between, blend, chance, clip, clouds, luminance, three

Layers = npt.NDArray[np.float64]

NO_LAYERS: Layers = np.zeros(3)

_TONES: tuple[tuple[str, tuple[float, float, float], tuple[float, float, float], float], ...] = (
    # name, what the tone adds to the density of each layer as a share, density of the paper, how often
    ("sepia", (-0.24, 0.0, 0.24), (0.03, 0.09, 0.26), 0.34),
    ("amber", (-0.30, 0.02, 0.75), (0.02, 0.20, 0.75), 0.18),
    ("brown", (-0.34, 0.02, 0.42), (0.06, 0.14, 0.24), 0.16),
    ("cyanotype", (0.85, 0.05, -0.50), (0.10, 0.04, 0.01), 0.14),
    ("selenium", (-0.06, 0.10, -0.08), (0.02, 0.04, 0.03), 0.08),
    ("green", (0.10, -0.14, 0.12), (0.08, 0.03, 0.10), 0.05),
    ("red", (-0.42, 0.25, 0.20), (0.02, 0.10, 0.10), 0.05),
)
_TONE_SHARES = np.array([row[3] for row in _TONES]) / sum(row[3] for row in _TONES)


@dataclass(frozen=True, slots=True)
class Toned:
    """A picture with the tonality that was drawn, and what each of its layers lost and gained."""

    picture: Picture
    tonality: str
    loss: Layers
    """(3,) 0..1: share of its density that each layer lost."""
    stain: Layers
    """(3,): density of a stain over all, of each layer."""


def silver(picture: Picture, rng: np.random.Generator) -> Picture:
    """The picture in silver, by a drawn sensitivity to colours, with three equal channels."""
    if chance(rng, 0.7):
        return three(luminance(picture))
    red = between(rng, 0.05, 0.35)
    weights = np.array([[red, 0.75 - red / 2, 0.25 - red / 2]], np.float32)
    return three(np.asarray(cv2.transform(picture, weights), np.float32).reshape(picture.shape[:2]))


def neutral(picture: Picture, rng: np.random.Generator) -> Toned:
    """Silver on white paper, faded or not, with at most a trace of warmth or of a scanner's cold."""
    fade = between(rng, 0, 0.55) if chance(rng, 0.5) else 0.0
    base = np.full(3, 0.15 * float(rng.random()) ** 2)
    if chance(rng, 0.3):
        base = base + np.array([0.004, 0.009, 0.02]) * between(rng, -0.6, 0.8)
    return _printed(silver(picture, rng), "neutral", np.full(3, fade), base, np.ones(3))


def toned(picture: Picture, rng: np.random.Generator) -> Toned:
    """A print of one tone: sepia, amber, deep brown, cyanotype and others, faded and stained by the years."""
    _, tone, paper, _ = _TONES[int(rng.choice(len(_TONES), p=_TONE_SHARES))]
    strength = between(rng, 0.45, 1.1)
    fade = between(rng, 0, 0.6) if chance(rng, 0.6) else 0.0
    base = np.array(paper) * strength * between(rng, 0.3, 1.0) + 0.1 * float(rng.random()) ** 2
    density = 1 + np.array(tone) * strength
    printed = _printed(silver(picture, rng), "toned", np.full(3, fade), base, density)
    if chance(rng, 0.3):
        _uneven_tone(printed.picture, rng)
    return printed


def tinted(picture: Picture, rng: np.random.Generator) -> Toned:
    """Paint by hand over a neutral or brown print: soft, pale, in parts, the shadows without colour."""
    under = toned(picture, rng) if chance(rng, 0.35) else neutral(picture, rng)
    height, width = picture.shape[:2]
    lab = cv2.cvtColor(np.asarray(under.picture, np.float32), cv2.COLOR_RGB2LAB)
    chroma = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2LAB), np.float32)[..., 1:]
    reach = max(height, width) * between(rng, 0.008, 0.03)
    soft = np.asarray(cv2.GaussianBlur(chroma, (0, 0), reach), np.float32)
    parts = clouds(height, width, max(height, width) * between(rng, 0.2, 0.5), rng, octaves=2)
    where = np.clip(0.55 + parts * between(rng, 0.5, 2.0), 0, 1) * np.clip(lab[..., 0] / 45, 0, 1)
    paint = np.where(rng.random(1) < 0.4, _one_of_few(soft, rng), soft) * np.float32(between(rng, 0.5, 1.1))
    lab[..., 1:] += np.asarray(paint * where[..., None], np.float32)
    painted = np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), np.float32)
    return Toned(clip(painted), "tinted", under.loss, under.stain)


def colour(picture: Picture, rng: np.random.Generator) -> Toned:
    """A photograph in colour: fresh in half of the cases, else faded in all layers nearly alike."""
    if chance(rng, 0.5):
        return Toned(picture.copy(), "colour", NO_LAYERS, NO_LAYERS)
    loss = np.clip(between(rng, 0.0, 0.5) + np.array([rng.normal(0, 0.045) for _ in range(3)]), 0, 0.7)
    stain = np.array([0.02, 0.06, 0.16]) * float(rng.random()) ** 2 + 0.06 * float(rng.random()) ** 2
    return _printed(picture, "colour", loss, stain, np.ones(3))


def layer_lost(picture: Picture, rng: np.random.Generator) -> Toned:
    """One dye gone, or two: red and magenta prints and slides, and blue, green and yellow ones.

    Cyan goes in the dark, so most are red or magenta; their blacks lie 80 to 140 levels apart.
    """
    gone = int(rng.choice(6, p=(0.36, 0.12, 0.14, 0.2, 0.1, 0.08)))
    loss = np.array([between(rng, 0.0, 0.25) for _ in range(3)])
    for layer in ((0,), (1,), (2,), (0, 2), (0, 1), (1, 2))[gone]:
        loss[layer] = between(rng, 0.5, 0.92)
    stain = np.array([0.02, 0.06, 0.2]) * float(rng.random()) ** 2 + 0.08 * float(rng.random()) ** 2
    return _printed(picture, "layer_lost", loss, stain, np.ones(3))


TONALITIES = {
    "neutral": neutral,
    "toned": toned,
    "tinted": tinted,
    "colour": colour,
    "layer_lost": layer_lost,
}
"""How a print of each tonality is made."""


def _printed(picture: Picture, name: str, loss: Layers, stain: Layers, density: Layers) -> Toned:
    table = density_curves(density * (1 - loss), stain, 0.0)
    return Toned(through(picture, table), name, loss, stain)


def _uneven_tone(picture: Picture, rng: np.random.Generator) -> None:
    """Tone that is stronger in places, in place: a print that was washed or lit unevenly."""
    height, width = picture.shape[:2]
    field = clouds(height, width, max(height, width) * between(rng, 0.3, 0.8), rng, octaves=2)
    brown = np.array([0.55, 0.42, 0.25], np.float32)
    blend(picture, np.clip(field * np.float32(0.4), 0, 1) * np.float32(between(rng, 0.1, 0.5)), brown)


def _one_of_few(chroma: Picture, rng: np.random.Generator) -> Picture:
    """Each place in the nearest of five paints, as a retoucher's box holds few; chroma (H, W, 2)."""
    hue = np.arctan2(chroma[..., 1], chroma[..., 0])
    step = np.float32(2 * np.pi / 5)
    nearest = np.round(hue / step + np.float32(rng.random())) * step
    size = np.hypot(chroma[..., 0], chroma[..., 1])
    few = np.stack([np.cos(nearest) * size, np.sin(nearest) * size], axis=-1).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(few, (0, 0), 2.0), np.float32)
