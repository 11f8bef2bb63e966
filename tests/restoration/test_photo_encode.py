"""What `encode` writes, as the engine and other programs read it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from restoration.errors import TooLargeForFormat
from restoration.photo import Edit, Format, Photo, decode, encode, writable
from tests.restoration.files import (
    ADOBE_RGB,
    DATE,
    GPS_LATITUDE,
    GREY_GAMMA_18,
    SERIAL_NUMBER,
    SRGB,
    deep,
    difference,
    exif,
    heic,
    picture,
    pillow,
    reopened,
    samples,
    tiff,
)

SAMPLES = samples()
WRITTEN = [Format.JPEG, Format.PNG, Format.WEBP, Format.TIFF]
RANDOM = np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_is_written_as_itself_or_the_next_best(name: str) -> None:
    photo = decode(SAMPLES[name])
    again = decode(encode(photo))
    stand_ins = {Format.HEIC: Format.JPEG, Format.AVIF: Format.JPEG, Format.BMP: Format.PNG}
    stand_ins |= {Format.GIF: Format.PNG, Format.JXL: Format.PNG, Format.JP2: Format.TIFF}
    stand_ins |= {Format.RAW: Format.TIFF}
    assert again.format == writable(photo.format) == stand_ins.get(photo.format, photo.format)
    assert again.pixels.shape == photo.pixels.shape
    assert again.grey == (photo.grey and again.format is not Format.WEBP)
    assert again.depth == (photo.depth if again.format in (Format.PNG, Format.TIFF) else 8)
    if again.format in (Format.PNG, Format.TIFF):
        assert np.abs(again.pixels.astype(int) - photo.pixels).max() <= 2
    elif photo.alpha is None or again.alpha is not None:
        assert np.abs(again.pixels.astype(int) - photo.pixels).mean() / 257 < 4


@pytest.mark.parametrize("source", ["png", "tiff", "bmp"])
@pytest.mark.parametrize("profile", [None, SRGB, ADOBE_RGB])
def test_eight_bit_pixels_come_back_exactly_even_outside_srgb(source: str, profile: bytes | None) -> None:
    options: dict[str, Any] = {} if profile is None or source == "bmp" else {"icc_profile": profile}
    photo = decode(pillow(RANDOM, source, **options))
    assert np.array_equal(np.asarray(reopened(encode(photo, Format.PNG))), RANDOM)


def test_pixels_that_were_left_alone_keep_their_colours_outside_srgb() -> None:
    photo = decode(pillow(RANDOM, "png", icc_profile=ADOBE_RGB))
    changed = photo.pixels.copy()
    changed[:10] = 65535 - changed[:10]
    written = np.asarray(reopened(encode(photo.with_pixels(changed))))
    assert np.array_equal(written[10:], RANDOM[10:])
    assert np.abs(written[:10].astype(int) - RANDOM[:10]).max() > 100


def test_a_small_change_to_a_colour_outside_srgb_stays_small() -> None:
    green = np.tile(np.array([[[0, 255, 0]]], dtype=np.uint8), (8, 8, 1))
    photo = decode(pillow(green, "png", icc_profile=ADOBE_RGB))
    darker = (photo.pixels * 0.98).astype(np.uint16)
    written = np.asarray(reopened(encode(photo.with_pixels(darker)))).astype(int)
    assert 0 < np.abs(written - green).max() < 12


@pytest.mark.parametrize("format", [Format.PNG, Format.TIFF])
def test_a_sixteen_bit_ramp_under_adobe_rgb_keeps_its_levels(format: Format) -> None:
    ramp = np.stack([np.linspace(low, 50_000, 4000) for low in (8_000, 9_000, 7_000)], axis=-1)
    wide = np.repeat(ramp.astype(np.uint16)[np.newaxis], 4, axis=0)
    source = decode(tiff(wide, iccprofile=ADOBE_RGB, photometric="rgb"))
    photo = decode(encode(source, format))
    again = decode(encode(photo))
    assert (again.format, again.depth, again.profile) == (format, 16, ADOBE_RGB)
    assert len(np.unique(again.pixels[..., 1])) > 3900
    assert np.abs(again.pixels.astype(int) - source.pixels).max() <= 4


@pytest.mark.parametrize("format", WRITTEN)
def test_the_profile_is_put_back(format: Format) -> None:
    photo = decode(pillow(picture(), "png", icc_profile=ADOBE_RGB))
    written = encode(photo, format, quality=98)
    assert reopened(written).info["icc_profile"] == ADOBE_RGB
    assert np.abs(decode(written).pixels / 257 - photo.pixels / 257).mean() < 3


def test_a_profile_larger_than_a_jpeg_segment_is_put_back_in_pieces() -> None:
    large = ADOBE_RGB + np.random.default_rng(2).bytes(150_000)
    large = len(large).to_bytes(4, "big") + large[4:]
    photo = decode(pillow(picture(), "png", icc_profile=large))
    assert photo.profile == large
    assert decode(encode(photo, Format.JPEG)).profile == large


@pytest.mark.parametrize("format", WRITTEN)
def test_inks_are_written_as_rgb_without_their_profile(format: Format) -> None:
    photo = decode(pillow(picture(), "jpeg", "CMYK"))
    image = reopened(encode(photo, format))
    assert image.mode == "RGB"
    assert "icc_profile" not in image.info


@pytest.mark.parametrize("format", [Format.JPEG, Format.PNG, Format.TIFF])
def test_grey_is_written_as_grey_while_its_channels_are_equal(format: Format) -> None:
    photo = decode(pillow(picture(), "png", "L", icc_profile=GREY_GAMMA_18))
    image = reopened(encode(photo, format, quality=100))
    assert image.mode == "L"
    assert image.info["icc_profile"] == GREY_GAMMA_18
    assert np.abs(np.asarray(image).astype(int) - Image.fromarray(picture()).convert("L")).max() <= 2


@pytest.mark.parametrize("format", WRITTEN)
def test_grey_that_was_coloured_is_written_in_srgb(format: Format) -> None:
    photo = decode(pillow(picture(), "png", "L", icc_profile=GREY_GAMMA_18))
    coloured = photo.pixels.copy()
    coloured[..., 2] //= 2
    image = reopened(encode(photo.with_pixels(coloured), format, quality=100))
    assert image.mode == "RGB"
    assert "icc_profile" not in image.info
    assert np.abs(np.asarray(image) - np.rint(coloured / 257)).mean() < 2


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize("deep_alpha", [False, True])
def test_transparency_is_kept_or_laid_on_white(format: Format, deep_alpha: bool) -> None:
    four = np.full((16, 16, 4), (200, 100, 50, 255), dtype=np.uint8)
    four[:8, :, 3] = 0
    source = bytes(imagecodecs.png_encode(four.astype(np.uint16) * 257 if deep_alpha else four))
    image = reopened(encode(decode(source), format, quality=100)).convert("RGBA")
    shown = np.asarray(Image.alpha_composite(Image.new("RGBA", (16, 16), "white"), image))
    assert np.abs(shown[0, 0].astype(int) - 255).max() <= 1
    assert np.abs(shown[15, 15].astype(int) - [200, 100, 50, 255]).max() <= 2
    assert (np.asarray(image)[0, 0, 3] == 255) == (format is Format.JPEG)


def test_grey_with_transparency_stays_so() -> None:
    two = np.dstack([picture()[..., 0], picture()[..., 1]])
    for format in (Format.PNG, Format.TIFF):
        image = reopened(encode(decode(bytes(imagecodecs.png_encode(two))), format))
        assert image.mode == "LA"
        assert np.array_equal(np.asarray(image), two)


DESCRIBED = {
    "jpeg": pillow(picture(), "jpeg", exif=exif(6)),
    "png": pillow(picture(), "png", exif=exif(6)),
    "webp": pillow(picture(), "webp", exif=exif(6)),
    "avif": pillow(picture(), "avif", exif=exif(6)),
    "heic": heic(picture(), exif=exif(6)),
}


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize("source", DESCRIBED)
def test_date_and_camera_are_kept_and_what_is_private_is_dropped(source: str, format: Format) -> None:
    written = encode(decode(DESCRIBED[source]), format)
    kept = reopened(written).getexif()
    assert (kept[0x0132], kept[0x010F], kept[0x011A]) == (DATE, "Leica", 300)
    assert kept.get_ifd(0x8769)[0x9003] == DATE
    assert kept[0x0112] == 1
    assert not kept.get_ifd(0x8825)
    assert GPS_LATITUDE.encode() in DESCRIBED[source]
    assert not {0x927C, 0xA431} & set(kept.get_ifd(0x8769))
    for private in (SERIAL_NUMBER.encode(), b"maker note"):
        assert private in DESCRIBED[source]
        assert private not in written
    assert decode(written).metadata == decode(DESCRIBED[source]).metadata


def test_an_embedded_preview_is_dropped() -> None:
    preview = pillow(picture()[:32, :32], "jpeg")
    block = Image.Exif()
    block[0x0132] = DATE
    block.get_ifd(0x0001)
    raw = block.tobytes() + preview
    source = pillow(picture(), "jpeg", exif=raw)
    assert source.count(preview) == 1
    written = encode(decode(source))
    assert written.count(b"\xff\xd8\xff") == 1
    assert decode(written).metadata.texts["DateTime"] == DATE


def test_texts_in_any_script_are_kept() -> None:
    block = Image.Exif()
    block[0x010E] = "Großmutter и 祖母".encode()
    photo = decode(pillow(picture(), "png", exif=block.tobytes()))
    for format in WRITTEN:
        assert decode(encode(photo, format)).metadata.texts["ImageDescription"] == "Großmutter и 祖母"


@pytest.mark.parametrize("source", ["png", "tiff", "jpeg"])
@pytest.mark.parametrize("format", [Format.PNG, Format.TIFF, Format.JPEG])
def test_the_resolution_is_kept(source: str, format: Format) -> None:
    photo = decode(pillow(picture(), source, dpi=(600, 600)))
    assert photo.metadata.dots_per_inch == pytest.approx((600, 600), abs=0.1)
    assert reopened(encode(photo, format)).info["dpi"] == pytest.approx((600, 600), abs=0.1)


@pytest.mark.parametrize("format", WRITTEN)
@pytest.mark.parametrize("edit", [Edit.ENHANCED, Edit.COMPOSITE])
def test_the_edit_is_stated_where_every_program_looks_for_it(format: Format, edit: Edit) -> None:
    written = encode(decode(SAMPLES["png"]), format, edit=edit)
    packet = reopened(written).info["xmp"]
    term = re.search(rb"<Iptc4xmpExt:DigitalSourceType[^>]*>([^<]+)<", packet)
    assert term is not None
    assert term[1].decode() == f"http://cv.iptc.org/newscodes/digitalsourcetype/{edit}"


@pytest.mark.parametrize("format", WRITTEN)
def test_without_an_edit_nothing_is_stated(format: Format) -> None:
    written = encode(decode(SAMPLES["png"]), format)
    assert b"DigitalSourceType" not in written
    assert not reopened(written).info.get("xmp")


def test_chroma_is_whole_in_jpeg_from_quality_ninety() -> None:
    photo = decode(SAMPLES["png"])
    for quality, sampling in ((95, (1, 1)), (90, (1, 1)), (80, (2, 2))):
        image = Image.open(BytesIO(encode(photo, Format.JPEG, quality=quality)))
        assert image.layer[0][1:3] == sampling  # type: ignore[attr-defined]


def test_quality_is_obeyed_and_webp_loses_nothing_at_its_top() -> None:
    photo = decode(pillow(picture(), "png"))
    for format in (Format.JPEG, Format.WEBP):
        assert len(encode(photo, format, quality=60)) < len(encode(photo, format, quality=95))
    assert difference(decode(encode(photo, Format.WEBP, quality=100)), picture()) == 0
    with pytest.raises(ValueError, match="not within"):
        encode(photo, Format.JPEG, quality=0)


def test_the_same_photo_gives_the_same_bytes() -> None:
    photo = decode(SAMPLES["tiff tiles"])
    for format in WRITTEN:
        assert encode(photo, format, edit=Edit.COMPOSITE) == encode(photo, format, edit=Edit.COMPOSITE)


@pytest.mark.parametrize(("format", "limit"), [(Format.WEBP, 16_383), (Format.JPEG, 65_500)])
def test_a_picture_longer_than_its_format_allows_is_refused(format: Format, limit: int) -> None:
    photo = Photo(np.zeros((1, limit + 1, 3), dtype=np.uint16))
    with pytest.raises(TooLargeForFormat) as caught:
        encode(photo, format)
    assert caught.value.parameters == {"format": format, "side": limit + 1, "limit": limit}
    assert decode(encode(photo, Format.PNG)).width == limit + 1


def test_other_pixels_must_have_the_size_and_type_of_the_photo() -> None:
    photo = decode(SAMPLES["png"])
    for pixels in (photo.pixels[:-1], photo.pixels.astype(np.uint8)):
        with pytest.raises(ValueError, match="expected"):
            photo.with_pixels(pixels)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(1, 1), (1, 7), (7, 1), (3, 2)])
@pytest.mark.parametrize("format", WRITTEN)
def test_tiny_pictures_make_the_way_there_and_back(format: Format, size: tuple[int, int]) -> None:
    photo = Photo(np.full((*size, 3), 30_000, dtype=np.uint16), depth=16)
    again = decode(encode(photo, format))
    assert again.pixels.shape == (*size, 3)
    assert np.abs(again.pixels.astype(int) - 30_000).max() < 2000


def test_sixteen_bits_become_the_nearest_eight() -> None:
    photo = decode(tiff(deep(), photometric="rgb"))
    written = np.asarray(reopened(encode(photo, Format.WEBP, quality=100)))
    assert np.array_equal(written, np.rint(deep() / 257))
