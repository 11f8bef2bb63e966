"""Promises of the files of a result."""

from __future__ import annotations

import numpy as np

from restoration.findings import Condition, Tonality
from restoration.photo import Edit, Format, Photo, decode, encode
from restoration.recipe import Recipe
from restoration.report import Report
from restoration.results.files import files_of, version_file
from restoration.results.names import MEDIA_TYPES, SUFFIXES, usual_suffix
from restoration.results.values import Order, Unturned, Work
from restoration.results.wanted import Wanted

PIXELS = np.random.default_rng(0).integers(0, 65536, (60, 80, 3), np.uint16)
SOURCE = encode(Photo(PIXELS, depth=16))
PHOTO = decode(SOURCE)


def test_what_nothing_was_done_to_passes_through_in_its_own_format_alone() -> None:
    assert version_file(PHOTO, Edit.NONE, SOURCE) == SOURCE
    assert version_file(PHOTO, Edit.ENHANCED, SOURCE) != SOURCE
    assert decode(version_file(PHOTO, Edit.NONE, SOURCE, Format.TIFF)).format is Format.TIFF


def test_a_turned_result_keeps_its_untransformed_version_beside() -> None:
    edits = {"restored": "none"}
    report = Report(Condition((), Tonality.COLOUR), (), Recipe(), {}, edits)
    work = Work(PHOTO, {"restored": Unturned(PHOTO, Edit.NONE)}, report, None)
    plain = {file.name: file for file in files_of(Order(SOURCE, Wanted()), work)}
    assert set(plain) == {"restored", "preview.restored", "preview.original", "preview.before", "compare"}
    turned = {file.name: file for file in files_of(Order(SOURCE, Wanted(rotate=90)), work)}
    assert turned["base.restored"].data == plain["restored"].data
    assert (turned["restored"].width, turned["restored"].height) == (60, 80)
    np.testing.assert_array_equal(decode(turned["restored"].data).pixels, np.rot90(PHOTO.pixels, -1))


def test_a_version_over_the_limit_gets_a_copy_that_fits() -> None:
    report = Report(Condition((), Tonality.COLOUR), (), Recipe(), {}, {"restored": "none"})
    work = Work(PHOTO, {"restored": Unturned(PHOTO, Edit.NONE)}, report, None)
    (fitting,) = (
        f for f in files_of(Order(SOURCE, Wanted(), upload_limit_bytes=2500), work) if f.name[:3] == "fit"
    )
    assert len(fitting.data) <= 2500


def test_every_format_has_a_media_type_and_endings() -> None:
    assert set(MEDIA_TYPES) == set(SUFFIXES) == set(Format)
    assert usual_suffix("image/tiff") == ".tif"
    assert usual_suffix("text/plain") == ".bin"
