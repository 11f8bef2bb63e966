"""What a PDF file (ISO 32000-1) says of the pictures in it, read without a decoder.

A picture in a PDF is a stream, and the dictionary of a stream is never compressed: its size stands in clear.
"""

from __future__ import annotations

import re
from typing import Final

from restoration.errors import UnsupportedFormat
from restoration.formats.header import Format, Header

_PICTURE: Final = re.compile(rb"/Subtype\s*/Image\b")
_WIDTH: Final = re.compile(rb"/Width\s+(\d{1,7})(?!\d|\s+\d+\s+R)")
_HEIGHT: Final = re.compile(rb"/Height\s+(\d{1,7})(?!\d|\s+\d+\s+R)")
_LONGEST_DICTIONARY: Final = 4096


def read_header(data: bytes) -> Header:
    """The size of the largest picture, 0 × 0 where none is stated.

    Raises:
        UnsupportedFormat: there is no picture.
    """
    sizes = [(0, 0)] if _PICTURE.search(data) else []
    for match in _PICTURE.finditer(data):
        start = data.rfind(b"obj", max(0, match.start() - _LONGEST_DICTIONARY), match.start())
        end = data.find(b"stream", match.end(), match.end() + _LONGEST_DICTIONARY)
        dictionary = data[max(start, 0) : end if end >= 0 else match.end()]
        width, height = _WIDTH.search(dictionary), _HEIGHT.search(dictionary)
        if width and height:
            sizes.append((int(width[1]), int(height[1])))
    if not sizes:
        raise UnsupportedFormat(format=Format.PDF, reason="no_pictures")
    width_px, height_px = max(sizes, key=lambda size: size[0] * size[1])
    return Header(Format.PDF, width_px, height_px)
