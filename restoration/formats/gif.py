"""GIF files, read only, of an animation the first picture: what is written instead is PNG."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import GifImagePlugin

from restoration.errors import CorruptFile
from restoration.formats.edge import translated
from restoration.formats.gif_header import read_header, require_first_picture
from restoration.formats.header import Format
from restoration.formats.raster import Raster, from_channels


def decode(data: bytes) -> Raster:
    """Decode the first picture.

    Raises:
        TruncatedFile: part of it is missing.
        CorruptFile: it cannot be decoded.
    """
    header = read_header(data)
    require_first_picture(data)
    with translated(Format.GIF):
        image = GifImagePlugin.GifImageFile(BytesIO(data))
        if image.size != (header.width, header.height):
            raise CorruptFile(format=Format.GIF, reason="size")
        image.load()
        clear = "transparency" in image.info
        return from_channels(np.asarray(image.convert("RGBA" if clear else "RGB"), dtype=np.uint8))
