"""A print while it is being hurt: marks are laid on it, and it remembers where an eye would see them."""

from dataclasses import dataclass

import cv2
import numpy as np

from training.degradation.decay import Print
from training.degradation.fields import Colour, Mask, Picture, add, blend, clip, luminance, multiply

_VISIBLE = 0.025  # smallest step of an encoded channel, 0..1, that shows on a smooth ground
_MASKING = 0.35  # how much the ground's own deviation hides
_TRACE = 0.010  # below this nothing changed, whatever lies near
_STAINED = 0.05  # density from which a stain shows: 5 % of an encoded channel
_WRITTEN = 60  # coverage 0..255 from which a pixel belongs to a letter
_DARKEST = 0.03  # what shines through the darkest stain


@dataclass(frozen=True, slots=True)
class Marks:
    """What lies on a print, by sort; planes of one height and width."""

    opaque: Mask
    """(H, W) uint8, 1 = the picture is gone and has to be filled in: scratches, flakes, tears, specks."""
    translucent: Mask
    """(H, W) uint8, 1 = the picture shines through a stain, which can be taken off."""
    writing: Mask
    """(H, W) uint8, 1 = letters, stamps, pen: somebody put them there, and nobody may take them away."""
    density: Picture
    """(H, W, 3) float32, natural logarithm: encoded channels were multiplied by exp(-density)."""


class Sheet:
    """The picture under marks, in place, with the coverage of each sort of mark."""

    def __init__(self, source: Print) -> None:
        self.before = source.picture
        self.picture = source.picture.copy()
        self.paper, self.black, self.grey = source.paper, source.black, source.grey
        self.strengths: dict[str, float] = {}
        self._repair: Mask = np.zeros(source.picture.shape[:2], np.uint8)
        self._writing: Mask = self._repair.copy()
        self._density: Picture = np.zeros_like(source.picture)

    @property
    def size(self) -> tuple[int, int]:
        """Height and width."""
        return self.picture.shape[0], self.picture.shape[1]

    def cover(self, coverage: Mask, colour: Colour, opacity: float = 1.0, *, repair: bool = True) -> None:
        """Lay a colour over the picture where coverage (H, W) uint8 says."""
        box = _box(coverage)
        if box is None:
            return
        blend(self.picture[box], coverage[box] * np.float32(opacity / 255.0), colour)
        if repair:
            self.repair(coverage)

    def tint(self, coverage: Mask, colour: Colour, opacity: float = 1.0) -> None:
        """Multiply by a colour where coverage says, as a translucent layer does."""
        box = _box(coverage)
        if box is None:
            return
        part = coverage[box]
        gains = [1.0 - part * np.float32((1.0 - share) * opacity / 255.0) for share in colour]
        red, green, blue = gains
        multiply(self.picture[box], (red, green, blue))
        self._density[box] -= np.log(np.maximum(cv2.merge(gains), np.float32(_DARKEST)))

    def write(self, coverage: Mask, colour: Colour, opacity: float = 1.0) -> None:
        """Lay ink or light of a colour over the picture where coverage says, as writing."""
        self.cover(coverage, colour, opacity, repair=False)
        cv2.max(self._writing, coverage, dst=self._writing)

    def light(self, coverage: Mask, step: float, *, repair: bool = True) -> None:
        """Add a faint step, -1..1 in encoded light, where coverage says."""
        box = _box(coverage)
        if box is None:
            return
        add(self.picture[box], coverage[box] * np.float32(step / 255.0))
        if repair:
            self.repair(coverage)

    def relief(self, shading: Picture) -> None:
        """Add signed shading (H, W), as of slanting light on a bend; where it shows it is to be repaired."""
        add(self.picture, shading)
        self.repair(np.asarray(cv2.convertScaleAbs(shading, alpha=255.0 * 6.0), np.uint8))

    def repair(self, coverage: Mask) -> None:
        """Ask for repair where coverage says, as far as the eye can see a change there."""
        cv2.max(self._repair, coverage, dst=self._repair)

    def mask(self) -> Mask:
        """The damage mask (H, W) uint8, 1 = repair: where an opaque mark shows against the ground's texture.

        A seen core keeps its fainter rim (hysteresis); a mark that happens to match its ground is left out.
        """
        clip(self.picture)
        red, green, blue = cv2.split(cv2.absdiff(self.picture, self.before))
        change = np.asarray(cv2.max(cv2.max(red, green), blue), np.float32)
        return self._shown(self._repair, change)

    def marks(self) -> Marks:
        """All sorts of marks, each where it shows; where one is opaque, nothing shines through."""
        opaque = self.mask()
        change = np.asarray(self._density.max(axis=2), np.float32)
        seen = (change > _STAINED) & (opaque == 0)
        written = (self._writing > _WRITTEN).astype(np.uint8)
        return Marks(opaque * (written == 0).astype(np.uint8), seen.astype(np.uint8), written, self._density)

    def _shown(self, coverage: Mask, change: Picture) -> Mask:
        ground = luminance(self.before)
        mean = cv2.boxFilter(ground, -1, (9, 9))
        deviation = cv2.sqrt(np.maximum(cv2.sqrBoxFilter(ground, -1, (9, 9)) - mean * mean, 0.0))
        seen = (change > _VISIBLE + _MASKING * np.asarray(deviation)) & (coverage > 50)
        near = np.asarray(cv2.dilate(seen.astype(np.uint8), np.ones((3, 3), np.uint8)), np.bool_)
        return np.asarray(near & (change > _TRACE) & (coverage > 24), np.uint8)


def _box(coverage: Mask) -> tuple[slice, slice] | None:
    left, top, width, height = cv2.boundingRect(coverage)
    return (slice(top, top + height), slice(left, left + width)) if width and height else None
