"""Directories of tags, as written here and as mangled elsewhere."""

from __future__ import annotations

import struct

import pytest

from restoration.formats.ifd import open_directory, write_directory
from restoration.formats.metadata import Metadata, read_exif, write_exif

FULL = Metadata(
    {"DateTime": "1987:06:05 04:03:02", "DateTimeOriginal": "1950:01:01 00:00:00", "Make": "Agfa"},
    (300.5, 600.0),
)


def test_what_is_written_is_read_again() -> None:
    block = b"II*\0" + struct.pack("<I", 8) + write_directory({271: "Agfa", 274: 6, 282: 300.25}, 8)
    directory = open_directory(block)
    assert (directory.text(271), directory.number(274, 1), directory.ratio(282)) == ("Agfa", 6, 300.25)


def test_absent_tags_have_their_default() -> None:
    directory = open_directory(b"MM\0*\0\0\0\x08\0\0\0\0\0\0")
    assert (directory.text(271), directory.number(274, 1), directory.ratio(282)) == (None, 1, None)


def test_big_directories_and_big_endian_ones_are_read() -> None:
    entry = struct.pack(">HHQ", 256, 16, 1) + struct.pack(">Q", 5_000_000_000)
    block = b"MM\0+\0\x08\0\0" + struct.pack(">Q", 16) + struct.pack(">Q", 1) + entry + bytes(8)
    assert open_directory(block).number(256, 0) == 5_000_000_000


def test_values_outside_the_file_are_absent() -> None:
    block = b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 271, 2, 1000, 20) + bytes(4)
    assert open_directory(block).text(271) is None


@pytest.mark.parametrize("block", [b"", b"II*\0", b"no directory at all", b"II*\0\xff\xff\xff\xff"])
def test_what_is_no_directory_is_refused(block: bytes) -> None:
    with pytest.raises(ValueError, match=r"header|outside"):
        open_directory(block)


def test_a_division_by_nought_is_no_ratio() -> None:
    block = bytearray(b"II*\0" + struct.pack("<I", 8) + write_directory({282: 300.0}, 8))
    block[-4:] = bytes(4)
    assert open_directory(bytes(block)).ratio(282) is None


def test_a_directory_that_points_to_itself_ends() -> None:
    block = b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x8769, 4, 1, 8) + bytes(4)
    assert read_exif(block) == (Metadata(), 1)


def test_metadata_make_the_way_there_and_back() -> None:
    block = write_exif(FULL)
    assert block is not None
    assert read_exif(b"Exif\0\0" + block) == (FULL, 1)
    assert write_exif(Metadata()) is None


@pytest.mark.parametrize("length", range(0, 200, 7))
def test_metadata_cut_anywhere_cost_themselves_and_nothing_else(length: int) -> None:
    block = write_exif(FULL)
    assert block is not None
    metadata, orientation = read_exif(block[:length])
    assert orientation == 1
    assert set(metadata.texts) <= set(FULL.texts)


@pytest.mark.parametrize("stated", [0, 9, 65535])
def test_an_impossible_orientation_is_upright(stated: int) -> None:
    block = b"II*\0" + struct.pack("<I", 8) + write_directory({274: stated}, 8)
    assert read_exif(block)[1] == 1
