"""Pictures out of PDF files, as scanners write them, through PDFium: an optional package.

A picture that is stored as JPEG or JPEG 2000 comes out as it was stored; any other one as TIFF.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

import numpy as np

from restoration.errors import CorruptFile, UnsupportedFormat
from restoration.formats import jpeg_stream, tiff_writer
from restoration.formats.header import Format
from restoration.formats.metadata import Metadata, plausible_dpi, write_exif
from restoration.formats.raster import from_channels

_SMALLEST_SIDE: Final = 64  # pixels; what is smaller is a logo or a line
_MOST_MEGAPIXELS: Final = 400
_TURNS: Final = {0: 1, 1: 6, 2: 3, 3: 8}
"""Quarters to the right that a picture is shown turned by -> EXIF orientation."""


def count(data: bytes) -> int:
    """How many pictures there are.

    Raises:
        UnsupportedFormat: there are none, the file wants a password, or PDFium is not installed.
        CorruptFile: it cannot be opened.
    """
    with _opened(data) as document:
        found = sum(1 for _ in _pictures(document))
    if not found:
        raise UnsupportedFormat(format=Format.PDF, reason="no_pictures")
    return found


def take(data: bytes, index: int) -> bytes:
    """One picture as a file of its own; raises as `count`."""
    with _opened(data) as document:
        for position, (picture, turns) in enumerate(_pictures(document)):
            if position == index:
                return _file(picture, turns)
    raise UnsupportedFormat(format=Format.PDF, reason="no_pictures")


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        import pypdfium2
    except ImportError as error:
        raise UnsupportedFormat(format=Format.PDF, reason="extra", detail="archive") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnsupportedFormat(format=Format.PDF, reason="locked") from error
        raise CorruptFile(format=Format.PDF, reason=type(error).__name__) from error
    try:
        yield document
    finally:
        document.close()


def _pictures(document: Any) -> Iterator[tuple[Any, int]]:
    """Every picture, page by page, and the quarters to the right that it is shown turned by."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    for page in document:
        for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]):
            if min(picture.get_px_size()) < _SMALLEST_SIDE:
                continue
            a, b, *_ = picture.get_matrix().get()
            yield picture, round(page.get_rotation() / 90 - math.degrees(math.atan2(b, a)) / 90) % 4


def _file(picture: Any, turns: int) -> bytes:
    filters = picture.get_filters()
    if filters == ["DCTDecode"]:
        return _turned_jpeg(bytes(picture.get_data()), turns)
    if filters == ["JPXDecode"] and not turns:
        return bytes(picture.get_data())
    width, height = picture.get_px_size()
    if width * height > _MOST_MEGAPIXELS * 1e6:
        raise CorruptFile(format=Format.PDF, reason="size")
    bitmap = picture.get_bitmap()
    samples = bitmap.to_numpy()
    if samples.ndim == 3:
        samples = samples[..., 0] if samples.shape[2] == 1 else samples[..., 2::-1]
    raster = from_channels(np.ascontiguousarray(np.rot90(samples, -turns)))
    return tiff_writer.encode(replace(raster, metadata=_resolution(picture)), quality=100, xmp=None)


def _turned_jpeg(data: bytes, turns: int) -> bytes:
    """The same file with an EXIF block that says how it is shown, unless it lies upright."""
    exif = write_exif(Metadata(), _TURNS[turns])
    if exif is None:
        return data
    return data[:2] + jpeg_stream.write_segment(jpeg_stream.APP1, jpeg_stream.EXIF + exif) + data[2:]


def _resolution(picture: Any) -> Metadata:
    described = picture.get_metadata()
    return Metadata(dots_per_inch=plausible_dpi(described.horizontal_dpi, described.vertical_dpi))
