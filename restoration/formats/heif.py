"""HEIC and AVIF files, read only: what is written instead is JPEG."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import imagecodecs
import numpy as np
import pillow_heif

from restoration.errors import CorruptFile
from restoration.formats.depths import stretched
from restoration.formats.edge import translated
from restoration.formats.header import Format
from restoration.formats.isobmff import Item, read_item
from restoration.formats.metadata import read_exif
from restoration.formats.raster import Raster, Samples, from_channels, straight

_CHANNELS: Final = {"L": 1, "LA": 2, "La": 2, "RGB": 3, "RGBA": 4, "RGBa": 4}


def decode_heic(data: bytes) -> Raster:
    """Decode the main picture; the decoder turns it upright, and EXIF's orientation is not to be heeded.

    Raises:
        TruncatedFile: part of the file is missing.
        CorruptFile: it cannot be decoded.
    """
    item = read_item(data, Format.HEIC)
    with translated(Format.HEIC):
        image = pillow_heif.open_heif(data, convert_hdr_to_8bit=False, hdr_to_16bit=False)
        if sorted(image.size) > sorted((item.width, item.height)):
            raise CorruptFile(format=Format.HEIC, reason="size")
        mode, _, bits = image.mode.partition(";")
        raster = from_channels(stretched(_unpacked(image, _CHANNELS[mode], bits), int(bits or 8)))
        if mode.endswith("a"):
            raster = straight(raster)
    return _described(raster, item, orientation=1)


def decode_avif(data: bytes) -> Raster:
    """Decode the main picture, not turned yet.

    Raises:
        TruncatedFile: part of the file is missing.
        CorruptFile: it cannot be decoded.
    """
    item = read_item(data, Format.AVIF)
    with translated(Format.AVIF):
        samples = imagecodecs.avif_decode(data, 0)
        if samples.shape[:2] != (item.height, item.width):
            raise CorruptFile(format=Format.AVIF, reason="size")
        raster = from_channels(stretched(samples, item.bits))
    return _described(raster, item, orientation=item.orientation)


def _described(raster: Raster, item: Item, *, orientation: int) -> Raster:
    metadata, _ = read_exif(item.exif)
    metadata = metadata.with_blocks(xmp=item.xmp)
    return replace(raster, metadata=metadata, orientation=orientation, profile=item.profile)


def _unpacked(image: pillow_heif.HeifFile, channels: int, bits: str) -> Samples:
    width, height = image.size
    dtype = np.dtype(np.uint16 if bits else np.uint8)
    rows = np.frombuffer(image.data, dtype=dtype).reshape(height, image.stride // dtype.itemsize)
    samples: Samples = rows[:, : width * channels].reshape(height, width, channels)
    return samples
