"""Colour profiles of every build, against a colour engine or against what they were built from."""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any

import imagecodecs
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageCms

from restoration.color import lab_to_srgb, srgb_to_lab
from restoration.formats.icc import read_matrix_profile
from restoration.formats.raster import Model
from restoration.formats.transforms import GreyCurve, LittleCms, MatrixShaper, Plain, transform_for
from restoration.photo import Format, decode, encode
from tests.restoration.files import ADOBE_RGB, SRGB, difference, picture, pillow, reopened

Floats = npt.NDArray[np.float64]


def _profile(kind: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    """An ICC profile, version 2 (4 where a parametric curve needs it does no harm)."""
    place, entries, body = 132 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        entries += struct.pack(">4sII", name, place + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    size = place + len(body)
    white = struct.pack(">3i", 63190, 65536, 54061)
    header = struct.pack(
        ">I4sI4s4s4s12s4s", size, b"\0" * 4, 0x04200000, kind, space, connection, b"", b"acsp"
    )
    header = (header + b"\0" * 28 + white).ljust(128, b"\0")
    return header + struct.pack(">I", len(tags)) + entries + body


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def _parametric(kind: int, *values: float) -> bytes:
    numbers = (round(value * 65536) for value in values)
    return b"para\0\0\0\0" + struct.pack(f">HH{len(values)}i", kind, 0, *numbers)


def _display_p3(curve: bytes) -> bytes:
    """The primaries of phones, relative to D50."""
    tags = {b"wtpt": _xyz(0.9642, 1.0, 0.8249)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    tags[b"rXYZ"] = _xyz(0.51512, 0.24120, -0.00105)
    tags[b"gXYZ"] = _xyz(0.29198, 0.69225, 0.04189)
    tags[b"bXYZ"] = _xyz(0.15710, 0.06657, 0.78407)
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags)


def _table(convert: Callable[[Floats], Floats], inputs: int, outputs: int, nodes: int) -> bytes:
    """A lut16 tag that samples `convert` (values 0..1) on a grid."""
    axis = np.linspace(0, 1, nodes)
    grid = np.stack(np.meshgrid(*[axis] * inputs, indexing="ij"), axis=-1).reshape(-1, inputs)
    values = np.rint(np.clip(convert(grid), 0, 1) * 65535).astype(">u2").tobytes()
    identity = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    straight = struct.pack(">HH", 0, 65535)
    head = b"mft2\0\0\0\0" + bytes([inputs, outputs, nodes, 0]) + identity + struct.pack(">HH", 2, 2)
    return head + straight * inputs + values + straight * outputs


def _to_lab(rgb: Floats) -> Floats:
    lab = srgb_to_lab(rgb.astype(np.float32)).astype(np.float64)
    return np.stack([lab[:, 0] / 100, (lab[:, 1] + 128) / 255, (lab[:, 2] + 128) / 255], axis=-1) * (
        65280 / 65535
    )


def _from_lab(coded: Floats) -> Floats:
    lab = coded * (65535 / 65280) * [100, 255, 255] - [0, 128, 128]
    return np.asarray(lab_to_srgb(lab.astype(np.float32)), dtype=np.float64)


def _scanner_tags(**extra: bytes) -> dict[bytes, bytes]:
    tags = {b"wtpt": _xyz(0.9642, 1.0, 0.8249), b"A2B0": _table(_to_lab, 3, 3, 17)}
    return tags | {name.encode(): content for name, content in extra.items()}


def _ink_profile() -> bytes:
    def to_lab(inks: Floats) -> Floats:
        return _to_lab((1 - inks[:, :3]) * (1 - inks[:, 3:]))

    tags = {b"wtpt": _xyz(0.9642, 1.0, 0.8249), b"A2B0": _table(to_lab, 4, 3, 7)}
    return _profile(b"prtr", b"CMYK", b"Lab ", tags)


CURVES = {
    "power": _parametric(0, 2.2),
    "power with a dead start": _parametric(1, 2.0, 1.1, -0.1),
    "sRGB": _parametric(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045),
    "sRGB in full": _parametric(4, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045, 0.0, 0.0),
    "gamma": b"curv\0\0\0\0" + struct.pack(">IH", 1, 461),
    "identity": b"curv\0\0\0\0" + struct.pack(">I", 0),
    "table": b"curv\0\0\0\0"
    + struct.pack(">I64H", 64, *(round(65535 * (index / 63) ** 1.9) for index in range(64))),
}


@pytest.mark.parametrize("name", CURVES)
def test_every_curve_of_a_matrix_profile_is_read_as_the_colour_engine_reads_it(name: str) -> None:
    profile = _display_p3(CURVES[name])
    transform = transform_for(profile, Model.RGB)
    assert isinstance(transform, MatrixShaper)
    pixels = np.random.default_rng(3).integers(0, 65536, (64, 64, 3), dtype=np.uint16)
    expected, _ = LittleCms(profile, Model.RGB).forward(pixels)
    ours, _ = transform.forward(pixels)
    assert np.abs(ours.astype(int) - expected).max() < 200
    assert np.abs(ours.astype(int) - expected).mean() < 12


def test_a_curve_above_a_floor_starts_there() -> None:
    profile = read_matrix_profile(_display_p3(_parametric(2, 2.0, 1.0, 0.0, 0.25)))
    assert profile is not None
    assert profile.curves[1, [0, 32768, 65535]] == pytest.approx([0.25, 0.5, 1.0], abs=1e-4)


def test_the_quick_way_is_good_to_a_few_of_65535_there_and_back() -> None:
    transform = transform_for(_display_p3(CURVES["sRGB"]), Model.RGB)
    assert transform is not None
    muted = np.random.default_rng(3).integers(20_000, 40_000, (64, 64, 3), dtype=np.uint16)
    working, clipped = transform.forward(muted)
    assert not clipped
    assert np.abs(transform.backward(working).astype(int) - muted).max() <= 3


def test_what_had_to_be_clipped_is_told() -> None:
    transform = transform_for(_display_p3(CURVES["sRGB"]), Model.RGB)
    assert transform is not None
    for green, expected in ((65535, True), (0, False)):
        pixels = np.full((2, 2, 3), (0, green, 0), dtype=np.uint16)
        assert transform.forward(pixels)[1] is expected


def test_profiles_that_say_srgb_in_whatever_words_are_srgb() -> None:
    by_pillow = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (SRGB, by_pillow):
        assert isinstance(transform_for(profile, Model.RGB), Plain)
    assert not isinstance(transform_for(ADOBE_RGB, Model.RGB), Plain)


def test_a_grey_profile_makes_the_way_there_and_back() -> None:
    profile = bytes(imagecodecs.cms_profile("gray", gamma=2.2))
    transform = transform_for(profile, Model.GREY)
    assert isinstance(transform, GreyCurve)
    levels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    working, _ = transform.forward(levels)
    assert np.array_equal(np.rint(transform.backward(working[..., 0]) / 257), levels)


def test_a_scanner_profile_of_tables_is_converted_and_not_put_back() -> None:
    profile = _profile(b"scnr", b"RGB ", b"Lab ", _scanner_tags())
    photo = decode(pillow(picture(), "png", icc_profile=profile))
    assert np.abs(photo.pixels / 257 - picture()).mean() < 4
    assert photo.profile is None


def test_a_printer_profile_of_tables_is_put_back_and_costs_untouched_pixels_nothing() -> None:
    tags = _scanner_tags(B2A0=_table(_from_lab, 3, 3, 17))
    photo = decode(pillow(picture(), "png", icc_profile=_profile(b"prtr", b"RGB ", b"Lab ", tags)))
    assert photo.profile is not None
    assert np.array_equal(np.asarray(reopened(encode(photo, Format.PNG))), picture())


@pytest.mark.parametrize("format", ["jpeg", "tiff"])
def test_inks_are_seen_through_their_profile(format: str) -> None:
    options: dict[str, Any] = {"quality": 98, "subsampling": 0} if format == "jpeg" else {}
    data = pillow(picture(), format, "CMYK", icc_profile=_ink_profile(), **options)
    photo = decode(data)
    assert np.abs(photo.pixels / 257 - picture()).mean() < 6
    assert not np.array_equal(photo.pixels, decode(pillow(picture(), format, "CMYK", **options)).pixels)
    assert photo.profile is None


def test_a_profile_for_inks_on_an_rgb_picture_is_ignored() -> None:
    photo = decode(pillow(picture(), "tiff", icc_profile=_ink_profile()))
    assert difference(photo, picture()) == 0
    assert photo.profile is None


def test_a_phone_picture_looks_as_a_colour_engine_shows_it() -> None:
    profile = _display_p3(CURVES["sRGB"])
    photo = decode(pillow(picture(), "png", icc_profile=profile))
    expected = ImageCms.profileToProfile(
        Image.fromarray(picture()),
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    assert difference(photo, np.asarray(expected)) < 1.2
