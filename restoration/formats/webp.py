"""WebP files (RFC 9649)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import imagecodecs
import numpy as np

from restoration.errors import CorruptFile
from restoration.formats.edge import translated
from restoration.formats.header import Format
from restoration.formats.metadata import read_exif, write_exif
from restoration.formats.raster import Raster, from_channels
from restoration.formats.webp_stream import (
    HAS_ALPHA,
    HAS_EXIF,
    HAS_PROFILE,
    HAS_XMP,
    PICTURES,
    Chunk,
    read_chunks,
    read_header,
    sizes,
    write_file,
)

_LOSSLESS_FROM: Final = 100


def decode(data: bytes) -> Raster:
    """Decode a whole file; of an animation, its first picture.

    Raises:
        TruncatedFile: part of the file is missing.
        CorruptFile: it cannot be decoded.
    """
    header = read_header(data)
    chunks = list(read_chunks(data, 12))
    for width, height in (size for chunk in chunks for size in sizes(*chunk)):
        if width > header.width or height > header.height:
            raise CorruptFile(format=Format.WEBP, reason="size")
    with translated(Format.WEBP):
        samples = imagecodecs.webp_decode(data, 0)
        if samples.shape[:2] != (header.height, header.width):
            raise CorruptFile(format=Format.WEBP, reason="size")
        raster = from_channels(samples)
    first = dict(reversed(chunks))
    metadata, orientation = read_exif(first.get(b"EXIF"))
    metadata = metadata.with_blocks(xmp=first.get(b"XMP "))
    return replace(raster, metadata=metadata, orientation=orientation, profile=first.get(b"ICCP"))


def encode(raster: Raster, *, quality: int, xmp: bytes | None) -> bytes:
    """Write RGB samples with or without alpha (uint8); without loss at quality 100."""
    samples = raster.samples
    if raster.alpha is not None:
        samples = np.concatenate([samples, raster.alpha[..., np.newaxis]], axis=2)
    with translated(Format.WEBP):
        lossless = quality >= _LOSSLESS_FROM
        coded = bytes(imagecodecs.webp_encode(np.ascontiguousarray(samples), quality, lossless=lossless))
    pictures = [chunk for chunk in read_chunks(coded, 12) if chunk[0] in PICTURES]
    return _assembled(raster, pictures, xmp)


def _assembled(raster: Raster, pictures: list[Chunk], xmp: bytes | None) -> bytes:
    """A file in the extended layout, the only one with room for metadata."""
    height, width = raster.samples.shape[:2]
    exif = write_exif(raster.metadata)
    flags = (
        (HAS_PROFILE if raster.profile is not None else 0)
        | (HAS_ALPHA if raster.alpha is not None else 0)
        | (HAS_EXIF if exif is not None else 0)
        | (HAS_XMP if xmp is not None else 0)
    )
    canvas = bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks: list[tuple[bytes, bytes | None]] = [
        (b"VP8X", canvas),
        (b"ICCP", raster.profile),
        *pictures,
        (b"EXIF", exif),
        (b"XMP ", xmp),
    ]
    return write_file([(kind, content) for kind, content in chunks if content is not None])
