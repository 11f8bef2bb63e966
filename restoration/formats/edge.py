"""Exceptions of the decoders' libraries become the engine's own here."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from restoration.errors import CorruptFile, OutOfMemory, RestorationError
from restoration.formats.header import Format

_LARGEST_EMBEDDED: Final = 8 * 2**20  # bytes; the largest ICC profiles in use are about 4 MB


@contextmanager
def translated(format: Format) -> Iterator[None]:
    """Turn whatever a decoder or encoder of `format` raises into the engine's own errors.

    Raises:
        CorruptFile: the library refused the file.
        OutOfMemory: the library found no memory.
    """
    try:
        yield
    except RestorationError:
        raise
    except MemoryError as error:
        raise OutOfMemory from error
    except Exception as error:
        raise CorruptFile(format=format, reason=type(error).__name__) from error


def inflate(compressed: bytes) -> bytes | None:
    """A small embedded block, decompressed (zlib); None if it is broken, or a bomb."""
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(compressed, _LARGEST_EMBEDDED)
    except zlib.error:
        return None
    return content if stream.eof else None
