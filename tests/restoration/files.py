"""Small photographs as files of every kind, made on the spot."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

import imagecodecs
import numpy as np
import numpy.typing as npt
import pillow_heif
import tifffile
from PIL import Image
from skimage.data import astronaut

from restoration.photo import Photo

Bytes = npt.NDArray[np.uint8]

DATE, GPS_LATITUDE, SERIAL_NUMBER = "1987:06:05 04:03:02", "N", "SN-4711"
ADOBE_RGB: bytes = bytes(imagecodecs.cms_profile("adobergb"))
SRGB: bytes = bytes(imagecodecs.cms_profile("srgb"))
GREY_GAMMA_18: bytes = bytes(imagecodecs.cms_profile("gray", gamma=1.8))


@cache
def picture() -> Bytes:
    """A portrait, (96, 80, 3) uint8, neither square nor symmetric."""
    cut = np.ascontiguousarray(astronaut()[20:116, 180:260])  # type: ignore[no-untyped-call]
    cut.flags.writeable = False
    return cut


def deep() -> npt.NDArray[np.uint16]:
    """The portrait in uint16 with levels that 8 bits cannot hold."""
    noise = np.random.default_rng(5).integers(0, 200, picture().shape, dtype=np.uint16)
    return picture().astype(np.uint16) * 256 + noise


def exif(orientation: int = 1) -> bytes:
    """An EXIF block with what may be kept and with what may not."""
    block = Image.Exif()
    block[0x010F], block[0x0112], block[0x0132] = "Leica", orientation, DATE
    block[0x011A], block[0x011B], block[0x0128] = 300.0, 300.0, 2
    block.get_ifd(0x8769).update({0x9003: DATE, 0x927C: b"maker note", 0xA431: SERIAL_NUMBER})
    block.get_ifd(0x8825).update({1: GPS_LATITUDE, 2: (48.0, 8.0, 1.5)})
    return block.tobytes()


def pillow(array: npt.NDArray[Any], format: str, mode: str | None = None, **options: Any) -> bytes:
    """A file by Pillow."""
    image = Image.fromarray(array)
    file = BytesIO()
    (image if mode is None else image.convert(mode)).save(file, format, **options)
    return file.getvalue()


def palette(colors: int, format: str, **options: Any) -> bytes:
    """The portrait in a few colours."""
    file = BytesIO()
    Image.fromarray(picture()).quantize(colors).save(file, format, **options)
    return file.getvalue()


def tiff(array: npt.NDArray[Any], **options: Any) -> bytes:
    """A file by tifffile."""
    file = BytesIO()
    tifffile.imwrite(file, array, metadata=None, **options)
    return file.getvalue()


def heic(array: npt.NDArray[Any], mode: str = "RGB", **options: Any) -> bytes:
    """A file by libheif."""
    height, width = array.shape[:2]
    file = BytesIO()
    pillow_heif.from_bytes(mode, (width, height), array.tobytes()).save(file, **options)
    return file.getvalue()


def tiff_by_hand(tags: Mapping[int, int], body: bytes = b"") -> bytes:
    """A little-endian TIFF of one directory, values as longs, `body` from byte 8 on."""
    body += b"\0" * (len(body) % 2)
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(tags.items()))
    directory = struct.pack("<H", len(tags)) + entries + b"\0\0\0\0"
    return b"II*\0" + struct.pack("<I", 8 + len(body)) + body + directory


def samples() -> dict[str, bytes]:
    """A file of each kind that takes another way through the decoders."""
    colour, wide = picture(), deep()
    opaque = np.dstack([colour, colour[..., :1]])
    described: dict[str, Any] = {"exif": exif(6), "icc_profile": ADOBE_RGB}
    return {
        "jpeg": pillow(colour, "jpeg", **described),
        "jpeg progressive": pillow(colour, "jpeg", progressive=True),
        "jpeg grey": pillow(colour, "jpeg", "L"),
        "jpeg cmyk": pillow(colour, "jpeg", "CMYK"),
        "png": pillow(colour, "png", **described),
        "png 16 bit": bytes(imagecodecs.png_encode(wide)),
        "png palette": palette(20, "png", transparency=3),
        "png alpha": pillow(opaque, "png"),
        "png 1 bit": pillow(colour, "png", "1"),
        "webp": pillow(colour, "webp", **described),
        "webp lossless alpha": pillow(opaque, "webp", lossless=True),
        "webp animated": pillow(colour, "webp", save_all=True, append_images=[Image.new("RGB", (80, 96))]),
        "tiff": tiff(colour),
        "tiff lzw": pillow(colour, "tiff", compression="tiff_lzw"),
        "tiff fax": pillow(colour, "tiff", "1", compression="group4"),
        "tiff jpeg": tiff(colour, compression="jpeg"),
        "tiff tiles": tiff(wide, tile=(32, 32), compression="adobe_deflate", predictor=True, byteorder=">"),
        "tiff palette": palette(20, "tiff"),
        "tiff planar": tiff(np.moveaxis(colour, -1, 0).copy(), photometric="rgb", planarconfig="separate"),
        "bigtiff": tiff(wide, bigtiff=True, compression="zstd"),
        "heic": heic(colour, exif=exif(6)),
        "heic alpha": heic(opaque, "RGBA"),
        "avif": pillow(colour, "avif", **described),
        "avif 10 bit": bytes(imagecodecs.avif_encode(wide >> 6, 90, bitspersample=10)),
        "bmp": pillow(colour, "bmp"),
        "bmp palette": palette(200, "bmp"),
    }


def eight_bits(photo: Photo) -> Bytes:
    """The photo's pixels in 8 bits, (H, W, 3)."""
    return np.rint(photo.pixels / 257).astype(np.uint8)


def difference(photo: Photo, expected: npt.NDArray[Any]) -> float:
    """The largest difference to an 8-bit picture, in its levels."""
    return float(np.abs(photo.pixels / 257 - expected.astype(np.float64)).max())


def reopened(data: bytes) -> Image.Image:
    """What another program sees in a file that was written."""
    image = Image.open(BytesIO(data))
    image.load()
    return image
