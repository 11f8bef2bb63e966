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
from PIL import Image, ImageCms
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
        "tiff lab": tiff(lab(), photometric="cielab"),
        "tiff float": tiff(colour.astype(np.float32), photometric="rgb"),
        "tiff webp": tiff(colour, compression="webp", compressionargs={"lossless": True}),
        "tiff jxl": tiff(colour, compression=50002, compressionargs={"lossless": True}),
        "tiff jp2": tiff(colour, compression="jpeg2000", compressionargs={"reversible": True}),
        "gif": palette(200, "gif"),
        "gif transparent": palette(20, "gif", transparency=3),
        "jxl": bytes(imagecodecs.jpegxl_encode(colour, lossless=True)),
        "jxl 16 bit in boxes": bytes(imagecodecs.jpegxl_encode(wide, lossless=True, usecontainer=True)),
        "jp2": bytes(imagecodecs.jpeg2k_encode(colour, reversible=True, codecformat="jp2")),
        "jp2 16 bit": bytes(imagecodecs.jpeg2k_encode(wide, reversible=True, codecformat="j2k")),
        "raw": dng(),
        "bmp": pillow(colour, "bmp"),
        "bmp palette": palette(200, "bmp"),
    }


def lab() -> Bytes:
    """The portrait in CIELAB under D50, as TIFF stores it: a* and b* as two's complement."""
    srgb, space = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB", 5000)
    turned = ImageCms.profileToProfile(Image.fromarray(picture()), srgb, space, outputMode="LAB")
    assert turned is not None
    return np.frombuffer(turned.tobytes("raw", "LAB"), np.uint8).reshape(picture().shape)


def dng() -> bytes:
    """The portrait as a sensor sees it whose filters are sRGB's primaries, as a DNG file."""
    light = np.where(picture() <= 10, picture() / 255 / 12.92, ((picture() / 255 + 0.055) / 1.055) ** 2.4)
    mosaic = light[..., 1].copy()
    mosaic[::2, ::2], mosaic[1::2, 1::2] = light[::2, ::2, 0], light[1::2, 1::2, 2]
    from_xyz = [32405, -15371, -4985, -9693, 18760, 416, 556, -2040, 10572]
    matrix = [part for value in from_xyz for part in (value, 10_000)]
    return tiff(
        (mosaic * 60_000).astype(np.uint16),
        photometric=32803,
        extratags=[
            (271, "s", 0, "Leica", True),
            (50706, "B", 4, b"\1\4\0\0", True),
            (50707, "B", 4, b"\1\1\0\0", True),
            (50708, "s", 0, "Leica Test", True),
            (33421, "H", 2, (2, 2), True),
            (33422, "B", 4, b"\0\1\1\2", True),
            (50714, "H", 1, 0, True),
            (50717, "H", 1, 60_000, True),
            (50721, "2i", 9, matrix, True),
            (50728, "2I", 3, [1, 1, 1, 1, 1, 1], True),
            (50778, "H", 1, 21, True),
        ],
    )


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
