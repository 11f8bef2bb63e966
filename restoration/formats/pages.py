"""The photographs that one file holds, each as a file of its own: pages of a TIFF, pictures in a PDF."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from restoration.errors import TruncatedFile
from restoration.formats import pdf
from restoration.formats.edge import translated
from restoration.formats.header import Format
from restoration.formats.ifd import directory_places, open_directory
from restoration.formats.sniff import sniff

_TIFF: Final = frozenset({b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"})
_SUBFILE_TYPE: Final = 254
_REDUCED_OR_MASK: Final = 1 | 4


@dataclass(frozen=True, slots=True)
class Pages:
    """How many photographs a file holds, and how to get at each; `take` raises as `pages_of`."""

    number: int
    take: Callable[[int], bytes]


def pages_of(data: bytes) -> Pages:
    """Look at a file; one that cannot hold several holds itself.

    Raises:
        EmptyFile, UnsupportedFormat: as `sniff`; a PDF without pictures, or behind a password.
        TruncatedFile: a TIFF ends before its directory.
        CorruptFile: a PDF cannot be opened.
    """
    format = sniff(data)
    with translated(format):
        if format is Format.PDF:
            return Pages(pdf.count(data), lambda index: pdf.take(data, index))
        if format is Format.TIFF:
            places = _tiff_places(data)
            return Pages(len(places), lambda index: _tiff_page(data, places[index]) if index else data)
    return Pages(1, lambda _index: data)


def count_pages(path: Path) -> int:
    """How many photographs a file on the disk holds, without reading all of a TIFF; raises as `pages_of`.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        if file.read(4) not in _TIFF:
            file.seek(0)
            return pages_of(file.read()).number
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return len(_tiff_places(cast("bytes", data)))  # what is used of it is the same


def _tiff_places(data: bytes) -> list[int]:
    """Where the directories of full pictures lie: previews and masks are no pages."""
    try:
        places = directory_places(data)
        kinds = [open_directory(data, place).number(_SUBFILE_TYPE, 0) for place in places]
    except (ValueError, struct.error) as error:
        raise TruncatedFile(format=Format.TIFF) from error
    full = [place for place, kind in zip(places, kinds, strict=True) if not kind & _REDUCED_OR_MASK]
    return full or places[:1]


def _tiff_page(data: bytes, place: int) -> bytes:
    """The same file beginning with another page: only the header's pointer differs."""
    order = "<" if data[:2] == b"II" else ">"
    if struct.unpack_from(f"{order}H", data, 2)[0] == 43:
        return data[:8] + struct.pack(f"{order}Q", place) + data[16:]
    return data[:4] + struct.pack(f"{order}I", place) + data[8:]
