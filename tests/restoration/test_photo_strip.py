"""The promises of `strip`: what is private goes, and the coded picture stays as it is."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from restoration.errors import RestorationError
from restoration.photo import decode, inspect, strip
from tests.restoration.files import ADOBE_RGB, DATE, SERIAL_NUMBER, exif, picture, pillow, reopened, samples

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" exif:GPSLatitude="48,8.025N"/>'
STRIPPED = ("jpeg", "png", "webp")
SAMPLES = samples()


def described(format: str) -> bytes:
    """A portrait lying on its side, with a place in EXIF and XMP, a profile, and serial numbers."""
    more = {"pnginfo": _texts()} if format == "png" else {"xmp": XMP}
    return pillow(picture(), format, exif=exif(6), icc_profile=ADOBE_RGB, **more)


def _texts() -> PngImagePlugin.PngInfo:
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    texts.add_text("Comment", "at home", zip=True)
    return texts


@pytest.mark.parametrize("format", STRIPPED)
def test_the_place_and_all_that_is_private_goes_and_what_is_shown_stays(format: str) -> None:
    source = described(format)
    stripped = strip(source)
    assert stripped is not None
    before, after = decode(source), decode(stripped)
    assert np.array_equal(before.pixels, after.pixels)
    assert (after.profile, after.metadata) == (before.profile, before.metadata)
    kept = reopened(stripped).getexif()
    assert (kept[0x0112], kept[0x0132], kept[0x010F]) == (6, DATE, "Leica")
    assert not kept.get_ifd(0x8825)
    for private in (SERIAL_NUMBER.encode(), b"maker note", b"GPSLatitude"):
        assert private in source
        assert private not in stripped
    assert reopened(stripped).info.get("Comment") is None


def test_a_coded_picture_is_the_same_to_the_bit() -> None:
    source = described("jpeg")
    stripped = strip(source)
    assert stripped is not None
    scans = source[source.rindex(b"\xff\xda") :]
    assert stripped.endswith(scans)


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.split()[0] in STRIPPED])
def test_every_file_that_is_read_is_stripped_and_read_again(name: str) -> None:
    before = decode(SAMPLES[name])
    stripped = strip(SAMPLES[name])
    assert stripped is not None
    after = decode(stripped)
    assert np.array_equal(before.pixels, after.pixels)
    assert (before.alpha is None) == (after.alpha is None)
    assert inspect(stripped) == inspect(SAMPLES[name])
    assert replace(after.metadata, dots_per_inch=None) == replace(before.metadata, dots_per_inch=None)
    assert strip(stripped) == stripped


def test_an_animation_goes_on_moving() -> None:
    stripped = strip(SAMPLES["webp animated"])
    assert stripped is not None
    assert getattr(Image.open(BytesIO(stripped)), "n_frames", 1) == 2


def test_thumbnails_and_what_hangs_behind_the_picture_go() -> None:
    thumbnail = pillow(picture()[:32, :32], "jpeg")
    source = pillow(picture(), "jpeg", exif=exif(1) + thumbnail)
    extension = b"JFXX\0\x10" + thumbnail
    segment = b"\xff\xe0" + (len(extension) + 2).to_bytes(2, "big") + extension
    film = b"\0\0\0\x18ftypmp42 a film of the same moment"
    stripped = strip(source[:2] + segment + source[2:] + film)
    assert stripped is not None
    assert stripped.count(b"\xff\xd8\xff") == 1
    assert stripped.endswith(b"\xff\xd9")
    assert np.array_equal(decode(stripped).pixels, decode(source).pixels)


@pytest.mark.parametrize("name", ["tiff", "bigtiff", "heic", "avif", "bmp"])
def test_of_other_formats_it_is_said_that_they_must_be_coded_anew(name: str) -> None:
    assert strip(SAMPLES[name]) is None


@pytest.mark.parametrize("name", ["jpeg", "png", "webp"])
def test_a_file_that_ends_early_is_refused(name: str) -> None:
    with pytest.raises(RestorationError):
        strip(SAMPLES[name][:30])
