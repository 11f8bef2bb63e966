"""Writing TIFF files: deflate with a predictor, which every program of the last twenty years reads."""

from __future__ import annotations

import struct
from io import SEEK_END, BytesIO
from typing import Final

import numpy as np
import tifffile

from restoration.formats.edge import translated
from restoration.formats.header import Format
from restoration.formats.ifd import ASCII, LONG, SHORT, Raw, write_directory
from restoration.formats.metadata import EXIF_DIRECTORY, Metadata, exif_values, main_values
from restoration.formats.raster import Model, Raster

_LEVEL: Final = 5
_XMP, _IPTC, _ORIENTATION, _BYTE = 700, 33723, 274, 1


def encode(raster: Raster, *, quality: int, xmp: bytes | None) -> bytes:
    """Write grey or RGB samples with or without alpha, uint8 or uint16, always without loss."""
    samples = raster.samples
    if raster.alpha is not None:
        colour = samples[..., np.newaxis] if raster.model is Model.GREY else samples
        samples = np.concatenate([colour, raster.alpha[..., np.newaxis]], axis=2)
    file = BytesIO()
    with translated(Format.TIFF):
        tifffile.imwrite(
            file,
            samples,
            byteorder="<",
            photometric="minisblack" if raster.model is Model.GREY else "rgb",
            planarconfig="contig" if samples.ndim == 3 else None,
            extrasamples=None if raster.alpha is None else ["unassalpha"],
            compression="adobe_deflate",
            compressionargs={"level": _LEVEL},
            predictor=True,
            iccprofile=raster.profile,
            resolution=raster.metadata.dots_per_inch,
            resolutionunit=None if raster.metadata.dots_per_inch is None else "inch",
            metadata=None,
            software="",
            extratags=_tags(raster.metadata, xmp),
            maxworkers=1,
        )
        _append_exif(file, raster.metadata)
    return file.getvalue()


def _tags(metadata: Metadata, xmp: bytes | None) -> list[tuple[int, int, int, object, bool]]:
    tags: list[tuple[int, int, int, object, bool]] = []
    for tag, value in main_values(metadata).items():
        if isinstance(value, str):
            tags.append((tag, ASCII, 0, value.encode() + b"\0", True))
        elif isinstance(value, Raw):
            tags.append((tag, value.kind, value.count, value.content, True))
    if metadata.own.iptc is not None:
        padded = metadata.own.iptc + b"\0" * (-len(metadata.own.iptc) % 4)
        tags.append((_IPTC, LONG, len(padded) // 4, padded, True))
    tags.append((_ORIENTATION, SHORT, 1, 1, True))
    if xmp is not None:
        tags.append((_XMP, _BYTE, len(xmp), xmp, True))
    return tags


def _append_exif(file: BytesIO, metadata: Metadata) -> None:
    """Put a main directory that points to an EXIF directory behind all else; tifffile writes none itself."""
    values = exif_values(metadata)
    if not values:
        return
    view = file.getbuffer()
    (start,) = struct.unpack_from("<I", view, 4)
    (count,) = struct.unpack_from("<H", view, start)
    raw = bytes(view[start + 2 : start + 2 + 12 * count])
    view.release()
    end = file.seek(0, SEEK_END)
    end += file.write(b"\0" * (end % 2))
    behind = end + 2 + 12 * (count + 1) + 4
    entries = [raw[place : place + 12] for place in range(0, len(raw), 12)]
    entries.append(struct.pack("<HHII", EXIF_DIRECTORY, 4, 1, behind))
    entries.sort(key=lambda entry: struct.unpack_from("<H", entry))
    file.write(
        struct.pack("<H", count + 1) + b"".join(entries) + b"\0\0\0\0" + write_directory(values, behind)
    )
    file.seek(4)
    file.write(struct.pack("<I", end))
