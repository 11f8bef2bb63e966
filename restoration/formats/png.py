"""PNG files (ISO/IEC 15948:2004, and its third edition for EXIF)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import imagecodecs
import numpy as np

from restoration.errors import CorruptFile
from restoration.formats.depths import stretched, twelve_in_sixteen
from restoration.formats.edge import inflate, translated
from restoration.formats.header import Format, Header
from restoration.formats.iptc import iim_of
from restoration.formats.metadata import plausible_dpi, read_exif, write_exif
from restoration.formats.png_stream import (
    CHANNELS,
    NEEDED,
    SIGNATURE,
    Chunk,
    parse_header,
    read_chunks,
    write_chunk,
)
from restoration.formats.raster import Model, Raster, from_channels

_BEST_DEFLATE: Final = 1032  # no deflate stream grows by more
_IPTC_KEYWORD: Final = b"Raw profile type iptc\0"
_XMP_KEYWORD: Final = b"XML:com.adobe.xmp\0\0\0\0\0"
_LEVEL: Final = 5
_INCH: Final = 0.0254


def decode(data: bytes) -> Raster:
    """Decode a whole file; of an animation, its still picture.

    Raises:
        TruncatedFile: part of the file is missing.
        CorruptFile: it cannot be decoded.
    """
    chunks = list(read_chunks(data))
    header = parse_header(chunks[0])
    _require_enough(header, chunks)
    essence = b"".join([SIGNATURE, *(data[c.start : c.end] for c in chunks if c.kind in NEEDED)])
    with translated(Format.PNG):
        samples = imagecodecs.png_decode(essence)
        if samples.shape[:2] != (header.height, header.width):
            raise CorruptFile(format=Format.PNG, reason="size")
        if samples.dtype == np.uint16 and twelve_in_sixteen(samples):
            samples = stretched(samples, 12)
        raster = from_channels(samples)
    iptc = next((block for c in chunks if (block := _iptc(c)) is not None), None)
    xmp = next((text for c in chunks if (text := _xmp(c)) is not None), None)
    return _described(raster, {c.kind: c.body for c in reversed(chunks)}, xmp, iptc)


def encode(raster: Raster, *, quality: int, xmp: bytes | None) -> bytes:
    """Write grey or RGB samples with or without alpha, uint8 or uint16, always without loss."""
    samples = raster.samples
    if raster.alpha is not None:
        colour = samples[..., np.newaxis] if raster.model is Model.GREY else samples
        samples = np.concatenate([colour, raster.alpha[..., np.newaxis]], axis=2)
    with translated(Format.PNG):
        coded = bytes(imagecodecs.png_encode(np.ascontiguousarray(samples), _LEVEL))
    body = next(read_chunks(coded)).end
    return b"".join([coded[:body], *_written_chunks(raster, xmp), coded[body:]])


def _require_enough(header: Header, chunks: list[Chunk]) -> None:
    """Refuse a file that claims more pixels than its coded data can hold, before memory is taken for them."""
    bits, kind = chunks[0].body[8], chunks[0].body[9]
    needed = header.height * (header.width * bits * CHANNELS[kind] // 8)
    if needed > _BEST_DEFLATE * sum(len(chunk.body) for chunk in chunks if chunk.kind == b"IDAT"):
        raise CorruptFile(format=Format.PNG, reason="too little picture data")


def _xmp(chunk: Chunk) -> bytes | None:
    """The XMP packet in an iTXt chunk, compressed or not; None if it holds something else."""
    if chunk.kind != b"iTXt" or bytes(chunk.body[:18]) != _XMP_KEYWORD[:18]:
        return None
    compressed, body = chunk.body[18:19].tobytes() == b"\1", bytes(chunk.body[20:])
    text = body.split(b"\0", 2)[-1]
    return inflate(text) if compressed else text


def _iptc(chunk: Chunk) -> bytes | None:
    """The IPTC records that programs write into texts in hexadecimal; None if there are none."""
    if chunk.kind not in (b"zTXt", b"tEXt") or bytes(chunk.body[: len(_IPTC_KEYWORD)]) != _IPTC_KEYWORD:
        return None
    body = bytes(chunk.body[len(_IPTC_KEYWORD) :])
    text = inflate(body[1:]) if chunk.kind == b"zTXt" else body
    try:
        block = bytes.fromhex((text or b"").decode("ascii").strip().split("\n", 2)[2])
    except (IndexError, ValueError):
        return None
    return iim_of(block) if block.startswith(b"8BIM") else block


def _described(
    raster: Raster, chunks: dict[bytes, memoryview], xmp: bytes | None, iptc: bytes | None
) -> Raster:
    exif = chunks.get(b"eXIf")
    metadata, orientation = read_exif(None if exif is None else bytes(exif))
    if metadata.dots_per_inch is None:
        metadata = replace(metadata, dots_per_inch=_resolution(bytes(chunks.get(b"pHYs", b""))))
    metadata = metadata.with_blocks(xmp=xmp, iptc=iptc)
    name, _, rest = bytes(chunks.get(b"iCCP", b"")).partition(b"\0")
    profile = inflate(rest[1:]) if name else None
    return replace(raster, metadata=metadata, orientation=orientation, profile=profile)


def _resolution(physical: bytes) -> tuple[float, float] | None:
    if len(physical) != 9 or physical[8] != 1:
        return None
    across, down = struct.unpack_from(">II", physical)
    return plausible_dpi(across * _INCH, down * _INCH)


def _written_chunks(raster: Raster, xmp: bytes | None) -> Iterator[bytes]:
    if raster.profile is not None:
        yield write_chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(raster.profile))
    if raster.metadata.dots_per_inch is not None:
        yield write_chunk(b"pHYs", _physical(raster.metadata.dots_per_inch))
    exif = write_exif(raster.metadata)
    if exif is not None:
        yield write_chunk(b"eXIf", exif)
    if xmp is not None:
        yield write_chunk(b"iTXt", _XMP_KEYWORD + xmp)


def _physical(dots_per_inch: tuple[float, float]) -> bytes:
    across, down = dots_per_inch
    return struct.pack(">IIB", round(across / _INCH), round(down / _INCH), 1)
