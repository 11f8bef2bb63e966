"""What `decode` makes of files of every kind."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps

from restoration.photo import Format, decode, inspect
from tests.restoration.files import (
    ADOBE_RGB,
    GREY_GAMMA_18,
    SRGB,
    deep,
    difference,
    eight_bits,
    exif,
    heic,
    lab,
    palette,
    picture,
    pillow,
    samples,
    tiff,
)

SAMPLES = samples()
LOSSY = {"jpeg", "webp", "heic", "avif"}


def test_pixels_are_read_only_sixteen_bit_and_exact_for_eight_bit_files() -> None:
    photo = decode(pillow(picture(), "png"))
    assert photo.pixels.dtype == np.uint16
    assert np.array_equal(photo.pixels, picture().astype(np.uint16) * 257)
    with pytest.raises(ValueError, match="read-only"):
        photo.pixels[0, 0, 0] = 0


@pytest.mark.parametrize("name", SAMPLES)
def test_the_header_tells_size_format_and_depth_of_every_kind(name: str) -> None:
    header, photo = inspect(SAMPLES[name]), decode(SAMPLES[name])
    assert sorted((header.width, header.height)) == sorted((photo.width, photo.height)) == [80, 96]
    assert (header.format, header.depth) == (photo.format, photo.depth)
    assert header.format == name.split()[0].replace("bigtiff", "tiff")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_shows_the_same_portrait(name: str) -> None:
    photo = decode(SAMPLES[name])
    upright = photo.pixels if photo.height == 96 else np.rot90(photo.pixels)
    expected = picture() if {"1", "fax"}.isdisjoint(name.split()) else None
    if expected is not None:
        lightness = upright.mean(axis=2) / 257
        assert np.abs(lightness - expected.mean(axis=2)).mean() < 12
    assert photo.pixels.std() > 5000


@pytest.mark.parametrize(
    "name", ["tiff", "tiff lzw", "tiff planar", "bmp", "webp lossless alpha", "png alpha"]
)
def test_lossless_files_are_exact(name: str) -> None:
    assert np.array_equal(eight_bits(decode(SAMPLES[name])), picture())


@pytest.mark.parametrize("name", ["png 16 bit", "tiff tiles", "bigtiff"])
def test_sixteen_bits_are_exact(name: str) -> None:
    photo = decode(SAMPLES[name])
    assert photo.depth == 16
    assert np.array_equal(photo.pixels, deep())


def test_ten_bits_fill_the_whole_range() -> None:
    white = np.full((64, 64, 3), 1023, dtype=np.uint16)
    assert decode(bytes(imagecodecs.avif_encode(white, 100, bitspersample=10))).pixels.min() == 65535
    photo = decode(heic(deep(), "RGB;16", quality=-1, chroma=444, matrix_coefficients=0))
    assert photo.depth == 16
    assert np.abs(photo.pixels.astype(int) - deep()).max() < 2 * 65535 / 1023


def test_twelve_bit_jpeg_fills_the_whole_range() -> None:
    white = np.full((32, 32, 3), 4095, dtype=np.uint16)
    photo = decode(bytes(imagecodecs.jpeg8_encode(white, 95, bitspersample=12)))
    assert photo.depth == 16
    assert photo.pixels.min() == 65535


@pytest.mark.parametrize("format", ["png", "tiff", "jpeg", "bmp"])
def test_grey_is_spread_over_three_equal_channels(format: str) -> None:
    photo = decode(pillow(picture(), format, "L", quality=98))
    assert photo.grey
    assert np.array_equal(photo.pixels[..., 0], photo.pixels[..., 2])
    expected = np.asarray(Image.fromarray(picture()).convert("L"))
    assert np.abs(photo.pixels[..., 0] / 257 - expected).mean() < 2


def test_deep_grey_keeps_its_levels() -> None:
    for data in (bytes(imagecodecs.png_encode(deep()[..., 1].copy())), tiff(deep()[..., 1].copy())):
        photo = decode(data)
        assert (photo.grey, photo.depth) == (True, 16)
        assert np.array_equal(photo.pixels[..., 1], deep()[..., 1])


@pytest.mark.parametrize("format", ["png", "tiff", "bmp"])
def test_a_single_bit_becomes_black_and_white(format: str) -> None:
    photo = decode(pillow(picture(), format, "1"))
    assert np.array_equal(photo.pixels[..., 0] > 0, np.asarray(Image.fromarray(picture()).convert("1")))
    assert set(np.unique(photo.pixels)) == {0, 65535}


@pytest.mark.parametrize("format", ["png", "tiff", "bmp"])
def test_palettes_are_looked_up(format: str) -> None:
    expected = np.asarray(Image.fromarray(picture()).quantize(20).convert("RGB"))
    assert np.array_equal(eight_bits(decode(palette(20, format))), expected)


def test_transparency_of_a_palette_is_kept() -> None:
    photo = decode(palette(20, "png", transparency=3))
    assert photo.alpha is not None
    assert set(np.unique(photo.alpha)) == {0, 65535}


@pytest.mark.parametrize("format", ["png", "tiff", "webp"])
def test_alpha_comes_apart_from_colour(format: str) -> None:
    four = np.dstack([picture(), picture()[..., 0]])
    options: dict[str, Any] = {"lossless": True, "exact": True} if format == "webp" else {}
    photo = decode(pillow(four, format, **options))
    assert photo.alpha is not None
    assert np.array_equal(photo.alpha, picture()[..., 0].astype(np.uint16) * 257)
    assert np.array_equal(eight_bits(photo), picture())


def test_premultiplied_colours_are_divided() -> None:
    alpha = np.full((96, 80, 1), 128, dtype=np.uint8)
    multiplied = np.rint(picture() * (128 / 255)).astype(np.uint8)
    photo = decode(tiff(np.dstack([multiplied, alpha]), photometric="rgb", extrasamples=["assocalpha"]))
    assert difference(photo, picture()) <= 1.1


def test_white_may_be_nought() -> None:
    grey = picture()[..., 1].copy()
    assert np.array_equal(eight_bits(decode(tiff(grey, photometric="miniswhite")))[..., 0], 255 - grey)


def test_inks_are_not_shown_as_a_negative() -> None:
    for data in (
        pillow(picture(), "jpeg", "CMYK", quality=98, subsampling=0),  # Adobe's inverted inks
        pillow(picture(), "tiff", "CMYK"),
    ):
        photo = decode(data)
        assert np.abs(photo.pixels / 257 - picture()).mean() < 2
        assert photo.profile is None


def test_inks_may_be_stored_as_luminance_and_chroma() -> None:
    inks = 255 - np.asarray(Image.fromarray(picture()).convert("CMYK"))
    data = bytes(imagecodecs.jpeg8_encode(inks, 98, colorspace="cmyk", outcolorspace="ycck"))
    assert np.abs(decode(data).pixels / 257 - picture()).mean() < 3


def test_only_the_first_page_of_a_tiff_is_read() -> None:
    pages = np.stack([picture(), 255 - picture()])
    assert np.array_equal(eight_bits(decode(tiff(pages, photometric="rgb"))), picture())


def test_floating_point_is_scaled_from_nought_to_one_and_refused_beyond() -> None:
    photo = decode(tiff((picture() / 255).astype(np.float32), photometric="rgb"))
    assert photo.depth == 16
    assert difference(photo, picture()) < 0.01


def test_luminance_and_chroma_in_tiff_are_converted() -> None:
    assert np.abs(decode(pillow(picture(), "tiff", "YCbCr")).pixels / 257 - picture()).mean() < 1.5
    coded = pillow(picture(), "tiff", "YCbCr", compression="jpeg", quality=98)
    assert np.abs(decode(coded).pixels / 257 - picture()).mean() < 3


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["jpeg", "png", "webp", "tiff", "avif", "heic"])
def test_all_orientations_are_turned_upright(format: str, orientation: int) -> None:
    image = Image.fromarray(picture())
    image.getexif()[0x0112] = orientation
    expected = np.asarray(ImageOps.exif_transpose(image))
    if format == "heic":
        data = heic(picture(), exif=exif(orientation), quality=90)
    elif format == "tiff":
        data = tiff(picture(), extratags=[(274, 3, 1, orientation, True)])
    else:
        data = pillow(picture(), format, exif=exif(orientation), quality=90)
    photo = decode(data)
    assert photo.pixels.shape == expected.shape
    assert np.abs(photo.pixels / 257 - expected).mean() < 6


def test_an_adobe_rgb_file_is_converted_as_a_colour_engine_does() -> None:
    photo = decode(pillow(picture(), "png", icc_profile=ADOBE_RGB))
    source = ImageCms.ImageCmsProfile(BytesIO(ADOBE_RGB))
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    expected = ImageCms.profileToProfile(
        Image.fromarray(picture()), source, ImageCms.createProfile("sRGB"), renderingIntent=intent
    )
    assert difference(photo, np.asarray(expected)) < 1.1
    assert photo.profile == ADOBE_RGB


def test_an_srgb_profile_changes_nothing_and_is_kept() -> None:
    photo = decode(pillow(picture(), "jpeg", icc_profile=SRGB))
    plain = decode(pillow(picture(), "jpeg"))
    assert np.array_equal(photo.pixels, plain.pixels)
    assert photo.profile == SRGB


def test_a_grey_profile_leaves_grey_grey_to_the_last_bit() -> None:
    photo = decode(pillow(picture(), "png", "L", icc_profile=GREY_GAMMA_18))
    assert np.array_equal(photo.pixels[..., 0], photo.pixels[..., 1])
    assert np.array_equal(photo.pixels[..., 0], photo.pixels[..., 2])
    assert photo.pixels.mean() > decode(pillow(picture(), "png", "L")).pixels.mean() * 1.01


def test_a_grey_file_with_an_rgb_profile_is_converted() -> None:
    photo = decode(pillow(np.full((8, 8), 60, np.uint8), "tiff", icc_profile=ADOBE_RGB))
    assert photo.grey
    assert 56 <= eight_bits(photo)[0, 0, 1] < 60


# Named, since a profile holds the second of its making: two processes would name the cases differently.
@pytest.mark.parametrize(
    "profile",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"x", id="letter"),
        pytest.param(ADOBE_RGB[:100], id="part of a header"),
        pytest.param(ADOBE_RGB[:400], id="cut off"),
        pytest.param(b"\0" * 900, id="zeros"),
        pytest.param(GREY_GAMMA_18, id="grey"),
    ],
)
def test_a_broken_or_foreign_profile_is_ignored(profile: bytes) -> None:
    photo = decode(pillow(picture(), "png", icc_profile=profile))
    assert np.array_equal(eight_bits(photo), picture())
    assert photo.profile is None


def test_the_main_thing_about_a_file_is_not_its_name(tmp_path: Path) -> None:
    path = tmp_path / "portrait.png"
    path.write_bytes(pillow(picture(), "jpeg"))
    assert decode(path.read_bytes()).format is Format.JPEG


@pytest.mark.parametrize("stored", ["tiff", "png"])
def test_twelve_bits_in_sixteen_are_recognised(stored: str) -> None:
    twelve = (deep() >> 4).astype(np.uint16)
    data = tiff(twelve, photometric="rgb") if stored == "tiff" else bytes(imagecodecs.png_encode(twelve))
    assert np.abs(decode(data).pixels.astype(int) - deep()).max() <= 16


def test_a_file_that_says_it_holds_sixteen_bits_is_believed() -> None:
    twelve = (deep() >> 4).astype(np.uint16)
    data = tiff(twelve, photometric="rgb", extratags=[(281, "H", 3, (65535,) * 3, True)])
    assert np.array_equal(decode(data).pixels, twelve)


def test_lab_in_sixteen_bits_and_in_iccs_way_shows_the_same() -> None:
    eight = lab()
    icc = eight ^ np.array([0, 0x80, 0x80], np.uint8)
    wide = np.dstack([eight[..., :1].astype(np.uint16) * 257, eight[..., 1:].astype(np.uint16) << 8])
    expected = decode(tiff(eight, photometric="cielab")).pixels.astype(int)
    for stored, kind in ((icc, "icclab"), (wide, "cielab")):
        assert np.abs(decode(tiff(stored, photometric=kind)).pixels - expected).max() < 40
