"""The promises of pages: every photograph in a file is one of its own, and comes out as it was stored."""

from __future__ import annotations

from io import BytesIO
from typing import Literal

import numpy as np
import pypdfium2
import pytest
import tifffile
from PIL import Image

from restoration.errors import CorruptFile, UnsupportedFormat
from restoration.formats.pages import pages_of
from restoration.photo import Format, decode, inspect
from tests.restoration.files import Bytes, difference, eight_bits, picture, pillow


def shades(number: int) -> Bytes:
    """The portrait in one of several brightnesses."""
    return np.asarray(picture() // (number + 1), dtype=np.uint8)


def pages(bigtiff: bool, byteorder: Literal["<", ">"]) -> bytes:
    """Three pages, each followed by a preview of it."""
    file = BytesIO()
    with tifffile.TiffWriter(file, bigtiff=bigtiff, byteorder=byteorder) as writer:
        for number in range(3):
            writer.write(shades(number), photometric="rgb", metadata=None)
            writer.write(shades(number)[::4, ::4], photometric="rgb", subfiletype=1, metadata=None)
    return file.getvalue()


def scans(*pictures: bytes, rotation: int = 0) -> bytes:
    """A PDF of one JPEG a page."""
    document = pypdfium2.PdfDocument.new()
    for jpeg in pictures:
        page = document.new_page(80, 96)
        shown = pypdfium2.PdfImage.new(document)
        shown.load_jpeg(BytesIO(jpeg), inline=True)
        shown.set_matrix(pypdfium2.PdfMatrix().scale(80, 96))
        page.insert_obj(shown)
        page.set_rotation(rotation)
        page.gen_content()
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("bigtiff", [False, True])
@pytest.mark.parametrize("byteorder", ["<", ">"])
def test_every_page_of_a_tiff_is_a_photograph_and_previews_are_none(
    bigtiff: bool, byteorder: Literal["<", ">"]
) -> None:
    found = pages_of(pages(bigtiff, byteorder))
    assert found.number == 3
    for number in range(3):
        assert np.array_equal(eight_bits(decode(found.take(number))), shades(number))


def test_a_tiff_that_goes_round_in_a_circle_ends() -> None:
    data = bytearray(pages(False, "<"))
    first = int.from_bytes(data[4:8], "little")
    entries = int.from_bytes(data[first : first + 2], "little")
    data[first + 2 + 12 * entries : first + 6 + 12 * entries] = data[4:8]
    assert pages_of(bytes(data)).number == 1


def test_any_other_file_holds_itself() -> None:
    jpeg = pillow(picture(), "jpeg")
    assert pages_of(jpeg).number == 1
    assert pages_of(jpeg).take(0) == jpeg


def test_scans_in_a_pdf_come_out_as_they_were_stored() -> None:
    jpegs = [pillow(shades(number), "jpeg") for number in range(2)]
    document = scans(*jpegs)
    found = pages_of(document)
    assert [found.take(number) for number in range(found.number)] == jpegs
    assert inspect(document) == inspect(jpegs[0]).__class__(Format.PDF, 80, 96)
    assert np.array_equal(decode(document).pixels, decode(jpegs[0]).pixels)


def test_a_scan_on_a_turned_page_is_turned() -> None:
    jpeg = pillow(picture(), "jpeg")
    turned = decode(scans(jpeg, rotation=90))
    assert np.array_equal(turned.pixels, np.rot90(decode(jpeg).pixels, -1))


def test_a_picture_without_loss_comes_out_of_a_pdf_with_every_pixel() -> None:
    file = BytesIO()
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(80, 96)
    shown = pypdfium2.PdfImage.new(document)
    shown.set_bitmap(pypdfium2.PdfBitmap.from_pil(Image.fromarray(picture())))
    shown.set_matrix(pypdfium2.PdfMatrix().scale(80, 96))
    page.insert_obj(shown)
    page.gen_content()
    document.save(file)
    photo = decode(file.getvalue())
    assert photo.format is Format.TIFF
    assert difference(photo, picture()) == 0


def test_a_pdf_without_pictures_is_refused_for_that_reason() -> None:
    file = BytesIO()
    document = pypdfium2.PdfDocument.new()
    document.new_page(80, 96)
    document.save(file)
    with pytest.raises(UnsupportedFormat) as caught:
        decode(file.getvalue())
    assert caught.value.parameters["reason"] == "no_pictures"


def test_what_only_begins_like_a_pdf_is_corrupt() -> None:
    with pytest.raises(CorruptFile):
        decode(b"%PDF-1.7\n<</Subtype /Image>> and nothing more")
