"""A picture as a file stores it, before colour management; what format modules take and give."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from restoration.color import strips
from restoration.formats.metadata import Metadata

Samples = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]


class Model(StrEnum):
    """What the channels of a pixel mean."""

    GREY = "grey"
    RGB = "rgb"
    CMYK = "cmyk"  # 0 is no ink, the largest value full ink


@dataclass(frozen=True, slots=True)
class Raster:
    """Samples in the file's own colour space.

    Attributes:
        samples: (H, W) for grey, (H, W, 3) for RGB, (H, W, 4) for CMYK; uint8 or uint16, full range.
        model: what the channels mean.
        alpha: (H, W), dtype of `samples`, not premultiplied; None if opaque.
        profile: ICC profile as embedded, unchecked.
        metadata: what is kept of the file's metadata.
        orientation: EXIF orientation still to be applied, 1..8; 1 = upright.
        lost_rows: how many rows the file lacks behind those in `samples`; None = it is whole.
    """

    samples: Samples
    model: Model
    alpha: Samples | None = None
    profile: bytes | None = None
    metadata: Metadata = field(default_factory=Metadata)
    orientation: int = 1
    lost_rows: int | None = None


def from_channels(array: Samples) -> Raster:
    """A raster of 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGB, alpha) channels, (H, W) or (H, W, C).

    Raises:
        ValueError: it has another number of channels.
    """
    channels = 1 if array.ndim == 2 else array.shape[2]
    if channels == 1:
        return Raster(array.reshape(array.shape[:2]), Model.GREY)
    if channels == 2:
        return Raster(array[..., 0], Model.GREY, array[..., 1])
    if channels == 3:
        return Raster(array, Model.RGB)
    if channels == 4:
        return Raster(array[..., :3], Model.RGB, array[..., 3])
    raise ValueError(f"{channels} channels")


def upright(raster: Raster) -> Raster:
    """The raster turned and mirrored as its orientation asks; views, no copies."""
    if raster.orientation == 1:
        return raster
    alpha = None if raster.alpha is None else _turned(raster.alpha, raster.orientation)
    return replace(raster, samples=_turned(raster.samples, raster.orientation), alpha=alpha, orientation=1)


def _turned(array: Samples, orientation: int) -> Samples:
    if orientation >= 5:
        array = array.swapaxes(0, 1)
    if orientation in (3, 4, 7, 8):
        array = array[::-1]
    if orientation in (2, 3, 6, 7):
        array = array[:, ::-1]
    return array


def widened(array: Samples) -> npt.NDArray[np.uint16]:
    """Samples in 0..65535 uint16; an 8-bit value v becomes v * 257 exactly."""
    if array.dtype == np.uint16:
        return np.ascontiguousarray(array, dtype=np.uint16)
    return np.multiply(array, np.uint16(257), dtype=np.uint16)


def straight(raster: Raster) -> Raster:
    """Colours that had been multiplied with alpha, divided by it again in a new array."""
    if raster.alpha is None:
        return raster
    samples = raster.samples.copy()
    largest = np.iinfo(samples.dtype).max
    for top, bottom in strips(*samples.shape[:2]):
        alpha = raster.alpha[top:bottom]
        divisor = np.maximum(alpha if samples.ndim == 2 else alpha[..., np.newaxis], 1)
        divided = samples[top:bottom].astype(np.float32) * largest / divisor
        samples[top:bottom] = np.rint(np.minimum(divided, largest))
    return replace(raster, samples=samples)
