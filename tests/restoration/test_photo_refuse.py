"""Files that are refused, how, and that no file whatever brings anything else about."""

from __future__ import annotations

import struct
import tracemalloc
import zlib

import imagecodecs
import numpy as np
import pytest

from restoration.errors import (
    CorruptFile,
    EmptyFile,
    RestorationError,
    TooManyPixels,
    TruncatedFile,
    UnsupportedFormat,
)
from restoration.photo import decode, inspect
from tests.restoration.files import ADOBE_RGB, eight_bits, picture, pillow, samples, tiff, tiff_by_hand

SAMPLES = samples()
STRANGERS = {
    "zip": b"PK\x03\x04rest",
    "svg": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    "html": b"\n <!DOCTYPE html><html>",
    "text": b"BM is how this letter begins, and it is no bitmap",
    "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0",
    "mov": b"\0\0\0\x14ftypqt  \0\0\0\0",
    "avi": b"RIFF\0\0\0\0AVI ",
    "psd": b"8BPS\0\x01",
    "unknown": b"\x01\x02\x03",
}


def _png(width: int, height: int, data: bytes, *extra: tuple[bytes, bytes]) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), *extra, (b"IDAT", data), (b"IEND", b"")]
    parts = [struct.pack(">I", len(b)) + k + b + struct.pack(">I", zlib.crc32(k + b)) for k, b in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _strip(width: int, height: int, coded: bytes, **changes: int) -> bytes:
    tags = {256: width, 257: height, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: height, 279: len(coded)}
    return tiff_by_hand(tags | {int(tag[1:]): value for tag, value in changes.items()}, coded)


def test_nothing_is_an_empty_file() -> None:
    with pytest.raises(EmptyFile):
        decode(b"")


@pytest.mark.parametrize("name", STRANGERS)
def test_other_files_are_called_by_their_name(name: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        inspect(STRANGERS[name])
    assert caught.value.parameters["format"] == name


def test_a_sensor_that_claims_to_be_in_tiff_and_holds_nothing_is_corrupt() -> None:
    for changes in ({"t50706": 1}, {"t262": 32803}):
        with pytest.raises((CorruptFile, TruncatedFile)) as caught:
            decode(_strip(8, 8, bytes(64), **changes))
        assert caught.value.parameters["format"] == "raw"


@pytest.mark.parametrize(
    ("changes", "reason", "detail"),
    [
        ({"t259": 34887}, "compression", "34887"),
        ({"t262": 10}, "photometric", "10"),
        ({"t258": 64}, "samples", "64 bits, SampleFormat 1"),
        ({"t339": 2}, "samples", "8 bits, SampleFormat 2"),
        ({"t277": 40}, "channels", "40"),
        ({"t262": 8, "t277": 3, "t258": 12}, "samples", "Lab, 12 bits"),
    ],
)
def test_what_tiff_can_hold_and_nobody_reads_is_refused_with_its_reason(
    changes: dict[str, int], reason: str, detail: str
) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        decode(_strip(8, 8, bytes(64), **changes))
    assert caught.value.parameters == {"format": "tiff", "reason": reason, "detail": detail}


def test_floating_point_beyond_one_is_unsupported() -> None:
    for brightest in (1e6, np.nan, np.inf):
        light = np.array([[0.5, brightest], [0.5, 0.5]], dtype=np.float32)
        if np.isnan(brightest):
            assert eight_bits(decode(tiff(light)))[0, 1, 0] == 0
            continue
        with pytest.raises(UnsupportedFormat):
            decode(tiff(light))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_cut_short_is_truncated(name: str, share: float) -> None:
    data = SAMPLES[name]
    with pytest.raises(TruncatedFile) as caught:
        decode(data[: int(len(data) * share)])
    assert caught.value.parameters["format"] == name.split()[0].replace("bigtiff", "tiff")


@pytest.mark.parametrize("name", ["jpeg", "jpeg progressive", "jpeg grey", "jpeg cmyk"])
def test_half_a_jpeg_with_a_whole_ending_is_truncated(name: str) -> None:
    data = SAMPLES[name]
    with pytest.raises(TruncatedFile):
        decode(data[: len(data) * 7 // 10] + b"\xff\xd9")


def test_a_whole_jpeg_is_whole_without_its_ending_or_with_more_behind_it() -> None:
    data = SAMPLES["jpeg grey"]
    for variant in (data[:-2], data + b"a film behind the picture\xff\xd8\xff\xd9"):
        assert np.array_equal(decode(variant).pixels, decode(data).pixels)


def test_a_jpeg_that_lost_its_last_blocks_to_decay_is_a_photograph_and_cut_there_it_is_not() -> None:
    large = pillow(np.tile(picture(), (8, 8, 1)), "jpeg", quality=95)
    assert decode(large[:-20] + b"\xff\xd9").pixels.shape == (768, 640, 3)
    with pytest.raises(TruncatedFile):
        decode(large[:-20])


@pytest.mark.parametrize("name", SAMPLES)
def test_more_pixels_than_allowed_are_refused_by_the_header(name: str) -> None:
    with pytest.raises(TooManyPixels) as caught:
        decode(SAMPLES[name], max_megapixels=0.0076)
    assert caught.value.parameters == {"megapixels": 0.0, "limit": 0.0076}
    assert decode(SAMPLES[name], max_megapixels=0.00769).megapixels == 0.00768


HUGE = {
    "jpeg": pillow(picture(), "jpeg", "L").replace(struct.pack(">HH", 96, 80), b"\xff\xff\xff\xff", 1),
    "png": _png(2**31 - 1, 2**31 - 1, zlib.compress(bytes(1000))),
    "tiff": _strip(2**32 - 1, 2**32 - 1, bytes(64)),
    "webp": SAMPLES["webp"].replace(struct.pack("<HBHB", 79, 0, 95, 0), b"\xff" * 6, 1),
    "heic": SAMPLES["heic"].replace(struct.pack(">II", 80, 96), b"\xff" * 8),
    "avif": SAMPLES["avif"].replace(struct.pack(">II", 80, 96), b"\xff" * 8),
    "bmp": SAMPLES["bmp"].replace(struct.pack("<ii", 80, 96), b"\xff\xff\xff\x7f" * 2, 1),
}


@pytest.mark.parametrize("name", HUGE)
def test_a_header_that_claims_a_continent_is_refused_before_memory_is_taken(name: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(TooManyPixels):
            decode(HUGE[name])
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


#: Files that contradict themselves; the first word is their format.
HOSTILE = {
    "png with a header that promises more than it holds": _png(9000, 9000, zlib.compress(bytes(100))),
    "png whose picture is larger than its header": _png(8, 8, b"nothing that was ever deflated"),
    "png without a header": b"\x89PNG\r\n\x1a\n" + _png(8, 8, b"")[33:],
    "png of no width": _png(0, 8, zlib.compress(b"")),
    "jpeg without a frame": b"\xff\xd8\xff\xda\x00\x02\x00\x00\xff\xd9",
    "jpeg with thousands of scans": SAMPLES["jpeg progressive"][:-2]
    + b"\xff\xda\x00\x08\1\1\0\0\x3f\0" * 5000,
    "tiff of giant tiles": _strip(8, 8, bytes(64), t322=60000, t323=60000, t324=8, t325=64),
    "tiff with a strip that inflates to more": _strip(8, 8, zlib.compress(bytes(50_000_000)), t259=8),
    "tiff whose jpeg is larger than its strip": _strip(8, 8, HUGE["jpeg"], t259=7, t279=len(HUGE["jpeg"])),
    "tiff without a picture": tiff_by_hand({256: 8, 257: 8}),
    "tiff palette without colours": _strip(8, 8, bytes(64), t262=3),
    "bmp of no width": SAMPLES["bmp"].replace(struct.pack("<ii", 80, 96), bytes(4) + b"\x60\0\0\0", 1),
    "webp without a picture": b"RIFF" + struct.pack("<I", 4) + b"WEBP",
    "heic without a picture": b"\0\0\0\x18ftypheic\0\0\0\0heicmif1",
    "avif in a knot": SAMPLES["avif"].replace(b"ipco", b"ipcX"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_lies_is_corrupt_and_takes_little_memory(name: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(CorruptFile) as caught:
            decode(HOSTILE[name])
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert caught.value.parameters["format"] == name.split()[0]
    assert caught.value.parameters["reason"]


@pytest.mark.parametrize("kind", [b"iCCP", b"zTXt", b"iTXt", b"eXIf"])
def test_a_bomb_beside_the_picture_does_not_go_off(kind: bytes) -> None:
    bomb = b"name\0\0" + zlib.compress(bytes(40_000_000))
    rows = b"".join(b"\0" + row.tobytes() for row in picture())
    data = _png(80, 96, zlib.compress(rows), (kind, bomb))
    tracemalloc.start()
    try:
        assert np.array_equal(eight_bits(decode(data)), picture())
        assert tracemalloc.get_traced_memory()[1] < 25_000_000
    finally:
        tracemalloc.stop()


def test_an_error_names_what_the_library_said_as_its_cause() -> None:
    with pytest.raises(CorruptFile) as caught:
        decode(_png(8, 8, b"no deflate stream"))
    assert isinstance(caught.value.__cause__, imagecodecs.PngError)


def _mangled(data: bytes, rng: np.random.Generator) -> bytes:
    """Cut short, or with a few bytes changed: anywhere, or near the start where the headers are."""
    way = rng.integers(3)
    if way == 0:
        return data[: rng.integers(1, len(data))]
    mangled = bytearray(data)
    for place in rng.integers(0, len(data) if way == 1 else min(len(data), 600), rng.integers(1, 8)):
        mangled[place] = rng.choice(np.array([0, 127, 128, 255, rng.integers(256)]))
    return bytes(mangled)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_mangled_file_gives_a_photo_or_an_error_of_this_room(name: str) -> None:
    rng = np.random.default_rng([len(name), *name.encode()])
    outcomes = set()
    for _ in range(25):
        try:
            outcomes.add(decode(_mangled(SAMPLES[name], rng), max_megapixels=5).format.value)
        except RestorationError as error:
            outcomes.add(error.code)
    assert len(outcomes) > 1


def test_a_mangled_profile_never_costs_the_photograph() -> None:
    rng = np.random.default_rng(11)
    for _ in range(25):
        photo = decode(pillow(picture()[:8, :8], "tiff", icc_profile=_mangled(ADOBE_RGB, rng)))
        assert photo.pixels.shape == (8, 8, 3)
