"""A print while it is being hurt: marks are laid on it, and it remembers where an eye would see them."""

import cv2
import numpy as np

from training.degradation.decay import Print
from training.degradation.fields import Colour, Mask, Picture, add, blend, clip, luminance, multiply

_VISIBLE = 0.025  # smallest step of an encoded channel, 0..1, that shows on a smooth ground
_MASKING = 0.35  # how much the ground's own deviation hides
_TRACE = 0.010  # below this nothing changed, whatever lies near


class Sheet:
    """The picture under marks, in place, with the coverage of those that are to be repaired."""

    def __init__(self, source: Print) -> None:
        self.before = source.picture
        self.picture = source.picture.copy()
        self.paper, self.black, self.grey = source.paper, source.black, source.grey
        self.strengths: dict[str, float] = {}
        self._repair: Mask = np.zeros(source.picture.shape[:2], np.uint8)

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

    def tint(self, coverage: Mask, colour: Colour, opacity: float = 1.0, *, repair: bool = False) -> None:
        """Multiply by a colour where coverage says, as a translucent layer does."""
        box = _box(coverage)
        if box is None:
            return
        part = coverage[box]
        red, green, blue = (1.0 - part * np.float32((1.0 - share) * opacity / 255.0) for share in colour)
        multiply(self.picture[box], (red, green, blue))
        if repair:
            self.repair(coverage)

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
        """The damage mask (H, W) uint8, 1 = repair: where a mark shows against the ground's own texture.

        A seen core keeps its fainter rim (hysteresis); a mark that happens to match its ground is left out.
        """
        clip(self.picture)
        red, green, blue = cv2.split(cv2.absdiff(self.picture, self.before))
        change = np.asarray(cv2.max(cv2.max(red, green), blue), np.float32)
        ground = luminance(self.before)
        mean = cv2.boxFilter(ground, -1, (9, 9))
        deviation = cv2.sqrt(np.maximum(cv2.sqrBoxFilter(ground, -1, (9, 9)) - mean * mean, 0.0))
        seen = (change > _VISIBLE + _MASKING * np.asarray(deviation)) & (self._repair > 50)
        near = np.asarray(cv2.dilate(seen.astype(np.uint8), np.ones((3, 3), np.uint8)), np.bool_)
        return np.asarray(near & (change > _TRACE) & (self._repair > 24), np.uint8)


def _box(coverage: Mask) -> tuple[slice, slice] | None:
    left, top, width, height = cv2.boundingRect(coverage)
    return (slice(top, top + height), slice(left, left + width)) if width and height else None
