"""A photograph in memory, and its way in from bytes and out to bytes.

Orientation, colour profiles, bit depth, transparency and metadata end here: the rest of the room sees upright
sRGB pixels in uint16 and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from restoration.formats.header import Depth, Format, Header
from restoration.formats.metadata import Metadata

__all__ = ["Edit", "Format", "Header", "Metadata", "Photo"]

Pixels = npt.NDArray[np.uint16]


class Edit(StrEnum):
    """What was done to the picture, as IPTC's digital source type says it."""

    NONE = "none"
    ENHANCED = "algorithmicallyEnhanced"
    COMPOSITE = "compositeWithTrainedAlgorithmicMedia"


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """An upright photograph in the working space, with what is needed to write it like its source.

    Attributes:
        pixels: (H, W, 3) uint16, read-only, sRGB-encoded, 0..65535; an 8-bit value v is v * 257 exactly.
        alpha: (H, W) uint16, read-only, 0 transparent .. 65535 opaque, not premultiplied; None if opaque.
        profile: the source's ICC profile, put back on writing; None stands for sRGB.
        metadata: what is kept of the source's metadata.
        depth: bits per channel of the source, 8 or 16 (10, 12 and 32 count as 16).
        grey: whether the source had a single channel.
        format: how the source was stored.
        original: the source's bytes where its colours may exceed sRGB, so that writing can give untouched
            pixels back exactly; None otherwise.
    """

    pixels: Pixels
    alpha: Pixels | None = None
    profile: bytes | None = field(default=None, repr=False)
    metadata: Metadata = field(default_factory=Metadata)
    depth: Depth = 8
    grey: bool = False
    format: Format = Format.PNG
    original: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Guard the arrays against being written through this photo."""
        object.__setattr__(self, "pixels", _read_only(self.pixels))
        if self.alpha is not None:
            object.__setattr__(self, "alpha", _read_only(self.alpha))

    @property
    def width(self) -> int:
        """Columns of the upright picture."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Rows of the upright picture."""
        return int(self.pixels.shape[0])

    @property
    def megapixels(self) -> float:
        """Millions of pixels."""
        return self.width * self.height / 1e6

    def with_pixels(self, pixels: Pixels) -> Photo:
        """The same photograph with other pixels, (H, W, 3) uint16, sRGB-encoded, of the same size."""
        if pixels.shape != self.pixels.shape or pixels.dtype != np.uint16:
            raise ValueError(f"expected {self.pixels.shape} uint16, got {pixels.shape} {pixels.dtype}")
        return replace(self, pixels=pixels)


def _read_only(array: Pixels) -> Pixels:
    view = array.view()
    view.flags.writeable = False
    return view
