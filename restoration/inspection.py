"""Looking at a file without decoding a pixel of it."""

from __future__ import annotations

from restoration.formats.edge import translated
from restoration.formats.header import Format, Header
from restoration.formats.sniff import sniff
from restoration.formats.structures import STRUCTURES

__all__ = ["Format", "Header", "inspect", "strip"]


def inspect(data: bytes) -> Header:
    """Tell format, size and depth of a file from its header, without decoding a pixel.

    Raises:
        EmptyFile: there are no bytes.
        UnsupportedFormat: it is not a photograph of a format read here.
        TruncatedFile: it ends within its header.
        CorruptFile: its header makes no sense.
    """
    format = sniff(data)
    with translated(format):
        return STRUCTURES[format].read_header(data)


def strip(data: bytes) -> bytes | None:
    """The same file with no other metadata than what `encode` keeps: no place, no thumbnail, no serial.

    The coded picture stays as it is, to the bit. None for formats in which that cannot be done.

    Raises:
        RestorationError: as `inspect`.
    """
    format = sniff(data)
    stripped = STRUCTURES[format].strip
    with translated(format):
        return None if stripped is None else stripped(data)
