"""JPEG files (ITU-T T.81; JFIF; Adobe's inverted CMYK; ICC profiles in pieces)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import imagecodecs
import numpy as np

from restoration.errors import CorruptFile, TruncatedFile
from restoration.formats.depths import stretched
from restoration.formats.edge import translated
from restoration.formats.header import Format
from restoration.formats.iptc import PHOTOSHOP, iim_of, resource_of
from restoration.formats.jpeg_stream import (
    APP0,
    APP1,
    APP2,
    APP13,
    APP14,
    EXIF,
    ICC,
    Stream,
    read_header,
    read_segments,
    take_apart,
    write_segment,
)
from restoration.formats.metadata import Metadata, plausible_dpi, read_exif, write_exif
from restoration.formats.raster import Model, Raster, Samples, from_channels

__all__ = ["decode", "encode", "read_header"]

_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
_LONGEST_SEGMENT: Final = 65533
_PIECE: Final = 65533 - len(ICC) - 2
#: Coded data that no encoder writes behind a whole picture; a half one would show it.
_DEBRIS: Final = bytes(range(1, 200)) * 4
#: A bit flipped by an old disk may swallow the last blocks of a file whose end is there: still a photograph.
_LOST_TO_DECAY: Final = 0.01  # of its samples
_FULL_CHROMA_FROM: Final = 90


def decode(data: bytes) -> Raster:
    """Decode a whole file.

    Raises:
        TruncatedFile: part of the picture is missing.
        CorruptFile: it cannot be decoded.
    """
    stream = take_apart(data)
    samples, disturbed = _decoded(stream)
    if stream.huffman_coded:
        missing = np.count_nonzero(samples != disturbed) / samples.size
        if missing > (_LOST_TO_DECAY if stream.end is not None else 0):
            raise TruncatedFile(format=Format.JPEG)
    return _described(_raster(samples, stream), stream)


def salvage(data: bytes) -> Raster:
    """Decode what there is of a file that is cut short: the rows before the first that is not whole.

    Of a progressive picture whose first scan is whole every row is there, though some lack detail.

    Raises:
        TruncatedFile: not a single row is there.
        CorruptFile: it cannot be decoded.
    """
    stream = take_apart(data, salvage=True)
    samples, disturbed = _decoded(stream)
    changed = np.flatnonzero((samples != disturbed).reshape(len(samples), -1).any(axis=1))
    there = int(changed[0]) if changed.size and stream.scans == 1 else len(samples)
    if not there:
        raise TruncatedFile(format=Format.JPEG)
    raster = _described(_raster(samples[:there], stream), stream)
    return replace(raster, lost_rows=len(samples) - there)


def _decoded(stream: Stream) -> tuple[Samples, Samples]:
    """The samples, and what they would be if the coded data went on: they differ where it ended too early."""
    header, whole = stream.header, stream.essence()
    with translated(Format.JPEG):
        samples: Samples = imagecodecs.jpeg8_decode(whole)
        if samples.shape[:2] != (header.height, header.width):
            raise CorruptFile(format=Format.JPEG, reason="size")
        if not stream.huffman_coded:
            return samples, samples
        return samples, imagecodecs.jpeg8_decode(whole[:-2] + _DEBRIS + whole[-2:])


def encode(raster: Raster, *, quality: int, xmp: bytes | None) -> bytes:
    """Write grey or RGB samples (uint8); chroma is halved below quality 90."""
    grey = raster.model is Model.GREY
    with translated(Format.JPEG):
        coded = bytes(
            imagecodecs.jpeg8_encode(
                np.ascontiguousarray(raster.samples),
                quality,
                subsampling=None if grey else "444" if quality >= _FULL_CHROMA_FROM else "420",
                optimize=True,
            )
        )
    start = next(segment.end for segment in read_segments(coded) if segment.marker == APP0)
    return b"".join([b"\xff\xd8", *_written_segments(raster, xmp), coded[start:]])


def _raster(samples: Samples, stream: Stream) -> Raster:
    inverted = bool(stream.bodies(APP14, b"Adobe"))
    if samples.dtype == np.uint16:
        samples = stretched(samples, 12)
    if samples.ndim == 3 and samples.shape[2] == 4:
        return Raster(np.invert(samples) if inverted else samples, Model.CMYK)
    return from_channels(samples)


def _described(raster: Raster, stream: Stream) -> Raster:
    metadata, orientation = read_exif(next(iter(stream.bodies(APP1, EXIF)), None))
    jfif = next(iter(stream.bodies(APP0, b"JFIF\0")), b"")
    if metadata.dots_per_inch is None and len(jfif) >= 7 and jfif[2] in (1, 2):
        across, down = struct.unpack_from(">HH", jfif, 3)
        factor = 2.54 if jfif[2] == 2 else 1.0
        metadata = replace(metadata, dots_per_inch=plausible_dpi(across * factor, down * factor))
    metadata = metadata.with_blocks(
        xmp=next(iter(stream.bodies(APP1, _XMP)), None),
        iptc=iim_of(b"".join(stream.bodies(APP13, PHOTOSHOP))),
    )
    pieces = sorted(stream.bodies(APP2, ICC), key=lambda piece: piece[:1])
    profile = b"".join(piece[2:] for piece in pieces) or None
    return replace(raster, metadata=metadata, orientation=orientation, profile=profile)


def _written_segments(raster: Raster, xmp: bytes | None) -> Iterator[bytes]:
    yield write_segment(APP0, _jfif(raster.metadata))
    exif = write_exif(raster.metadata)
    if exif is not None:
        yield write_segment(APP1, EXIF + exif)
    if xmp is not None and len(_XMP + xmp) <= _LONGEST_SEGMENT:
        yield write_segment(APP1, _XMP + xmp)
    if raster.metadata.own.iptc is not None:
        body = PHOTOSHOP + resource_of(raster.metadata.own.iptc)
        if len(body) <= _LONGEST_SEGMENT:
            yield write_segment(APP13, body)
    profile = raster.profile or b""
    pieces = [profile[place : place + _PIECE] for place in range(0, len(profile), _PIECE)]
    if len(pieces) < 256:
        for number, piece in enumerate(pieces, start=1):
            yield write_segment(APP2, ICC + bytes([number, len(pieces)]) + piece)


def _jfif(metadata: Metadata) -> bytes:
    across, down = metadata.dots_per_inch or (1, 1)
    unit = 0 if metadata.dots_per_inch is None else 1
    return b"JFIF\0\1\1" + struct.pack(
        ">BHHBB", unit, min(round(across), 65535), min(round(down), 65535), 0, 0
    )
