"""Whole pictures into the working space, sRGB-encoded uint16, and out of it, strip by strip."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from restoration.color import strips
from restoration.formats.icc import space
from restoration.formats.raster import Model, Raster, Samples, widened
from restoration.formats.transforms import Pixels, Plain, PlainInk, Transform, transform_for

_LARGEST: Final = 65535


@dataclass(frozen=True, slots=True)
class Source:
    """An upright raster with the way from its colours to the working space.

    Its `raster.profile` is left only where it was understood and can be written again.
    """

    raster: Raster
    transform: Transform

    @classmethod
    def of(cls, raster: Raster) -> Source:
        """Choose the way; a grey picture with an RGB profile, as some scanners write, becomes RGB."""
        if raster.model is Model.GREY and space(raster.profile) is Model.RGB:
            samples = np.repeat(widened(raster.samples)[..., np.newaxis], 3, axis=2)
            raster = replace(raster, samples=samples, model=Model.RGB)
        transform = transform_for(raster.profile, raster.model)
        if transform is None:
            raster = replace(raster, profile=None)
            return cls(raster, PlainInk() if raster.model is Model.CMYK else Plain())
        return cls(raster if transform.reversible else replace(raster, profile=None), transform)

    def to_working(self) -> tuple[Pixels, bool]:
        """Pixels (H, W, 3) in the working space, and whether some were outside it and were clipped."""
        height, width = self.raster.samples.shape[:2]
        pixels = np.empty((height, width, 3), dtype=np.uint16)
        clipped = False
        for top, bottom in strips(height, width):
            pixels[top:bottom], outside = self.transform.forward(self.raster.samples[top:bottom])
            clipped = clipped or outside
        return pixels, clipped

    def given_back(self, pixels: Pixels, top: int, bottom: int) -> Pixels:
        """Rows of working-space pixels in the source's colours, with what clipping had taken from them.

        The change to each pixel is added to its original value. A pixel left alone comes back exactly, one
        outside sRGB stays as far outside as it was.
        """
        samples = self.raster.samples[top:bottom]
        original, (before, _) = widened(samples), self.transform.forward(samples)
        if np.array_equal(before, pixels):
            return original
        changed = original.astype(np.int32)
        changed += self.transform.backward(pixels)
        changed -= self.transform.backward(before)
        return changed.clip(0, _LARGEST).astype(np.uint16)


@dataclass(frozen=True, slots=True)
class Target:
    """The way from working-space pixels to the samples of a file.

    Attributes:
        model: grey, or RGB.
        deep: whether the samples are to be uint16.
        profile: ICC profile to write them in, None for sRGB.
        source: where to find what clipping has taken, if anything.
    """

    model: Model
    deep: bool
    profile: bytes | None
    source: Source | None = None

    def from_working(self, pixels: Pixels, white_behind: Pixels | None) -> Samples:
        """Samples (H, W) or (H, W, 3) of pixels (H, W, 3), laid on white by the alpha `white_behind`."""
        transform: Transform = transform_for(self.profile, self.model) or Plain()
        height, width = pixels.shape[:2]
        shape = (height, width) if self.model is Model.GREY else (height, width, 3)
        samples: Samples = np.empty(shape, dtype=np.uint16) if self.deep else np.empty(shape, dtype=np.uint8)
        for top, bottom in strips(height, width):
            strip = pixels[top:bottom, :, 0] if self.model is Model.GREY else pixels[top:bottom]
            if self.source is not None:
                strip = self.source.given_back(strip, top, bottom)
            else:
                strip = transform.backward(strip)
            if white_behind is not None:
                strip = _on_white(strip, white_behind[top:bottom])
            samples[top:bottom] = strip if self.deep else narrowed(strip)
        return samples


def is_grey(pixels: Pixels) -> bool:
    """Whether the three channels of (H, W, 3) pixels are equal everywhere."""
    return all(
        np.array_equal(pixels[top:bottom, :, 0], pixels[top:bottom, :, channel])
        for top, bottom in strips(*pixels.shape[:2])
        for channel in (1, 2)
    )


def narrowed(strip: Pixels) -> npt.NDArray[np.uint8]:
    """The nearest 8-bit values of 0..65535: `v * 257` becomes `v` again."""
    return ((strip.astype(np.uint32) * 255 + 32895) >> 16).astype(np.uint8)


def _on_white(strip: Pixels, alpha: Pixels) -> Pixels:
    cover = (alpha if strip.ndim == 2 else alpha[..., np.newaxis]).astype(np.uint32)
    mixed = strip * cover + _LARGEST * (_LARGEST - cover)
    return ((mixed + _LARGEST // 2) // _LARGEST).astype(np.uint16)
