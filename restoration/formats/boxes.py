"""The boxes that files of the JPEG 2000 and JPEG XL families are made of (ISO/IEC 15444-1, annex I)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from restoration.errors import CorruptFile, TruncatedFile
from restoration.formats.header import Format

_MOST: Final = 100_000

Box = tuple[bytes, memoryview]
"""Its kind, and its content."""


def read_boxes(data: bytes | memoryview, format: Format) -> Iterator[Box]:
    """The boxes side by side in `data`.

    Raises:
        TruncatedFile: the last one goes on behind the end.
        CorruptFile: one is shorter than its own head.
    """
    view, place = memoryview(data), 0
    for _ in range(_MOST):
        if place + 8 > len(view):
            return
        size, kind, head = (
            int.from_bytes(view[place : place + 4], "big"),
            bytes(view[place + 4 : place + 8]),
            8,
        )
        if size == 1:
            size, head = int.from_bytes(view[place + 8 : place + 16], "big"), 16
        elif size == 0:
            size = len(view) - place
        if size < head:
            raise CorruptFile(format=format, reason="boxes")
        if place + size > len(view):
            raise TruncatedFile(format=format)
        yield kind, view[place + head : place + size]
        place += size
